"""Writes `mobile/licences.json`, what the app's About shows: `.venv/bin/python -m scripts.licences`.

From the metadata of the packages that `requirements-mobile.txt` pins, as they lie in `.venv`; what comes along in the
Android package without being one of these is named below.
"""

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import PurePath
from typing import TypedDict

from scripts.bootstrap import ROOT

FILE = ROOT / "mobile" / "licences.json"


class Licence(TypedDict):
    """`text` is empty where only its address is given."""

    name: str
    version: str
    licence: str
    address: str
    text: str


_PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
_FILE = re.compile(r"(licen[cs]e|copying|notice)(\.\w+)?", re.IGNORECASE)
# Of packages whose metadata name none: as their own LICENSE says.
_SAID = {"materialyoucolor": "MIT"}
_ALONG = (
    ("Python", "PSF-2.0", "https://docs.python.org/3/license.html"),
    ("SDL, SDL_image, SDL_mixer, SDL_ttf", "Zlib", "https://www.libsdl.org/license.php"),
    ("FreeType", "FTL", "https://freetype.org/license.html"),
    ("HarfBuzz", "MIT-Modern-Variant", "https://github.com/harfbuzz/harfbuzz/blob/main/COPYING"),
    ("OpenSSL", "Apache-2.0", "https://openssl-library.org/source/license/"),
    ("SQLite", "blessing", "https://sqlite.org/copyright.html"),
    ("Pyjnius, python-for-android", "MIT", "https://github.com/kivy/python-for-android/blob/master/LICENSE"),
    ("ZXing", "Apache-2.0", "https://github.com/zxing/zxing/blob/master/LICENSE"),
    ("AndroidX Core", "Apache-2.0", "https://developer.android.com/jetpack/androidx"),
    ("DejaVu Sans", "Bitstream-Vera", "https://dejavu-fonts.github.io/License.html"),
    ("Roboto", "Apache-2.0", "https://github.com/googlefonts/roboto-2"),
    ("Material Design Icons", "Apache-2.0", "https://pictogrammers.com/docs/general/license/"),
)


def licences() -> list[Licence]:
    """All of them, by name."""
    pinned = _PINNED.findall((ROOT / "requirements-mobile.txt").read_text())
    along = [Licence(name=n, version="", licence=licence, address=a, text="") for n, licence, a in _ALONG]
    return sorted((*along, *(_of(distribution(name)) for name, _ in pinned)), key=lambda one: one["name"].lower())


def written(found: list[Licence]) -> str:
    """As the file has it."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _of(package: Distribution) -> Licence:
    about = package.metadata
    return Licence(
        name=about["Name"],
        version=package.version,
        licence=about.get("License-Expression") or about.get("License") or _SAID[about["Name"].lower()],
        address=f"https://pypi.org/project/{about['Name']}/{package.version}/",
        text="\n\n".join(_texts(package)),
    )


def _texts(package: Distribution) -> Iterator[str]:
    """Whole paragraphs on a line of their own, as a phone breaks lines by itself."""
    for file in package.files or ():
        if ".dist-info" in str(file) and _FILE.fullmatch(PurePath(file).name):
            paragraphs = re.split(r"\n\s*\n", file.read_text(encoding="utf-8").strip())
            yield "\n\n".join(" ".join(line.strip() for line in part.splitlines()) for part in paragraphs)


if __name__ == "__main__":
    FILE.write_text(written(licences()), encoding="utf-8")
    print(f"{FILE.relative_to(ROOT)}: {len(licences())} of them")
