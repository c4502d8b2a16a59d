"""What a list shows while there is nothing in it."""

from kivy.properties import StringProperty

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Column


class Empty(Column):
    """A picture, what is so, and what one can do."""

    icon = StringProperty("")
    title = StringProperty("")
    text = StringProperty("")


load(__file__)
