"""What is shown for the moment before there is anything: the outline of what will come, and words for it."""

from kivy.properties import NumericProperty

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Card, Column


class Bone(Card):
    """The outline of one card."""


class Skeleton(Column):
    """So many `bones`, each fainter than the one above; it stands still, as what moves asks to be looked at."""

    bones = NumericProperty(3)

    def on_kv_post(self, _: object) -> None:
        """Only now its rules were applied, where it stands in another's."""
        self._grow()
        self.bind(bones=self._grow)

    def _grow(self, *_: object) -> None:
        box = self.ids.box
        box.clear_widgets()
        for number in range(int(self.bones)):
            box.add_widget(Bone(opacity=1 - number / (self.bones + 1)))


load(__file__)
