"""What speaks for a suspected outage, drawn: tickets per five minutes beside what is usual. Pure."""

import datetime as dt
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

HEIGHT = 100
WIDE = 10
_LEAST = 4
"""The scale's top is never lower, so that a single ticket does not look like a flood."""


class Step(NamedTuple):
    """Five minutes: where its bar stands and how high, when that was, how many came; `late` since it began."""

    x: int
    high: float
    label: str
    seen: int
    late: bool


class Drawn(NamedTuple):
    """The picture, in its own unit; `top` is how many tickets its height stands for."""

    steps: list[Step]
    usual: float
    """How high the line of what is usual lies."""
    began: float
    """Where along the steps it began."""
    top: int

    @property
    def width(self) -> int:
        """Of all steps."""
        return len(self.steps) * WIDE


def drawn(suspicion: dict[str, Any], timezone: str) -> Drawn:
    """Of a suspicion (SuspicionSchema) with its series."""
    series, zone = suspicion["series"], ZoneInfo(timezone)
    begin, step = dt.datetime.fromisoformat(series["at"]), dt.timedelta(seconds=series["seconds"])
    since = dt.datetime.fromisoformat(suspicion["since"])
    top = max(_LEAST, *series["seen"])
    steps = []
    for number, seen in enumerate(series["seen"]):
        at = begin + number * step
        label = f"{at.astimezone(zone):%H:%M}–{(at + step).astimezone(zone):%H:%M}"
        steps.append(Step(number * WIDE, round(HEIGHT * seen / top, 1), label, seen, at + step > since))
    began = round(WIDE * ((since - begin) / step), 1)
    return Drawn(steps, round(HEIGHT * min(1.0, series["usual"] / top), 1), began, top)
