"""A line of a summary: a tap leads to where it was filled in."""

from kivy.properties import BooleanProperty, StringProperty

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.tappable import Tappable


class SummaryLine(Tappable):
    """What was filled in, under its heading."""

    icon = StringProperty("")
    label = StringProperty("")
    text = StringProperty("")
    last = BooleanProperty(False)


load(__file__)
