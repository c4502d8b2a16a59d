"""Passing a problem or a question on: saved at each keystroke, with the outage check while typing."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from mobile.core.account import new_key
from mobile.core.drafts import Draft, DraftKind, Drafts
from mobile.core.outage_check import check
from mobile.core.readings import JSON
from mobile.core.store import Store
from mobile.core.submissions import ticket_body, ticket_faults
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice
from mobile.presenters.problems import action_notice, field_notices
from mobile.presenters.values import OutageAnswer, OutageFinding, ServiceView
from mobile.presenters.views import Services, outage_answer, services_view
from shared.vocabulary import Kind, Severity

_TEXTS = frozenset({"description", "name", "phone", "postcode", "house_number"})


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
        self._copy = _Copy()

    def start(self, kind: str = Kind.PROBLEM.value) -> None:
        """A new draft; nothing is kept until the first keystroke."""
        self._show(new_key(), TicketForm(kind=kind))
        self._set(loaded=True)
        self.refresh()

    def open_draft(self, draft_id: str) -> None:
        """Go on with a draft, or with a refused submission that was taken back by `TicketPresenter.correct`."""
        self._do(lambda: self.core.signed_in().store.drafts.get(draft_id), self._opened)
        self.refresh()

    def type(self, name: str, value: str) -> None:
        """A text field of the form changed: `description`, `name`, `phone`, `postcode`, `house_number`."""
        if name in _TEXTS:
            self._change(**{name: value})

    def choose_kind(self, kind: str) -> None:
        """`problem` or `question`."""
        self._change(kind=kind)

    def choose_service(self, slug: str | None) -> None:
        """One of `services`, or None to take the choice back."""
        self._change(service=slug)

    def choose_severity(self, severity: str | None) -> None:
        """One of `severities`, or None."""
        self._change(severity=severity)

    def set_may_contact(self, yes: bool) -> None:
        """Whether the team may phone the customer."""
        self._change(may_contact=yes)

    def choose_outage(self, outage_id: str | None) -> None:
        """It belongs to this known outage, or to none."""
        self._change(outage_id=outage_id)

    def submit(self) -> None:
        """Check, and put it in the outbox; it is sent by itself. Ends in `submitted`, `errors` or `notice`."""
        if self._state.busy or self._state.submitted:
            return
        key, typed = self._state.id, asdict(self._state.form)
        body = ticket_body(typed, self._state.country)
        errors = field_notices(ticket_faults(body, self._state.country))
        self._set(errors=errors, notice=None)
        if errors:
            return
        self._set(busy=True)
        self._writing.add(
            lambda: self.core.signed_in().submit(body, key=key, typed=typed),
            lambda submitted: self._set(busy=False, saved=True, submitted=submitted),
            lambda error: self._set(busy=False, saved=False, notice=action_notice(error)),
        )

    def discard(self) -> None:
        """Throw the draft away."""
        draft_id = self._state.id
        self._writing.add(
            lambda: self.core.signed_in().store.drafts.remove(draft_id),
            lambda _: self._set(discarded=True),
            lambda error: self._set(notice=action_notice(error)),
        )

    def refresh(self) -> None:
        """Read the services and the copy of the outages again; what is typed stays."""
        account = self.core.account
        if account:
            self._read(lambda: _copied(account.store), self._copied)

    def _copied(self, copy: "_Copy") -> None:
        self._copy = copy
        self._set(services=tuple(copy.services.values()), country=copy.country)
        self._check_outages()

    def _opened(self, draft: Draft | None) -> None:
        if draft is None:
            self._set(discarded=True)
            return
        self._show(draft.id, _form(draft.typed))
        self._set(loaded=True, errors=field_notices(draft.typed.get("refused") or {}))

    def _show(self, draft_id: str, form: TicketForm) -> None:
        self._set(id=draft_id, form=form, required=_required(form))
        self._check_outages()

    def _change(self, **typed: Any) -> None:
        # Between the tap on send and the outbox's answer the form stands still.
        form = replace(self._state.form, **typed)
        if self._state.busy or self._state.submitted or form == self._state.form:
            return
        errors = {name: said for name, said in self._state.errors.items() if name not in typed}
        self._set(form=form, required=_required(form), errors=errors)
        self._check_outages()
        self._save()

    def _check_outages(self) -> None:
        form, copy, now = self._state.form, self._copy, self.core.clock()
        found = check(copy.outages, form.postcode, form.service, country=copy.country, as_of=self._as_of(copy), now=now)
        answer = outage_answer(found, copy.services)
        self._set(outage=answer)
        # Another place or service: what was chosen there does not belong to it.
        looked = found.finding not in {OutageFinding.NEVER_READ, OutageFinding.INCOMPLETE}
        if form.outage_id and looked and copy.read and form.outage_id not in {o.id for o in answer.outages}:
            self._set(form=replace(form, outage_id=None))

    def _as_of(self, copy: "_Copy") -> dt.datetime | None:
        account = self.core.account
        return (account.sync.status.last_synced_at if account else None) or copy.as_of

    def _save(self) -> None:
        draft_id, form = self._state.id, self._state.form
        self._set(saved=False)
        self._writing.add(
            lambda: _keep(self.core.signed_in().store.drafts, draft_id, form),
            lambda _: self._saved(form),
            lambda error: self._set(saved=False, notice=action_notice(error)),
            slot="save",
        )

    def _saved(self, form: TicketForm) -> None:
        self._set(saved=form == self._state.form, notice=None)


@dataclass(frozen=True)
class _Copy:
    """What the form looks things up in, read from the phone's memory away from the screen."""

    services: Services = field(default_factory=dict)
    outages: tuple[JSON, ...] = ()
    country: str = "NL"
    as_of: dt.datetime | None = None
    read: bool = False


def _copied(store: Store) -> _Copy:
    mirror = store.mirror
    return _Copy(
        services_view(mirror.services()), tuple(mirror.outages()), mirror.country(), mirror.last_synced_at(), True
    )


def _keep(drafts: Drafts, draft_id: str, form: TicketForm) -> None:
    """An emptied form is no draft."""
    if form == TicketForm(kind=form.kind):
        drafts.remove(draft_id)
    else:
        drafts.save(draft_id, DraftKind.TICKET, asdict(form))


def _form(typed: JSON) -> TicketForm:
    """From what was kept, perhaps by another version of the app."""
    names = {f.name for f in fields(TicketForm)}
    return TicketForm(**{name: value for name, value in typed.items() if name in names})


def _required(form: TicketForm) -> frozenset[str]:
    return frozenset({"description"} | ({"service", "postcode"} if form.kind == Kind.PROBLEM else set()))
