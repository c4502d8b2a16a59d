"""The written walk: headings, sentences and pictures, as one Markdown document beside its pictures."""

import io
import shutil
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

COLOURS = 160


BESIDE = 3
"""So many of a phone's pictures stand beside each other."""


class Book:
    """Writes `docs/NAME.md` and its pictures under `docs/images/NAME/`, all of them new."""

    def __init__(self, docs: Path, name: str) -> None:
        self._file = docs / f"{name}.md"
        self._pictures = docs / "images" / name
        shutil.rmtree(self._pictures, ignore_errors=True)
        self._pictures.mkdir(parents=True)
        self._lines: list[str] = []
        self._steps: list[tuple[str, str]] = []
        self._count = 0

    def title(self, text: str) -> None:
        self._lines += [f"# {text}", ""]

    def chapter(self, text: str) -> None:
        print(f"\n{text}", flush=True)
        self._lay_out()
        self._lines += [f"## {text}", ""]

    def says(self, text: str) -> None:
        print(f"  {text}", flush=True)
        self._lay_out()
        self._lines += [text, ""]

    def shows(self, picture: bytes, words: str, as_well: str = "") -> None:
        """A picture, over the whole width; a copy of it stands in `docs/images` under `as_well`."""
        path = self._keep(picture, words)
        if as_well:
            shutil.copy(path, self._pictures.parent / f"{as_well}.png")
        self._lines += [self._image(path, words), ""]

    def step(self, text: str, picture: bytes, words: str) -> None:
        """A picture of a phone's screen with its sentences under it, beside those before and after it."""
        print(f"  {text}", flush=True)
        self._steps.append((self._image(self._keep(picture, words), words), text))

    def close(self) -> Path:
        """The finished document."""
        self._lay_out()
        self._file.write_text("\n".join(self._lines).rstrip() + "\n", "utf-8")
        return self._file

    def _lay_out(self) -> None:
        """The steps since the last words, as a table with the pictures in its head."""
        for first in range(0, len(self._steps), BESIDE):
            row = self._steps[first : first + BESIDE]
            pictures, texts = zip(*row, strict=True)
            self._lines += [_cells(pictures), _cells(["---"] * len(row)), _cells(texts), ""]
        self._steps.clear()

    def _keep(self, picture: bytes, words: str) -> Path:
        """In few colours, so that it stays small."""
        self._count += 1
        slug = "".join(char if char.isalnum() else "-" for char in words.lower()).strip("-")[:40].strip("-")
        path = self._pictures / f"{self._count:02}-{slug}.png"
        image = Image.open(io.BytesIO(picture)).convert("RGB")
        image.quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE).save(path, optimize=True)
        return path

    def _image(self, path: Path, words: str) -> str:
        return f"![{words}]({path.relative_to(self._file.parent)})"


def _cells(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"
