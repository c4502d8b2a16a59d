"""The form of passing something on: what is typed and tapped, kept at each keystroke, with the outage check."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from mobile.core.drafts import DraftKind
from mobile.core.outage_check import is_running
from mobile.core.recent import RecentPerson
from mobile.core.store import Store
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice, Say
from mobile.presenters.outage_views import outage_view
from mobile.presenters.pass_on_copy import FormCopy, form_copy
from mobile.presenters.pass_on_state import PassOnState, TicketForm, required
from mobile.presenters.pass_on_steps import ANSWER, Step, before, first_with, steps
from mobile.presenters.problems import action_notice
from mobile.presenters.values import OutageAnswer, OutageFinding
from shared.vocabulary import Kind

_NO_PLACE = frozenset({OutageFinding.NOT_ASKED, OutageFinding.INCOMPLETE})
_PERSON = ("name", "phone", "email", "postcode", "house_number")
_REACHED = frozenset({"may_contact", "preferred_channel"})
_TEXTS = frozenset({"description", *_PERSON})


class FormPresenter(Presenter[PassOnState]):
    """What is typed; where it leads is `PassOnPresenter`'s."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, PassOnState())
        self._copy = FormCopy()

    def type(self, name: str, value: str) -> None:
        """A text field of the form: `description`, `name`, `phone`, `email`, `postcode`, `house_number`."""
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

    def choose_person(self, person: RecentPerson | None) -> None:
        """Somebody of `recents` again, or None to begin with nobody."""
        someone = person or RecentPerson("")
        told = {name: getattr(someone, name) for name in _PERSON}
        self._change(**told, may_contact=someone.may_contact, preferred_channel=someone.preferred_channel)

    def set_may_contact(self, yes: bool) -> None:
        """Whether the team may reach the customer."""
        self._change(may_contact=yes, preferred_channel=self._state.form.preferred_channel if yes else None)

    def choose_channel(self, channel: str | None) -> None:
        """One of `channels`: how the customer wants to be reached; None for any."""
        self._change(preferred_channel=channel)

    def set_informed(self, yes: bool) -> None:
        """Whether the customer knows that it is passed on."""
        self._change(informed=yes)

    def answer(self, question_id: str, option_id: str | None) -> None:
        """An option of a question; None takes the answer back."""
        self._answer(question_id, {"option": option_id} if option_id else {})

    def type_answer(self, question_id: str, text: str) -> None:
        """A question's answer in words."""
        self._answer(question_id, {"text": text} if text else {})

    def choose_outage(self, outage_id: str | None) -> None:
        """ "This is it": it is this known outage; or None to take that back. All that is typed stays."""
        self._change(outage_id=outage_id, declined_outage_ids=())

    def decline_outage(self) -> None:
        """ "No, something else": it is none of the outages that were offered, nor the one that was chosen."""
        named = [self._state.form.outage_id, *(outage.id for outage in self._state.outage.outages)]
        declined = (*self._state.form.declined_outage_ids, *(outage_id for outage_id in named if outage_id))
        self._change(outage_id=None, declined_outage_ids=tuple(dict.fromkeys(declined)))

    def refresh(self) -> None:
        """Read again what the form looks things up in; what is typed stays."""
        account = self.core.account
        if account:
            before = self._copy
            self._read(lambda: form_copy(account, before), self._copied)

    def _copied(self, copy: FormCopy) -> None:
        self._copy = copy
        self._set(
            services=tuple(copy.outages.services.values()),
            country=copy.outages.country,
            recents=copy.recents,
            emergency_number=copy.emergency_number,
        )
        self._look_up()
        self._find_help()

    def _show(self, draft_id: str, form: TicketForm, step: Step | None = None) -> None:
        self._set(id=draft_id, form=form)
        self._look_up()
        self._find_help()
        among = self._state.steps
        self._set(step=step if step in among else (step and before(step, among)) or among[0])

    def _answer(self, question_id: str, said: Mapping[str, str]) -> None:
        others = {name: answer for name, answer in self._state.form.answers.items() if name != question_id}
        wrong = {name: error for name, error in self._state.errors.items() if name != ANSWER + question_id}
        self._set(errors=wrong)
        self._change(answers={**others, question_id: dict(said)} if said else others)

    def _change(self, **typed: Any) -> None:
        # Between the tap on send and the outbox's answer the form stands still.
        form = replace(self._state.form, **typed)
        if self._state.busy or self._state.submitted or form == self._state.form:
            return
        mended = {*typed, "reach_phone"} | ({"email"} if not _REACHED.isdisjoint(typed) else set())
        mended |= set() if self._still_says_why(typed) else {"outage"}
        errors = {name: said for name, said in self._state.errors.items() if name not in mended}
        self._set(form=form, errors=errors)
        self._look_up()
        if "service" in typed:
            self._find_help()
        self._save()

    def _still_says_why(self, typed: Mapping[str, Any]) -> bool:
        """Whether it goes on being said why an outage was dropped: only more of the same place and person is typed."""
        said, before = self._state.errors.get("outage"), self._state.form.postcode
        gone = said is not None and said.key in (Say.NOT_IN_OUTAGE, Say.OUTAGE_IS_OVER)
        return gone and typed.keys() <= set(_PERSON) and typed.get("postcode", before).startswith(before)

    def _look_up(self) -> None:
        form, copy, now = self._state.form, self._copy.outages, self.core.clock()
        answer = copy.answer(form.postcode, form.service, now)
        offered = {outage.id for outage in answer.outages}
        if copy.read:
            form = self._still_there(form, answer, offered)
        chosen = copy.outage(form.outage_id)
        self._set(
            form=form,
            required=required(form),
            questions=self._copy.questions(form),
            raised=self._copy.raised(form),
            steps=self._steps(form),
            outage=answer,
            joining=outage_view(chosen, copy.services, copy.as_of) if chosen else None,
            asks_outage=form.outage_id is None and not offered <= set(form.declined_outage_ids),
        )

    def _steps(self, form: TicketForm) -> tuple[Step, ...]:
        # Until a tile is tapped, as many steps as most tiles lead to: the count should not grow on the way.
        unknown = form.service is None and form.kind == Kind.PROBLEM and self._copy.index.any
        has_help = bool(unknown or self._state.help or self._state.help_query or form.tried)
        return steps(joins=bool(form.outage_id), has_help=has_help)

    def _find_help(self) -> None:
        """Not at each keystroke: when the service is chosen, and when its step comes."""
        self._set(help=self._copy.help(self._state.form, self._state.help_query))
        self._set(steps=self._steps(self._state.form))

    def _still_there(self, form: TicketForm, answer: OutageAnswer, offered: set[str]) -> TicketForm:
        """The form without an outage that is over, or not at the postcode that is typed: it is then said why."""
        chosen = self._copy.outages.outage(form.outage_id)
        elsewhere = answer.finding not in _NO_PLACE and form.outage_id not in offered
        if form.outage_id and (chosen is None or not is_running(chosen, self.core.clock())):
            form = self._dropped(form, Say.OUTAGE_IS_OVER)
        elif form.outage_id and elsewhere:
            form = self._dropped(form, Say.NOT_IN_OUTAGE)
        if answer.finding not in _NO_PLACE:
            form = replace(form, declined_outage_ids=tuple(one for one in form.declined_outage_ids if one in offered))
        return form

    def _dropped(self, form: TicketForm, why: Say) -> TicketForm:
        among = steps(joins=False, has_help=False)
        # It is said where the outage is asked for.
        self._set(errors={**self._state.errors, "outage": Notice(why)}, step=first_with({"outage"}, among))
        return replace(form, outage_id=None)

    def _save(self) -> None:
        draft_id, form, step, photos = self._state.id, self._state.form, self._state.step, bool(self._state.photos)
        self._set(saved=False)
        self._writing.add(
            lambda: keep(self.core.signed_in().store, draft_id, form, step, photos=photos),
            lambda _: self._saved(form),
            lambda error: self._set(saved=False, notice=action_notice(error)),
            slot="save",
        )

    def _saved(self, form: TicketForm) -> None:
        self._set(saved=form == self._state.form, notice=None)


def keep(store: Store, draft_id: str, form: TicketForm, step: Step, *, photos: bool) -> None:
    """Keep the draft; an emptied form without photos is none."""
    if not photos and form == TicketForm(kind=form.kind, outage_id=form.outage_id):
        store.drafts.remove(draft_id)
    else:
        store.drafts.save(draft_id, DraftKind.TICKET, {**asdict(form), "step": step})
