"""The outages screen: what is known to be down, one's own first, then near, then all; searched by postcode."""

import datetime as dt
from dataclasses import dataclass, field

from mobile.core.folding import folded
from mobile.core.nearness import Nearness
from mobile.core.outage_check import Finding, is_announced
from mobile.core.readings import JSON
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.outage_copy import OutageCopy, outage_copy
from mobile.presenters.outage_views import outage_view
from mobile.presenters.values import OutageAnswer, OutageView, ServiceView
from shared.postcodes import NotAPostcode, normalise


@dataclass(frozen=True)
class OutageRow:
    """An outage in the list; `customers` are those of this person's own that are behind it."""

    outage: OutageView
    nearness: Nearness
    customers: tuple[str, ...] = ()
    asks_me: bool = False
    """It waits for this person's "it works again", or "still broken"."""

    @property
    def id(self) -> str:
        """The outage's."""
        return self.outage.id


@dataclass(frozen=True)
class OutagesState:
    """Without a search all outages are listed; a postcode is answered, other words find titles and places."""

    loaded: bool = False
    postcode: str = ""
    service: str | None = None
    services: tuple[ServiceView, ...] = ()
    country: str = "NL"
    yours: tuple[OutageRow, ...] = ()
    near: tuple[OutageRow, ...] = ()
    elsewhere: tuple[OutageRow, ...] = ()
    ended: tuple[OutageRow, ...] = ()
    answer: OutageAnswer = field(default_factory=OutageAnswer)
    planned: tuple[OutageRow, ...] = ()
    """Work that is announced at the postcode of `answer`."""
    found: tuple[OutageRow, ...] | None = None
    """What a search by words found; None where nothing is searched for by words."""
    follows: int = 0
    """How many areas this person follows."""
    as_of: dt.datetime | None = None
    """When the copy on the phone was last known to be right; None where the outages were never read."""

    @property
    def open(self) -> tuple[OutageView, ...]:
        """All that have not ended, the closest first."""
        return tuple(row.outage for row in (*self.yours, *self.near, *self.elsewhere) if not row.outage.ended)


class OutagesPresenter(Presenter[OutagesState]):
    """All outages, or those at one postcode and service."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, OutagesState())
        self._copy = OutageCopy()
        self.refresh()

    def type_postcode(self, text: str) -> None:
        """The search field changed."""
        self._set(postcode=text)
        self._show()

    def choose_service(self, slug: str | None) -> None:
        """Only this service's, or all."""
        self._set(service=slug)
        self._show()

    def pull(self) -> None:
        """The user pulled the list: send and read at once."""
        self.core.wake(eager=True)

    def refresh(self) -> None:
        """Read the copy of the outages again."""
        account = self.core.account
        if account is None:
            self._set(loaded=True, yours=(), near=(), elsewhere=(), ended=(), found=None)
            return
        # Asked before it is read: a first reading that ends meanwhile tells of it, and all of this is done again.
        first = account.sync.reads_for_the_first_time
        self._read(lambda: outage_copy(account), lambda copy: self._copied(copy, first=first))

    def _copied(self, copy: OutageCopy, *, first: bool) -> None:
        self._copy = copy
        services = tuple(copy.services.values())
        follows = len(copy.surroundings.follows)
        self._set(loaded=not first, services=services, country=copy.country, as_of=copy.as_of, follows=follows)
        self._show()

    def _show(self) -> None:
        state, copy = self._state, self._copy
        listed = [o for o in copy.outages if state.service is None or state.service in o["services"]]
        rows = [self._row(outage) for outage in listed]
        answer = copy.answer(state.postcode, state.service, self.core.clock())
        self._set(
            yours=_of(rows, Nearness.YOURS),
            near=_of(rows, Nearness.NEAR),
            elsewhere=_of(rows, Nearness.ELSEWHERE),
            ended=tuple(row for row in rows if _is_over(row)),
            answer=answer,
            planned=tuple(self._row(outage) for outage in listed if self._is_planned_here(outage)),
            found=tuple(row for row in rows if _tells_of(row.outage, state.postcode))
            if answer.finding is Finding.INCOMPLETE
            else None,
        )

    def _row(self, outage: JSON) -> OutageRow:
        copy = self._copy
        mine = [one for one in copy.behind if one.outage_id == outage["id"] and not (one.over and not one.is_ticket)]
        view = outage_view(outage, copy.services, copy.as_of)
        asks = any(one.asks_works for one in mine)
        nearness = Nearness.YOURS if asks else copy.surroundings.nearness(outage)
        names = (one.customer_name or one.postcode for one in mine if not one.over)
        return OutageRow(view, nearness, tuple(dict.fromkeys(name for name in names if name)), asks)

    def _is_planned_here(self, outage: JSON) -> bool:
        """Whether it is announced at the postcode that is typed."""
        try:
            place = normalise(self._state.postcode, self._copy.country)
        except NotAPostcode:
            return False
        here = any(place.startswith(area) or area in {"", self._copy.country} for area in outage["postcodes"])
        return here and is_announced(outage, self.core.clock())


def _is_over(row: OutageRow) -> bool:
    return row.outage.ended and not row.asks_me


def _of(rows: list[OutageRow], nearness: Nearness) -> tuple[OutageRow, ...]:
    """Those that ask something first."""
    found = [row for row in rows if row.nearness is nearness and not _is_over(row)]
    return tuple(sorted(found, key=lambda row: not row.asks_me))


def _tells_of(outage: OutageView, words: str) -> bool:
    """Whether each of the words is in what is told of the outage, in either language."""
    texts = [outage.title, outage.where]
    told = folded(" ".join((*(f"{text.nl} {text.en}" for text in texts if text), *outage.areas)))
    return all(word in told for word in folded(words).split())
