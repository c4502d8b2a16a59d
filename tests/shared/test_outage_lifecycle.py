"""How outages and planned work move: the table, and what follows from the clock, as pure functions."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import lifecycle
from shared.vocabulary import OutageStatus as S

NOON = dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
statuses = st.sampled_from(list(S))
moments = st.integers(-1000, 1000).map(lambda minutes: NOON + dt.timedelta(minutes=minutes))


def test_every_status_has_its_moves_and_those_that_ended_for_good_have_none() -> None:
    assert set(lifecycle.OUTAGE_MOVES) == set(S)
    assert {s for s in S if not lifecycle.OUTAGE_MOVES[s]} == lifecycle.OUTAGE_ENDED - {S.RESOLVED}


@given(statuses, statuses)
def test_an_outage_never_becomes_planned_work_nor_the_other_way(status: S, wanted: S) -> None:
    work = {S.SCHEDULED, S.IN_PROGRESS, S.COMPLETED, S.CANCELLED}
    after = lifecycle.outage_after(status, wanted)
    assert after is None or (after is wanted and (after in work) == (status in work))


@given(statuses)
def test_without_a_wish_it_stays_while_it_is_open(status: S) -> None:
    assert lifecycle.outage_after(status) == (None if status in lifecycle.OUTAGE_ENDED else status)


@given(statuses)
def test_nothing_becomes_suspected_again(status: S) -> None:
    assert status is S.SUSPECTED or lifecycle.outage_after(status, S.SUSPECTED) is None


@given(statuses, moments, st.one_of(st.none(), moments), moments)
def test_by_the_clock_planned_work_only_goes_on_and_only_as_the_table_allows(
    status: S, start: dt.datetime, end: dt.datetime | None, at: dt.datetime
) -> None:
    after = lifecycle.work_by_the_clock(status, start, end, at)
    assert after is None or after in lifecycle.OUTAGE_MOVES[status]
    if after is S.IN_PROGRESS:
        assert start <= at
    if after is S.COMPLETED:
        assert end is not None
        assert end <= at


@pytest.mark.parametrize(
    ("at", "due"),
    [(NOON - 25 * HOUR, False), (NOON - 24 * HOUR, True), (NOON - HOUR, True), (NOON, False), (NOON + HOUR, False)],
)
def test_planned_work_is_announced_within_the_day_before_it_begins(at: dt.datetime, due: bool) -> None:
    assert lifecycle.announcement_due(S.SCHEDULED, NOON, at) is due
    assert not lifecycle.announcement_due(S.CANCELLED, NOON, at)


@pytest.mark.parametrize(
    ("status", "into", "ends"),
    [
        (S.IDENTIFIED, S.INVESTIGATING, S.CLOSED),
        (S.SUSPECTED, S.MONITORING, S.DISMISSED),
        (S.SUSPECTED, S.SUSPECTED, S.DISMISSED),
        (S.IDENTIFIED, S.SUSPECTED, None),
        (S.IDENTIFIED, S.RESOLVED, None),
        (S.RESOLVED, S.IDENTIFIED, None),
        (S.SCHEDULED, S.SCHEDULED, None),
        (S.IDENTIFIED, S.IN_PROGRESS, None),
    ],
)
def test_what_people_know_of_goes_on_only_as_something_that_they_know_of(status: S, into: S, ends: S | None) -> None:
    assert lifecycle.outage_merged(status, into) is ends
