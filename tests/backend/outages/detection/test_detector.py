"""What is raised and what is not: by tickets as they come in a small country where thirty an hour are usual."""

import dataclasses
import datetime as dt

import numpy as np
import pytest

from backend.areas.unit import Unit
from backend.outages.detection.baseline import History, learn
from backend.outages.detection.detector import Detector
from backend.outages.detection.rates import hours
from backend.outages.detection.reports import Kind, Outcome, Report, Suspicion
from backend.outages.detection.services import Services
from backend.outages.detection.settings import DEFAULT
from backend.outages.detection.zones import Zones
from tests.backend.outages.detection.small import NOON, baseline, cluster, detector, report, taken, units


def minutes(found: float) -> dt.datetime:
    return NOON + dt.timedelta(minutes=found)


def raised(outcomes: list[Outcome]) -> list[Suspicion]:
    return [o.suspicion for o in outcomes if o.kind in (Kind.RAISED, Kind.GROWN) and o.suspicion is not None]


def first(found: Detector, reports: list[Report]) -> Suspicion:
    return raised(taken(found, reports))[0]


def usual(hours: float, seed: int = 1, per_hour: float = 30, start: float = 0) -> list[Report]:
    """Tickets of a usual day: anywhere, of any service."""
    rng = np.random.default_rng(seed)
    at = start + np.sort(rng.uniform(0, 60 * hours, rng.poisson(per_hour * hours)))
    services = ("internet", "tv", "mobile")
    return [report(float(t), str(1_000 + rng.integers(100)), services[rng.integers(3)]) for t in at]


def test_many_tickets_of_one_place_and_service_in_a_short_time_are_a_suspicion() -> None:
    tickets = list(cluster(0, 3, 20))
    found = first(detector(), tickets)
    assert (found.areas, found.services, found.level) == (("1044",), ("internet",), "code")
    assert found.since == NOON
    assert found.statistic >= found.threshold == DEFAULT.threshold
    assert found.tickets == tuple(one.ticket for one in tickets[: len(found.tickets)])
    assert 3 <= len(found.tickets) < 12
    assert found.expected == pytest.approx(0.1 * (found.at - found.since).total_seconds() / 3600, rel=0.2)
    assert found.usual_per_hour == pytest.approx(0.1, rel=0.2)
    assert found.excess_per_hour == pytest.approx(20, rel=0.3)
    assert found.key == found.tickets[-1]


def test_a_street_in_a_country_of_few_tickets_is_not_named_by_its_province() -> None:
    """There what earlier tickets bring weighs more than the usual, the same in each place that holds them."""
    quiet = baseline(0.3, days=14)
    found = first(detector(learned=quiet), list(cluster(0, 2, 12)))
    assert (found.areas, found.services) == (("1044",), ("internet",))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("areas", "slugs"), [(units(), []), ([], ["internet"]), ([], [])])
def test_a_company_that_has_no_services_or_areas_yet_is_looked_at_all_the_same(
    areas: list[Unit], slugs: list[str]
) -> None:
    zones, services, none = Zones(areas, "NL", DEFAULT), Services(slugs, {}), np.array([], dtype=np.int64)
    learned = learn(History(np.array([]), none, none, hours(NOON) - 480), zones, services, NOON, "UTC", DEFAULT)
    found = Detector(zones, services, learned, "UTC", DEFAULT)
    assert found.take(report(1)).kind is Kind.USUAL
    assert found.watched(minutes(2)) == []


def test_two_usual_days_bring_none() -> None:
    outcomes = taken(detector(), usual(48))
    assert raised(outcomes) == []
    assert len(outcomes) > 1_300


def test_tickets_from_all_over_a_municipality_name_it() -> None:
    rng = np.random.default_rng(3)
    places = [str(1_000 + number) for number in rng.permutation(20)]
    found = first(detector(), [report(2.0 * n, places[n], "tv") for n in range(20)])
    assert (found.areas, found.services) == (("municipality:Municipality 0",), ("tv",))


