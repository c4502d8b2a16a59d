"""Spacing, type and colours as plain data, so that contrast can be computed in a test without a window."""

from dataclasses import dataclass, fields

# Spacing in dp: everything on screen keeps to these steps.
SPACE = {"xs": 4, "s": 8, "m": 12, "l": 16, "xl": 24, "xxl": 32}
RADIUS = {"s": 10, "m": 16, "l": 24}
# The least that a finger hits (Material, WCAG 2.5.5).
TOUCH = 48
# As wide as what is read becomes, in dp: an eye finds the next line.
EYE = 640
# How many times its usual size text can be (WCAG 1.4.4 asks for twice).
MOST_SCALE = 2.0


@dataclass(frozen=True)
class Type:
    """One step of the type scale: size in sp, whether it is set in medium weight, how much of a growth it shares."""

    size: int
    strong: bool = False
    grows: float = 1.0


TYPE = {
    "display": Type(30, strong=True),
    "headline": Type(24, strong=True),
    "title": Type(19, strong=True),
    "lead": Type(17, strong=True),
    "body": Type(16),
    "action": Type(16, strong=True),
    "label": Type(14, strong=True),
    "small": Type(14),
    "caption": Type(13),
    # Three of these share the width of a phone.
    "tab": Type(13, strong=True, grows=0.6),
}


@dataclass(frozen=True)
class Palette:
    """The colours of one mode, as hex; `x_ink` is what is written on `x`, and `ink` and `quiet` on any surface."""

    background: str
    surface: str
    raised: str
    sunken: str
    ink: str
    quiet: str
    outline: str
    hairline: str
    primary: str
    primary_ink: str
    primary_soft: str
    primary_soft_ink: str
    accent: str
    accent_ink: str
    danger: str
    danger_ink: str
    shadow: str


LIGHT = Palette(
    background="#FAF5EF",
    surface="#FFFDFB",
    raised="#FFFFFF",
    sunken="#F2EAE1",
    ink="#221C17",
    quiet="#61574D",
    outline="#85796D",
    hairline="#E7DCD0",
    primary="#0B5F58",
    primary_ink="#FFFFFF",
    primary_soft="#D5EDE8",
    primary_soft_ink="#073F3A",
    accent="#FFD9B8",
    accent_ink="#5A2D00",
    danger="#AE2A23",
    danger_ink="#FFFFFF",
    shadow="#3A2A1A1F",
)

DARK = Palette(
    background="#171310",
    surface="#201B17",
    raised="#2A2420",
    sunken="#120F0C",
    ink="#F1E9E1",
    quiet="#C4B8AB",
    outline="#94887B",
    hairline="#3A322B",
    primary="#7FD5C9",
    primary_ink="#00332F",
    primary_soft="#17423D",
    primary_soft_ink="#BDEEE6",
    accent="#5F3A17",
    accent_ink="#FFDDBF",
    danger="#FFB3AB",
    danger_ink="#5F100C",
    shadow="#00000066",
)

PALETTES = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True)
class Tone:
    """What a state looks like: writing and ground for each mode, as hex."""

    light_ink: str
    light_ground: str
    dark_ink: str
    dark_ground: str

    def ink(self, mode: str) -> str:
        """The writing's colour in `mode`, `light` or `dark`."""
        return self.dark_ink if mode == "dark" else self.light_ink

    def ground(self, mode: str) -> str:
        """The ground's colour in `mode`, `light` or `dark`."""
        return self.dark_ground if mode == "dark" else self.light_ground


TONES = {
    "calm": Tone("#1B4B87", "#DFEBFA", "#B5D3FB", "#1C3452"),
    "busy": Tone("#07524B", "#D5EDE8", "#A5E6DB", "#17423D"),
    "you": Tone("#7A3A00", "#FFE3C9", "#FFD0A1", "#57330F"),
    "wait": Tone("#55398F", "#ECE4FA", "#D9C6FF", "#3C2D5C"),
    "good": Tone("#1B5E2E", "#DBF1DE", "#A8E5B3", "#1D4427"),
    "plain": Tone("#554B42", "#EDE5DC", "#D3C8BC", "#38312B"),
    "bad": Tone("#9A201A", "#FCE0DC", "#FFB9B2", "#5C1D19"),
}


def channels(colour: str) -> tuple[float, float, float, float]:
    """`#RRGGBB` or `#RRGGBBAA` as four numbers from 0 to 1."""
    raw = colour.lstrip("#")
    parts = [int(raw[i : i + 2], 16) / 255 for i in range(0, len(raw), 2)]
    red, green, blue, *alpha = parts
    return red, green, blue, alpha[0] if alpha else 1.0


_SRGB_LINEAR = 0.04045


def luminance(colour: str) -> float:
    """Relative luminance from 0 to 1, after WCAG 2.2."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= _SRGB_LINEAR else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = channels(colour)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, after WCAG 2.2."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def names() -> tuple[str, ...]:
    """The names of a palette's colours."""
    return tuple(f.name for f in fields(Palette))
