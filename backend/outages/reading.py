"""Reading outages: one, those that people look at, those at a postcode."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, or_, select

from backend import db
from backend.accounts.caller import Caller
from backend.clock import now
from backend.config import config
from backend.errors import Invalid, NotFound
from backend.outages.matching import HIDDEN, covers
from backend.outages.models import Outage
from backend.teams import services as teams
from shared import lifecycle
from shared.postcodes import NotAPostcode, normalise
from shared.vocabulary import OutageStatus

SHOWN_AFTER_END = dt.timedelta(hours=24)
"""How long one that has ended is still listed, so that people see that it has."""


def find(caller: Caller, outage_id: str, *, to_write: bool = False) -> Outage:
    """The outage; raises NotFound (also for one that is only suspected, unless a manager asks)."""
    query = _seen(caller).where(Outage.id == outage_id)
    outage = db.session.scalar(query.with_for_update(of=Outage) if to_write else query)
    if outage is None:
        raise NotFound
    return outage


def list_outages(caller: Caller, query: dict[str, Any]) -> list[Outage]:
    """Open ones first, then the newest; by `status` (several by commas, or `open`), `service` and `postcode`.

    With `postcode`, only those behind trouble there now. Without `status`: the open ones, and those that ended within
    a day. Raises Invalid.
    """
    rows = _by_status(_seen(caller), query.get("status"))
    found = list(db.session.scalars(rows.order_by(Outage.started_at.desc(), Outage.id)))
    service, postcode = query.get("service"), _postcode(query.get("postcode"))
    if service:
        teams.expand([service], "/query/service")
        found = [row for row in found if service in row.services]
    if postcode:
        at = now()
        found = [row for row in found if covers(row, postcode, None, at)]
    return sorted(found, key=lambda row: row.status in lifecycle.OUTAGE_ENDED)


def by_ids(caller: Caller, ids: Collection[str]) -> list[Outage]:
    """Those of `ids` that the caller may see; a dismissed one is gone for all but managers."""
    if not ids:
        return []
    rows = list(db.session.scalars(_seen(caller).where(Outage.id.in_(ids))))
    return [row for row in rows if row.status != OutageStatus.DISMISSED or caller.is_manager]


def visible_page(caller: Caller, after_id: str | None, limit: int) -> list[Outage]:
    """A page of what the list shows, by id: where a new reader begins."""
    rows = _by_status(_seen(caller), None).order_by(Outage.id).limit(limit)
    return list(db.session.scalars(rows.where(Outage.id > after_id) if after_id else rows))


def _seen(caller: Caller) -> Select[Outage]:
    rows = select(Outage)
    return rows if caller.is_manager else rows.where(Outage.status.not_in(HIDDEN))


def _by_status(rows: Select[Outage], status: str | None) -> Select[Outage]:
    if not status:
        shown = [word for word in lifecycle.OUTAGE_ENDED if word != OutageStatus.DISMISSED]
        lately = Outage.status.in_(shown) & (Outage.resolved_at > now() - SHOWN_AFTER_END)
        return rows.where(or_(Outage.status.not_in(lifecycle.OUTAGE_ENDED), lately))
    words = {word.strip() for word in status.split(",") if word.strip()}
    known = [str(word) for word in OutageStatus]
    if not words <= {*known, "open"}:
        choices = ["open", *known]
        raise Invalid(
            "Must be one of: {choices}.", choices=", ".join(choices), pointer="/query/status", allowed=choices
        )
    if "open" in words:
        words |= {word for word in known if word not in lifecycle.OUTAGE_ENDED}
    return rows.where(Outage.status.in_(words))


def _postcode(text: str | None) -> str | None:
    if not text:
        return None
    try:
        return normalise(text, config().country)
    except NotAPostcode as error:
        raise Invalid(error.message, pointer="/query/postcode") from None
