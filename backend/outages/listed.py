"""The list of outages in memory: made once for all who see the same, until something of it changes.

Right at once in the process that wrote, and within a second elsewhere: each change of an outage is a change of the feed
(`forwarding/feed.py: OUTAGES`), whose positions are watched. While the watch cannot look, the list is made each time.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
from flask import current_app

from backend import db
from backend.accounts.caller import Caller
from backend.areas.memory import areas
from backend.clock import now
from backend.etags import etag_of
from backend.forwarding.feed import OUTAGES
from backend.forwarding.memory import Positions
from backend.outages import present, promises, reading
from backend.outages.models import Outage
from backend.outages.permission import View, view_of
from backend.teams import services as teams
from backend.watch import Watch
from shared import lifecycle
from shared.schemas.base import rfc3339

COUNTED_AGAIN_AFTER = dt.timedelta(seconds=1)
_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


class Stamp(NamedTuple):
    """What a page was made of: the last change that its readers may see, the areas imported, the sets of services."""

    position: int
    areas: int
    services: str


@dataclass(frozen=True)
class Page:
    """The list as one view shows it; by itself it turns into another at `good_until`."""

    items: tuple[dict[str, Any], ...]
    body: bytes
    etag: str
    stamp: Stamp
    good_until: dt.datetime
    services: Mapping[str, Collection[str]]
    """What each name of a service or a set stands for."""


class Listed:
    """A page for each view."""

    def __init__(self, watch: Watch, positions: Positions) -> None:
        self._watch, self._positions = watch, positions
        self._areas = 0
        self._services = ""
        self._pages: dict[View, Page] = {}

    def ready(self, caller: Caller) -> Page | None:
        """The page as `caller` sees it, where it is there and right; asks no database."""
        view = view_of(caller)
        page = self._pages.get(view)
        if page is None or not self._watch.fresh or page.stamp != self._stamp(view) or page.good_until <= now():
            return None
        return page

    def page(self, caller: Caller) -> Page:
        """The same, made where it is not there."""
        page = self.ready(caller)
        if page is None:
            view = view_of(caller)
            stamp = self._stamp(view)
            # What is read now is no older than the stamp: else it would pass for what came after it.
            db.snapshot()
            page = self._pages[view] = _made(caller, view, stamp)
        return page

    def refresh(self) -> None:
        """After any change of the database: the areas may have been imported anew, and services changed."""
        areas().reload()
        self._areas = areas().version
        sets = {name: sorted(slugs) for name, slugs in sorted(teams.standing_for().items())}
        self._services = etag_of(sets)

    def _stamp(self, view: View) -> Stamp:
        audience = OUTAGES if view.behind else "all"
        return Stamp(self._positions.last((audience,)), self._areas, self._services)


def listed() -> Listed:
    """The running app's memory of the list."""
    found: Listed = current_app.extensions["doorgeven.listed"]
    return found


def search(caller: Caller, query: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of the list at a `postcode`, of a `service` (OutageQuerySchema, loaded, without the rest), from memory.

    Both together ask "is this known?": then only what is running answers. Raises Invalid.
    """
    postcode, page, asked = reading.check_postcode(query.get("postcode")), listed().page(caller), query.get("service")
    services = page.services.get(asked or "") or reading.check_services(asked)
    at, asks = rfc3339(now()), bool(services and postcode)
    return [
        item
        for item in page.items
        if (not services or not set(services).isdisjoint(item["services"]))
        and (not asks or (item["status"] not in lifecycle.OUTAGE_ENDED and item["started_at"] <= at))
        and (not postcode or postcode.startswith(tuple(item["postcodes"])))
    ][: reading.MOST]


def _made(caller: Caller, view: View, stamp: Stamp) -> Page:
    at = now()
    rows = reading.shown(caller)
    items = tuple(present.many(rows, caller))
    of_list = {"items": items[: reading.MOST]}
    turns = [turn for row in rows for turn in _turns(row) if turn > at]
    if view.behind:
        # Who is behind them, and has seen it, changes without a change of any outage.
        turns.append(at + COUNTED_AGAIN_AFTER)
    good_until = min(turns, default=_NEVER)
    return Page(items, orjson.dumps(of_list), etag_of(of_list["items"]), stamp, good_until, teams.standing_for())


def _turns(row: Outage) -> Iterator[dt.datetime]:
    """When it is shown otherwise without anybody's doing: it begins, a promise has passed, it is no longer listed."""
    yield row.started_at
    due = promises.promised(row)
    yield from (at for at in (due, row.expected_end_at) if at is not None)
    if row.resolved_at is not None:
        yield row.resolved_at + reading.SHOWN_AFTER_END
