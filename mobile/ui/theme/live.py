"""The theme as Kivy sees it: colours and sizes that kv binds to, so that a switch of mode shows at once."""

from functools import partial

from kivy.event import EventDispatcher
from kivy.metrics import Metrics, dp, sp
from kivy.properties import BoundedNumericProperty, ColorProperty, ObjectProperty, OptionProperty

from mobile.ui.theme.tokens import MOST_SCALE, PALETTES, RADIUS, SPACE, TONES, TOUCH, TYPE, channels, names

REGULAR, STRONG, ICONS = "Roboto", "RobotoMedium", "Icons"
# KivyMD's names for the colours that its own widgets (switch, spinner, ripple) draw with.
_KIVYMD = {
    "primaryColor": "primary",
    "onPrimaryColor": "primary_ink",
    "primaryContainerColor": "primary_soft",
    "onPrimaryContainerColor": "primary_soft_ink",
    "surfaceColor": "surface",
    "backgroundColor": "background",
    "surfaceContainerHighestColor": "sunken",
    "onSurfaceColor": "ink",
    "onSurfaceVariantColor": "quiet",
    "outlineColor": "outline",
    "outlineVariantColor": "hairline",
    "errorColor": "danger",
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
        mode, palette = self.mode, PALETTES[self.mode]
        for name in names():
            setattr(self, name, channels(getattr(palette, name)))
        self.tone = lambda tone, part: channels(getattr(TONES[tone], part)(mode))

    def on_scale(self, *_: object) -> None:
        """Let every size in sp grow, KivyMD's too."""
        Metrics.fontscale = self.scale
        # Each time another object, so that kv sees a change.
        self.sp = partial(sp)
        self.size = lambda style: sp(TYPE[style].size)

    def dress(self, theme_cls: object) -> None:
        """Give KivyMD's own widgets our colours."""
        theme_cls.theme_style_switch_animation = False
        theme_cls.theme_style = self.mode.capitalize()
        for theirs, ours in _KIVYMD.items():
            setattr(theme_cls, theirs, list(getattr(self, ours)))

    def space(self, step: str) -> float:
        """A step of the spacing scale in pixels."""
        return dp(SPACE[step])

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


theme = Theme()
