"""Time that counts, against a slow oracle that looks at the wall clock minute by minute."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from backend.deadlines import business_hours
from backend.deadlines.business_hours import DAY, AroundTheClock, Calendar, NeverOpen
from backend.deadlines.days_off import DaysOff

MINUTE = dt.timedelta(minutes=1)
OFFICE = ((480, 1080),)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
UTC = dt.UTC
# The moments at which clocks change (Amsterdam twice, half an hour on Lord Howe, at midnight in Cairo, a date that Apia
# skipped, a midnight that São Paulo did not have), a new year, and a leap day.
TROUBLE = {
    "Europe/Amsterdam": ("2026-03-29T01:00", "2026-10-25T01:00", "2026-12-31T23:00", "2028-02-29T00:00"),
    "Australia/Lord_Howe": ("2026-04-04T15:00", "2026-10-03T15:30"),
    "Africa/Cairo": ("2026-04-23T22:00", "2026-10-29T21:00"),
    "Pacific/Apia": ("2011-12-30T10:00",),
    "America/Sao_Paulo": ("2018-11-04T03:00", "2019-02-17T02:00"),
    "Asia/Kathmandu": ("2026-01-01T00:00",),
}


def week(*days: tuple[tuple[int, int], ...]) -> business_hours.Week:
    return tuple(days)


@st.composite
def spans(draw) -> tuple[tuple[int, int], ...]:
    edges = st.integers(0, DAY)
    found = draw(st.lists(st.tuples(edges, edges), max_size=3))
    return tuple((min(pair), max(pair)) for pair in found)


@st.composite
def calendars(draw) -> tuple[Calendar, dt.datetime]:
    """A calendar, and a moment near trouble."""
    zone = draw(st.sampled_from(sorted(TROUBLE)))
    trouble = dt.datetime.fromisoformat(draw(st.sampled_from(TROUBLE[zone]))).replace(tzinfo=UTC)
    hours = draw(st.tuples(*[spans()] * 7))
    assume(any(a < b for day in hours for a, b in day))
    near = [(trouble + dt.timedelta(days=n)).date().isoformat() for n in range(-2, 3)]
    off = DaysOff(
        "NL",
        frozenset(),
        frozenset(draw(st.sets(st.sampled_from(near)))),
        frozenset(draw(st.sets(st.sampled_from(near)))),
    )
    return Calendar(ZoneInfo(zone), hours, off), trouble


def counts(calendar: Calendar, moment: dt.datetime) -> bool:
    """Whether the wall clock shows a time that counts."""
    shown = moment.astimezone(calendar.zone)
    if shown.date() in calendar.days_off.of(shown.year):
        return False
    minute = shown.hour * 60 + shown.minute
    return any(opens <= minute < closes for opens, closes in calendar.week[shown.weekday()])


def slowly(calendar: Calendar, start: dt.datetime, minutes: int) -> int:
    return sum(counts(calendar, start + number * MINUTE) for number in range(minutes))


@settings(max_examples=150, deadline=None)
@given(calendars(), st.integers(-2000, 1500), st.integers(0, 2500))
def test_what_lies_between_two_moments_is_what_the_wall_clock_says(given_, begin: int, minutes: int) -> None:
    calendar, trouble = given_
    start = trouble + begin * MINUTE
    assert calendar.between(start, start + minutes * MINUTE) == slowly(calendar, start, minutes) * MINUTE


@settings(max_examples=150, deadline=None)
@given(calendars(), st.integers(-2000, 1500), st.integers(1, 2000), st.timedeltas(dt.timedelta(), MINUTE))
@example((Calendar(AMSTERDAM, week(*[((150, 240),)] * 7)), dt.datetime(2026, 10, 25, 1, tzinfo=UTC)), -60, 90, MINUTE)
def test_an_amount_is_used_up_at_the_first_moment_at_which_so_much_has_counted(
    given_, begin: int, minutes: int, odd: dt.timedelta
) -> None:
    calendar, trouble = given_
    start, amount = trouble + begin * MINUTE + odd, minutes * MINUTE
    end = calendar.after(start, amount)
    if end is None:
        return
    assert calendar.between(start, end) == amount
    assert calendar.between(start, end - dt.timedelta(microseconds=1)) < amount
    assert counts(calendar, end - dt.timedelta(microseconds=1))


@settings(max_examples=60, deadline=None)
@given(calendars(), st.lists(st.integers(0, 600_000), min_size=3, max_size=3))
def test_parts_add_up_over_years(given_, moments: list[int]) -> None:
    calendar, trouble = given_
    a, b, c = (trouble + number * MINUTE for number in sorted(moments))
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)
    assert calendar.between(c, a) == dt.timedelta()


def test_a_week_with_nothing_in_it_is_refused() -> None:
    for empty in (week(*[()] * 7), week(*[((600, 600),)] * 7)):
        with pytest.raises(NeverOpen):
            Calendar(AMSTERDAM, empty)


def test_what_is_never_used_up_is_said_not_looked_for_without_end() -> None:
    once = Calendar(AMSTERDAM, week(((0, 1),), *[()] * 6))
    start = dt.datetime(2026, 1, 1, tzinfo=UTC)
    assert once.after(start, dt.timedelta(minutes=520)) is not None
    assert once.after(start, dt.timedelta(days=400)) is None
    closed = Calendar(
        AMSTERDAM, once.week, DaysOff(closed=frozenset(f"{m:02}-{d:02}" for m in range(1, 13) for d in range(1, 32)))
    )
    assert closed.after(start, MINUTE) is None
    assert AroundTheClock().after(start, dt.timedelta(days=100_000)) is None


def test_decades_are_reached_by_a_look_at_each_year() -> None:
    """Minute by minute these would be 18 million looks, a thousand times."""
    calendar = Calendar(AMSTERDAM, week(*[OFFICE] * 5, (), ()), DaysOff("NL"))
    start, end = dt.datetime(2000, 1, 1, tzinfo=UTC), dt.datetime(2035, 1, 1, tzinfo=UTC)
    used = calendar.between(start, end)
    for _ in range(1000):
        assert calendar.between(start, end) == used
        # The last working day of 2034 is Friday 29 December.
        assert calendar.after(start, used) == dt.datetime(2034, 12, 29, 17, tzinfo=UTC)


def test_overlapping_spans_count_once() -> None:
    calendar = Calendar(AMSTERDAM, week(((480, 720), (600, 1080), (600, 660)), *[()] * 6))
    monday = dt.datetime(2026, 6, 1, tzinfo=UTC)
    assert calendar.between(monday, monday + dt.timedelta(days=1)) == dt.timedelta(hours=10)
