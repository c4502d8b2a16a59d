"""One signed-in person: their session, their store, and everything they can do."""

import uuid
from collections.abc import Callable, Iterable, Sequence

from mobile.core.board import Board
from mobile.core.drafts import Draft
from mobile.core.friend_pages import FriendPages
from mobile.core.outbox_row import OutboxKind
from mobile.core.outside import Outside
from mobile.core.photos import Photo
from mobile.core.readings import JSON
from mobile.core.session import Session
from mobile.core.store import Store
from mobile.core.sync import Sync


def new_key() -> str:
    """An id made on the phone: a draft's, then its submission's Idempotency-Key."""
    return str(uuid.uuid4())


class Account:
    """Each action is durable on the phone when it returns, and sent by itself; raises StorageError."""

    def __init__(
        self,
        session: Session,
        store: Store,
        sync: Sync,
        pages: FriendPages,
        outside: Outside,
        board: Board,
        acted: Callable[[], None],
        picture: Callable[[str], bytes],
        told: Callable[[], None],
    ) -> None:
        """`acted()` is called after each action; `picture(id)` fetches one, and `told()` is called once it is here."""
        self.session = session
        self.pages = pages
        self.outside = outside
        self.board = board
        self.store = store
        self.sync = sync
        self._acted = acted
        self._picture = picture
        self._told = told

    @property
    def person(self) -> JSON:
        """The account as the sign-in told it."""
        return self.session.person

    def submit(
        self,
        body: JSON,
        *,
        key: str | None = None,
        typed: JSON | None = None,
        photos: Sequence[Photo] = (),
    ) -> str:
        """Pass a ticket on (a body of `submissions.ticket_body`); its id on this phone, which is its key.

        `photos` go up by themselves once the ticket is there; all or nothing of it is kept.
        """
        key = key or new_key()
        told = [photo.told() for photo in photos]
        with self.store.database.write():
            self.store.outbox.put(OutboxKind.SUBMIT, key, key, body, typed)
            self._put_photos(key, photos, told)
        self._acted()
        return key

    def add_photos(self, ticket_id: str, photos: Sequence[Photo]) -> None:
        """Photos for a ticket that was passed on; they go up by themselves."""
        told = [photo.told() for photo in photos]
        with self.store.database.write():
            self._put_photos(ticket_id, photos, told)
        self._acted()

    def write(self, ticket_id: str, text: str, *, key: str | None = None, photos: Sequence[Photo] = ()) -> str:
        """A message in a ticket's timeline, and the photos that lie beside it; `text` may be empty then.

        All or nothing of it is kept.
        """
        key = key or new_key()
        told = [photo.told() for photo in photos]
        with self.store.database.write():
            if text:
                self.store.outbox.put(OutboxKind.MESSAGE, key, ticket_id, {"body": text}, {"text": text})
            else:
                self.store.drafts.use_up(key, ticket_id)
            self._put_photos(ticket_id, photos, told)
        self._acted()
        return key

    def confirm(self, ticket_id: str) -> str:
        """It works again."""
        return self._put(OutboxKind.CONFIRM, new_key(), ticket_id, {})

    def reopen(self, ticket_id: str, text: str = "", *, key: str | None = None, photos: Sequence[Photo] = ()) -> str:
        """It is not fixed; with what was written of it, and the photos beside that."""
        key = key or new_key()
        told = [photo.told() for photo in photos]
        with self.store.database.write():
            body = {"body": text} if text else {}
            self.store.outbox.put(OutboxKind.REOPEN, key, ticket_id, body, {"text": text})
            self._put_photos(ticket_id, photos, told)
        self._acted()
        return key

    def cancel(self, ticket_id: str) -> str | None:
        """Take a ticket back; one that never left the phone is thrown away, and None is the answer."""
        if self.store.discard(ticket_id):
            self._acted()
            return None
        return self._put(OutboxKind.CANCEL, new_key(), ticket_id, {})

    def rate(self, ticket_id: str, body: JSON, *, key: str | None = None) -> str:
        """How it went (a body of `submissions.rating_body`), `key` the draft that it was; again replaces it."""
        return self._put(OutboxKind.RATE, key or new_key(), ticket_id, body)

    def correct_customer(self, ticket_id: str, changes: JSON, before: JSON, *, key: str | None = None) -> str:
        """Change fields of the customer; `before` is the customer as the user saw it, `key` the draft that it was."""
        return self._put(OutboxKind.CORRECT_CUSTOMER, key or new_key(), ticket_id, changes, {"before": before})

    def join(self, outage_id: str, body: JSON, *, key: str | None = None, typed: JSON | None = None) -> str:
        """One more customer behind a known outage (a body of `submissions.join_body`); the entry's id on this phone."""
        key = key or new_key()
        self._put(OutboxKind.JOIN, key, key, body, {**(typed or {}), "outage_id": outage_id})
        return key

    def works(self, affected_id: str, *, works: bool) -> str:
        """Whether it works again for a customer behind an outage; where not, the server makes a ticket of it."""
        return self._put(OutboxKind.WORKS, new_key(), affected_id, {"works": works})

    def withdraw(self, affected_id: str) -> str | None:
        """A customer is not behind the outage after all; None where that never left the phone, and is thrown away."""
        if self.store.discard(affected_id):
            self._acted()
            return None
        return self._put(OutboxKind.WITHDRAW, new_key(), affected_id, {})

    def seen_outage(self, outage_id: str, version: str) -> None:
        """This person has looked at the outage, and at what they have behind it; twice counts once.

        `version` is the latest `updated_at` of all that.
        """
        self._put(OutboxKind.SEEN, f"seen {outage_id} {version}", outage_id, {"until": version})

    def seen_ticket(self, ticket_id: str, version: str) -> None:
        """The same of a ticket, by its own `updated_at`."""
        self._put(OutboxKind.SEEN_TICKET, f"seen {ticket_id} {version}", ticket_id, {"until": version})

    def helped(self, article_id: str, draft_id: str) -> None:
        """That article helped: what was typed need not be passed on, and is thrown away as by `Drafts.discard`."""
        with self.store.database.write():
            body = {"ticket_draft": draft_id}
            # Under one key for both: it counts once.
            self.store.outbox.put(OutboxKind.HELPED, f"helped {article_id} {draft_id}", article_id, body)
            self.store.drafts.discard(draft_id)
        self._acted()

    def follow(self, body: JSON) -> str:
        """Follow an area and services (a body of `submissions.follow_body`); the subscription's id on this phone."""
        key = new_key()
        return self._put(OutboxKind.FOLLOW, key, key, body)

    def unfollow(self, subscription_id: str) -> str | None:
        """Follow it no more; None where that never left the phone, and is thrown away."""
        if self.store.discard(subscription_id):
            self._acted()
            return None
        return self._put(OutboxKind.UNFOLLOW, new_key(), subscription_id, {})

    def tell_us(self, text: str, screen: str, version: str, *, key: str | None = None) -> str:
        """Say something about the app itself, from its screen of that name."""
        key = key or new_key()
        body = {"text": text, "screen": screen, "app_version": version}
        return self._put(OutboxKind.FEEDBACK, key, key, body, {"text": text, "screen": screen})

    def fetch_pictures(self, ticket_id: str, picture_ids: Iterable[str], *, again: bool = False) -> None:
        """Photos of a ticket, in the background; each is news when it is here. `again`: also what just failed."""
        self.store.pictures.want(ticket_id, picture_ids, self._picture, self._told, again=again)

    def retry(self, row_id: str) -> None:
        """Send a refused row again as it is, under its key."""
        self.store.outbox.retry(row_id)
        self._acted()

    def discard(self, row_id: str) -> None:
        """Throw away what was refused, or never left the phone."""
        self.store.discard(row_id)
        self._acted()

    def give_up(self, row_id: str) -> Draft | None:
        """Cancel what waits, wherever it is: what may have arrived is sent no more, a ticket is then taken back.

        The answer is where the words of what never left are kept, to go on with or to throw away.
        """
        kept = self.store.drafts.call_off(self.store.outbox, row_id)
        # Looked at after that: it may leave between the tap and here.
        row = self.store.outbox.get(row_id)
        if row and row.may_have_arrived and row.kind is OutboxKind.SUBMIT:
            self.cancel(row_id)
            return None
        if row and row.may_have_arrived and row.kind is OutboxKind.JOIN:
            self.withdraw(row_id)
            return None
        if row:
            self.store.discard(row_id, even_if_sent=True)
        self._acted()
        return kept

    def take_back(self, row_id: str) -> Draft | None:
        """A refused row to be corrected: a submission or message is a draft again, under its key."""
        draft = self.store.drafts.take_back(self.store.outbox, row_id)
        self._acted()
        return draft

    def _put_photos(self, ticket_id: str, photos: Sequence[Photo], told: Sequence[JSON]) -> None:
        for photo, body in zip(photos, told, strict=True):
            self.store.outbox.put(OutboxKind.PHOTO, photo.id, ticket_id, body)

    def _put(self, kind: OutboxKind, key: str, ticket_id: str, body: JSON, typed: JSON | None = None) -> str:
        self.store.outbox.put(kind, key, ticket_id, body, typed)
        self._acted()
        return key
