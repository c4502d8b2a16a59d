"""How it went, in the reporter's eyes: one to five stars and a word, changed for as long as the server takes it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from mobile.core.account import Account
from mobile.core.outbox_row import OutboxKind
from mobile.core.projections import ProjectedTicket
from mobile.core.submissions import rating_body, rating_faults
from mobile.presenters.base import Presenter
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

    def choose_stars(self, stars: int) -> None:
        """One to five; nothing is sent yet. The word that was given before is there to be changed."""
        state: Any = self._state
        if state.can_rate:
            self._set(stars=stars, word=state.word or state.rating.word)

    def type_word(self, text: str) -> None:
        """The word that goes along changed."""
        state: Any = self._state
        errors = {name: said for name, said in state.errors.items() if name != "comment"}
        self._set(word=text, errors=errors)

    def leave_rating(self) -> None:
        """Close it without a change."""
        self._set(stars=0, word="")

    def send_rating(self) -> None:
        """Put it in the outbox, and close."""
        state: Any = self._state
        body = rating_body(state.stars, state.word)
        faults = rating_faults(body)
        if faults:
            self._set(errors={**state.errors, **field_notices(faults)})
        elif state.can_rate and state.stars:
            self._act(lambda account: account.rate(state.id, body))
            self.leave_rating()

    def _act(self, act: Callable[[Account], object]) -> None:
        raise NotImplementedError
