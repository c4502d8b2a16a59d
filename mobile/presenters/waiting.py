"""What waits to be sent: each thing with where it is, and the way to cancel it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mobile.core.account import Account
from mobile.core.drafts import DraftKind
from mobile.core.errors import CoreError
from mobile.core.outbox_row import QUIET, OutboxKind, OutboxRow
from mobile.core.readings import JSON
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice
from mobile.presenters.problems import action_notice, row_notice
from mobile.presenters.row_text import row_text
from shared.vocabulary import SendState

_OF_OUTAGES = frozenset({OutboxKind.JOIN, OutboxKind.WORKS, OutboxKind.WITHDRAW})
_NO_TICKETS = _OF_OUTAGES | {OutboxKind.FOLLOW, OutboxKind.UNFOLLOW, OutboxKind.FEEDBACK}


class Where(StrEnum):
    """How far something is on its way."""

    QUEUED = "queued"
    BEHIND_TICKET = "behind_ticket"
    """Its ticket goes first."""
    BEHIND_DRAFT = "behind_draft"
    """Its ticket was refused, and is being corrected."""
    BEHIND_OTHERS = "behind_others"
    """Something else about the same ticket goes first."""
    UNANSWERED = "unanswered"
    """It left, and no answer came: it goes again, and counts once."""
    LATER = "later"
    """The server could not take it; tried again at `next_try_at`."""
    SENDING = "sending"
    FAILED = "failed"


@dataclass(frozen=True)
class WaitingView:
    """`what` is an outbox kind, `text` its own words, `about` those of the ticket that it belongs to."""

    id: str
    what: str
    text: str
    about: str
    at: dt.datetime
    where: Where
    next_try_at: dt.datetime | None = None
    share: float = 0.0
    """Of a photo: how much of it the server has, 0 to 1."""
    problem: Notice | None = None
    may_have_arrived: bool = False
    ticket_id: str | None = None
    """The ticket to open, where there is one."""
    can_correct: bool = False

    @property
    def can_retry(self) -> bool:
        """What the server refused can go again as it is."""
        return self.where is Where.FAILED


@dataclass(frozen=True)
class WaitingState:
    """The oldest first, those that were refused before all. `asking`: cancel this, though it may have arrived?"""

    loaded: bool = False
    items: tuple[WaitingView, ...] = ()
    asking: WaitingView | None = None
    corrected: str = ""
    """A draft that a refused one became again: open it."""
    kept: str = ""
    """What the words of the last one that was cancelled are now: the kind of a draft; empty where it had none."""
    notice: Notice | None = None


class WaitingPresenter(Presenter[WaitingState]):
    """The screen behind "3 things wait to be sent"."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, WaitingState())
        self.refresh()

    def refresh(self) -> None:
        """Read the outbox again."""
        account, now = self.core.account, self.core.clock()
        if account is None:
            self._set(loaded=True, items=(), asking=None)
            return
        self._read(lambda: waiting(account, now), lambda items: self._set(loaded=True, items=items))

    def cancel(self, item_id: str) -> None:
        """Throw it away; what may have arrived is asked about first."""
        item = self._item(item_id)
        if item and item.may_have_arrived:
            self._set(asking=item)
        elif item:
            self.give_up(item_id)

    def give_up(self, item_id: str) -> None:
        """The same without asking: what may have arrived is sent no more, and a ticket is taken back.

        Of what never left the words are kept: ends in `kept`.
        """
        self._set(asking=None, kept="")
        self._writing.add(
            lambda: self.core.signed_in().give_up(item_id),
            lambda draft: self._set(notice=None, kept=draft.kind.value if draft else ""),
            self._failed,
        )

    def keep(self) -> None:
        """ "No": it goes on."""
        self._set(asking=None)

    def retry(self, item_id: str) -> None:
        """Send a refused one again as it is."""
        self._act(lambda account: account.retry(item_id))

    def correct(self, item_id: str) -> None:
        """A refused ticket is a draft again; ends in `corrected`."""
        item = self._item(item_id)
        if item and item.can_correct:
            self._writing.add(
                lambda: self.core.signed_in().take_back(item_id),
                lambda draft: self._set(corrected=draft.id if draft else ""),
                self._failed,
            )

    def send_now(self) -> None:
        """The user asks for it."""
        self.core.wake(eager=True)

    def _item(self, item_id: str) -> WaitingView | None:
        return next((item for item in self._state.items if item.id == item_id), None)

    def _act(self, act: Callable[[Account], object]) -> None:
        self._writing.add(lambda: act(self.core.signed_in()), lambda _: self._set(notice=None), self._failed)

    def _failed(self, error: CoreError) -> None:
        self._set(notice=action_notice(error))


