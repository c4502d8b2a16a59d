"""My tickets: drafts, what waits to be sent, and what the server has, newest first."""

import datetime as dt
from dataclasses import dataclass

from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice
from mobile.presenters.values import HandlingView, ServiceView, Term
from shared.vocabulary import SendState


@dataclass(frozen=True)
class DraftRow:
    """Something that was begun; open it with `PassOnPresenter.open_draft(id)`."""

    id: str
    kind: Term
    service: ServiceView | None
    text: str
    customer_name: str
    postcode: str
    saved_at: dt.datetime


@dataclass(frozen=True)
class TicketRow:
    """One ticket; before the server has it, `status`, `handling` and `reference` are None and `send_state` tells."""

    id: str
    reference: str | None
    kind: Term
    service: ServiceView | None
    text: str
    customer_name: str
    postcode: str
    status: Term | None
    handling: HandlingView | None
    send_state: SendState | None
    """Where its submission, or the oldest action on it, stands on this phone; None when nothing is unsent."""
    problem: Notice | None
    """Why `send_state` is failed."""
    asks_me: bool
    """It waits for this reporter: a question to answer, or "does it work again?"."""
    created_at: dt.datetime
    updated_at: dt.datetime


@dataclass(frozen=True)
class TicketsState:
    """`loaded` is False until the phone's own copy was read for the first time."""

    loaded: bool = False
    drafts: tuple[DraftRow, ...] = ()
    open: tuple[TicketRow, ...] = ()
    """Not ended yet, those that ask something of the reporter first, then by last change."""
    ended: tuple[TicketRow, ...] = ()
    notice: Notice | None = None


class TicketsPresenter(Presenter[TicketsState]):
    """The first screen."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, TicketsState())

    def pull(self) -> None:
        """The user pulled the list: send and read at once."""

    def discard_draft(self, draft_id: str) -> None:
        """Throw a draft away."""
