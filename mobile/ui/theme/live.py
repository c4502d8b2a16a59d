"""The theme as Kivy sees it: colours and sizes that kv binds to, so that a switch of mode shows at once."""

from functools import partial

from kivy.event import EventDispatcher
from kivy.metrics import Metrics, dp, sp
from kivy.properties import BoundedNumericProperty, ColorProperty, ObjectProperty, OptionProperty, StringProperty
from kivymd.theming import COLOR_NAMES, ThemeManager

from mobile.ui.theme.branding import palettes
from mobile.ui.theme.scaling import grown
from mobile.ui.theme.tokens import EYE, MOST_SCALE, RADIUS, SPACE, TONES, TOUCH, TYPE, channels, names

REGULAR, STRONG, ICONS = "Roboto", "RobotoMedium", "Icons"
# KivyMD's names for the colours that its own widgets (switch, spinner, ripple) draw with.
_KIVYMD = {
    "primary": "primary",
    "onPrimary": "primary_ink",
    "primaryContainer": "primary_soft",
    "onPrimaryContainer": "primary_soft_ink",
    "surface": "surface",
    "background": "background",
    "surfaceContainerHighest": "sunken",
    "onSurface": "ink",
    "onSurfaceVariant": "quiet",
    "outline": "outline",
    "outlineVariant": "hairline",
    "error": "danger",
}


class Theme(EventDispatcher):
    """The colours of the mode in use, and how large text is.

    `tone` is a function that is replaced with the mode, `size` and `sp` with the scale, so that kv follows.
    """

    mode = OptionProperty("light", options=["light", "dark"])
    scale = BoundedNumericProperty(1.0, min=1.0, max=MOST_SCALE)
    """How many times its usual size text is."""
    size = ObjectProperty()
    """The font size of a step of the type scale, in pixels."""
    sp = ObjectProperty()
    """Pixels of what grows with the text, from dp at its usual size."""
    tone = ObjectProperty()
    color = StringProperty("")
    """The company's colour as `#rrggbb`; empty for our own."""
    name = StringProperty("")
    """What the company calls the app; empty for our own name."""
    logo = StringProperty("")
    """The path of the company's logo; empty without one."""
    clear = ColorProperty((0, 0, 0, 0))
    background = ColorProperty()
    surface = ColorProperty()
    raised = ColorProperty()
    sunken = ColorProperty()
    ink = ColorProperty()
    quiet = ColorProperty()
    outline = ColorProperty()
    hairline = ColorProperty()
    primary = ColorProperty()
    primary_ink = ColorProperty()
    primary_soft = ColorProperty()
    primary_soft_ink = ColorProperty()
    accent = ColorProperty()
    accent_ink = ColorProperty()
    danger = ColorProperty()
    danger_ink = ColorProperty()
    shadow = ColorProperty()

    def __init__(self) -> None:
        super().__init__()
        self.on_mode()
        self.on_scale()

    def on_mode(self, *_: object) -> None:
        """Fill in the colours of the mode."""
        mode, palette = self.mode, palettes(self.color)[self.mode]
        for name in names():
            setattr(self, name, channels(getattr(palette, name)))
        self.tone = lambda tone, part: channels(getattr(TONES[tone], part)(mode))

    def on_color(self, *_: object) -> None:
        """Fill in the colours in the company's."""
        self.on_mode()

    def on_scale(self, *_: object) -> None:
        """Let every size in sp grow, KivyMD's too."""
        Metrics.fontscale = self.scale
        # Each time another object, so that kv sees a change.
        self.sp = partial(sp)
        self.size = lambda style: sp(grown(TYPE[style].size, self.scale, TYPE[style].grows))

    def dress(self, theirs: ThemeManager) -> None:
        """Give KivyMD's own widgets our colours; of those that we have no name for, ink is what writes."""
        theirs.theme_style_switch_animation = False
        theirs.theme_style = self.mode.capitalize()
        for name in COLOR_NAMES:
            ours = _KIVYMD.get(name, "ink" if name.startswith("on") else "surface")
            setattr(theirs, f"{name}Color", list(getattr(self, ours)))

    def space(self, step: str) -> float:
        """A step of the spacing scale in pixels."""
        return dp(SPACE[step])

    def aside(self, width: float, scale: float, least: float) -> float:
        """The room on each side of what is read in `width` pixels, at least `least`: a wide window leaves more."""
        return max(least, (width - dp(EYE) * (1 + (scale - 1) * 0.5)) / 2)

    def radius(self, step: str) -> float:
        """A corner's radius in pixels."""
        return dp(RADIUS[step])

    def font(self, style: str) -> str:
        """The font's name of a step of the type scale."""
        return STRONG if TYPE[style].strong else REGULAR

    @property
    def touch(self) -> float:
        """The least side of what can be tapped, in pixels."""
        return dp(TOUCH)


class Dressed(ThemeManager):
    """KivyMD's colours taken from ours: its own are worked out anew at each start, for half a second and more."""

    def set_colors(self, *_: object) -> None:
        """Called by KivyMD at its start and at each change of its style."""
        theme.dress(self)


theme = Theme()
