"""What is counted by day, and times as buckets: pure. No database."""

from collections.abc import Mapping
from enum import StrEnum
from math import floor, log2

SHORTEST = 60.0
"""Seconds; what is shorter falls into the first bucket."""
_TO_A_DOUBLING = 4
_LAST = 80
"""The bucket of about two years and all that is longer."""


class Measure(StrEnum):
    """A count of tickets; `value` says of what kind."""

    CAME = "ca"
    """On the day on which it was passed on; value 0."""
    ANSWERED = "an"
    """On the day of the first response; the bucket of the time that it took."""
    ANSWER_IN_TIME = "at"
    """A promised first response, 1 where it was kept; 0 from when it was not."""
    SOLVED = "so"
    """On the day on which it was solved, as it stands: reopened, it is not; the bucket of the time that it took."""
    SOLVE_IN_TIME = "st"
    RATED = "ra"
    """On the day of the rating, 1 to 5."""
    REOPENED = "re"
    """The reporter said that it was still broken, each time."""


def bucket(seconds: float) -> int:
    """The bucket of a time."""
    if seconds < SHORTEST:
        return 0
    return min(_LAST, 1 + floor(_TO_A_DOUBLING * log2(seconds / SHORTEST)))


def bounds(number: int) -> tuple[float, float]:
    """From how many seconds on to how many a bucket holds."""
    if number == 0:
        return 0.0, SHORTEST
    return SHORTEST * 2 ** ((number - 1) / _TO_A_DOUBLING), SHORTEST * 2 ** (number / _TO_A_DOUBLING)


def quantile(counts: Mapping[int, int], part: float) -> int | None:
    """The time in seconds that `part` of all took at most, by buckets; None where there are none.

    Within a bucket times count as spread evenly: right within 9 %, above a minute.
    """
    total = sum(counts.values())
    if total <= 0:
        return None
    wanted, below = part * total, 0
    for number in sorted(counts):
        n = counts[number]
        if below + n >= wanted and n > 0:
            low, high = bounds(number)
            return round(low + (high - low) * (wanted - below) / n)
        below += n
    return None
