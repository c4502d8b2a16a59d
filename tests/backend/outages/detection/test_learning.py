"""What is learned of a made-up history is what it was made by."""

import datetime as dt

import numpy as np
import pytest

from backend.areas.unit import Unit
from backend.outages.detection.baseline import Baseline, History, learn
from backend.outages.detection.rates import Calendar, Rates, hours
from backend.outages.detection.services import Services
from backend.outages.detection.settings import DEFAULT
from backend.outages.detection.zones import Zones
from tests.backend.outages.detection.small import SERVICES, ZONES, units

MONDAY = dt.datetime(2026, 2, 2, tzinfo=dt.UTC)
DAYS = 56
END = MONDAY + dt.timedelta(days=DAYS)
START = hours(MONDAY)


def made(
    per_day: float = 2_000, *, spread: float = 0.0, echo: float = 0.0, busy: int = 0, share: float = 0.0, seed: int = 1
) -> History:
    """Mornings and evenings alike; `busy` areas take `share` more of the tickets than theirs."""
    rng = np.random.default_rng(seed)
    at = []
    for day in range(DAYS):
        level = rng.gamma(1 / spread**2, spread**2) if spread else 1.0
        for hour in range(24):
            rate = per_day / 24 * level * (0.4 if hour < 8 else 1.3)
            at.append(START + day * 24 + hour + rng.random(rng.poisson(rate)))
    moments = np.concatenate(at)
    unit = np.where(
        rng.random(len(moments)) < share,
        rng.integers(0, max(1, busy), len(moments)),
        rng.integers(0, 100, len(moments)),
    )
    service = rng.integers(0, 3, len(moments))
    again = rng.random(len(moments)) < echo
    moments = np.concatenate([moments, moments[again] + rng.exponential(0.5, again.sum())])
    unit, service = np.concatenate([unit, unit[again]]), np.concatenate([service, service[again]])
    order = np.argsort(moments)
    return History(moments[order], unit[order], service[order], START)


def learned(history: History, timezone: str = "UTC") -> Baseline:
    return learn(history, ZONES, SERVICES, END, timezone, DEFAULT)


def of(found: Baseline, level: str, k: int = 0) -> float:
    return float(found.spread[found.levels.index(level), k])


def test_how_many_come_and_when() -> None:
    found = learned(made())
    night, day = 2_000 / 24 / 3 * 0.4, 2_000 / 24 / 3 * 1.3
    assert found.by_week[0, 3] == pytest.approx(night, rel=0.1)
    assert found.by_week[0, 15] == pytest.approx(day, rel=0.1)
    assert found.by_week[3] == pytest.approx(found.by_week[0] + found.by_week[1])
    assert (found.days, found.tickets) == (DAYS, len(made().at))


def test_the_hours_are_those_where_the_company_is() -> None:
    local = learned(made(), "America/New_York")
    assert local.by_week[0, 15] / local.by_week[0, 23] == pytest.approx(1.3 / 0.4, rel=0.15)


def test_where_they_come_from_drawn_to_where_people_live_as_far_as_there_are_few() -> None:
    found = learned(made(busy=10, share=0.5))
    assert found.where[:10].sum() > 0.5
    few = learn(made(per_day=2, busy=10, share=0.5), ZONES, SERVICES, END, "UTC", DEFAULT)
    assert few.where[:10].sum() < 0.15
    assert found.where.sum() == pytest.approx(1)


def test_how_much_days_differ() -> None:
    assert of(learned(made(spread=0.3)), "country", -1) == pytest.approx(0.3, abs=0.08)
    assert of(learned(made(spread=0.0)), "country", -1) < 0.09


def test_how_many_bring_another() -> None:
    assert learned(made(echo=0.10)).echo == pytest.approx(0.10, abs=0.02)
    assert learned(made(echo=0.0)).echo == DEFAULT.echo_least


def test_who_passes_on_the_same_again_counts_once() -> None:
    once = made()
    again = History(
        np.repeat(once.at, 2),
        np.repeat(once.unit, 2),
        np.repeat(once.service, 2),
        START,
        np.repeat(np.arange(len(once.at)), 2),
    )
    found = learned(again)
    assert (found.tickets, found.echo) == (len(once.at), DEFAULT.echo_least)
    assert learned(again._replace(reporter=None)).echo > 0.2


def test_with_no_history_it_is_taken_for_unknown() -> None:
    none = History(np.array([]), np.array([], int), np.array([], int), hours(END))
    found = learned(none)
    assert (found.days, found.tickets) == (0, 0)
    assert found.echo == DEFAULT.echo_unknown
    assert np.allclose(found.spread, DEFAULT.spread_unknown)
    assert (found.by_week > 0).all()
    assert np.allclose(found.where, ZONES.people)


def test_only_the_last_eight_weeks_count() -> None:
    old = made()
    later = learn(old, ZONES, SERVICES, END + dt.timedelta(days=28), "UTC", DEFAULT)
    assert later.days == DAYS
    assert later.tickets < 0.6 * len(old.at)


