"""An article of help: a tap unfolds its steps and the question whether they helped."""

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.values import HelpView
from mobile.ui.language import words
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Card, Row
from mobile.ui.widgets.tappable import Tappable


class HelpHead(Tappable):
    """What stays of it while it is folded."""


class HelpLine(Row):
    """One step with its number."""

    number = StringProperty("")
    text = StringProperty("")


class HelpCard(Card):
    """One article; `on_helped`, `on_no` and `on_watch` tell of taps."""

    article = StringProperty("")
    title = StringProperty("")
    symptom = StringProperty("")
    tried = BooleanProperty(False)
    has_video = BooleanProperty(False)
    unfolded = BooleanProperty(False)

    __events__ = ("on_helped", "on_no", "on_watch")

    def __init__(self, view: HelpView, *, unfolded: bool) -> None:
        self.view = view
        super().__init__(article=view.id, tried=view.tried, has_video=bool(view.video_url), unfolded=unfolded)
        self.title, self.symptom = words.pick(view.title), words.pick(view.symptom)
        for number, step in enumerate(view.steps, start=1):
            self.ids.steps.add_widget(HelpLine(number=str(number), text=words.pick(step)))

    def on_helped(self) -> None:
        """It works again."""

    def on_no(self) -> None:
        """It did not help, or that is taken back."""

    def on_watch(self) -> None:
        """The video, outside the app."""


load(__file__)
