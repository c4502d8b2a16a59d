"""Reading outages: one, those that people look at, those at a postcode."""

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from backend import db
from backend.accounts.caller import Caller
from backend.areas import services as areas
from backend.clock import now
from backend.config import config
from backend.errors import Invalid, NotFound
from backend.outages.models import Outage, OutageSign
from backend.teams import services as teams
from shared import lifecycle
from shared.postcodes import NotAPostcode, normalise
from shared.vocabulary import OutageStatus

SHOWN_AFTER_END = dt.timedelta(hours=24)
"""How long one that has ended is still listed, so that people see that it has."""

Place = tuple[dt.datetime, str]
"""When the last one of a page began, and its id."""
_FIRST = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
LOOKED_AT = 2000
"""So many of those that have ended a page looks at, of which few may be at the postcode that is asked for."""

MOST = 500
"""How many a list holds; only a question for all that ever ended comes to so many."""

_FOR_MANAGERS = (OutageStatus.SUSPECTED, OutageStatus.DISMISSED)
"""What people were not told, and what they were told in error."""


def find(caller: Caller, outage_id: str, *, to_write: bool = False) -> Outage:
    """The outage; raises NotFound, also for one that is suspected or dismissed, unless a manager asks."""
    query = select(Outage).where(Outage.id == outage_id, _seen(caller))
    outage = db.session.scalar(query.with_for_update(of=Outage) if to_write else query)
    if outage is None:
        raise NotFound
    return outage


def known_as(external_id: str) -> Outage | None:
    """The one of that external id, locked to be written: the one that is not over for good, else the newest."""
    rows = select(Outage).where(Outage.external_id == external_id)
    rows = rows.order_by(Outage.status.in_(lifecycle.OUTAGE_OVER), Outage.created_at.desc(), Outage.id).limit(1)
    return db.session.scalar(rows.with_for_update(of=Outage))


def list_outages(caller: Caller, query: dict[str, Any]) -> list[Outage]:
    """The first of those that `page_of` goes through, 500 at most; raises Invalid."""
    return page_of(caller, query, None, MOST)[0]


def page_of(
    caller: Caller, query: dict[str, Any], after: Place | None, limit: int
) -> tuple[list[Outage], Place | None]:
    """A page of those of `status`, `service` and `postcode` (OutageQuerySchema, loaded), and where the next begins.

    `status` takes several by commas, and `open` for all that have not ended; `external_id` takes all of that name,
    whatever became of them. Without both `listed.py` answers. First all that runs or is announced, then what has ended,
    by when it began. A page may be short, and even empty, though another follows. Raises Invalid.
    """
    fits, wanted = _filter(query), _asked_for(query)
    still_open = Outage.status.not_in(lifecycle.OUTAGE_ENDED)
    found = [] if after else [row for row in _rows(caller, wanted & still_open) if fits(row.services, row.areas)]
    ids, place = _ended(caller, wanted, fits, after, max(0, limit - len(found)))
    rows = {row.id: row for row in db.session.scalars(select(Outage).where(Outage.id.in_(ids)))} if ids else {}
    return found[:MOST] + [rows[one] for one in ids if one in rows], place


def _filter(query: dict[str, Any]) -> Callable[[list[str], list[str]], bool]:
    """Whether an outage's services and areas are what is asked for."""
    services, postcode = check_services(query.get("service")), check_postcode(query.get("postcode"))

    def fits(its_services: list[str], its_areas: list[str]) -> bool:
        of_it = not services or not services.isdisjoint(its_services)
        return of_it and (not postcode or postcode.startswith(tuple(areas.prefixes(its_areas))))

    return fits


def _ended(
    caller: Caller,
    wanted: ColumnElement[bool],
    fits: Callable[[list[str], list[str]], bool],
    after: Place | None,
    limit: int,
) -> tuple[list[str], Place | None]:
    """The ids of the next that have ended, and the last place that was looked at, where there may be more."""
    query = select(Outage.id, Outage.started_at, Outage.services, Outage.areas)
    query = query.where(_seen(caller), wanted, Outage.status.in_(lifecycle.OUTAGE_ENDED))
    if after is not None:
        at, outage_id = after
        query = query.where((Outage.started_at < at) | ((Outage.started_at == at) & (Outage.id > outage_id)))
    rows = db.session.execute(query.order_by(Outage.started_at.desc(), Outage.id).limit(LOOKED_AT + 1)).all()
    found: list[str] = []
    for number, row in enumerate(rows):
        if len(found) == limit or number == LOOKED_AT:
            last = rows[number - 1] if number else None
            return found, (last.started_at, last.id) if last else (_FIRST, "")
        if fits(row.services, row.areas):
            found.append(row.id)
    return found, None