def waiting(account: Account, now: dt.datetime) -> tuple[WaitingView, ...]:
    """All of the outbox that people care about, those that were refused first."""
    store = account.store
    with store.database.read():
        rows = [row for row in store.outbox.all() if row.kind not in QUIET]
        drafts = {draft.id for draft in store.drafts.all(DraftKind.TICKET)}
        said = {row.ticket_id: store.mirror.ticket(row.ticket_id) for row in rows if row.kind not in _NO_TICKETS}
    views = [_view(row, rows, drafts, said, now) for row in rows]
    return tuple(sorted(views, key=lambda view: view.where is not Where.FAILED))


def _view(
    row: OutboxRow, rows: Sequence[OutboxRow], drafts: set[str], said: Mapping[str, JSON | None], now: dt.datetime
) -> WaitingView:
    where = _where(row, rows, drafts, now)
    begins = row.kind in (OutboxKind.SUBMIT, OutboxKind.JOIN)
    ticket = row.kind is OutboxKind.SUBMIT or bool(said.get(row.ticket_id))
    return WaitingView(
        id=row.id,
        what=row.kind.value,
        text=row_text(row),
        about="" if begins else _about(row, rows, said),
        at=row.created_at,
        where=where,
        next_try_at=row.next_attempt_at if where is Where.LATER else None,
        share=row.sent_bytes / max(1, int(row.body["size"])) if row.kind is OutboxKind.PHOTO else 0.0,
        problem=row_notice(row),
        may_have_arrived=row.may_have_arrived,
        ticket_id=row.ticket_id if ticket else None,
        can_correct=begins and where is Where.FAILED,
    )


def _about(row: OutboxRow, rows: Sequence[OutboxRow], said: Mapping[str, JSON | None]) -> str:
    begun = next((one.body for one in rows if one.id == row.ticket_id), None)
    told = said.get(row.ticket_id) or begun or {}
    return str(told.get("description") or told.get("label") or "")


def _where(row: OutboxRow, rows: Sequence[OutboxRow], drafts: set[str], now: dt.datetime) -> Where:
    if row.state is not SendState.QUEUED:
        return Where.FAILED if row.state is SendState.FAILED else Where.SENDING
    if row.id != row.ticket_id:
        if row.ticket_id in drafts:
            return Where.BEHIND_DRAFT
        if any(one.id == row.ticket_id for one in rows):
            return Where.BEHIND_TICKET
        if row.kind is not OutboxKind.PHOTO and _is_behind(row, rows):
            return Where.BEHIND_OTHERS
    if row.next_attempt_at > now:
        return Where.LATER
    return Where.UNANSWERED if row.may_have_arrived else Where.QUEUED


def _is_behind(row: OutboxRow, rows: Sequence[OutboxRow]) -> bool:
    """Whether an earlier one about the same ticket waits for its answer."""
    for one in rows:
        if one.id == row.id:
            return False
        if one.ticket_id == row.ticket_id and one.state is not SendState.FAILED and one.kind is not OutboxKind.PHOTO:
            return True
    return False
