"""The app's sign: the company's logo, or our own."""

from kivy.properties import NumericProperty
from kivy.uix.image import Image

from mobile.ui.widgets.flow import Flow
from mobile.ui.widgets.kv import load


class Logo(Image):
    """A picture that fits in its box, as sharp as it is."""


class Mark(Flow):
    """`side` dp high; a logo may be three times as wide as it is high."""

    side = NumericProperty(76)


load(__file__)
