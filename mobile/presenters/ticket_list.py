"""Reads the list of tickets from the phone's memory: thousands of them, in the order of who needs what."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from mobile.core.account import Account
from mobile.core.drafts import DraftKind
from mobile.core.folding import folded, ticket_words
from mobile.core.listing import Listed, Sought
from mobile.core.outbox_row import OutboxKind
from mobile.core.projections import ProjectedTicket
from mobile.core.readings import JSON
from mobile.core.store import Store
from mobile.presenters.allowed import asks_answer, asks_by_status, asks_works_again
from mobile.presenters.behind import affected_view
from mobile.presenters.outage_views import outage_view
from mobile.presenters.ticket_rows import BehindRow, DraftRow, Row, TicketRow, draft_row, ticket_row
from mobile.presenters.unsent import send_state
from mobile.presenters.values import ServiceView
from mobile.presenters.views import Services, service_view, services_view
from shared.lifecycle import ENDED
from shared.schemas.base import rfc3339
from shared.vocabulary import SendState

AT_A_TIME = 60
"""Rows that are made ahead of the one who scrolls."""
_LONGEST_SEARCH = 8
"""Words that are looked for; each is another look through all that is kept."""


class Shows(StrEnum):
    """Which of the tickets are shown."""

    ALL = "all"
    NEEDS_ME = "needs_me"
    UNREAD = "unread"
    OPEN = "open"
    ENDED = "ended"


@dataclass(frozen=True)
class Wanted:
    """What the user asked to see; `limit` is how many rows are worth making now."""

    search: str = ""
    shows: Shows = Shows.ALL
    service: str | None = None
    limit: int = AT_A_TIME


@dataclass(frozen=True)
class Counts:
    """How many there are of each, among those that were searched for; `open` has those that need me in it."""

    all: int = 0
    needs_me: int = 0
    unread: int = 0
    open: int = 0
    ended: int = 0


class _Place(NamedTuple):
    """Where something stands in the list, before its row is made."""

    at: str
    id: str
    part: Shows
    unread: bool
    service: str | None
    source: Listed | ProjectedTicket | BehindRow


class TicketList:
    """Rows that were made are kept, so that reading again costs what changed; one thread at a time."""

    def __init__(self) -> None:
        self._services: Services = {}
        self._made: dict[str, tuple[tuple[int, bool], TicketRow]] = {}

    def read(self, account: Account, wanted: Wanted) -> dict[str, Any]:
        """Fields of `TicketsState`."""
        store, person_id = account.store, account.person["id"]
        with store.database.read():
            services = self._known(store)
            sought = _sought(wanted.search, services)
            places = [*_tickets(store, person_id, sought), *_behind(account, services, sought)]
            drafts = _drafts(store, services, sought)
            found = _sorted(places, wanted)
            shown = self._rows(store, found[: wanted.limit], services)
        parts: dict[Shows, list[Row]] = {part: [] for part in (Shows.NEEDS_ME, Shows.OPEN, Shows.ENDED)}
        for place, row in zip(found, shown, strict=False):
            parts[place.part].append(row)
        narrowed = wanted.shows is not Shows.ALL or wanted.service is not None
        return {
            "needs_me": tuple(parts[Shows.NEEDS_ME]),
            "drafts": () if narrowed else drafts,
            "open": tuple(parts[Shows.OPEN]),
            "ended": tuple(parts[Shows.ENDED]),
            "more": len(found) - len(shown),
            "counts": _counts(places),
            "services": _used(places, services),
            "any": bool(places or drafts or sought),
        }

    def _known(self, store: Store) -> Services:
        services = services_view(store.mirror.services())
        if services != self._services:
            self._services = services
            self._made.clear()
        return services

    def _rows(self, store: Store, places: list[_Place], services: Services) -> list[Row]:
        missing = [place.id for place in places if isinstance(place.source, Listed) and self._kept(place) is None]
        bodies = store.mirror.tickets_by_id(missing) if missing else {}
        return [self._row(place, bodies, services) for place in places]

    def _row(self, place: _Place, bodies: dict[str, JSON], services: Services) -> Row:
        source = place.source
        if isinstance(source, BehindRow):
            return source
        if isinstance(source, ProjectedTicket):
            return ticket_row(source, services)
        row = self._kept(place)
        if row is None:
            row = ticket_row(ProjectedTicket(place.id, bodies[place.id], None, ()), services, unread=place.unread)
            self._made[place.id] = ((source.stamp, place.unread), row)
        return row

    def _kept(self, place: _Place) -> TicketRow | None:
        mark, row = self._made.get(place.id, (None, None))
        return row if isinstance(place.source, Listed) and mark == (place.source.stamp, place.unread) else None


def _sought(search: str, services: Services) -> list[Sought]:
    words = folded(search).split(" ")[:_LONGEST_SEARCH] if search.strip() else []
    titles = {slug: folded(f"{view.title.nl} {view.title.en}") for slug, view in services.items()}
    return [Sought(word, tuple(slug for slug, title in titles.items() if word in title)) for word in words]


def _found(sought: Iterable[Sought], words: str, service: str | None) -> bool:
    return all(one.word in words or service in one.services for one in sought)


def _tickets(store: Store, person_id: str, sought: list[Sought]) -> list[_Place]:
    underway = {ticket.id: ticket for ticket in store.projections.tickets_underway(person_id)}
    looked = {row.id for row in store.outbox.all() if row.kind is OutboxKind.SEEN_TICKET}
    places, found = [], set()
    for one in store.listing.of(person_id, sought):
        found.add(one.id)
        if one.id not in underway:
            unread = bool(one.unread) and f"seen {one.id} {one.updated_at}" not in looked
            places.append(_Place(one.updated_at, one.id, _part(one.status, one.allowed), unread, one.service, one))
    for ticket in underway.values():
        said, body = ticket.said, ticket.submission.body if ticket.submission else {}
        if ticket.id in found or _found(sought, ticket_words(said or body), (said or body).get("service")):
            places.append(_underway(ticket))
    return places


def _underway(ticket: ProjectedTicket) -> _Place:
    said, body = ticket.said, ticket.submission.body if ticket.submission else {}
    at = said["updated_at"] if said else rfc3339(ticket.unsent[0].created_at)
    asks = asks_answer(ticket) or asks_works_again(ticket) or send_state(ticket.unsent) is SendState.FAILED
    part = Shows.NEEDS_ME if asks else Shows.ENDED if said and said["status"] in ENDED else Shows.OPEN
    return _Place(at, ticket.id, part, False, (said or body).get("service"), ticket)


@cache
def _part(status: str, allowed: str) -> Shows:
    if asks_by_status(status, allowed.split()):
        return Shows.NEEDS_ME
    return Shows.ENDED if status in ENDED else Shows.OPEN


def _behind(account: Account, services: Services, sought: list[Sought]) -> list[_Place]:
    """Those without a ticket: one that a ticket was made of is in the list as that."""
    mirror, as_of = account.store.mirror, account.sync.status.last_synced_at
    affected = account.store.projections.affected()
    outages = {outage["id"]: outage for outage in mirror.outages()} if affected else {}
    places = []
    for one in affected:
        view, outage = affected_view(one), outages.get(one.outage_id)
        if view.ticket_id and mirror.ticket(view.ticket_id):
            continue
        shown = outage_view(outage, services, as_of or mirror.last_synced_at()) if outage else None
        slug = (one.said or (one.joining.body if one.joining else {})).get("service")
        service = service_view(slug, services) or (shown.services[0] if shown and shown.services else None)
        row = BehindRow(view, shown, service)
        if _found(sought, _words_of(row), _slug(service)):
            part = Shows.NEEDS_ME if row.needs_me else Shows.ENDED if view.over else Shows.OPEN
            at = rfc3339(row.updated_at)
            places.append(_Place(at, one.id, part, False, _slug(service), row))
    return places


def _words_of(row: BehindRow) -> str:
    outage = row.outage.title if row.outage else None
    told = (row.behind.customer_name, row.behind.postcode, row.behind.text, outage and outage.nl, outage and outage.en)
    return folded("\n".join(text for text in told if text))


def _drafts(store: Store, services: Services, sought: list[Sought]) -> tuple[DraftRow, ...]:
    rows = (draft_row(draft, services) for draft in store.drafts.all(DraftKind.TICKET))
    return tuple(
        row
        for row in rows
        if _found(sought, folded(f"{row.text}\n{row.customer_name}\n{row.postcode}"), _slug(row.service))
    )


def _slug(service: ServiceView | None) -> str | None:
    return service.slug if service else None


_ORDER = (Shows.NEEDS_ME, Shows.OPEN, Shows.ENDED)


def _sorted(places: list[_Place], wanted: Wanted) -> list[_Place]:
    """Those that are wanted: part by part, in each the latest change first."""
    shown = [place for place in places if _is_wanted(place, wanted)]
    shown.sort(key=lambda place: (place.at, place.id), reverse=True)
    shown.sort(key=lambda place: _ORDER.index(place.part))
    return shown


def _is_wanted(place: _Place, wanted: Wanted) -> bool:
    if wanted.service is not None and place.service != wanted.service:
        return False
    match wanted.shows:
        case Shows.ALL:
            return True
        case Shows.UNREAD:
            return place.unread
        case Shows.OPEN:
            return place.part is not Shows.ENDED
        case _:
            return place.part is wanted.shows


def _counts(places: list[_Place]) -> Counts:
    needs_me = sum(place.part is Shows.NEEDS_ME for place in places)
    ended = sum(place.part is Shows.ENDED for place in places)
    unread = sum(place.unread for place in places)
    return Counts(len(places), needs_me, unread, len(places) - ended, ended)


def _used(places: list[_Place], services: Services) -> tuple[ServiceView, ...]:
    """The services that there is anything of, in the company's order."""
    slugs = {place.service for place in places if place.service}
    ordered = [slug for slug in services if slug in slugs] + sorted(slugs - set(services))
    return tuple(view for view in (service_view(slug, services) for slug in ordered) if view)
