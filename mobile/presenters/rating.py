"""How it went, in the reporter's eyes: one to five stars and a word, changed for as long as the server takes it.

What is chosen and typed is kept until it is sent or left.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from mobile.core.account import Account
from mobile.core.drafts import DraftKind
from mobile.core.outbox_row import OutboxKind
from mobile.core.projections import ProjectedTicket
from mobile.core.readings import JSON
from mobile.core.submissions import rating_body, rating_faults
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.kept_form import KeptForm
from mobile.presenters.problems import field_notices
from mobile.presenters.views import moment
from shared.vocabulary import SendState, Status

S = TypeVar("S")

RATED_WITHIN = dt.timedelta(days=30)
"""Since the ticket was resolved or closed: so long the server takes a rating."""
_RATED = frozenset({Status.RESOLVED, Status.CLOSED})


@dataclass(frozen=True)
class RatingView:
    """What was given: `stars` of five, 0 where nothing was yet; `waits` while the server does not have it."""

    stars: int = 0
    word: str = ""
    waits: bool = False


def rating_view(ticket: ProjectedTicket) -> RatingView:
    """What the server has, with what is on its way laid over it."""
    underway = [row for row in ticket.unsent if row.kind is OutboxKind.RATE and row.state is not SendState.FAILED]
    if underway:
        body = underway[-1].body
        return RatingView(body["rating"], body.get("comment") or "", waits=True)
    said = (ticket.said or {}).get("rating")
    return RatingView(said["rating"], said["comment"] or "") if said else RatingView()


def may_rate(ticket: ProjectedTicket, now: dt.datetime) -> bool:
    """Once it is resolved, for a month."""
    said = ticket.said
    return said is not None and said["status"] in _RATED and now - moment(said["handling"]["since"]) < RATED_WITHIN


class WithRating(Presenter[S]):
    """For presenters of a ticket whose state has `id`, `rating`, `can_rate`, `stars`, `word` and `errors`."""

    def __init__(self, tools: Tools, state: S) -> None:
        super().__init__(tools, state)
        self._kept_rating = KeptForm(self.core, self._writing, DraftKind.RATING)
        self._rating_read = False

    def choose_stars(self, stars: int) -> None:
        """One to five; nothing is sent yet. The word that was given before is there to be changed."""
        state: Any = self._state
        if state.can_rate:
            self._set(stars=stars, word=state.word or state.rating.word)
            self._keep_rating()

    def type_word(self, text: str) -> None:
        """The word that goes along changed."""
        state: Any = self._state
        errors = {name: said for name, said in state.errors.items() if name != "comment"}
        self._set(word=text, errors=errors)
        self._keep_rating()

    def leave_rating(self) -> None:
        """Close it without a change, and forget what was chosen."""
        state: Any = self._state
        self._kept_rating.forget(state.id, self._failed)
        self._set(stars=0, word="")

    def send_rating(self) -> None:
        """Put it in the outbox, and close."""
        state: Any = self._state
        body = rating_body(state.stars, state.word)
        faults = rating_faults(body)
        if faults:
            self._set(errors={**state.errors, **field_notices(faults)})
        elif state.can_rate and state.stars:
            key = self._kept_rating.key
            self._act(lambda account: account.rate(state.id, body, key=key))
            self._kept_rating.begin_anew()
            self._set(stars=0, word="")

    def _open_rating(self) -> None:
        """What was chosen and not sent comes back, once, where it can still be sent."""
        state: Any = self._state
        if self._rating_read or not state.can_rate:
            return
        self._rating_read = True
        self._kept_rating.read(state.id, self._rating_back)

    def _rating_back(self, typed: JSON) -> bool:
        state: Any = self._state
        if state.stars:
            return False
        self._set(stars=typed["rating"], word=typed.get("comment") or "")
        return True

    def _keep_rating(self) -> None:
        state: Any = self._state
        word = {"comment": state.word} if state.word else {}
        if state.stars:
            self._kept_rating.keep(state.id, {"rating": state.stars, **word}, self._failed)

    def _act(self, act: Callable[[Account], object]) -> None:
        raise NotImplementedError
