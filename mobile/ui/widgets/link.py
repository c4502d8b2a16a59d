"""A row that leads to another screen."""

from kivy.properties import StringProperty

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.tappable import Tappable


class Link(Tappable):
    """An icon, its words, and a second line where there is more to say."""

    icon = StringProperty("")
    text = StringProperty("")
    detail = StringProperty("")


load(__file__)
