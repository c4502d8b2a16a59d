"""The simulated country is what it says, and what is measured in it is measured rightly."""

import numpy as np
import pytest

from backend.outages.detection.rates import moment
from backend.outages.detection.settings import DEFAULT
from backend.outages.detection.zones import Zones
from scripts.simulating import table
from scripts.simulating.country import SERVICES, made_up
from scripts.simulating.happenings import TABLE, Happening, Outage, happen
from scripts.simulating.limit import minutes
from scripts.simulating.looking import Alarm, Ours
from scripts.simulating.running import Column, Found
from scripts.simulating.stress import Case, begun, run
from scripts.simulating.trials import MISSED, Quiet, Seen, delays, quiet, right
from scripts.simulating.world import BEGUN, Nature, Tickets, World

ZONES = Zones(made_up(400), "NL", DEFAULT)
SMALL = Nature(per_day=400, history=14)


def days(nature: Nature, number: int = 14, seed: int = 1) -> Tickets:
    return World(ZONES, nature, seed).days(0, number)


def test_so_many_come_a_day_of_every_service_in_their_order() -> None:
    tickets = days(Nature(per_day=2_000))
    assert len(tickets.at) == pytest.approx(28_000, rel=0.1)
    assert set(tickets.service) == {0, 1, 2, 3}
    assert (np.diff(tickets.at) >= 0).all()
    assert tickets.at[0] >= BEGUN


def test_the_same_seed_brings_the_same() -> None:
    assert all(np.array_equal(one, other) for one, other in zip(days(SMALL), days(SMALL), strict=True))
    assert len(days(SMALL, seed=2).at) != len(days(SMALL).at)


