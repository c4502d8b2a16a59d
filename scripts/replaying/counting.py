"""What became of each complaint: at the team, in the database, and on its reporter's phone."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

from scripts.replaying.phone import Passed

Span = tuple[float, float]


@dataclass
class TeamRecord:
    """What the team's journal tells, by marker."""

    received_at: dict[str, float] = field(default_factory=dict)
    events: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    tickets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    taken_up: set[str] = field(default_factory=set)
    resolved: set[str] = field(default_factory=set)
    repeated: int = 0
    gave_up: int = 0


def from_journal(lines: Iterable[dict[str, Any]], run: str) -> TeamRecord:
    """The part of a journal that is of this run."""
    record, marker_of = TeamRecord(), dict[str, str]()
    for line in lines:
        marker = marker_in(line.get("description") or "", run) or marker_of.get(line.get("ticket") or "")
        if marker is None:
            continue
        marker_of[line["ticket"]] = marker
        match line["what"], line.get("type"):
            case "received", "ticket.created":
                record.received_at.setdefault(marker, line["at"])
                record.events[marker].add(line["event"])
                record.tickets[marker].add(line["ticket"])
            case "repeated", _:
                record.repeated += 1
            case "taken_up", _:
                record.taken_up.add(marker)
            case "resolved", _:
                record.resolved.add(marker)
            case "gave_up", _:
                record.gave_up += 1
    return record


def marker_in(text: str, run: str) -> str | None:
    """The marker of this run in a description."""
    found = re.search(rf"\[{re.escape(run)}-\d+\]", text)
    return found[0] if found else None


def doubled(record: TeamRecord, in_database: Counter[str], traces: dict[str, list[str]]) -> dict[str, str]:
    """The markers that had an effect more than once, and where: each complaint is one ticket, told once, done once."""
    found = {}
    for marker, count in in_database.items():
        if count > 1:
            found[marker] = f"{count} tickets in the database"
    for marker in record.events:
        if len(record.events[marker]) > 1 or len(record.tickets[marker]) > 1:
            found[marker] = f"told to the team {len(record.events[marker])} times"
    for marker, steps in traces.items():
        again = [step for step, count in Counter(steps).items() if count > 1]
        if again:
            found[marker] = f"{', '.join(again)} more than once in its timeline"
    return found


def lost(passed: list[Passed], markers: list[str], record: TeamRecord, in_database: Counter[str]) -> dict[str, str]:
    """The markers that did not come through to their reporter, and how far they came."""
    seen = {p.complaint.marker for p in passed if p.seen_at is not None}
    submitted = {p.complaint.marker for p in passed}
    found = {}
    for marker in markers:
        if marker not in submitted:
            found[marker] = "never submitted"
        elif not in_database[marker]:
            found[marker] = "not in the database"
        elif marker not in record.received_at:
            found[marker] = "not at the team"
        elif marker not in record.resolved:
            found[marker] = "not resolved"
        elif marker not in seen:
            found[marker] = "not seen by its reporter"
    return found


def to_team(passed: list[Passed], record: TeamRecord) -> list[Span]:
    """From the tap on send to the team's system."""
    arrived = record.received_at
    return [(p.submitted_at, arrived[p.complaint.marker]) for p in passed if p.complaint.marker in arrived]


def to_reporter(passed: list[Passed]) -> list[Span]:
    """From the team's update to the phone."""
    return [(p.resolved_at, max(p.resolved_at, p.seen_at)) for p in passed if p.resolved_at and p.seen_at]


def clear_of(spans: list[Span], away: list[Span]) -> list[Span]:
    """Those that no kill overlapped."""
    return [span for span in spans if not any(span[0] < gone[1] and gone[0] < span[1] for gone in away)]


def figures(spans: list[Span]) -> tuple[float, float] | None:
    """Median and 99th percentile in seconds."""
    took = [end - begin for begin, end in spans]
    if not took:
        return None
    return median(took), quantiles(took, n=100, method="inclusive")[98] if len(took) > 1 else took[0]