def test_tickets_of_two_services_of_a_set_name_the_set() -> None:
    found = first(detector(), [report(2.0 * n, "1044", ("internet", "tv")[n % 2]) for n in range(20)])
    assert found.services == ("internet", "tv")


def test_tickets_from_everywhere_name_the_country() -> None:
    rng = np.random.default_rng(5)
    tickets = [report(0.25 * n, str(1_000 + rng.integers(100)), "mobile") for n in range(200)]
    assert first(detector(), tickets).areas == ("NL",)


def test_it_says_when_it_began_and_not_when_the_first_ticket_of_the_day_came() -> None:
    early = [report(0), report(150)]
    assert first(detector(), [*early, *cluster(400, 3, 20)]).since == minutes(400)


def test_one_who_passes_on_the_same_again_and_again_is_counted_once() -> None:
    same = [report(3.0 * n, by="one and the same") for n in range(30)]
    assert raised(taken(detector(), same)) == []


def test_one_who_passes_it_on_from_the_next_street_counts_once_for_the_place_they_share() -> None:
    same = [report(3.0 * n, f"10{44 + n % 2}", by=f"person {n // 4}") for n in range(16)]
    others = [report(3.0 * n, f"10{44 + n % 2}") for n in range(16)]
    found, by_others = detector(), detector()
    assert max(o.statistic for o in taken(found, same)) < max(o.statistic for o in taken(by_others, others)) / 10


def test_two_tickets_are_a_coincidence_whatever_the_statistic_says() -> None:
    found = detector(dataclasses.replace(DEFAULT, threshold=0.0, watch=0.0))
    kinds = [outcome.kind for outcome in taken(found, cluster(0, 0.1, 3))]
    assert kinds == [Kind.WATCHED, Kind.WATCHED, Kind.RAISED]


def test_what_a_known_outage_accounts_for_speaks_for_no_other() -> None:
    assert raised(taken(detector(), [report(3.0 * n, explained=True) for n in range(30)])) == []


def test_after_a_known_outage_a_usual_day_is_usual_again() -> None:
    """Tickets that were accounted for are missing from the day's count: that must not make the rest look like many."""
    known = [dataclasses.replace(one, explained=True) for one in usual(8, per_hour=200)]
    found = detector()
    taken(found, known)
    assert raised(taken(found, usual(12, seed=2, start=8 * 60))) == []


def test_after_hours_in_which_nothing_was_heard_a_usual_day_is_no_outage() -> None:
    """The server was away: that no ticket came says nothing of how quiet the day is."""
    found = detector(learned=baseline(per_hour=200))
    taken(found, usual(1, per_hour=200))
    assert raised(taken(found, usual(2, seed=2, start=8 * 60, per_hour=200))) == []


def test_later_tickets_of_the_place_join_it() -> None:
    found = detector()
    tickets = list(cluster(0, 3, 20))
    outcomes = taken(found, tickets)
    kinds = [outcome.kind for outcome in outcomes]
    at = kinds.index(Kind.RAISED)
    assert set(kinds[at + 1 :]) == {Kind.JOINED}
    last = outcomes[-1].suspicion
    assert last is not None
    assert last.tickets == tuple(one.ticket for one in tickets)
    assert last.key == outcomes[at].suspicion.key  # type: ignore[union-attr]


@pytest.mark.parametrize(("unit", "service"), [("1099", "internet"), ("1044", "mobile")])
def test_tickets_of_another_place_or_service_do_not(unit: str, service: str) -> None:
    found = detector()
    taken(found, cluster(0, 3, 20))
    assert found.take(report(61, unit, service)).kind is not Kind.JOINED


def test_after_six_hours_without_a_ticket_nothing_joins_it_any_more() -> None:
    found = detector()
    taken(found, cluster(0, 3, 20))
    assert found.take(report(57 + 359)).kind is Kind.JOINED
    assert found.take(report(57 + 359 + 361)).kind is not Kind.JOINED


