"""Which font file a text needs: Roboto has no Arabic, Hebrew or CJK, so the device's own fonts help out."""

import re
from functools import cache
from pathlib import Path

_HAN = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_INDIC_AND_MORE = "\u0900-\u1cff"

_NEEDS = (
    (
        re.compile(f"[{_HAN}]"),
        (
            "/system/fonts/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
            "/System/Library/Fonts/PingFang.ttc",
            "C:/Windows/Fonts/msyh.ttc",
        ),
    ),
    (
        re.compile(f"[{_RIGHT_TO_LEFT}]"),
        (
            "/system/fonts/NotoNaskhArabic-Regular.ttf",
            "/system/fonts/DroidSansFallback.ttf",
            "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf",
            "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
            "C:/Windows/Fonts/segoeui.ttf",
        ),
    ),
    (
        re.compile(f"[{_INDIC_AND_MORE}\u2190-\u21ff\u2600-\u27bf]"),
        ("/system/fonts/DroidSansFallback.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    ),
)


@cache
def _first(paths: tuple[str, ...]) -> str | None:
    return next((p for p in paths if Path(p).exists()), None)


def font_for(text: str, usual: str) -> str:
    """`usual`, or the device's font for the script that `text` is in; without one, boxes show and nothing breaks."""
    if text.isascii():
        return usual
    for script, paths in _NEEDS:
        font = _first(paths) if script.search(text) else None
        if font:
            return font
    return usual
