"""The message field of a ticket: what is typed and which photos lie beside it, kept until they are sent."""

from collections.abc import Callable, Sequence

from mobile.core.account import Account, new_key
from mobile.core.drafts import DraftKind
from mobile.core.errors import CoreError
from mobile.core.photos import MOST
from mobile.core.store import Store
from mobile.core.submissions import message_faults
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.photos import PhotoView, Picked, photo_notice, photo_views
from mobile.presenters.problems import action_notice, field_notices
from mobile.presenters.ticket_state import TicketState

Left = tuple[str, str, str, tuple[PhotoView, ...]]
"""A draft that was left: its id, its text, what of that was put in front of what this field knows, its photos."""


class WithMessage(Presenter[TicketState]):
    """For the presenter of a ticket."""

    def __init__(self, tools: Tools, state: TicketState) -> None:
        super().__init__(tools, state)
        self._message_key = new_key()
        self._typed = False
        # What this field gave to be kept last, and under which key.
        self._kept_text = (self._message_key, "")

    def type_message(self, text: str) -> None:
        """The message field changed."""
        self._typed = True
        state = self._state
        errors = {name: said for name, said in state.errors.items() if name != "message"}
        self._set(message=text, errors=errors)
        self._save_message()

    def add_photos(self, picked: Sequence[Picked]) -> None:
        """Photos that were chosen or taken: made small and kept beside the message, one after the other."""
        for photo in picked:
            self._add_photo(photo)

    def remove_photo(self, photo_id: str) -> None:
        """Do not send that one."""

        def work() -> tuple[PhotoView, ...]:
            store = self._store()
            store.photos.remove(photo_id)
            return photo_views(store, self._message_key)

        self._writing.add(work, self._photos_now, self._no_photo)
        self._save_message()

    def send_message(self) -> None:
        """Put the message and its photos in the outbox; the field empties once they are there."""
        state = self._state
        text, along = state.message.strip(), bool(state.photos or state.adding)
        faults = message_faults({"body": text}) if text or not along else {}
        if faults:
            self._set(errors={**state.errors, "message": field_notices(faults)["body"]})
            return
        ticket_id, key = state.id, self._message_key

        def send(account: Account) -> None:
            # Asked now: one that was being made small at the tap goes along too.
            account.write(ticket_id, text, key=key, photos=account.store.photos.of(key))

        self._act(send, takes_message=True)

    def _open_message(self, ticket_id: str) -> None:
        """What was left in the field of that ticket comes back, as does what is not to be sent after all.

        The first not once it was typed in: one who empties it does not want it back.
        """

        def work() -> Left | None:
            store = self._store()
            draft = store.drafts.message_to(store.projections.server_id(ticket_id))
            if draft is None:
                return None
            text, (key, kept) = str(draft.typed.get("text") or ""), self._kept_text
            self._kept_text = (draft.id, text)
            put_before = _put_before(kept.rstrip(), text) if key == draft.id else ""
            return draft.id, text, put_before, photo_views(store, draft.id)

        # In its turn: after what is being kept.
        self._writing.add(work, self._left_before, self._failed, slot="left")

    def _left_before(self, left: Left | None) -> None:
        state = self._state
        if left is None:
            return
        key, text, put_before, photos = left
        if not (self._typed or state.message or state.photos or state.adding):
            self._message_key = key
            self._set(message=text)
            self._photos_now(photos)
        elif put_before and key == self._message_key:
            self.type_message(f"{put_before}\n{state.message}".rstrip())

    def _add_photo(self, picked: Picked) -> None:
        state = self._state
        ticket_id, adding = state.id, state.adding

        def work() -> tuple[PhotoView, ...]:
            store, key = self._store(), self._message_key
            # First the draft: what lies beside none is cleared away at the next start.
            self._keep_words(key, ticket_id, self._state.message)
            store.photos.add(key, picked.read)
            return photo_views(store, key)

        self._set(adding=adding + 1, notice=None)
        self._writing.add(work, self._added, self._not_added)

    def _added(self, photos: tuple[PhotoView, ...]) -> None:
        self._set(adding=self._state.adding - 1)
        self._photos_now(photos)

    def _not_added(self, error: CoreError) -> None:
        self._set(adding=self._state.adding - 1)
        self._no_photo(error)
        self._save_message()

    def _photos_now(self, photos: tuple[PhotoView, ...]) -> None:
        self._set(photos=photos, more_photos=len(photos) < MOST)

    def _message_left(self, sent: str) -> None:
        """What was typed since the tap on send is another message, under a key of its own."""
        self._message_key, self._typed = new_key(), False
        self._photos_now(())
        if self._state.message == sent:
            self._set(message="")
        else:
            self._typed = True
            self._save_message()

    def _message_back(self, key: str, text: str) -> None:
        """In front of what is typed now, which joins it under its key, as do the photos."""
        if key == self._message_key:
            # The field was empty: it came back into it by itself.
            return
        state = self._state
        typed, old_key, self._message_key = state.message, self._message_key, key

        def join() -> tuple[PhotoView, ...]:
            store = self._store()
            store.photos.move(old_key, key)
            store.drafts.remove(old_key)
            return photo_views(store, key)

        self.type_message(f"{text}\n{typed}" if typed.strip() else text)
        self._writing.add(join, self._photos_now, self._failed)

    def _save_message(self) -> None:
        state = self._state
        key, ticket_id, text = self._message_key, state.id, state.message
        self._writing.add(lambda: self._keep(key, ticket_id, text), lambda _: None, self._failed, slot=f"save {key}")

    def _keep(self, key: str, ticket_id: str, text: str) -> None:
        store = self._store()
        if text.strip() or photo_views(store, key):
            self._keep_words(key, ticket_id, text)
        else:
            store.drafts.remove(key)

    def _keep_words(self, key: str, ticket_id: str, text: str) -> None:
        self._store().drafts.save(key, DraftKind.MESSAGE, {"text": text}, ticket_id)
        self._kept_text = (key, text)

    def _no_photo(self, error: CoreError) -> None:
        self._set(notice=photo_notice(error))

    def _failed(self, error: CoreError) -> None:
        self._set(notice=action_notice(error))

    def _store(self) -> Store:
        return self.core.signed_in().store

    def _act(self, act: Callable[[Account], object], *, takes_message: bool = False) -> None:
        raise NotImplementedError


def _put_before(kept: str, text: str) -> str:
    """What stands in `text` in front of what was `kept`: a message that is not to be sent after all."""
    before = text.removesuffix(f"\n{kept}" if kept else "")
    return "" if before == text and kept else before
