"""What is typed to pass something on, and what its screen shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from mobile.core.readings import JSON
from mobile.core.recent import RecentPerson
from mobile.presenters.notices import Notice
from mobile.presenters.pass_on_steps import Step
from mobile.presenters.photos import PhotoView
from mobile.presenters.values import HelpView, Localised, OutageAnswer, OutageView, QuestionView, ServiceView
from shared.vocabulary import Channel, Kind, SendState, Severity


@dataclass(frozen=True)
class TicketForm:
    """What is typed, exactly as typed."""

    kind: str = Kind.PROBLEM.value
    service: str | None = None
    description: str = ""
    severity: str | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    postcode: str = ""
    house_number: str = ""
    may_contact: bool = False
    preferred_channel: str | None = None
    informed: bool = False
    """They know that it is passed on."""
    outage_id: str | None = None
    """The known outage that the reporter says it is: it goes there, and no ticket is made."""
    declined_outage_ids: tuple[str, ...] = ()
    """The known outages that were offered, and that the reporter says it is not."""
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By a question's id: `{"option": its id}` or `{"text": as typed}`; of services that were left again, too."""
    tried: tuple[str, ...] = ()
    """The articles of help that did not help."""


@dataclass(frozen=True)
class SentView:
    """What became of it so far; `reference` and `share_text` come with the server's answer."""

    send_state: SendState | None
    reference: str | None = None
    share_text: Localised | None = None


@dataclass(frozen=True)
class PassOnState:
    """`id` is the draft's, then the submission's and, until the server answers, the ticket's on this phone."""

    id: str = ""
    loaded: bool = False
    form: TicketForm = field(default_factory=TicketForm)
    step: Step = Step.SERVICE
    steps: tuple[Step, ...] = (Step.SERVICE, Step.PERSON, Step.PROBLEM, Step.CHECK)
    """Those that this form needs, in their order; without SENT, which comes by itself."""
    services: tuple[ServiceView, ...] = ()
    kinds: tuple[str, ...] = (Kind.PROBLEM.value, Kind.QUESTION.value)
    severities: tuple[str, ...] = tuple(str(s) for s in Severity)
    channels: tuple[str, ...] = (Channel.PHONE.value, Channel.SMS.value, Channel.EMAIL.value)
    country: str = "NL"
    """For the keyboard and the example in the postcode field."""
    required: frozenset[str] = frozenset()
    """The fields that must be filled for this kind."""
    recents: tuple[RecentPerson, ...] = ()
    """Whom something was passed on for lately."""
    questions: tuple[QuestionView, ...] = ()
    """What the chosen service's team wants to know of a problem."""
    raised: str | None = None
    """The severity that an answer makes of it, where that is more than was chosen."""
    help: tuple[HelpView, ...] = ()
    """What can be tried first, the most fitting first; or what `help_query` finds."""
    help_query: str = ""
    emergency_number: str = "112"
    photos: tuple[PhotoView, ...] = ()
    adding: int = 0
    """Photos that are being made small."""
    more_photos: bool = True
    """Whether one more may go along."""
    outage: OutageAnswer = field(default_factory=OutageAnswer)
    joining: OutageView | None = None
    """The outage of `form.outage_id`: only the customer and a description are asked for, none of them needed."""
    asks_outage: bool = False
    """Ask whether it is one of `outage.outages`: of some neither "this is it" nor "no, something else" was said yet."""
    errors: Mapping[str, Notice] = field(default_factory=dict)
    """By field of the form: from the first try to go on, or after a refusal; cleared as that field is typed."""
    saved: bool = True
    """Whether all that is typed is on the phone's disk."""
    busy: bool = False
    notice: Notice | None = None
    submitted: str | None = None
    """The id on this phone of the ticket, or of the customer behind `joining`, once it is in the outbox."""
    sent: SentView | None = None
    """Once it is submitted: what became of it."""
    helped: bool = False
    """True once an article helped: nothing is passed on, leave."""
    discarded: bool = False
    """True once the draft was thrown away: leave; `PassOnPresenter.restore` undoes it."""

    @property
    def touched(self) -> bool:
        """Whether anything was typed or chosen that could be lost."""
        form = self.form
        return bool(self.photos) or form != TicketForm(kind=form.kind, outage_id=form.outage_id)


def form_of(typed: JSON) -> TicketForm:
    """From what was kept, perhaps by another version of the app."""
    names = {f.name for f in fields(TicketForm)}
    known = {name: value for name, value in typed.items() if name in names}
    declined = typed.get("declined_outage_ids") or [typed.get("declined_outage_id")]
    lists = {"declined_outage_ids": tuple(one for one in declined if one), "tried": tuple(typed.get("tried") or ())}
    return TicketForm(**{**known, **lists, "answers": dict(typed.get("answers") or {})})


def required(form: TicketForm) -> frozenset[str]:
    """The fields that must be filled for this kind; none where it only joins a known outage."""
    if form.outage_id:
        return frozenset()
    return frozenset({"description"} | ({"service", "postcode"} if form.kind == Kind.PROBLEM else set()))


def reached_at(form: TicketForm) -> str | None:
    """The field that is missing to reach the customer as was chosen: `email`, or `reach_phone` beside the choice."""
    if not form.may_contact or form.preferred_channel is None:
        return None
    if form.preferred_channel == Channel.EMAIL:
        return None if form.email.strip() else "email"
    return None if form.phone.strip() else "reach_phone"
