"""What a team wants to know: taps where it names the answers, else a line to type in."""

from collections.abc import Mapping

from kivy.properties import BooleanProperty, StringProperty

from mobile.presenters.values import QuestionView
from mobile.ui.language import words
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Column


class Question(Column):
    """One question; `on_answer(option or None)` and `on_typed(text)` tell what was said."""

    key = StringProperty("")
    text = StringProperty("")
    in_words = BooleanProperty(False)

    __events__ = ("on_answer", "on_typed")

    def __init__(self, view: QuestionView) -> None:
        self.view = view
        super().__init__(key=f"question.{view.id}", text=words.pick(view.text))
        # Without an id it is of a server of before: said, to be answered in the story.
        self.in_words = bool(view.id) and not view.options
        if view.id:
            self.ids.options.options = [(option.id, words.pick(option.text), "") for option in view.options]

    def show(self, said: Mapping[str, str], error: str) -> None:
        """Mark what was answered, and what is wrong with it."""
        self.ids.options.chosen = said.get("option")
        self.ids.said.fill(said.get("text", ""))
        self.ids.said.error = error

    def on_answer(self, option: str | None) -> None:
        """The user tapped an answer, or the same again."""

    def on_typed(self, text: str) -> None:
        """The user typed."""


load(__file__)
