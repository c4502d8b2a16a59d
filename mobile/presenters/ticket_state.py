"""What the screen of one ticket shows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mobile.core.drafts import FORMS
from mobile.presenters.friend_page import PageView
from mobile.presenters.notices import Notice
from mobile.presenters.photos import PhotoView
from mobile.presenters.rating import RatingView
from mobile.presenters.values import HandlingView, Localised, OutageView, ServiceView, Term
from shared.vocabulary import SendState


@dataclass(frozen=True)
class CustomerView:
    """The friend or relative, what is waiting to be corrected already laid over it."""

    name: str = ""
    phone: str = ""
    email: str = ""
    postcode: str = ""
    house_number: str = ""
    may_contact: bool = False
    preferred_channel: str | None = None
    """How they are best reached, where that was told: `phone`, `sms` or `email`."""


@dataclass(frozen=True)
class FileView:
    """What came along with an entry; of a photo `small` and `whole` are where it lies on this phone, once it does."""

    id: str
    name: str
    is_photo: bool = False
    width: int = 0
    height: int = 0
    small: Path | None = None
    whole: Path | None = None
    failed: bool = False
    """It could not be fetched just now."""


@dataclass(frozen=True)
class EntryView:
    """One thing in the timeline; a message that is still on the phone has a `send_state` and stands last."""

    id: str
    type: Term
    at: dt.datetime
    actor: Term
    actor_name: str | None
    mine: bool
    body: str | None
    changes: tuple[tuple[str, str | None, str | None], ...]
    """(field, from, to) as the server words them; statuses can be labelled by `Term.of(Status, to)`."""
    files: tuple[FileView, ...] = ()
    send_state: SendState | None = None
    problem: Notice | None = None
    texts: Localised | None = None
    """What `body` says in each language, where it was written in both: the screen's own goes before the account's."""


@dataclass(frozen=True)
class UnsentAction:
    """Something the reporter did that the server has not accepted yet; `kind` as in `mobile.core.outbox.OutboxKind`."""

    id: str
    kind: str
    send_state: SendState
    text: str
    problem: Notice | None = None
    """Why it failed."""

    @property
    def can_correct(self) -> bool:
        """It was refused, and has words or a form to be changed. A photo is only another one."""
        return self.send_state is SendState.FAILED and (bool(self.text) or self.kind in FORMS)


@dataclass(frozen=True)
class TicketDetail:
    """The ticket; before the server has it, `status`, `handling` and `reference` are None."""

    id: str
    reference: str | None
    kind: Term
    service: ServiceView | None
    description: str
    severity: Term | None
    status: Term | None
    status_reason: Term | None
    handling: HandlingView | None
    customer: CustomerView
    outage: OutageView | None
    share_text: Localised | None
    """A line to pass on to the friend, without personal data; for the copy button."""
    created_at: dt.datetime
    updated_at: dt.datetime
    answers: tuple[tuple[Localised | None, Localised | None], ...] = ()
    """Questions of the service and what was answered, in the words of then."""
    tried: tuple[Localised, ...] = ()
    """Help that did not help."""


@dataclass(frozen=True)
class TicketState:
    """What can be done now is in the `can_...` fields: an action that waits to be sent is not offered again."""

    id: str = ""
    loaded: bool = False
    ticket: TicketDetail | None = None
    timeline: tuple[EntryView, ...] = ()
    unsent: tuple[UnsentAction, ...] = ()
    can_message: bool = False
    can_confirm: bool = False
    can_reopen: bool = False
    can_cancel: bool = False
    can_correct_customer: bool = False
    asks_answer: bool = False
    """The team asked something: the message field is the answer."""
    asks_works_again: bool = False
    """Show "does it work again?" with confirm and reopen."""
    message: str = ""
    """What is typed in the message field; kept at each keystroke."""
    photos: tuple[PhotoView, ...] = ()
    """Those that go along with it."""
    adding: int = 0
    """How many are being made small."""
    more_photos: bool = True
    customer_form: CustomerView | None = None
    """The customer being corrected; None while that form is closed."""
    errors: Mapping[str, Notice] = field(default_factory=dict)
    """By field: `message`, and the customer's."""
    rating: RatingView = field(default_factory=RatingView)
    """What was given, on its way too."""
    can_rate: bool = False
    stars: int = 0
    """What is chosen and not sent: the word and the button to send show with it."""
    word: str = ""
    page: PageView | None = None
    """A page for the friend that was just made: show its link."""
    notice: Notice | None = None
