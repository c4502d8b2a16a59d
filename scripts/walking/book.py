"""The written walk: headings, sentences and pictures, as one Markdown document beside its pictures."""

import io
import shutil
from pathlib import Path

from PIL import Image

COLOURS = 160


class Book:
    """Writes `docs/walkthrough-NAME.md` and its pictures under `docs/images/walkthrough-NAME/`, all of them new."""

    def __init__(self, docs: Path, name: str) -> None:
        self._file = docs / f"walkthrough-{name}.md"
        self._pictures = docs / "images" / f"walkthrough-{name}"
        shutil.rmtree(self._pictures, ignore_errors=True)
        self._pictures.mkdir(parents=True)
        self._lines: list[str] = []
        self._count = 0

    def title(self, text: str) -> None:
        self._lines += [f"# {text}", ""]

    def chapter(self, text: str) -> None:
        print(f"\n{text}", flush=True)
        self._lines += [f"## {text}", ""]

    def says(self, text: str) -> None:
        print(f"  {text}", flush=True)
        self._lines += [text, ""]

    def shows(self, picture: bytes, words: str, as_well: str = "") -> None:
        """A picture in few colours, so that it stays small; a copy of it stands in `docs/images` under `as_well`."""
        self._count += 1
        slug = "".join(char if char.isalnum() else "-" for char in words.lower()).strip("-")[:40].strip("-")
        path = self._pictures / f"{self._count:02}-{slug}.png"
        image = Image.open(io.BytesIO(picture)).convert("RGB")
        image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        if as_well:
            shutil.copy(path, self._pictures.parent / f"{as_well}.png")
        self._lines += [f"![{words}]({path.relative_to(self._file.parent)})", ""]

    def close(self) -> Path:
        self._file.write_text("\n".join(self._lines).rstrip() + "\n", "utf-8")
        return self._file
