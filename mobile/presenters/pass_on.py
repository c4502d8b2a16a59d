"""Passing a problem or a question on: saved at each keystroke, with the outage check while typing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice
from mobile.presenters.values import OutageAnswer, ServiceView
from shared.vocabulary import Kind, Severity


@dataclass(frozen=True)
class TicketForm:
    """What is typed, exactly as typed."""

    kind: str = Kind.PROBLEM.value
    service: str | None = None
    description: str = ""
    severity: str | None = None
    name: str = ""
    phone: str = ""
    postcode: str = ""
    house_number: str = ""
    may_contact: bool = False
    outage_id: str | None = None
    """The known outage that the reporter says it belongs to."""


@dataclass(frozen=True)
class PassOnState:
    """`id` is the draft's, then the submission's and, until the server answers, the ticket's on this phone."""

    id: str = ""
    loaded: bool = False
    form: TicketForm = field(default_factory=TicketForm)
    services: tuple[ServiceView, ...] = ()
    kinds: tuple[str, ...] = (Kind.PROBLEM.value, Kind.QUESTION.value)
    severities: tuple[str, ...] = tuple(str(s) for s in Severity)
    country: str = "NL"
    """For the keyboard and the example in the postcode field."""
    required: frozenset[str] = frozenset()
    """The fields that must be filled for this kind."""
    outage: OutageAnswer = field(default_factory=OutageAnswer)
    errors: Mapping[str, Notice] = field(default_factory=dict)
    """By field of the form: from the first try to submit, or after a refusal; cleared as that field is typed."""
    saved: bool = True
    """Whether all that is typed is on the phone's disk."""
    busy: bool = False
    notice: Notice | None = None
    submitted: str | None = None
    """The ticket's id on this phone, once it is in the outbox: leave for the tickets, or for that ticket."""
    discarded: bool = False
    """True once the draft was thrown away: leave."""


class PassOnPresenter(Presenter[PassOnState]):
    """One form; several drafts can exist, each opened in a presenter of its own."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, PassOnState())

    def start(self, kind: str = Kind.PROBLEM.value) -> None:
        """A new draft; nothing is kept until the first keystroke."""

    def open_draft(self, draft_id: str) -> None:
        """Go on with a draft, or with a refused submission that was taken back by `TicketPresenter.correct`."""

    def type(self, name: str, value: str) -> None:
        """A text field of the form changed: `description`, `name`, `phone`, `postcode`, `house_number`."""

    def choose_kind(self, kind: str) -> None:
        """`problem` or `question`."""

    def choose_service(self, slug: str | None) -> None:
        """One of `services`, or None to take the choice back."""

    def choose_severity(self, severity: str | None) -> None:
        """One of `severities`, or None."""

    def set_may_contact(self, yes: bool) -> None:
        """Whether the team may phone the customer."""

    def choose_outage(self, outage_id: str | None) -> None:
        """It belongs to this known outage, or to none."""

    def submit(self) -> None:
        """Check, and put it in the outbox; it is sent by itself. Ends in `submitted`, `errors` or `notice`."""

    def discard(self) -> None:
        """Throw the draft away."""
