"""Reading the change feed: first all that is in scope, in pages; then what came since, in commit order."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from backend import db
from backend.accounts.caller import Caller
from backend.changes.cursor import Cursor, scope_of
from backend.duty import present as show_duty
from backend.duty import services as duty
from backend.errors import Gone
from backend.forwarding import feed
from backend.forwarding.models import Change, ChangeAudience
from backend.outages import present as show_outage
from backend.outages import services as outages
from backend.outages.behind import present as show_behind
from backend.outages.behind import services as behind
from backend.tickets import present as show_ticket
from backend.tickets import services as tickets

PAGE = 200
MOST_ENTRIES = 2_000
"""Of the first reading's pages: a ticket may have thousands."""
POLL_AFTER = 5
"""Seconds that a reader should wait before asking again."""
_KINDS = ("ticket", "entry", "outage", "affected", "alert")


@dataclass(frozen=True)
class Found:
    """What one page holds, as rows; `removed` are (type, id)."""

    cursor: Cursor
    has_more: bool
    tickets: list[Any] = field(default_factory=list)
    entries: list[Any] = field(default_factory=list)
    outages: list[Any] = field(default_factory=list)
    affected: list[Any] = field(default_factory=list)
    alerts: list[Any] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)


def read(caller: Caller, after: str | None, language: str | None = None) -> dict[str, Any] | None:
    """A page (ChangesSchema), or None where nothing is new for the caller; raises Gone for a cursor of no use.

    `language` is the reader's, for what was written in both (None: the team's).
    """
    db.snapshot()
    if after is None:
        return _shown(
            caller,
            _first(caller, Cursor(feed.database_id(), scope_of(caller.audiences), feed.last_position(), "tickets", "")),
            language,
        )
    cursor = _usable(caller, after)
    if cursor.phase:
        return _shown(caller, _first(caller, cursor), language)
    found = _since(caller, cursor)
    return _shown(caller, found, language) if found else None


def _usable(caller: Caller, after: str) -> Cursor:
    """The cursor, unless it is too old, of another database, ahead of this one (a restored backup), or garbage."""
    cursor = Cursor.read(after)
    if cursor is None or cursor.database != feed.database_id():
        raise Gone("That cursor is not of this database: begin again without one.", pointer="/query/after")
    if cursor.scope != scope_of(caller.audiences):
        raise Gone("What you may see has changed: begin again without a cursor.", pointer="/query/after")
    if not feed.pruned_to() <= cursor.position <= feed.last_position():
        raise Gone("That cursor is too old: begin again without one.", pointer="/query/after")
    return cursor


def _first(caller: Caller, cursor: Cursor) -> Found:
    """A page of all that is in scope; what changes meanwhile comes after it, from the position where it began."""
    seen: dict[str, list[Any]] = {}
    if cursor.phase == "tickets":
        page = tickets.visible_page(caller, cursor.last, PAGE, MOST_ENTRIES)
        seen["tickets"], seen["entries"] = page.tickets, page.entries
        if page.reached is not None:
            return Found(cursor.at("tickets", page.reached), has_more=True, **seen)
        cursor = cursor.at("outages", "")
    if cursor.phase == "outages":
        seen["outages"] = outages.visible_page(caller, cursor.last or None, PAGE)
        if len(seen["outages"]) == PAGE:
            return Found(cursor.at("outages", seen["outages"][-1].id), has_more=True, **seen)
        cursor = cursor.at("affected", "")
    seen["affected"] = behind.visible_page(caller, cursor.last or None, PAGE)
    if len(seen["affected"]) == PAGE:
        return Found(cursor.at("affected", seen["affected"][-1].id), has_more=True, **seen)
    seen["alerts"] = duty.unsettled(caller)
    # What changed while the first reading went on waits at once, not after the next pause.
    return Found(cursor.done(), has_more=bool(_rows(caller, cursor.position)), **seen)


def _since(caller: Caller, cursor: Cursor) -> Found | None:
    changes = _rows(caller, cursor.position)
    if not changes:
        return None
    more = len(changes) > PAGE
    changes = changes[:PAGE]
    position = changes[-1].position if more else feed.last_position()
    ids = {kind: {c.object_id for c in changes if c.kind == kind} for kind in _KINDS}
    seen: dict[str, list[Any]] = {
        "tickets": tickets.by_ids(caller, ids["ticket"]),
        "entries": tickets.entries_by_ids(caller, ids["entry"]),
        "outages": outages.by_ids(caller, ids["outage"]),
        "affected": behind.by_ids(caller, ids["affected"]),
        "alerts": duty.by_ids(caller, ids["alert"]),
    }
    visible = {row.id for rows in seen.values() for row in rows}
    # Somebody in two audiences may lose a thing in one and keep it in the other: only what is out of sight goes.
    removed = dict.fromkeys((c.kind, c.object_id) for c in changes if c.removed and c.object_id not in visible)
    return Found(Cursor(cursor.database, cursor.scope, position), more, removed=list(removed), **seen)


def _rows(caller: Caller, position: int) -> list[Change]:
    heard = (
        select(ChangeAudience.position)
        .where(ChangeAudience.audience.in_(caller.audiences), ChangeAudience.position > position)
        .distinct()
        .order_by(ChangeAudience.position)
        .limit(PAGE + 1)
        .subquery()
    )
    query = select(Change).join(heard, heard.c.position == Change.position).order_by(Change.position)
    return list(db.session.scalars(query))


def _shown(caller: Caller, found: Found, language: str | None) -> dict[str, Any]:
    return {
        "tickets": [show_ticket.ticket(row, caller, in_list=True) for row in found.tickets],
        "entries": [show_ticket.entry(row, language, caller) for row in found.entries],
        "outages": show_outage.many(found.outages, caller),
        "affected": [show_behind.affected(row) for row in found.affected],
        "alerts": [show_duty.alert(row) for row in found.alerts],
        "removed": [{"type": kind, "id": object_id} for kind, object_id in found.removed],
        "next_cursor": found.cursor.write(),
        "has_more": found.has_more,
        "poll_after_seconds": POLL_AFTER,
    }
