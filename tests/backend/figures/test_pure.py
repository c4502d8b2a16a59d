"""Times as buckets, promises kept, and the same hour of the weeks before: without a database."""

import datetime as dt
from statistics import median
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from backend.figures.measures import SHORTEST, bounds, bucket, quantile
from backend.figures.promises import Told, counted
from backend.figures.usual import before, hour_of, level, start_of, usual, weeks_of
from shared.vocabulary import Level
from tests.backend.tickets.at import moment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@given(st.floats(min_value=0, max_value=60_000_000))
def test_a_time_lies_in_its_bucket(seconds: float) -> None:
    low, high = bounds(bucket(seconds))
    assert low <= seconds * (1 + 1e-9)
    assert seconds <= high * (1 + 1e-9)


@given(st.lists(st.integers(min_value=60, max_value=50_000_000), min_size=1, max_size=99).filter(lambda x: len(x) % 2))
def test_a_median_by_buckets_is_right_within_their_width(times: list[int]) -> None:
    counts: dict[int, int] = {}
    for seconds in times:
        counts[bucket(seconds)] = counts.get(bucket(seconds), 0) + 1
    found = quantile(counts, 0.5)
    assert found is not None
    assert 1 / 1.2 <= (found + SHORTEST) / (median(times) + SHORTEST) <= 1.2


def test_nothing_has_no_median() -> None:
    assert quantile({}, 0.5) is None
    assert quantile({3: 0}, 0.5) is None


def test_a_week_before_is_the_same_time_on_the_wall_over_a_change_of_the_clocks() -> None:
    monday = hour_of(moment("2026-03-30 07:00"))  # 09:00 in summer time
    assert start_of(before(monday, 1, AMSTERDAM)) == moment("2026-03-23 08:00")


def test_one_great_week_does_not_make_the_usual() -> None:
    hour = hour_of(moment("2026-06-01 09:00"))
    weeks = dict(zip((before(hour, n, AMSTERDAM) for n in range(1, 9)), (10, 12, 500, 11, 9, 10, 10, 11), strict=True))
    assert usual(weeks_of({hour: 1.0}, 0, AMSTERDAM), weeks) == 10.5
    assert usual(weeks_of({hour: 1.0}, before(hour, 3, AMSTERDAM), AMSTERDAM), weeks) is None
    assert usual(weeks_of({hour: 1.0}, None, AMSTERDAM), weeks) is None


def test_a_few_more_are_chance() -> None:
    assert level(3, 0.0) is Level.USUAL
    assert level(6, 0.0) is Level.MORE
    assert level(20, 2.0) is Level.MUCH_MORE
    assert level(1020, 1000.0) is Level.USUAL
    assert level(100, None) is Level.UNKNOWN


def told(at: str, update: str | None = None, end: str | None = None) -> Told:
    return Told(moment(at), moment(update) if update else None, moment(end) if end else None)


def test_an_update_that_came_in_time_is_a_promise_kept() -> None:
    first, then = told("2026-06-01 09:00", "2026-06-01 10:00"), told("2026-06-01 09:50")
    assert counted([first, then], None, None, with_end=True) == (1, 1)


def test_one_that_came_late_or_not_at_all_is_not() -> None:
    first = told("2026-06-01 09:00", "2026-06-01 10:00")
    assert counted([first, told("2026-06-01 10:01")], None, None, with_end=True) == (1, 0)
    assert counted([first], None, moment("2026-06-01 10:00"), with_end=True) == (1, 0)
    assert counted([first], None, None, with_end=True) == (0, 0)


def test_an_end_that_was_told_is_held_against_when_it_was_over() -> None:
    rows = [
        told("2026-06-01 09:00", end="2026-06-01 10:00"),
        told("2026-06-01 09:30", end="2026-06-01 12:00"),
        told("2026-06-01 11:00", end="2026-06-01 12:00"),
    ]
    over = moment("2026-06-01 11:00")
    assert counted(rows, over, None, with_end=True) == (2, 1)
    assert counted(rows, over, None, with_end=False) == (0, 0)
    assert counted(rows, over + dt.timedelta(hours=2), None, with_end=True) == (2, 0)


def test_a_promise_that_still_stands_after_an_update_is_judged_by_the_next() -> None:
    rows = [told("2026-06-01 09:00", "2026-06-01 12:00"), told("2026-06-01 10:00", "2026-06-01 12:00")]
    assert counted(rows, None, None, with_end=True) == (0, 0)
    assert counted([*rows, told("2026-06-01 11:59")], None, None, with_end=True) == (1, 1)