def shown(caller: Caller) -> list[Outage]:
    """What the list holds: all that is open, and what ended within 24 hours."""
    return _rows(caller, _wanted(None))


def by_ids(caller: Caller, ids: Collection[str]) -> list[Outage]:
    """Those of `ids` that the caller may see; a dismissed one is gone from every phone."""
    if not ids:
        return []
    there = Outage.status != OutageStatus.DISMISSED
    return list(db.session.scalars(select(Outage).where(Outage.id.in_(ids), _seen(caller), there).order_by(Outage.id)))


def signs(outage_ids: Collection[str]) -> dict[str, int]:
    """How many tickets each of those was suspected by; for those who have asked whether they may be seen."""
    of_them = select(OutageSign.outage_id, func.count()).where(OutageSign.outage_id.in_(outage_ids))
    found: dict[str, int] = {}
    for one, number in db.session.execute(of_them.group_by(OutageSign.outage_id)):
        found[one] = number
    return {one: found.get(one, 0) for one in outage_ids}


def visible_page(caller: Caller, after_id: str | None, limit: int) -> list[Outage]:
    """A page of what the list shows without filters, by id: where a new reader begins."""
    rows = select(Outage).where(_seen(caller), _wanted(None), Outage.id > (after_id or ""))
    return list(db.session.scalars(rows.order_by(Outage.id).limit(limit)))


def _rows(caller: Caller, wanted: ColumnElement[bool]) -> list[Outage]:
    rows = select(Outage).where(_seen(caller), wanted).order_by(Outage.started_at.desc(), Outage.id)
    return _in_order(list(db.session.scalars(rows)), now())


def _seen(caller: Caller) -> ColumnElement[bool]:
    return true() if caller.is_manager else Outage.status.not_in(_FOR_MANAGERS)


def _asked_for(query: dict[str, Any]) -> ColumnElement[bool]:
    external_id, status = query.get("external_id"), query.get("status")
    if not external_id:
        return _wanted(status)
    return and_(Outage.external_id == external_id, _wanted(status) if status else true())


def _wanted(status: str | None) -> ColumnElement[bool]:
    words = {word.strip() for word in (status or "").split(",") if word.strip()}
    if not words:
        shown = Outage.status.in_(lifecycle.OUTAGE_ENDED - {OutageStatus.DISMISSED})
        lately = Outage.resolved_at > now() - SHOWN_AFTER_END
        return or_(Outage.status.not_in(lifecycle.OUTAGE_ENDED), shown & lately)
    choices = ["open", *(str(word) for word in OutageStatus)]
    if not words <= set(choices):
        raise Invalid(
            "Must be one of: {choices}.", choices=", ".join(choices), pointer="/query/status", allowed=choices
        )
    still_open = set(OutageStatus) - lifecycle.OUTAGE_ENDED if "open" in words else set()
    return Outage.status.in_(words | still_open)


def check_services(slug: str | None) -> set[str]:
    """The services that a slug, or the name of a set, stands for; raises Invalid."""
    if not slug:
        return set()
    try:
        return set(teams.expand([slug]))
    except Invalid as error:
        error.pointer = "/query/service"
        raise


def check_postcode(text: str | None) -> str | None:
    """The postcode as it is kept, None for none; raises Invalid."""
    if not text or not text.strip():
        return None
    try:
        return normalise(text, config().country)
    except NotAPostcode as error:
        raise Invalid(error.message, pointer="/query/postcode") from None


def _in_order(newest_first: list[Outage], at: dt.datetime) -> list[Outage]:
    """What runs, the newest first; what is announced, the next first; what has ended, the newest first."""
    ended = [row for row in newest_first if row.status in lifecycle.OUTAGE_ENDED]
    still_open = [row for row in newest_first if row.status not in lifecycle.OUTAGE_ENDED]
    announced = [row for row in reversed(still_open) if row.started_at > at]
    return [row for row in still_open if row.started_at <= at] + announced + ended
