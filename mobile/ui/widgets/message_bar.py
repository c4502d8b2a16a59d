"""Where a message to the team is written: photos that go along, the field, the way to more photos, and sending."""

from collections.abc import Collection

from kivy.properties import BooleanProperty, StringProperty

from mobile.device import Ability
from mobile.presenters.photos import PhotoView
from mobile.presenters.ticket_state import TicketState
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.photo_strip import show_thumbs
from mobile.ui.widgets.surface import Foot


class MessageBar(Foot):
    """At a ticket's foot, while its reporter can write."""

    hint = StringProperty("")
    adding = StringProperty("")
    takes = BooleanProperty(False)
    """Whether the device can give a photo, and there is room for one more."""
    typing = BooleanProperty(False)

    __events__ = ("on_typed", "on_photo", "on_remove", "on_send")

    def __init__(self, **kwargs: object) -> None:
        self._drawn: tuple[PhotoView, ...] = ()
        super().__init__(**kwargs)

    def render(self, state: TicketState, abilities: Collection[Ability]) -> None:
        """Show what is typed, and the photos that go along."""
        self.ids.message.fill(state.message)
        self.ids.message.error = told.error(state.errors, "message")
        self.hint = words.say("ticket.answer" if state.asks_answer else "ticket.message")
        self.takes = state.more_photos and bool({Ability.CAMERA, Ability.PHOTOS} & set(abilities))
        self.adding = words.say("pass_on.photos.adding") if state.adding > 0 else ""
        if state.photos != self._drawn:
            self._drawn = state.photos
            show_thumbs(self, state.photos, side=76)

    def forget(self) -> None:
        """It is about something else from now on: nothing of what was typed is left, not to be undone either."""
        self.ids.message.forget()

    def on_typed(self, text: str) -> None:
        """The user typed."""

    def on_photo(self) -> None:
        """The user wants a photo to go along."""

    def on_remove(self, photo_id: str) -> None:
        """Not that one."""

    def on_send(self) -> None:
        """The user wants it sent."""


load(__file__)
