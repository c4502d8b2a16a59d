"""Yes or no, as a row that can be tapped anywhere, with KivyMD's switch at its end."""

from kivy.properties import BooleanProperty, StringProperty
from kivymd.uix.selectioncontrol import MDSwitch

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.tappable import Tappable


class MaterialSwitch(MDSwitch):
    """Shows the state; the row around it is what is tapped."""

    def on_touch_down(self, touch: object) -> bool:
        """Leave the tap to the row."""
        return False


class Toggle(Tappable):
    """A switch with its words, and a second line that says what it means."""

    text = StringProperty("")
    detail = StringProperty("")
    active = BooleanProperty(False)

    __events__ = ("on_toggle",)

    def on_release(self) -> None:
        """Tell what the user wants; the state comes back from the presenter."""
        self.dispatch("on_toggle", not self.active)

    def on_toggle(self, active: bool) -> None:
        """The user tapped."""


load(__file__)
