"""The company's colour as the pages can use it: readable on both themes' grounds; and its logo."""

from PIL import ImageColor

from shared.messages import Message

_OURS = "#0B5F58"
_PAPER = {"light": (255, 253, 251), "dark": (32, 27, 23)}
"""The grounds of `static/board.css` that the colour is written on."""
_ENOUGH = 4.5
"""Contrast of text after WCAG 2.2, 1.4.3 (AA)."""
_LINEAR_BELOW = 0.04045
_STEPS = 40

Color = tuple[int, int, int]


def style(brand_color: str | None) -> str:
    """`/brand.css`: `--brand` for text, lines and buttons, `--brand-ink` for what is written on it, in each theme."""
    light, dark = (_values(_readable(parsed(brand_color), _PAPER[mode])) for mode in ("light", "dark"))
    return (
        f":root{{{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f":root[data-theme=dark]{{{dark}}}\n"
    )


def parsed(text: str | None) -> Color:
    """A CSS colour, by name or as `#0B5F58`; ours where it is none."""
    try:
        return ImageColor.getrgb(text or _OURS)[:3]
    except ValueError:
        return ImageColor.getrgb(_OURS)[:3]


def as_hex(text: str | None) -> str | None:
    """The colour as `#rrggbb`; None where none is set, or it is none."""
    try:
        return _hex(ImageColor.getrgb(text)[:3]) if text else None
    except ValueError:
        return None


def readable(text: str | None) -> dict[str, str]:
    """The colour, ours where there is none, as text can have it on a `light` and on a `dark` ground."""
    return {mode: _hex(_readable(parsed(text), ground)) for mode, ground in _PAPER.items()}


def wrong_with(text: str | None) -> Message | None:
    """What somebody who set the colour should know: that it is none, or that text needs another on a light ground."""
    if not text:
        return None
    if as_hex(text) is None:
        return Message("BRAND_COLOR is no colour: {color}. Write it as #0B5F58.", color=text[:40])
    found = contrast(parsed(text), _PAPER["light"])
    if found >= _ENOUGH:
        return None
    return Message(
        "BRAND_COLOR {color} has a contrast of {ratio}:1 on a light ground, and text needs {enough}:1: text is shown "
        "in {instead} instead.",
        color=text[:40],
        ratio=f"{found:.1f}",
        enough=_ENOUGH,
        instead=readable(text)["light"],
    )


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21, after WCAG 2.2."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _readable(color: Color, ground: Color) -> Color:
    """The colour, moved towards black or white as little as makes it readable on the ground."""
    target = 0 if _luminance(ground) > 0.5 else 255  # noqa: PLR2004 - half way between black and white
    for step in range(_STEPS + 1):
        r, g, b = (round(part + (target - part) * step / _STEPS) for part in color)
        if contrast((r, g, b), ground) >= _ENOUGH:
            return r, g, b
    return target, target, target


def _values(color: Color) -> str:
    ink = "#fff" if contrast(color, (255, 255, 255)) >= contrast(color, (0, 0, 0)) else "#000"
    return f"--brand:{_hex(color)};--brand-ink:{ink}"


def _hex(color: Color) -> str:
    return f"#{color[0]:02x}{color[1]:02x}{color[2]:02x}"


def _luminance(color: Color) -> float:
    def linear(part: int) -> float:
        value = part / 255
        return value / 12.92 if value <= _LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
