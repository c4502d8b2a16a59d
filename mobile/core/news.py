"""What of the server's changes is worth telling somebody who is not looking: decided from a page and what was known.

Told is what others did: a ticket's status is another, somebody wrote, an outage of one's own or near moved. What this
person did on another phone, and what ends by itself, is not news.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mobile.core.mirror import Mirror
from mobile.core.nearness import Nearness, Surroundings
from mobile.core.projections import Projections
from mobile.core.readings import JSON
from shared.lifecycle import OUTAGE_ENDED
from shared.vocabulary import ActorKind, EntryType, OutageStatus, Status

_UNTOLD_STATUSES = frozenset({Status.CLOSED, Status.CANCELLED})
"""The ends that the reporter chose, or that come by themselves a week after `resolved` was told."""
_UNTOLD_OUTAGES = frozenset({OutageStatus.SUSPECTED, OutageStatus.CLOSED})
_NOBODYS = frozenset({ActorKind.REPORTER, ActorKind.SYSTEM})


class Happened(StrEnum):
    """What happened to a ticket or an outage."""

    STATUS = "status"
    """A ticket's status is another."""
    MESSAGE = "message"
    """Somebody wrote to the reporter."""
    OUTAGE_DECLARED = "outage_declared"
    OUTAGE_STATUS = "outage_status"
    OUTAGE_ESTIMATE = "outage_estimate"
    """Its expected end is another, or known now."""
    OUTAGE_UPDATE = "outage_update"
    """Something was told about it."""


@dataclass(frozen=True)
class News:
    """One thing to tell, at most one a ticket or outage; `thing` is that, as the server has it now."""

    happened: Happened
    thing: JSON

    @property
    def about(self) -> str:
        """`ticket:ID` or `outage:ID`."""
        kind = "ticket" if self.happened in (Happened.STATUS, Happened.MESSAGE) else "outage"
        return f"{kind}:{self.thing['id']}"


def news_of(page: JSON, mirror: Mirror, projections: Projections, reporter_id: str) -> list[News]:
    """What `page` brings that `mirror` does not have yet; call it before the page is applied."""
    # Whoever reads everything for the first time, or anew, hears only of what they knew and is another now.
    anew = mirror.noted("reading_all") is not None
    tickets = [t for t in page["tickets"] if t["reporter"]["id"] == reporter_id]
    found = list(_of_tickets(tickets, page["entries"], mirror, anew=anew))
    if page["outages"]:
        found.extend(_of_outages(page["outages"], mirror, projections.surroundings(reporter_id), anew=anew))
    return found


def _of_tickets(tickets: list[JSON], entries: list[JSON], mirror: Mirror, *, anew: bool) -> Iterator[News]:
    for ticket in {ticket["id"]: ticket for ticket in tickets}.values():
        before = mirror.ticket(ticket["id"])
        if before is None:
            continue
        new = [one for one in entries if one["ticket_id"] == ticket["id"] and not mirror.has_entry(one["id"])]
        if ticket["status"] not in _UNTOLD_STATUSES and _moved_by_others(before, ticket, new, anew=anew):
            yield News(Happened.STATUS, ticket)
        elif not anew and any(map(_written, new)) and not _seen_since(ticket, new):
            yield News(Happened.MESSAGE, ticket)


def _moved_by_others(before: JSON, now: JSON, new: list[JSON], *, anew: bool) -> bool:
    """Whether somebody else gave it its status; what this person wrote after that does not hide it."""
    moves = [entry for entry in new if "status" in (entry["changes"] or {})]
    last = (moves or new)[-1:]
    if any(entry["actor"]["kind"] == ActorKind.REPORTER for entry in last):
        return False
    # Not by comparing alone: an answer to what was just sent may have told the phone of the status already.
    return bool(moves and not anew) or before["status"] != now["status"]


def _seen_since(ticket: JSON, new: list[JSON]) -> bool:
    """Whether this person answered, and has nothing left to see: they read it on another phone."""
    return bool(new[-1]["actor"]["kind"] == ActorKind.REPORTER) and not ticket.get("unread")


def _written(entry: JSON) -> bool:
    return entry["type"] == EntryType.MESSAGE and entry["actor"]["kind"] not in _NOBODYS


def _of_outages(outages: list[JSON], mirror: Mirror, around: Surroundings, *, anew: bool) -> Iterator[News]:
    for outage in {outage["id"]: outage for outage in outages}.values():
        if outage["status"] in _UNTOLD_OUTAGES or around.nearness(outage) is Nearness.ELSEWHERE:
            continue
        before = mirror.outage(outage["id"])
        new = None if anew or outage["status"] in OUTAGE_ENDED else Happened.OUTAGE_DECLARED
        if happened := _moved(before, outage) if before else new:
            yield News(happened, outage)


def _moved(before: JSON, now: JSON) -> Happened | None:
    if before["status"] != now["status"]:
        # A suspicion is nobody's business until it is confirmed.
        new = before["status"] == OutageStatus.SUSPECTED
        return Happened.OUTAGE_DECLARED if new else Happened.OUTAGE_STATUS
    if before["expected_end_at"] != now["expected_end_at"]:
        return Happened.OUTAGE_ESTIMATE
    return Happened.OUTAGE_UPDATE if _told(now) - _told(before) else None


def _told(outage: JSON) -> set[str]:
    return {update["id"] for update in outage["updates"] if update["text"]}
