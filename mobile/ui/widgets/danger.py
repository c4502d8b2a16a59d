"""Whom to phone first when somebody is in danger."""

from kivy.properties import StringProperty

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Row


class Danger(Row):
    """One line, always in sight where help is."""

    number = StringProperty("112")


load(__file__)