def test_it_is_kept_as_bytes() -> None:
    found = learned(made(per_day=200))
    again = Baseline.from_bytes(found.to_bytes())
    for name in ("where", "by_week", "spread", "unrest"):
        assert np.array_equal(getattr(again, name), getattr(found, name))
    assert (again.at, again.days, again.tickets, again.levels) == (found.at, found.days, found.tickets, found.levels)


def test_a_day_begins_at_local_midnight_also_when_the_clocks_change() -> None:
    calendar = Calendar("Europe/Amsterdam", 0)
    rates = Rates(np.tile(np.arange(168.0), (1, 1)), calendar, hours(dt.datetime(2026, 3, 27, tzinfo=dt.UTC)))
    before, after = dt.datetime(2026, 3, 28, 22, 30, tzinfo=dt.UTC), dt.datetime(2026, 3, 29, 22, 30, tzinfo=dt.UTC)
    assert rates.at(hours(before))[0] == 5 * 24 + 23
    assert rates.at(hours(after))[0] == 0
    assert rates.day_of(hours(after)) == hours(dt.datetime(2026, 3, 29, 22, tzinfo=dt.UTC))


def test_what_is_usual_between_two_times_is_the_sum_of_its_hours() -> None:
    rates = Rates(np.tile(np.arange(1.0, 169.0), (2, 1)), Calendar("UTC", 0), START)
    assert rates.between(START + 1.5, START + 3.25) == pytest.approx([0.5 * 2 + 3 + 0.25 * 4] * 2)
    assert rates.until(START + 24 * 200) == pytest.approx([sum(range(1, 169)) * (200 / 7)] * 2, rel=0.05)


def test_before_the_start_nothing_was_usual() -> None:
    rates = Rates(np.tile(np.arange(1.0, 169.0), (2, 1)), Calendar("UTC", 0), START)
    assert (rates.until(START - 100) == 0).all()
    assert (rates.between(START - 100, START + 1) > 0).all()


def test_zones_are_those_that_the_areas_tell_of() -> None:
    assert [
        ZONES.level.count(level) for level in ("code", "near7", "municipality", "prefix", "province", "country")
    ] == [
        100,
        100,
        5,
        0,
        2,
        1,
    ]
    near = ZONES.members[ZONES.level.index("near3") + 55]
    assert 55 in near
    assert len(near) == 3
    assert ZONES.weight.sum() == pytest.approx(1)
    assert all(zone in ZONES.of[unit] for zone, members in enumerate(ZONES.members) for unit in members.tolist())


def test_of_zones_with_the_same_areas_one_is_kept_by_its_best_name_and_the_weight_of_all() -> None:
    """All areas of the small country begin with 10: that region is the country."""
    levels = [ZONES.level[zone] for zone in range(len(ZONES)) if len(ZONES.members[zone]) == 100]
    assert levels == ["country"]
    assert ZONES.weight[-1] == pytest.approx(DEFAULT.levels["country"] + DEFAULT.levels["prefix"], rel=0.01)


def test_what_lies_next_to_an_area_is_known() -> None:
    around = ZONES.around(np.array([55])).tolist()
    assert {44, 45, 46, 54, 55, 56, 64, 65, 66} & set(around) >= {45, 54, 55, 56, 65}
    assert len(around) < 40


def test_without_positions_places_stand_in_for_circles() -> None:
    plain = Zones(units(placed=False), "NL", DEFAULT)
    assert "near3" not in plain.level
    assert "shorter" in plain.level
    assert plain.weight.sum() == pytest.approx(1)
    assert plain.areas(plain.level.index("shorter")) == ("100",)


def test_a_few_areas_without_a_position_leave_the_circles_to_the_others() -> None:
    some = [unit._replace(latitude=None) if number < 5 else unit for number, unit in enumerate(units())]
    zones = Zones(some, "NL", DEFAULT)
    assert zones.level.count("near3") == 95
    assert not any("near" in zones.level[zone] for zone in zones.of[0])


def test_what_was_named_is_found_again() -> None:
    for zone in (0, ZONES.level.index("near15") + 3, ZONES.level.index("municipality"), len(ZONES) - 1):
        assert np.array_equal(ZONES.within(ZONES.areas(zone)), ZONES.members[zone])
    assert len(ZONES.within(("place:Nowhere", "9999"))) == 0


def test_a_country_of_one_area_and_a_company_of_one_service() -> None:
    zones, services = Zones([Unit("1000")], "NL", DEFAULT), Services(["internet"], {})
    found = learn(
        History(np.array([]), np.array([], int), np.array([], int), START), zones, services, END, "UTC", DEFAULT
    )
    assert (found.where.shape, found.by_week.shape) == ((1,), (1, 168))
    assert services.weights(DEFAULT).sum() == pytest.approx(1)
