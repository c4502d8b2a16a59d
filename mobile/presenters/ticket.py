"""One ticket: is it being handled, what happened, and what its reporter can do."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from mobile.core.account import Account
from mobile.core.outbox_row import OutboxKind, OutboxRow
from mobile.core.readings import JSON
from mobile.core.submissions import customer_body, customer_faults
from mobile.presenters.base import Tools
from mobile.presenters.friend_page import WithFriendPage
from mobile.presenters.notices import Notice, Say
from mobile.presenters.problems import field_notices
from mobile.presenters.rating import WithRating
from mobile.presenters.ticket_message import WithMessage
from mobile.presenters.ticket_parts import TicketParts, customer_view, ticket_parts
from mobile.presenters.ticket_state import CustomerView, EntryView, FileView, TicketDetail, TicketState, UnsentAction

__all__ = ["CustomerView", "EntryView", "FileView", "TicketDetail", "TicketPresenter", "TicketState", "UnsentAction"]

_GONE = Notice(Say.TICKET_GONE)
_CUSTOMER_TEXTS = frozenset({"name", "phone", "email", "postcode", "house_number"})


class TicketPresenter(WithMessage, WithRating[TicketState], WithFriendPage[TicketState]):
    """One ticket, by its id on the server or, before it is sent, by its id on this phone."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, TicketState())
        self._before: JSON = {}
        self._country = "NL"
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

    def edit_customer(self) -> None:
        """Open the form with the customer's data."""
        if self._state.ticket and self._state.can_correct_customer:
            self._set(customer_form=self._state.ticket.customer)

    def type_customer(self, name: str, value: str) -> None:
        """A field of the customer's form changed: `name`, `phone`, `email`, `postcode`, `house_number`."""
        if name in _CUSTOMER_TEXTS:
            self._change_customer(**{name: value})

    def set_may_contact(self, yes: bool) -> None:
        """Whether the team may phone the customer, in the open form."""
        channel = self._state.customer_form.preferred_channel if self._state.customer_form and yes else None
        self._change_customer(may_contact=yes, preferred_channel=channel)

    def choose_channel(self, channel: str | None) -> None:
        """How they are best reached, in the open form."""
        self._change_customer(preferred_channel=channel)

    def leave_customer(self) -> None:
        """Close the form without a change."""
        self._set(customer_form=None, errors={})

    def save_customer(self) -> None:
        """Check, and put the correction in the outbox; closes the form."""
        form = self._state.customer_form
        if form is None:
            return
        ticket_id, before, country = self._state.id, self._before, self._country
        changes = {n: v for n, v in customer_body(asdict(form), country).items() if v != before.get(n)}
        kind = self._state.ticket.kind.value if self._state.ticket else ""
        errors = field_notices(customer_faults(changes, country, kind))
        self._set(errors=errors)
        if not errors and changes:
            self._act(lambda account: account.correct_customer(ticket_id, changes, before), closes_form=True)
        elif not errors:
            self.leave_customer()

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
        if parts.news and parts.news != self._looked_at:
            ticket_id, self._looked_at = self._state.id, parts.news
            news = parts.news
            self._writing.add(lambda: self.core.signed_in().seen_ticket(ticket_id, news), lambda _: None)

    def _act(self, act: Callable[[Account], object], *, takes_message: bool = False, closes_form: bool = False) -> None:
        sent = self._state.message

        def done(_: object) -> None:
            self._set(notice=None, customer_form=None if closes_form else self._state.customer_form)
            if takes_message:
                self._message_left(sent)
            self.refresh()

        self._writing.add(lambda: act(self.core.signed_in()), done, self._failed)

    def _change_customer(self, **typed: Any) -> None:
        form = self._state.customer_form
        if form:
            errors = {name: said for name, said in self._state.errors.items() if name not in typed}
            self._set(customer_form=replace(form, **typed), errors=errors)

    def _taken_back(self, action_id: str) -> OutboxRow | None:
        account = self.core.signed_in()
        row = account.store.outbox.get(action_id)
        if row is None or row.failure is None:
            return None
        account.take_back(action_id)
        return row

    def _took_back(self, row: OutboxRow | None) -> None:
        text = str(row.typed.get("text") or "") if row else ""
        if row and text:
            self._message_back(row.id, text)
        elif row and row.kind is OutboxKind.CORRECT_CUSTOMER and self._state.ticket:
            self._set(customer_form=customer_view({**self._before, **row.body}))
        elif row and row.kind is OutboxKind.RATE:
            self._set(stars=row.body["rating"], word=row.body.get("comment") or "")
        self.refresh()
