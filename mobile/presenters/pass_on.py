"""Passing a problem or a question on: saved at each keystroke, with the outage check while typing."""

from dataclasses import asdict, replace
from typing import Any

from mobile.core.account import new_key
from mobile.core.drafts import Draft, DraftKind, Drafts
from mobile.core.submissions import ticket_body, ticket_faults
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.outage_copy import OutageCopy, outage_copy
from mobile.presenters.pass_on_state import PassOnState, TicketForm, form_of, required
from mobile.presenters.problems import action_notice, field_notices
from mobile.presenters.values import OutageFinding
from shared.vocabulary import Kind

__all__ = ["PassOnPresenter", "PassOnState", "TicketForm"]

_TEXTS = frozenset({"description", "name", "phone", "postcode", "house_number"})


class PassOnPresenter(Presenter[PassOnState]):
    """One form; several drafts can exist, each opened in a presenter of its own."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, PassOnState())
        self._copy = OutageCopy()

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
            at = account.sync.status.last_synced_at
            self._read(lambda: outage_copy(account.store, at), self._copied)

    def _copied(self, copy: OutageCopy) -> None:
        self._copy = copy
        self._set(services=tuple(copy.services.values()), country=copy.country)
        self._check_outages()

    def _opened(self, draft: Draft | None) -> None:
        if draft is None:
            self._set(discarded=True)
            return
        self._show(draft.id, form_of(draft.typed))
        self._set(loaded=True, errors=field_notices(draft.typed.get("refused") or {}))

    def _show(self, draft_id: str, form: TicketForm) -> None:
        self._set(id=draft_id, form=form, required=required(form))
        self._check_outages()

    def _change(self, **typed: Any) -> None:
        # Between the tap on send and the outbox's answer the form stands still.
        form = replace(self._state.form, **typed)
        if self._state.busy or self._state.submitted or form == self._state.form:
            return
        errors = {name: said for name, said in self._state.errors.items() if name not in typed}
        self._set(form=form, required=required(form), errors=errors)
        self._check_outages()
        self._save()

    def _check_outages(self) -> None:
        form = self._state.form
        answer = self._copy.answer(form.postcode, form.service, self.core.clock())
        self._set(outage=answer)
        # Another place or service: what was chosen there does not belong to it.
        looked = self._copy.read and answer.finding is not OutageFinding.INCOMPLETE
        if form.outage_id and looked and form.outage_id not in {outage.id for outage in answer.outages}:
            self._set(form=replace(form, outage_id=None))

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


def _keep(drafts: Drafts, draft_id: str, form: TicketForm) -> None:
    """An emptied form is no draft."""
    if form == TicketForm(kind=form.kind):
        drafts.remove(draft_id)
    else:
        drafts.save(draft_id, DraftKind.TICKET, asdict(form))
