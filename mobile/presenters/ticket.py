"""One ticket: is it being handled, what happened, and what its reporter can do."""

from collections.abc import Callable

from mobile.core.account import Account
from mobile.core.outbox_row import OutboxKind, OutboxRow
from mobile.core.readings import JSON
from mobile.presenters.base import Tools
from mobile.presenters.friend_page import WithFriendPage
from mobile.presenters.notices import Notice, Say
from mobile.presenters.rating import WithRating
from mobile.presenters.ticket_customer import WithCustomer
from mobile.presenters.ticket_message import WithMessage
from mobile.presenters.ticket_parts import TicketParts, ticket_parts
from mobile.presenters.ticket_state import CustomerView, EntryView, FileView, TicketDetail, TicketState, UnsentAction

__all__ = ["CustomerView", "EntryView", "FileView", "TicketDetail", "TicketPresenter", "TicketState", "UnsentAction"]

_GONE = Notice(Say.TICKET_GONE)


class TicketPresenter(WithMessage, WithCustomer, WithRating[TicketState], WithFriendPage[TicketState]):
    """One ticket, by its id on the server or, before it is sent, by its id on this phone."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, TicketState())
        self._looked_at = ""

    def open(self, ticket_id: str) -> None:
        """Show this ticket; an id of this phone goes on working after the server gave its own."""
        self._set(id=ticket_id)
        self.refresh()

    def refresh(self) -> None:
        """Read the ticket again; what is typed stays."""
        account, ticket_id = self.core.account, self._state.id
        if account and ticket_id:
            now = self.core.clock()
            self._open_message(ticket_id)
            self._read(lambda: ticket_parts(account.store, account.person, ticket_id, now), self._show)

    def confirm(self) -> None:
        """It works again."""
        ticket_id = self._state.id
        if self._state.can_confirm:
            self._act(lambda account: account.confirm(ticket_id))

    def reopen(self) -> None:
        """It is not fixed; what is in the message field goes along."""
        ticket_id, key, text = self._state.id, self._message_key, self._state.message.strip()

        def send(account: Account) -> None:
            account.reopen(ticket_id, text, key=key, photos=account.store.photos.of(key))

        if self._state.can_reopen:
            self._act(send, takes_message=True)

    def cancel(self) -> None:
        """Take the ticket back; the screen asks first."""
        ticket_id = self._state.id
        if self._state.can_cancel:
            self._act(lambda account: account.cancel(ticket_id))

    def fetch_photos(self) -> None:
        """Try again to fetch the photos that are not here."""
        self._fetch_photos(again=True)
        self.refresh()

    def _fetch_photos(self, *, again: bool) -> None:
        entries = [entry for entry in self._state.timeline if entry.send_state is None]
        files = [file for entry in entries for file in entry.files if file.is_photo]
        missing = [file.id for file in files if file.small is None or file.whole is None]
        if missing and self.core.account and self._state.ticket:
            self.core.account.fetch_pictures(self._state.ticket.id, missing, again=again)

    def retry(self, action_id: str) -> None:
        """Send a failed action again as it is, under the same key."""
        self._act(lambda account: account.retry(action_id))

    def correct(self, action_id: str) -> None:
        """Take a failed action back to be corrected: a message to its field, a correction to its form; a refused
        submission becomes a draft, to be opened with `PassOnPresenter.open_draft(action_id)`.
        """
        self._writing.add(lambda: self._taken_back(action_id), self._took_back, self._failed)

    def discard(self, action_id: str) -> None:
        """Throw a failed action away, and with a failed submission the ticket on this phone."""
        self._act(lambda account: account.discard(action_id))

    def _show(self, parts: TicketParts) -> None:
        self._before, self._country = parts.customer, parts.country
        # Only this notice comes and goes with the ticket: others are about what was just done.
        left = None if self._state.notice == _GONE else self._state.notice
        self._set(loaded=True, notice=left if parts.shown["ticket"] else _GONE, **parts.shown)
        self._fetch_photos(again=False)
        self._open_rating()
        if parts.news and parts.news != self._looked_at:
            ticket_id, self._looked_at = self._state.id, parts.news
            news = parts.news
            self._writing.add(lambda: self.core.signed_in().seen_ticket(ticket_id, news), lambda _: None)

    def _act(self, act: Callable[[Account], object], *, takes_message: bool = False, closes_form: bool = False) -> None:
        sent = self._state.message

        def done(_: object) -> None:
            self._set(notice=None, customer_form=None if closes_form else self._state.customer_form)
            if closes_form:
                self._kept_form.begin_anew()
            if takes_message:
                self._message_left(sent)
            self.refresh()

        self._writing.add(lambda: act(self.core.signed_in()), done, self._failed)

    def _taken_back(self, action_id: str) -> tuple[OutboxRow, JSON] | None:
        account = self.core.signed_in()
        row = account.store.outbox.get(action_id)
        if row is None or row.failure is None:
            return None
        draft = account.take_back(action_id)
        return row, draft.typed if draft else {}

    def _took_back(self, taken: tuple[OutboxRow, JSON] | None) -> None:
        row, typed = taken or (None, {})
        text = str(row.typed.get("text") or "") if row else ""
        if row and text:
            self._message_back(row.id, text)
        elif row and row.kind is OutboxKind.CORRECT_CUSTOMER and self._state.ticket:
            self._kept_form.key = row.id
            self._lay_over(typed)
        elif row and row.kind is OutboxKind.RATE:
            self._kept_rating.key = row.id
            self._set(stars=typed["rating"], word=typed.get("comment") or "")
        self.refresh()
