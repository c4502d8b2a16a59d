"""The table at the end."""

import csv
from collections.abc import Mapping
from pathlib import Path

from scripts.replaying.counting import Span, figures
from scripts.replaying.phone import Passed


def row(name: str, value: object) -> str:
    """One line of it."""
    return f"  {name:<58} {value}"


def times(name: str, spans: list[Span], clear: list[Span], kills: int) -> list[str]:
    """Median and p99 of all, and of those that no kill overlapped."""
    lines = [row(f"{name}, median / p99 s", _figures(spans))]
    if kills:
        left_out = len(spans) - len(clear)
        lines.append(row(f"  between kills ({left_out} that a kill overlapped left out)", _figures(clear)))
    return lines


def _figures(spans: list[Span]) -> str:
    found = figures(spans)
    return "-" if found is None else f"{found[0]:.3f} / {found[1]:.3f}"


def write_times(path: Path, passed: list[Passed], at_team: Mapping[str, float], away: list[Span]) -> None:
    """Every moment of every complaint, for whoever keeps the scratch folder; seconds since 1970."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("what", "from", "to_team", "resolved", "seen"))
        rows.writerows(("away", begin, end, "", "") for begin, end in away)
        for p in passed:
            rows.writerow((p.ticket, p.submitted_at, at_team.get(p.complaint.marker), p.resolved_at, p.seen_at))