def test_days_differ_as_much_as_is_said() -> None:
    def spread(cv: float) -> float:
        tickets = days(Nature(per_day=5_000, day_cv=cv, local_cv=0), 140)
        counted = np.bincount(((tickets.at - BEGUN) // 24).astype(int), minlength=140)[:140].reshape(-1, 7)
        return float((counted / counted.mean(axis=0)).std())

    assert spread(0.3) == pytest.approx(0.3, abs=0.06)
    assert spread(0.0) < 0.03


def test_a_holiday_is_a_quiet_sunday_and_a_storm_is_in_one_province() -> None:
    plain, holiday = (days(Nature(holidays=free), 1) for free in ((), (0,)))
    assert len(holiday.at) < 0.6 * len(plain.at)
    stormy = days(Nature(storm=(1, 4.0), local_cv=0, hidden_cv=0), 1)
    provinces = [unit.province for unit in ZONES.units]
    assert len(set(provinces)) > 1
    share = np.unique([provinces[unit] for unit in stormy.unit], return_counts=True)[1] / len(stormy.unit)
    assert len(stormy.at) > len(plain.at)
    assert share.max() > 2 / 3


def test_who_passes_on_twice_is_the_same_person_at_the_same_place() -> None:
    tickets = days(Nature(repeats=0.5, echo=0), 2)
    same = np.column_stack([tickets.reporter, tickets.unit, tickets.service])
    assert len(same) - len(np.unique(same, axis=0)) == pytest.approx(len(same) / 3, rel=0.15)


def test_late_ones_come_out_of_their_order_but_are_told_in_the_order_they_come() -> None:
    tickets = days(Nature(late=True), 2)
    assert (np.diff(tickets.at) >= 0).all()


@pytest.mark.parametrize("kind", TABLE, ids=lambda kind: kind.name)
def test_an_outage_brings_so_many_of_its_services_in_its_place(kind: Happening) -> None:
    rng = np.random.default_rng(3)
    found = [happen(kind, ZONES, SMALL, BEGUN, rng) for _ in range(20)]
    assert np.mean([len(one.tickets.at) for one in found]) == pytest.approx(6 * kind.per_hour, rel=0.15)
    assert all(np.isin(one.tickets.unit, one.units).all() for one in found)
    assert {SERVICES.singles[number] for one in found for number in one.tickets.service} == set(kind.services)


def test_one_that_swells_brings_few_at_first() -> None:
    found = happen(Happening("", "country", 600, ramp=3.0), ZONES, SMALL, BEGUN, np.random.default_rng(1))
    first, last = (len(found.tickets.between(BEGUN + hour, BEGUN + hour + 1).at) for hour in (0, 4))
    assert first == pytest.approx(100, abs=40)
    assert last == pytest.approx(600, abs=90)


def test_a_corridor_is_areas_in_a_row() -> None:
    found = happen(Happening("", "corridor", 60), ZONES, SMALL, BEGUN, np.random.default_rng(1))
    assert len(found.units) == 12


def outage(units: list[int], services: tuple[str, ...] = ("internet",)) -> Outage:
    none = np.array([])
    return Outage(Happening("", "code", 20, services), BEGUN, np.array(units), Tickets(none, none, none, none))


@pytest.mark.parametrize(
    ("units", "services", "overlap"),
    [
        ([0, 1], (0,), True),
        ([0], (0,), True),
        ([0, 1, 2, 3], (0, 1), True),
        ([2, 3], (0,), False),
        ([0, 1], (1,), False),
    ],
)
def test_an_alarm_is_right_where_place_and_service_are(
    units: list[int], services: tuple[int, ...], *, overlap: bool
) -> None:
    found = right(Alarm(np.array(units), services), outage([0, 1]), ZONES)
    assert (found is not None) is overlap


def test_the_overlap_counts_people() -> None:
    people = ZONES.people
    found = right(Alarm(np.array([0, 1]), (0,)), outage([0, 1, 2]), ZONES)
    assert found == pytest.approx(people[:2].sum() / people[:3].sum())


def test_the_limit_is_shorter_the_more_tickets_an_outage_brings() -> None:
    _, baseline = begun(ZONES, SMALL, 1)
    few, many = (
        minutes(
            happen(Happening("", "code", rate), ZONES, SMALL, BEGUN + 12, np.random.default_rng(1)),
            ZONES,
            baseline,
            DEFAULT,
        )
        for rate in (6, 20)
    )
    assert 0 < many < few < 120
    row = happen(Happening("", "corridor", 40), ZONES, SMALL, BEGUN, np.random.default_rng(1))
    assert minutes(row, ZONES, baseline, DEFAULT) == np.inf


def test_outages_are_seen_and_a_branch_leaves_no_trace() -> None:
    world, baseline = begun(ZONES, SMALL, 1)
    kinds = (Happening("many", "near7", 200), Happening("none", "code", 1e-6))
    way = Ours(ZONES, baseline)
    found = delays(way, world, baseline, kinds, 2, 5)
    assert all(0 < one.minutes < 60 and one.tickets >= 2 and one.overlap > 0 for one in found[kinds[0]])
    assert [one.minutes for one in found[kinds[1]]] == [np.inf, np.inf]
    assert way.detector.watched(moment(world.first_day * 24 + BEGUN + 40)) == []


def test_one_beside_another_is_told_apart_from_it() -> None:
    world, baseline = begun(ZONES, SMALL, 1)
    both = Happening("both", "code", 100, beside=Happening("other", "code", 100, ("mobile",)))
    found = happen(both, ZONES, SMALL, BEGUN, np.random.default_rng(1))
    assert found.others is not None
    assert set(found.others.service) == {2}
    seen = delays(Ours(ZONES, baseline), world, baseline, [both], 2, 5)[both]
    assert all(one.minutes < 60 for one in seen)


def test_quiet_days_are_counted() -> None:
    world, baseline = begun(ZONES, SMALL, 1)
    found = quiet(Ours(ZONES, baseline), world.days(14, 16), 2)
    assert (found.alarms, len(found.highest), found.a_month) == ([], 2, 0)
    assert max(found.highest) > 0
    assert Quiet(60, alarms=[1.0, 2.0]).a_month == 1


def test_with_no_history_it_is_learned_day_by_day_and_nothing_is_raised() -> None:
    found = run(Case("new", Nature(per_day=400, history=0), relearn=1), ZONES, 3, 0, 1)
    assert (found.quiet.alarms, found.baseline.days) == ([], 3)


def test_the_table_says_what_was_met_and_what_was_not() -> None:
    seen = {kind: [Seen(12.0, 5, 0.9, 10.0), Seen(14.0, 6, 0.8, 10.0), MISSED] for kind in TABLE}
    seen[TABLE[0]] = [Seen(40.0, 5, 0.9, 10.0)] * 3
    calm = Quiet(180, highest=[1.0, 20.0], tickets=10, seconds=0.001)
    printed = table.printed(Found(300, 6, Column("ours", calm, seen), [Column("peer", calm, seen, 3.0)], [], 1.0))
    lines = {line.split("  ")[0]: line for line in printed.splitlines()}
    assert "NOT met" in lines[TABLE[0].name]
    assert "<= 1.5 met" in lines[TABLE[1].name]
    assert "33 %" in lines[TABLE[1].name]
    assert "0 false alarms, 0.00 in 30 days (95 %: 0.00 to 0.61" in printed
    assert "on the watch list on 1 days" in printed
