"""The palettes in a company's colour: moved towards black or white as little as lets every word be read."""

import colorsys
from collections.abc import Iterable
from dataclasses import replace

from mobile.ui.theme.tokens import DARK, LIGHT, Palette, channels, contrast

ENOUGH = 4.5
"""Contrast of text after WCAG 2.2, 1.4.3 (AA)."""
_STEP = 0.01
_SOFTNESS = 0.55
"""How much of its colourfulness a soft ground keeps."""


def palettes(color: str | None) -> dict[str, Palette]:
    """The palettes of both modes in `color` (`#rrggbb`), or our own without one, or where it is no colour."""
    try:
        hue, light, rich = _hls(color) if color else (0.0, 0.0, 0.0)
    except ValueError:
        color = None
    if not color:
        return {"light": LIGHT, "dark": DARK}
    return {"light": _light(hue, light, rich), "dark": _dark(hue, light, rich)}


def _light(hue: float, light: float, rich: float) -> Palette:
    grounds = (LIGHT.background, LIGHT.surface, LIGHT.raised, LIGHT.sunken)
    primary = _readable(hue, light, rich, grounds, -_STEP)
    soft = _hex(hue, 0.9, rich * _SOFTNESS)
    soft_ink = _readable(hue, min(light, 0.25), rich, (soft,), -_STEP)
    ink = _ink_on(primary)
    return replace(LIGHT, primary=primary, primary_ink=ink, primary_soft=soft, primary_soft_ink=soft_ink)


def _dark(hue: float, light: float, rich: float) -> Palette:
    grounds = (DARK.background, DARK.surface, DARK.raised, DARK.sunken)
    primary = _readable(hue, max(light, 0.6), rich, grounds, _STEP)
    soft = _hex(hue, 0.18, rich * _SOFTNESS)
    soft_ink = _readable(hue, 0.8, rich, (soft,), _STEP)
    ink = _ink_on(primary)
    return replace(DARK, primary=primary, primary_ink=ink, primary_soft=soft, primary_soft_ink=soft_ink)


def _readable(hue: float, light: float, rich: float, grounds: Iterable[str], step: float) -> str:
    """The colour, as much darker or lighter as makes it readable on each of `grounds`."""
    grounds = tuple(grounds)
    while 0 < light < 1:
        found = _hex(hue, light, rich)
        if all(contrast(found, ground) >= ENOUGH for ground in grounds):
            return found
        light += step
    return "#000000" if step < 0 else "#FFFFFF"


def _ink_on(ground: str) -> str:
    """White or black, whichever is read better: one of them always has 4.5:1."""
    return max("#FFFFFF", "#000000", key=lambda ink: contrast(ink, ground))


def _hls(color: str) -> tuple[float, float, float]:
    red, green, blue, _ = channels(color)
    return colorsys.rgb_to_hls(red, green, blue)


def _hex(hue: float, light: float, rich: float) -> str:
    red, green, blue = colorsys.hls_to_rgb(hue, light, rich)
    return f"#{round(red * 255):02X}{round(green * 255):02X}{round(blue * 255):02X}"
