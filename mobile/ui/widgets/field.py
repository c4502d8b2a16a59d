"""A text field: its label above, its error in words below, high enough for a finger."""

from collections.abc import Callable
from typing import Any, ClassVar

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, OptionProperty, StringProperty

from mobile.ui.theme.live import STRONG, theme
from mobile.ui.widgets.flow import Flow
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.least import longest
from mobile.ui.widgets.surface import Page
from mobile.ui.widgets.words import lines_needed
from mobile.ui.widgets.written import WrittenInput

_MOST_LINES = 8


class FieldLine(WrittenInput):
    """The typing part; it has no look of its own."""

    leave: ClassVar[Callable[[int], bool] | None] = None
    """Goes to what comes after it (1) or before it (-1): a tab is never typed."""

    def insert_text(self, substring: str, from_undo: bool = False) -> None:
        """A field of one line stays one, whatever is pasted: a password ends where its line does."""
        one_line = substring if self.multiline else " ".join(substring.splitlines())
        super().insert_text(one_line, from_undo)

    def keyboard_on_key_down(self, window: Any, keycode: tuple[int, str], text: str, modifiers: list[str]) -> bool:
        """Tab leaves the field."""
        if keycode[1] == "tab" and FieldLine.leave is not None:
            return FieldLine.leave(-1 if "shift" in modifiers else 1)
        return bool(super().keyboard_on_key_down(window, keycode, text, modifiers))


class Field(Flow):
    """One field of a form; `on_typed(text)` tells what the user typed, not what the app filled in."""

    name = StringProperty("")
    label = StringProperty("")
    text = StringProperty("")
    hint = StringProperty("")
    error = StringProperty("")
    icon = StringProperty("")
    password = BooleanProperty(False)
    lines = NumericProperty(1)
    kind = OptionProperty("text", options=["text", "mail", "tel", "number", "address", "url", "null"])
    focused = BooleanProperty(False)
    trailing = OptionProperty("", options=["", "eye", "clear"])

    __events__ = ("on_typed", "on_enter")

    def __init__(self, **kwargs: object) -> None:
        self._filling = False
        # Once it is laid out: until then its typing part goes back to the end.
        self._from_start = Clock.create_trigger(self._show_start, 0)
        super().__init__(**kwargs)

    def fill(self, text: str) -> None:
        """Show `text` as the app's word; what is being typed is not overwritten by an older echo of itself."""
        line = self.ids.line
        if line.text == text or (line.focus and line.text.startswith(text)):
            return
        self._filling = True
        line.text = text
        self._filling = False
        self._from_start()

    def rows(self, lines: int, hint: str, width: float, _: float) -> int:
        """So many `lines`, or more where the hint needs them; kv asks again when any of these, or its size, changes."""
        return min(_MOST_LINES, max(lines, lines_needed(hint, "body", width - dp(24))))

    def forget(self) -> None:
        """Empty, and left: what was typed cannot be brought back."""
        line = self.ids.line
        line.focus = False
        self.fill("")
        line.reset_undo()
        line.cancel_selection()

    def heard(self, text: str) -> None:
        """The text of the typing part changed."""
        self.text = text
        if not self._filling:
            self.dispatch("on_typed", text)

    def on_text(self, _: object, text: str) -> None:
        """Set from outside: show it."""
        if "line" in self.ids and self.ids.line.text != text:
            self.fill(text)

    def _show_start(self, _: float) -> None:
        """Show the beginning of a long line, not its end, while nobody types in it."""
        line = self.ids.line
        if not (line.focus or line.multiline):
            line.cursor = (0, 0)
            line.scroll_x = 0

    def on_focused(self, _: object, focused: bool) -> None:
        """Ask the page around to keep this field in view while it is typed in."""
        if not focused:
            self._from_start()
        page = self.parent
        while page is not None and not isinstance(page, Page):
            page = page.parent if page.parent is not page else None
        if page is not None:
            if focused:
                page.show(self)
            elif page.focused is self:
                page.focused = None

    def least_width(self) -> float:
        """Room for its label and for a few letters."""
        return max(longest(self.label, STRONG, theme.size("label")) + 1, theme.sp(88))

    def tapped_trailing(self) -> None:
        """The icon at the end: show or hide the password, or clear the field."""
        if self.trailing == "eye":
            self.password = not self.password
        else:
            self.ids.line.text = ""

    def on_typed(self, text: str) -> None:
        """The user typed."""

    def on_enter(self) -> None:
        """The user pressed the keyboard's Enter."""


load(__file__)
