"""The outages that go on, as managers need to see them."""

from typing import Any, NamedTuple

from backend.accounts.caller import Caller
from backend.board.now.handling import Handling, handling
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


def board(caller: Caller) -> Board:
    """All of the list of outages, each with who is on it; raises Forbidden for all but managers."""
    if not caller.is_manager:
        raise Forbidden("Only managers see the board.")
    items = outages.listed().page(caller).items
    of_all = handling([item["id"] for item in items])
    unsure = outages.by_ids(caller, [item["id"] for item in items if item["status"] == OutageStatus.SUSPECTED])
    etags, signs = {row.id: etag_for(row.version) for row in unsure}, outages.signs([row.id for row in unsure])
    found = [Current(item, of_all[item["id"]], etags.get(item["id"], ""), signs.get(item["id"])) for item in items]
    going_on = [one for one in found if one.outage["status"] not in lifecycle.OUTAGE_ENDED]
    return Board(
        sorted((one for one in going_on if not _is_planned(one)), key=lambda one: rank(one.outage)),
        sorted((one for one in going_on if _is_planned(one)), key=lambda one: one.outage["started_at"]),
        [one for one in found if one.outage["status"] in lifecycle.OUTAGE_ENDED],
    )


def one(caller: Caller, outage_id: str) -> Current:
    """One outage as the board shows it; raises Forbidden, NotFound."""
    if not caller.is_manager:
        raise Forbidden("Only managers see the board.")
    row = outages.find(caller, outage_id)
    signs = outages.signs([row.id])[row.id] if row.status == OutageStatus.SUSPECTED else None
    return Current(present.outage(row, caller), handling([row.id])[row.id], etag_for(row.version), signs)


def _is_planned(one: Current) -> bool:
    return str(one.outage["status"]) == OutageStatus.SCHEDULED
