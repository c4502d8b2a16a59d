"""What every step is: a column that draws the state of the form around it."""

from typing import TYPE_CHECKING

from mobile.presenters.pass_on import PassOnPresenter, PassOnState
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.widgets.field import Field
from mobile.ui.widgets.surface import Column

if TYPE_CHECKING:
    from mobile.ui.screens.pass_on import PassOnScreen


class StepPart(Column):
    """One step; `screen` is the form's screen."""

    def __init__(self, screen: "PassOnScreen") -> None:
        self.screen = screen
        super().__init__()

    @property
    def presenter(self) -> PassOnPresenter:
        """The form's presenter."""
        return self.screen.presenter

    def render(self, state: PassOnState) -> None:
        """Draw this step of `state`."""

    def fill(self, state: PassOnState, *names: str) -> None:
        """Show what is typed in these fields, what is wrong with it, and which must be filled."""
        for name in names:
            field: Field = self.ids[name]
            field.fill(getattr(state.form, name))
            field.error = told.error(state.errors, name)
            label = words.say(self.label(state, name))
            field.label = words.say("field.required", label=label) if name in state.required else label

    def phone(self, number: str) -> None:
        """Open the telephone with this number; a desk has none, and copies it."""
        if not self.screen.navigator.device.call(number):
            self.screen.navigator.toast(words.say("action.copied"))

    def label(self, state: PassOnState, name: str) -> str:
        """The key of a field's label."""
        return f"pass_on.{name}"
