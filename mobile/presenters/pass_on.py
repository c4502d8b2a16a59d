"""Passing a problem or a question on: saved at each keystroke, with the outage check while typing."""

from dataclasses import asdict, replace
from typing import Any

from mobile.core.account import Account, new_key
from mobile.core.drafts import Draft, DraftKind, Drafts
from mobile.core.outage_check import is_running
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice, Say
from mobile.presenters.outage_copy import OutageCopy, known_outages
from mobile.presenters.outage_views import outage_view
from mobile.presenters.pass_on_state import PassOnState, TicketForm, form_of, required
from mobile.presenters.problems import action_notice, field_notices
from mobile.presenters.submission import Submission
from mobile.presenters.values import OutageAnswer, OutageFinding
from shared.vocabulary import Kind

__all__ = ["PassOnPresenter", "PassOnState", "TicketForm"]

_NO_PLACE = frozenset({OutageFinding.NOT_ASKED, OutageFinding.INCOMPLETE})
_KEPT = ("service", "description", "severity", "name", "phone", "postcode", "house_number", "may_contact")
_TEXTS = frozenset({"description", "name", "phone", "postcode", "house_number"})


class PassOnPresenter(Presenter[PassOnState]):
    """One form; several drafts can exist, each opened in a presenter of its own."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, PassOnState())
        self._copy = OutageCopy()

    def start(self, kind: str = Kind.PROBLEM.value, *, outage_id: str | None = None, **typed: Any) -> None:
        """A new draft, for one more customer behind `outage_id` where that is given; `typed` are fields of the form.

        Nothing is kept until the first keystroke.
        """
        self._show(new_key(), TicketForm(kind=kind, outage_id=outage_id, **typed))
        self._set(loaded=True)
        self.refresh()

    def start_from(self, affected_id: str) -> None:
        """A new draft with all that was told of a customer who stood behind an outage."""
        self._do(lambda: _told_of(self.core.signed_in(), affected_id), self._started)
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
        """ "This is it": it is this known outage; or None to take that back. All that is typed stays."""
        self._change(outage_id=outage_id, declined_outage_ids=())

    def decline_outage(self) -> None:
        """ "No, something else": it is none of the outages that were offered, nor the one that was chosen."""
        named = [self._state.form.outage_id, *(outage.id for outage in self._state.outage.outages)]
        declined = (*self._state.form.declined_outage_ids, *(outage_id for outage_id in named if outage_id))
        self._change(outage_id=None, declined_outage_ids=tuple(dict.fromkeys(declined)))

    def submit(self) -> None:
        """Check, and put it in the outbox; it is sent by itself. Ends in `submitted`, `errors` or `notice`."""
        if self._state.busy or self._state.submitted:
            return
        submission = Submission.of(self._state.form, self._state.country)
        errors = field_notices(submission.faults)
        if self._must_answer():
            errors["outage"] = Notice(Say.IS_IT_THIS_OUTAGE)
        self._set(errors=errors, notice=None)
        if errors:
            return
        key = self._state.id
        self._set(busy=True)
        self._writing.add(
            lambda: submission.put(self.core.signed_in(), key),
            lambda submitted: self._set(busy=False, saved=True, submitted=submitted),
            lambda error: self._set(busy=False, saved=False, notice=action_notice(error)),
        )

    def _must_answer(self) -> bool:
        """Whether it is this outage; a question need not say, nor is it asked for where only a part is covered."""
        state = self._state
        covered = state.outage.finding is OutageFinding.COVERED
        return state.asks_outage and covered and state.form.kind == Kind.PROBLEM

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
            self._read(lambda: known_outages(account), self._copied)

    def _copied(self, copy: OutageCopy) -> None:
        self._copy = copy
        self._set(services=tuple(copy.services.values()), country=copy.country)
        self._check_outages()

    def _started(self, form: TicketForm) -> None:
        self._show(new_key(), form)
        self._set(loaded=True)

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
        errors = {name: said for name, said in self._state.errors.items() if name not in {*typed, "outage"}}
        self._set(form=form, required=required(form), errors=errors)
        self._check_outages()
        self._save()

    def _check_outages(self) -> None:
        form, copy, now = self._state.form, self._copy, self.core.clock()
        answer = copy.answer(form.postcode, form.service, now)
        offered = {outage.id for outage in answer.outages}
        if copy.read:
            form = self._still_there(form, answer, offered)
        chosen = copy.outage(form.outage_id)
        self._set(
            form=form,
            required=required(form),
            outage=answer,
            joining=outage_view(chosen, copy.services, copy.as_of) if chosen else None,
            asks_outage=form.outage_id is None and not offered <= set(form.declined_outage_ids),
        )

    def _still_there(self, form: TicketForm, answer: OutageAnswer, offered: set[str]) -> TicketForm:
        """The form without an outage that is over, or not at the postcode that is typed: it is then said why."""
        chosen = self._copy.outage(form.outage_id)
        elsewhere = answer.finding not in _NO_PLACE and form.outage_id not in offered
        if form.outage_id and (chosen is None or not is_running(chosen, self.core.clock())):
            self._set(errors={**self._state.errors, "outage": Notice(Say.OUTAGE_IS_OVER)})
            form = replace(form, outage_id=None)
        elif form.outage_id and elsewhere:
            self._set(errors={**self._state.errors, "outage": Notice(Say.NOT_IN_OUTAGE)})
            form = replace(form, outage_id=None)
        if answer.finding not in _NO_PLACE:
            form = replace(form, declined_outage_ids=tuple(one for one in form.declined_outage_ids if one in offered))
        return form

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


def _told_of(account: Account, affected_id: str) -> TicketForm:
    found = next((one.said for one in account.store.projections.affected() if one.id == affected_id), None) or {}
    typed = {**(found.get("customer") or {}), **found}
    return form_of({name: typed[name] for name in _KEPT if typed.get(name) is not None})


def _keep(drafts: Drafts, draft_id: str, form: TicketForm) -> None:
    """An emptied form is no draft."""
    if form == TicketForm(kind=form.kind, outage_id=form.outage_id):
        drafts.remove(draft_id)
    else:
        drafts.save(draft_id, DraftKind.TICKET, asdict(form))