def test_and_what_piles_up_there_after_that_is_another_one() -> None:
    found = detector()
    begun = first(found, list(cluster(0, 3, 20)))
    later = taken(found, cluster(57 + 361, 3, 20))
    assert next(outcome.kind for outcome in later if outcome.suspicion is not None) is Kind.RAISED
    assert raised(later)[0].key != begun.key


def test_a_ticket_that_is_likelier_a_usual_one_joins_nothing() -> None:
    """A country of many tickets, in which few more come everywhere: each by itself is a usual one."""
    few = dataclasses.replace(first(detector(), list(cluster(0, 3, 20))), areas=("NL",), excess_per_hour=20.0)
    for per_hour, kind in ((3_000, Kind.USUAL), (3, Kind.JOINED)):
        found = detector(learned=baseline(per_hour))
        found.restore(few)
        assert found.take(report(60)).kind is kind


def test_a_place_that_holds_the_one_before_is_told_in_its_stead() -> None:
    found = detector()
    begun = first(found, list(cluster(0, 2, 12)))
    rng = np.random.default_rng(3)
    everywhere = [report(30 + 0.25 * n, str(1_000 + rng.integers(100))) for n in range(200)]
    grown = [one for one in raised(taken(found, everywhere)) if one.key == begun.key][-1]
    assert grown.areas == ("NL",)


def test_it_grows_where_tickets_come_from_round_it_too() -> None:
    found = detector()
    begun = first(found, list(cluster(0, 2, 12)))
    rng = np.random.default_rng(7)
    around = ["1033", "1034", "1035", "1043", "1045", "1053", "1054", "1055"]
    outcomes = taken(found, [report(30 + n, around[rng.integers(8)]) for n in range(40)])
    grown = raised(outcomes)[0]
    assert [outcome.kind for outcome in outcomes if outcome.suspicion is grown] == [Kind.GROWN]
    assert grown.key == begun.key
    assert len(grown.areas) > 1
    assert "1044" in grown.areas
    assert set(begun.tickets) <= set(grown.tickets)
    assert grown.since == begun.since


def test_another_far_away_is_one_of_its_own() -> None:
    found = detector()
    both = sorted([*cluster(0, 3, 20, "1000"), *cluster(1, 3, 20, "1099")], key=lambda one: one.at)
    assert sorted(one.areas for one in raised(taken(found, both))) == [("1000",), ("1099",)]


def test_another_service_at_the_same_place_is_one_of_its_own() -> None:
    found = detector()
    begun = first(found, list(cluster(0, 3, 20)))
    other = first(found, list(cluster(70, 3, 20, service="mobile")))
    assert (other.services, other.key != begun.key) == (("mobile",), True)


def test_what_was_dismissed_is_not_raised_again_while_it_does_not_grow() -> None:
    found = detector()
    begun = first(found, list(cluster(0, 3, 10)))
    found.dismissed(begun.key, minutes(31))
    assert raised(taken(found, cluster(32, 3, 60))) == []


def test_what_was_dismissed_is_raised_again_where_much_more_comes() -> None:
    found = detector()
    begun = first(found, list(cluster(0, 3, 10)))
    found.dismissed(begun.key, minutes(31))
    again = first(found, list(cluster(32, 0.3, 200)))
    assert again.key != begun.key


def test_what_was_dismissed_is_forgotten_after_some_days() -> None:
    found = detector()
    begun = first(found, list(cluster(0, 3, 10)))
    found.dismissed(begun.key, minutes(31))
    assert raised(taken(found, cluster(60 * 24 * 6, 3, 20)))


def test_what_was_dismissed_in_a_place_that_is_none_any_more_makes_nothing_deaf() -> None:
    """As the log holds it from before an import."""
    begun, found = first(detector(), list(cluster(0, 3, 10))), detector()
    found.restore(dataclasses.replace(begun, areas=("9999",)))
    found.dismissed(begun.key, minutes(31))
    assert raised(taken(found, cluster(40, 3, 10)))


