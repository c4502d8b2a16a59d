"""The one table that a benchmark prints."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Line:
    """A figure beside its limit or peer of the same run; `goal` is in milliseconds, None where there is none."""

    name: str
    took: list[float]
    """Milliseconds, each time."""
    peer_name: str
    peer: list[float]
    goal: float | None = None
    cpu: float | None = None
    """Milliseconds of computing, whatever else the machine does meanwhile; a PostgreSQL server's own is not in it."""

    @property
    def met(self) -> bool | None:
        """Whether the median is within the goal."""
        return None if self.goal is None else median(self.took) <= self.goal

    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        met = {True: "met", False: "NOT met", None: ""}[self.met]
        ours, other = median(self.took), median(self.peer)
        cpu = "" if self.cpu is None else f"{self.cpu:.1f}"
        goal = f"<= {self.goal:g} ms" if self.goal is not None else ""
        return (
            self.name,
            f"{ours:.1f}",
            f"{max(self.took):.1f}",
            cpu,
            f"{self.peer_name}, {other:.1f}",
            f"{ours / other:.2f}",
            goal,
            met,
        )


HEAD = ("figure", "median ms", "worst ms", "CPU ms", "limit or peer, median ms", "ratio", "goal", "")


def printed(lines: list[Line]) -> str:
    """All of it, in columns."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
