"""Passing a problem or a question on: from step to step, with help at once, until it is sent."""

from dataclasses import dataclass
from typing import Any

from mobile.core.account import Account, new_key
from mobile.core.drafts import Draft
from mobile.core.pasted import read_person
from mobile.presenters.base import Tools
from mobile.presenters.notices import Notice, Say
from mobile.presenters.pass_on_copy import FormCopy, form_copy
from mobile.presenters.pass_on_photos import PhotosPresenter
from mobile.presenters.pass_on_sent import sent_view
from mobile.presenters.pass_on_state import PassOnState, SentView, TicketForm, form_of, reached_at
from mobile.presenters.pass_on_steps import Step, after, before, first_with, has
from mobile.presenters.photos import PhotoView, photo_views
from mobile.presenters.problems import action_notice, field_notices
from mobile.presenters.submission import Submission
from mobile.presenters.values import OutageFinding
from shared.vocabulary import Kind

__all__ = ["PassOnPresenter", "PassOnState", "TicketForm"]

_KEPT = ("service", "description", "severity", "name", "phone", "email", "postcode", "house_number", "may_contact")


@dataclass(frozen=True)
class _Kept:
    """A draft with its photos, and what the form looks things up in: without it no step for help is known."""

    draft: Draft
    photos: tuple[PhotoView, ...]
    copy: FormCopy


class PassOnPresenter(PhotosPresenter):
    """One form; several drafts can exist, each opened in a presenter of its own."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._joined = False

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
        before = self._copy
        self._do(lambda: _kept(self.core.signed_in(), draft_id, before), self._opened)
        self.refresh()

    def restore(self, draft_id: str) -> None:
        """Go on with a draft that was thrown away; it ends in `discarded` where that is gone for good."""
        self._do(lambda: self.core.signed_in().store.drafts.restore(draft_id), lambda _: self.open_draft(draft_id))

    def next(self) -> None:
        """To the next step, where nothing of this one is wrong; else `errors` say what."""
        state = self._state
        errors = {name: said for name, said in self._wrong().items() if has(state.step, name)}
        self._set(errors=errors, notice=None)
        if not errors:
            self._find_help()
            self._go(after(state.step, self._state.steps))

    def back(self) -> bool:
        """To the step before; False at the first and once it is sent, where the screen is left."""
        to = None if self._state.submitted else before(self._state.step, self._state.steps)
        if to is not None:
            self._go(to)
        return to is not None

    def go_to(self, step: Step) -> None:
        """To a step of `steps`, from the summary."""
        if step in self._state.steps and not self._state.submitted:
            self._go(step)

    def paste(self, text: str) -> None:
        """Fill in what can be read in `text`, such as a name, a number and a postcode."""
        found = read_person(text, self._state.country)
        if found:
            self._set(notice=None)
            self._change(**found)
        else:
            self._set(notice=Notice(Say.NOTHING_TO_READ))

    def search_help(self, query: str) -> None:
        """Look for help by words; an empty text shows again what fits."""
        self._set(help_query=query)
        self._find_help()

    def did_not_help(self, article_id: str) -> None:
        """It goes along, so that nobody tells them to try it again; a second time takes that back."""
        tried = self._state.form.tried
        others = tuple(one for one in tried if one != article_id)
        self._change(tried=others if article_id in tried else (*tried, article_id))
        self._find_help()

    def helped(self, article_id: str) -> None:
        """That helped: nothing is passed on, and its team learns that it did. Ends in `helped`."""
        draft_id = self._state.id
        self._writing.add(
            lambda: self.core.signed_in().helped(article_id, draft_id),
            lambda _: self._set(helped=True),
            lambda error: self._set(notice=action_notice(error)),
        )

    def submit(self) -> None:
        """Check, and put it in the outbox; it is sent by itself. Ends in `submitted`, `errors` or `notice`."""
        state = self._state
        if state.busy or state.submitted:
            return
        errors = self._wrong()
        self._set(errors=errors, notice=None)
        if errors:
            self._go(first_with(errors, state.steps))
            return
        submission, key = Submission.of(self._copy.sent(state.form), state.country), state.id
        self._joined = submission.outage_id is not None
        self._set(busy=True)
        self._writing.add(
            lambda: submission.put(self.core.signed_in(), key),
            self._put,
            lambda error: self._set(busy=False, saved=False, notice=action_notice(error)),
        )

    def discard(self) -> None:
        """Throw the draft away; `restore` can undo it for a while."""
        draft_id = self._state.id
        self._writing.add(
            lambda: self.core.signed_in().store.drafts.discard(draft_id),
            lambda _: self._set(discarded=True),
            lambda error: self._set(notice=action_notice(error)),
        )

    def refresh(self) -> None:
        """Read again what the form looks things up in, and once it is sent what became of it."""
        super().refresh()
        account, submitted = self.core.account, self._state.submitted
        if account and submitted:
            joined = self._joined
            self._do(lambda: sent_view(account.store, submitted, joined=joined), self._told)

    def _wrong(self) -> dict[str, Notice]:
        state = self._state
        errors = Submission.of(self._copy.sent(state.form), state.country).errors()
        if self._must_answer():
            errors["outage"] = Notice(Say.IS_IT_THIS_OUTAGE)
        missing = reached_at(state.form)
        return {missing: Notice(Say.REQUIRED), **errors} if missing else errors

    def _must_answer(self) -> bool:
        """Whether it is this outage; a question need not say, nor is it asked for where only a part is covered."""
        state = self._state
        covered = state.outage.finding is OutageFinding.COVERED
        return state.asks_outage and covered and state.form.kind == Kind.PROBLEM

    def _go(self, step: Step) -> None:
        if step is self._state.step:
            return
        self._set(step=step, help_query="")
        if self._state.touched:
            self._save()

    def _put(self, submitted: str) -> None:
        self._set(busy=False, saved=True, submitted=submitted, step=Step.SENT, sent=SentView(None))
        self.refresh()

    def _told(self, sent: SentView | None) -> None:
        if sent is not None:
            self._set(sent=sent)

    def _started(self, form: TicketForm) -> None:
        self._show(new_key(), form)
        self._set(loaded=True)

    def _opened(self, kept: _Kept | None) -> None:
        if kept is None:
            self._set(discarded=True)
            return
        draft = kept.draft
        self._copied(kept.copy)
        self.show_photos(kept.photos)
        step = str(draft.typed.get("step") or "")
        self._show(draft.id, form_of(draft.typed), Step(step) if step in list(Step) else None)
        errors = field_notices(draft.typed.get("refused") or {})
        shown = {name: said for name, said in errors.items() if any(has(step, name) for step in Step)}
        # What stands at no field is said at the foot.
        other = next((said for name, said in errors.items() if name not in shown), None)
        self._set(loaded=True, errors=shown, notice=other)
        if errors:
            self._set(step=first_with(shown, self._state.steps))


def _kept(account: Account, draft_id: str, before: FormCopy) -> _Kept | None:
    draft = account.store.drafts.get(draft_id)
    return _Kept(draft, photo_views(account.store, draft_id), form_copy(account, before)) if draft else None


def _told_of(account: Account, affected_id: str) -> TicketForm:
    found = next((one.said for one in account.store.projections.affected() if one.id == affected_id), None) or {}
    typed = {**(found.get("customer") or {}), **found}
    return form_of({name: typed[name] for name in _KEPT if typed.get(name) is not None})