def test_dismissing_one_place_does_not_make_another_deaf() -> None:
    found = detector()
    found.dismissed(first(found, list(cluster(0, 3, 10))).key, minutes(31))
    assert first(found, list(cluster(40, 3, 20, "1099"))).areas == ("1099",)


@pytest.mark.parametrize("decision", ["confirmed", "ended"])
def test_once_it_is_known_or_over_the_next_one_there_is_a_new_one(decision: str) -> None:
    found = detector()
    begun = first(found, list(cluster(0, 3, 10)))
    getattr(found, decision)(begun.key, minutes(31))
    again = first(found, list(cluster(500, 3, 20)))
    assert again.key != begun.key
    assert again.since == minutes(500)


def test_with_no_history_nothing_is_raised() -> None:
    found = detector(learned=baseline(per_hour=0.5, days=0))
    assert {outcome.kind for outcome in taken(found, cluster(0, 1, 100))} == {Kind.USUAL}
    assert found.watched(minutes(100)) == []


def test_one_from_an_unknown_place_or_for_an_unknown_service_counts_for_nothing() -> None:
    found = detector()
    assert taken(found, [*cluster(0, 1, 30, "9999"), *cluster(30, 1, 30, service="fax")]) == [Outcome(Kind.USUAL)] * 60


def test_below_the_threshold_it_is_watched_and_falls_off_by_the_clock() -> None:
    found = detector()
    outcomes = taken(found, cluster(0, 6, 12))
    watched = next(n for n, outcome in enumerate(outcomes) if outcome.kind is Kind.WATCHED)
    found = detector()
    tickets = list(cluster(0, 6, watched + 1))
    taken(found, tickets)
    eyed = found.watched(minutes(6 * watched))
    assert [(one.areas, one.services) for one in eyed] == [(("1044",), ("internet",))]
    assert DEFAULT.watch <= eyed[0].statistic < eyed[0].threshold
    assert eyed[0].tickets == tuple(one.ticket for one in tickets)
    assert found.watched(minutes(6 * watched + 60 * 5)) == []


def test_what_was_raised_is_watched_no_more() -> None:
    found = detector()
    taken(found, cluster(0, 3, 20))
    assert found.watched(minutes(60)) == []


def test_one_that_comes_late_or_out_of_order_counts_as_of_now_and_changes_no_earlier_answer() -> None:
    ahead, late = list(cluster(0, 3, 6)), report(-90, "1045")
    found, other = detector(), detector()
    before = taken(found, ahead)
    assert taken(other, ahead) == before
    found.take(late)
    other.take(dataclasses.replace(late, at=ahead[-1].at))
    same(found, other)


def test_played_again_from_the_log_it_is_the_same_to_the_last_digit() -> None:
    log = [*usual(10), *cluster(100, 3, 20), *cluster(200, 2, 20, "1099", "tv")]
    log.sort(key=lambda one: one.at)
    live, again = detector(), detector()
    told = list(zip(log, taken(live, log), strict=True))
    for one, outcome in told:
        again.take(one, deciding=False)
        if outcome.kind in (Kind.RAISED, Kind.GROWN):
            assert outcome.suspicion is not None
            again.restore(Suspicion.from_json(outcome.suspicion.to_json()))
    assert len(raised([outcome for _, outcome in told])) == 2
    same(live, again)
    more = list(cluster(700, 3, 30, "1010"))
    assert taken(live, more) == taken(again, more)


def test_a_log_of_a_week_before_what_was_learned_is_played_like_any_other() -> None:
    found = detector()
    old = first(found, list(cluster(-60 * 24 * 6.5, 3, 10)))
    assert old.excess_per_hour == pytest.approx(20, rel=0.3)
    assert (found.scan._usual >= 0).all()
    assert first(found, list(cluster(0, 3, 20, "1099"))).areas == ("1099",)


def same(one: Detector, other: Detector) -> None:
    for name in ("_r", "_at", "_until", "_echoes", "_counted", "_usual"):
        assert np.array_equal(getattr(one.scan, name), getattr(other.scan, name)), name
