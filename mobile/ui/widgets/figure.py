"""A number that is looked at first, with what it counts below it."""

from kivy.properties import OptionProperty, StringProperty

from mobile.ui.theme.tokens import TONES
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Column


class Figure(Column):
    """`number` in the writing of a tone; the words are there beside the colour."""

    number = StringProperty("")
    text = StringProperty("")
    tone = OptionProperty("plain", options=list(TONES))


load(__file__)
