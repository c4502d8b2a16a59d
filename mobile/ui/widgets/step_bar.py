"""How far a form is: a piece a step, those that were reached in colour; the words beside it say it too."""

from kivy.properties import BooleanProperty
from kivy.uix.widget import Widget

from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Row


class StepPiece(Widget):
    """One step."""

    done = BooleanProperty(False)


class StepBar(Row):
    """As many pieces as there are steps."""

    def render(self, at: int, count: int) -> None:
        """The first `at` of `count` were reached."""
        if len(self.children) != count:
            self.clear_widgets()
            for _ in range(count):
                self.add_widget(StepPiece())
        for place, piece in enumerate(reversed(self.children)):
            piece.done = place < at


load(__file__)
