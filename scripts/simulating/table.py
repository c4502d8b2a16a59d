"""What the benchmark prints: the table of delays, quiet days, and the worlds that the method was not tuned on."""

from collections.abc import Sequence

import numpy as np

from backend.outages.detection.settings import DEFAULT
from scripts.simulating.happenings import TABLE, Happening
from scripts.simulating.peers import calibration
from scripts.simulating.running import Column, Found
from scripts.simulating.stress import Result
from scripts.simulating.trials import Quiet, Seen, median, p90

TENS = 10
"""Minutes from which tenths say nothing."""
LOCAL, NATIONAL = 1.5, 2.0
"""Times the limit that are the goal, in a place and in the whole country."""


def printed(found: Found) -> str:
    """All of it, in columns."""
    parts = [_table(found), _quiet(found), _peers(found), _stress(found.stress)]
    return "\n\n".join(part for part in parts if part)


def _table(found: Found) -> str:
    head: tuple[str, ...] = (
        "outage (tickets an hour on top)",
        "limit",
        "ours",
        "tickets",
        "p90",
        "missed",
        "overlap",
        "x limit",
        "goal",
    )
    head = (*head, "prototype", *(peer.name for peer in found.peers))
    rows = [_row(kind, found) for kind in TABLE if found.ours.seen.get(kind)]
    return (
        f"Minutes from onset to the right place and service, median of {_onsets(found.ours)}\n{columns([head, *rows])}"
    )


def _onsets(column: Column) -> int:
    return max((len(seen) for seen in column.seen.values()), default=0)


def _row(kind: Happening, found: Found) -> tuple[str, ...]:
    seen = found.ours.seen[kind]
    limit = median([one.limit for one in seen])
    took = _minutes(seen)
    goal = NATIONAL if kind.level == "country" else LOCAL
    met = "met" if took <= goal * limit else "NOT met"
    return (
        kind.name,
        _number(limit),
        _number(took),
        f"{median([one.tickets for one in seen]):.0f}",
        _number(p90([one.minutes for one in seen])),
        _missed(seen),
        _overlap(seen),
        f"{took / limit:.2f}",
        f"<= {goal:g} {met}",
        f"{kind.prototype:g}",
        *(_number(_minutes(peer.seen[kind])) for peer in found.peers),
    )


def _quiet(found: Found) -> str:
    calm = found.ours.quiet
    sure = calibration.interval(len(calm.alarms), calm.days)
    watched = sum(one >= DEFAULT.watch for one in calm.highest)
    return "\n".join(
        (
            f"{calm.days:.0f} quiet days, {calm.tickets} tickets: {len(calm.alarms)} false alarms, "
            f"{calm.a_month:.2f} in 30 days (95 %: {sure.low:.2f} to {sure.high:.2f}; goal <= 1)",
            f"on the watch list on {watched} days; the highest of each day: median {median(calm.highest):.1f}, "
            f"nine in ten below {p90(calm.highest):.0f}, highest {max(calm.highest):.0f}; "
            f"raised at {DEFAULT.threshold:g}",
            f"{calm.per_ticket:.0f} us of computing a ticket, {found.zones} zones x {found.sets} sets of services "
            "(goal <= 200)",
        )
    )


def _peers(found: Found) -> str:
    if not found.peers:
        return ""
    rows = [
        (peer.name, f"{peer.threshold:.3g}", _alarms(peer.quiet), f"{peer.quiet.per_ticket:.0f}")
        for peer in found.peers
    ]
    head = ("peer, set to 1 false alarm in 30 days", "threshold", "false alarms in 30 other days (95 %)", "us a ticket")
    return columns([head, *rows])


def _stress(results: Sequence[Result]) -> str:
    if not results:
        return ""
    head: tuple[str, ...] = (
        "world",
        "days",
        "false alarms in 30 days (95 %)",
        "highest",
        "outage",
        "median",
        "p90",
        "missed",
        "overlap",
    )
    rows = [head]
    for result in results:
        named = (
            result.case.name,
            f"{result.quiet.days:.0f}",
            _alarms(result.quiet),
            f"{max(result.quiet.highest):.3g}",
        )
        outages = [told(kind, seen) for kind, seen in result.seen.items()] or [("",) * 5]
        rows += [((*named, *told) if row == 0 else ("", "", "", "", *told)) for row, told in enumerate(outages)]
    return columns(rows)


def told(kind: Happening, seen: Sequence[Seen]) -> tuple[str, ...]:
    """Name, median, nine in ten, missed, overlap: as a table shows them."""
    last = p90([one.minutes for one in seen])
    return (kind.name, _number(_minutes(seen)), _number(last), _missed(seen), _overlap(seen))


def _alarms(calm: Quiet) -> str:
    sure = calibration.interval(len(calm.alarms), calm.days)
    return f"{calm.a_month:.2f} ({sure.low:.2f} to {sure.high:.2f})"


def _minutes(seen: Sequence[Seen]) -> float:
    return median([one.minutes for one in seen])


def _missed(seen: Sequence[Seen]) -> str:
    return f"{100 * np.mean([np.isinf(one.minutes) for one in seen]):.0f} %"


def _overlap(seen: Sequence[Seen]) -> str:
    there = [one.overlap for one in seen if not np.isnan(one.overlap)]
    return f"{np.mean(there):.2f}" if there else "-"


def _number(minutes: float) -> str:
    if np.isinf(minutes):
        return "-"
    return f"{minutes:.1f}" if minutes < TENS else f"{minutes:.0f}"


def columns(rows: Sequence[tuple[str, ...]]) -> str:
    """Aligned, the first row being the head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
