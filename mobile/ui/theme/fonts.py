"""Which font a text needs: Roboto has no Arabic, Hebrew or CJK letters and no arrows, so others help out.

Kivy brings DejaVu Sans along, which has all but the letters of Asia; for those a device has its own.
"""

import re
from functools import cache
from pathlib import Path

WIDE = "Wide"
"""DejaVu Sans, as it is registered with Kivy."""
_HAN = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_SIGNS = "\u2190-\u2bff\U0001f000-\U0001faff"
_INDIC_AND_MORE = "\u0900-\u1cff"

_DEVICE = (
    (
        re.compile(f"[{_HAN}]"),
        (
            "/system/fonts/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
            "/System/Library/Fonts/PingFang.ttc",
            "C:/Windows/Fonts/msyh.ttc",
        ),
    ),
    (
        re.compile(f"[{_INDIC_AND_MORE}]"),
        ("/system/fonts/NotoSansDevanagari-Regular.otf", "/system/fonts/DroidSansFallback.ttf"),
    ),
)
_DEJAVU = re.compile(f"[{_RIGHT_TO_LEFT}{_SIGNS}]")


@cache
def _first(paths: tuple[str, ...]) -> str | None:
    return next((p for p in paths if Path(p).exists()), None)


def font_for(text: str, usual: str) -> str:
    """`usual`, or the font for the script that `text` is in; without one, boxes show and nothing breaks."""
    if text.isascii():
        return usual
    for script, paths in _DEVICE:
        font = _first(paths) if script.search(text) else None
        if font:
            return font
    return WIDE if _DEJAVU.search(text) else usual


def register() -> None:
    """Tell Kivy of the fonts that are not KivyMD's; before the first text is drawn."""
    from kivy import kivy_data_dir
    from kivy.core.text import LabelBase

    LabelBase.register(WIDE, str(Path(kivy_data_dir) / "fonts" / "DejaVuSans.ttf"))
