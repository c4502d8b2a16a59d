"""Whom to phone first when somebody is in danger: a tap opens the telephone, where there is one."""

from kivy.properties import StringProperty

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.tappable import Tappable


class Danger(Tappable):
    """One line, always in sight where help is."""

    number = StringProperty("112")


load(__file__)
