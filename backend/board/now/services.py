"""The outages that go on, as managers need to see them."""

from typing import Any, NamedTuple

from backend.accounts.caller import Caller
from backend.board.now.handling import NOBODY, Handling, handling
from backend.board.now.worst import rank
from backend.errors import Forbidden
from backend.etags import etag_for
from backend.outages import present
from backend.outages import services as outages
from shared import lifecycle
from shared.vocabulary import OutageStatus


class Current(NamedTuple):
    """An outage (OutageSchema), and who is on it."""

    outage: dict[str, Any]
    handling: Handling
    etag: str = ""
    """Of what is suspected: what a decision on it is for."""
    signs: int | None = None
    """Of what is suspected: how many tickets it was drawn from."""


class Board(NamedTuple):
    """What goes on, the worst first; what is planned, the next first; what was over within a day, the latest first."""

    current: list[Current]
    planned: list[Current]
    over: list[Current]


def board(caller: Caller, in_full: int | None = None) -> Board:
    """All of the list of outages; raises Forbidden for all but managers.

    With who is on each; where only the worst so many are shown `in_full`, of those alone.
    """
    if not caller.is_manager:
        raise Forbidden("Only managers see the board.")
    items = outages.listed().page(caller).items
    going_on = [item for item in items if item["status"] not in lifecycle.OUTAGE_ENDED]
    current = sorted((item for item in going_on if not _is_planned(item)), key=rank)
    planned = sorted((item for item in going_on if _is_planned(item)), key=lambda item: item["started_at"])
    over = [item for item in items if item["status"] in lifecycle.OUTAGE_ENDED]
    every = [*current, *planned, *over]
    shown = _told(caller, every if in_full is None else current[:in_full])
    return Board(
        *([shown.get(item["id"]) or Current(item, NOBODY) for item in part] for part in (current, planned, over))
    )


def _told(caller: Caller, items: list[dict[str, Any]]) -> dict[str, Current]:
    of_all = handling([item["id"] for item in items])
    unsure = outages.by_ids(caller, [item["id"] for item in items if item["status"] == OutageStatus.SUSPECTED])
    etags, signs = {row.id: etag_for(row.version) for row in unsure}, outages.signs([row.id for row in unsure])
    ids = [item["id"] for item in items]
    return {
        one: Current(item, of_all[one], etags.get(one, ""), signs.get(one))
        for one, item in zip(ids, items, strict=True)
    }


def one(caller: Caller, outage_id: str) -> Current:
    """One outage as the board shows it; raises Forbidden, NotFound."""
    if not caller.is_manager:
        raise Forbidden("Only managers see the board.")
    row = outages.find(caller, outage_id)
    signs = outages.signs([row.id])[row.id] if row.status == OutageStatus.SUSPECTED else None
    return Current(present.outage(row, caller), handling([row.id])[row.id], etag_for(row.version), signs)


def _is_planned(item: dict[str, Any]) -> bool:
    return str(item["status"]) == OutageStatus.SCHEDULED
