"""What is typed to pass something on, and what its screen shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from mobile.core.readings import JSON
from mobile.presenters.notices import Notice
from mobile.presenters.values import OutageAnswer, OutageView, ServiceView
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
    """The known outage that the reporter says it is: it goes there, and no ticket is made."""
    declined_outage_ids: tuple[str, ...] = ()
    """The known outages that were offered, and that the reporter says it is not."""


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
    joining: OutageView | None = None
    """The outage of `form.outage_id`: only the customer and a description are asked for, none of them needed."""
    asks_outage: bool = False
    """Ask whether it is one of `outage.outages`: of some neither "this is it" nor "no, something else" was said yet."""
    errors: Mapping[str, Notice] = field(default_factory=dict)
    """By field of the form: from the first try to submit, or after a refusal; cleared as that field is typed."""
    saved: bool = True
    """Whether all that is typed is on the phone's disk."""
    busy: bool = False
    notice: Notice | None = None
    submitted: str | None = None
    """The id on this phone of the ticket, or of the customer behind `joining`, once it is in the outbox: leave."""
    discarded: bool = False
    """True once the draft was thrown away: leave."""


def form_of(typed: JSON) -> TicketForm:
    """From what was kept, perhaps by another version of the app."""
    names = {f.name for f in fields(TicketForm)}
    known = {name: value for name, value in typed.items() if name in names}
    declined = typed.get("declined_outage_ids") or [typed.get("declined_outage_id")]
    return TicketForm(**{**known, "declined_outage_ids": tuple(one for one in declined if one)})


def required(form: TicketForm) -> frozenset[str]:
    """The fields that must be filled for this kind; none where it only joins a known outage."""
    if form.outage_id:
        return frozenset()
    return frozenset({"description"} | ({"service", "postcode"} if form.kind == Kind.PROBLEM else set()))
