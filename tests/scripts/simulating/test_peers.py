"""The peers on small streams: figures worked out by hand, and slow counts that they must equal."""

from collections.abc import Callable
from math import exp, log, sqrt

import numpy as np
import pytest

from backend.outages.detection.baseline import History
from backend.outages.detection.scan import Scan
from scripts.simulating.peers.counting import Count, RawCount
from scripts.simulating.peers.cusum import BestCusum
from scripts.simulating.peers.ebp import ExpectationBased
from scripts.simulating.peers.ewma import Ewma
from scripts.simulating.peers.formulas import log_factorials, poisson_excess, poisson_surprise
from scripts.simulating.peers.line_up import as_published, line_up
from scripts.simulating.peers.peer import Peer, Usual
from scripts.simulating.peers.windows import Windows
from tests.scripts.simulating import small
from tests.scripts.simulating.small import AT, INTERNET, MOBILE, cell

BOTH = 2
Ticket = tuple[float, int, int]


def quiet(seed: int = 1, hours: float = 12.0, per_hour: float = 24.0, burst: int = 9) -> list[Ticket]:
    """At random, anywhere; and a burst in one area in the middle."""
    rng = np.random.default_rng(seed)
    number = rng.poisson(per_hour * hours)
    at = AT + np.concatenate([rng.uniform(0, hours, number), hours / 2 + rng.uniform(0, 0.5, burst)])
    unit = np.concatenate([rng.integers(0, small.AREAS, number), np.full(burst, 3)])
    service = rng.integers(0, 2, len(at))
    order = np.argsort(at)
    return list(zip(at[order].tolist(), unit[order].tolist(), service[order].tolist(), strict=True))


def history(days: int = 10) -> History:
    """Days without a burst before the quiet one."""
    rows = [
        (t - 24 * (days - day), unit, service) for day in range(days) for t, unit, service in quiet(100 + day, burst=0)
    ]
    at, unit, service = (np.array(column) for column in zip(*rows, strict=True))
    return History(at, unit, service, AT - 24 * days)


PEERS: list[Callable[[Usual], Peer]] = [
    ExpectationBased, BestCusum, lambda usual: BestCusum(usual, margin=0.25, echoes=True), Ewma,
    lambda usual: Ewma(usual, in_sd=True), Count, lambda usual: Count(usual, by_week=False),
    lambda usual: RawCount(usual, history()),
]  # fmt: skip


@pytest.fixture
def usual() -> Usual:
    return Usual(small.scan(echo=0.05))


@pytest.mark.parametrize("make", PEERS)
def test_after_an_alarm_it_is_as_new(make: Callable[[Usual], Peer], usual: Usual) -> None:
    fresh, used = make(usual), make(usual)
    for ticket in quiet():
        used.take(*ticket)
    used.restart()
    later = [(t + 12, unit, service) for t, unit, service in quiet(2)]
    assert [used.take(*ticket) for ticket in later] == [fresh.take(*ticket) for ticket in later]


@pytest.mark.parametrize("make", PEERS)
def test_a_burst_in_one_area_is_what_it_finds_the_strongest(make: Callable[[Usual], Peer], usual: Usual) -> None:
    peer = make(usual)
    seen = [(*peer.take(*ticket), ticket) for ticket in quiet()]
    _, strongest, (t, unit, _) = max(seen, key=lambda one: one[0])
    assert unit == 3
    assert AT + 6 <= t <= AT + 7
    members = usual.scan.zones.members[strongest // usual.sets]
    assert 3 in members
    assert len(members) <= 4, "of its area, or of its municipality"


@pytest.mark.parametrize("make", PEERS)
def test_the_cell_that_is_told_holds_the_ticket(make: Callable[[Usual], Peer], usual: Usual) -> None:
    peer = make(usual)
    for t, unit, service in quiet():
        strongest = peer.take(t, unit, service)[1]
        assert unit in usual.scan.zones.members[strongest // usual.sets]
        assert service in usual.scan.services.sets[strongest % usual.sets]


class TestUsual:
    def test_rates_are_the_places_share_of_the_countrys(self) -> None:
        scan = small.scan(per_hour=12.0)
        usual = Usual(scan)
        cells = np.array([cell(scan, "code", 0, INTERNET), cell(scan, "municipality", 1, BOTH), usual.cells - 1])
        assert usual.rate(AT + 5, cells) == pytest.approx([1.0, 8.0, 24.0])
        assert usual.mean()[cells] == pytest.approx([1.0, 8.0, 24.0])
        assert usual.within(AT + 5, cells, (0.5, 2.0)) == pytest.approx(np.array([[0.5, 4, 12], [2, 16, 48]]))

    def test_hours_of_the_week_are_followed(self) -> None:
        scan = small.scan(by_hour=[6.0, 18.0] * 84)
        usual = Usual(scan)
        one = np.array([cell(scan, "code", 0, INTERNET)])
        assert usual.rate(AT + 2.5, one) == pytest.approx([0.5])
        assert usual.within(AT + 2.5, one, (1.0,)) == pytest.approx(np.array([[0.5 * 0.5 + 0.5 * 1.5]]))
        assert usual.mean()[one] == pytest.approx([1.0])

    def test_all_outages_together_are_worth_one(self) -> None:
        assert Usual(small.scan()).prior().sum() == pytest.approx(1.0)


class TestWindows:
    def test_a_ticket_counts_until_it_is_as_old_as_the_window(self) -> None:
        windows, cells = Windows((0.5, 2.0), 3), np.array([0, 2])
        assert windows.take(10.0, cells).tolist() == [[1, 1], [1, 1]]
        assert windows.take(10.25, np.array([2])).tolist() == [[2], [2]]
        assert windows.take(10.5, cells).tolist() == [[1, 2], [2, 3]]
        assert windows.take(12.0, cells).tolist() == [[1, 1], [2, 3]]


def counts(scan: Scan, before: list[Ticket], lasted: float, of: int) -> int:
    """Slowly: tickets of a cell that are not older than so many hours."""
    zone, services = divmod(of, len(scan.services.sets))
    now = before[-1][0]
    return sum(
        now - t < lasted and unit in scan.zones.members[zone] and one in scan.services.sets[services]
        for t, unit, one in before
    )


class TestExpectationBased:
    def test_by_hand(self) -> None:
        """One area, one ticket an hour usual there; two in six minutes are most unlikely in its ten minutes."""
        scan = small.scan(per_hour=12.0)
        peer = ExpectationBased(Usual(scan))
        statistic, strongest = peer.take(AT + 1, 5, INTERNET)
        assert strongest == cell(scan, "code", 5, INTERNET)
        assert statistic == pytest.approx(log(6) - (1 - 1 / 6))
        statistic, _ = peer.take(AT + 1.1, 5, INTERNET)
        assert statistic == pytest.approx(2 * log(2 * 6) - (2 - 1 / 6))
        statistic, strongest = peer.take(AT + 1.4, 5, INTERNET)
        assert statistic == pytest.approx(3 * log(3 * 2) - (3 - 1 / 2)), "in half an hour"

    def test_it_is_the_best_of_all_cells_and_windows(self) -> None:
        scan = small.scan(per_hour=12.0)
        peer = ExpectationBased(Usual(scan), hours=(0.25, 1.0))
        tickets = quiet(3)
        for row in range(len(tickets)):
            statistic, _ = peer.take(*tickets[row])
            if row % 40 == 39:
                before = tickets[: row + 1]
                found = []
                for one in scan.cells(*tickets[row][1:]):
                    expected = scan.usual(int(one), AT)
                    seen = np.array([counts(scan, before, lasted, int(one)) for lasted in (0.25, 1.0)])
                    found.append(poisson_excess(seen, expected * np.array([0.25, 1.0])).max())
                assert statistic == pytest.approx(max(found), rel=1e-6)


class TestBestCusum:
    def test_by_hand(self) -> None:
        """Twelve areas of one an hour each, for 3 and 10 more an hour; at the second ticket after six minutes."""
        scan = small.scan(per_hour=12.0)
        usual = Usual(scan)
        peer = BestCusum(usual, excess=(3.0, 10.0), margin=0.0, echoes=False)
        one = cell(scan, "code", 5, INTERNET)
        shared = usual.prior()[one] / 2
        first = peer.take(AT + 1, 5, INTERNET)
        assert first[0] >= max(log(4 / 3 * shared), log(11 / 10 * shared)) - 1e-12
        by_hand = max(log(4) - 0.3 + log(4) + log(shared / 3), log(11) - 1.0 + log(11) + log(shared / 10))
        assert peer.take(AT + 1.1, 5, INTERNET) == (pytest.approx(by_hand, abs=1e-6), one)

    def test_it_is_all_over_after_a_while(self) -> None:
        scan = small.scan()
        peer = BestCusum(Usual(scan), margin=0.0, echoes=False)
        once = peer.take(AT + 1, 5, INTERNET)
        for minute in range(5):
            peer.take(AT + 1 + minute / 60, 5, INTERNET)
        assert peer.take(AT + 30, 5, INTERNET) == once

    def test_an_excess_below_half_the_usual_is_none(self) -> None:
        scan = small.scan(per_hour=120.0)
        usual = Usual(scan)
        country = cell(scan, "country", 0, BOTH)
        peer = BestCusum(usual, excess=(3.0, 300.0), margin=0.0, echoes=False)
        assert np.isneginf(peer._bonus[country, 0])
        assert peer._bonus[country, 1] == pytest.approx(log(usual.prior()[country] / 300))

    def test_a_margin_and_echoes_make_the_same_tickets_speak_less(self) -> None:
        usual = Usual(small.scan(echo=0.1))
        plain, wary = (BestCusum(usual, margin=margin, echoes=echoes) for margin, echoes in ((0, False), (0.25, True)))
        for minute in range(4):
            told = [peer.take(AT + minute / 60, 5, INTERNET)[0] for peer in (plain, wary)]
            assert told[0] > told[1]

    def test_with_an_echo_by_hand(self) -> None:
        """0.1 of the tickets bring another, half an hour later in the mean: 0.2 exp(-0.02) an hour 36 seconds on."""
        scan = small.scan(per_hour=60.0, echo=0.1)
        usual = Usual(scan)
        peer = BestCusum(usual, excess=(30.0,), margin=0.25, echoes=True)
        peer.take(AT + 1, 5, INTERNET)
        one = cell(scan, "code", 5, INTERNET)
        null = 6.25 + 0.2 * exp(-0.02)
        by_hand = log(1 + 30 / 6.25) - 0.3 + log(1 + 30 / null) + log(usual.prior()[one] / 30)
        assert peer.take(AT + 1.01, 5, INTERNET) == (pytest.approx(by_hand, abs=1e-6), one)


class TestEwma:
    def test_by_hand(self) -> None:
        scan = small.scan(per_hour=12.0)
        peer = Ewma(Usual(scan), hours=1.0)
        peer.take(AT + 1, 5, INTERNET)
        z = 1 + exp(-0.5)
        statistic, strongest = peer.take(AT + 1.5, 5, INTERNET)
        assert strongest == cell(scan, "code", 5, INTERNET)
        assert statistic == pytest.approx(2 * z * log(z) - 2 * (z - 1), abs=1e-6)

    def test_as_published_in_standard_deviations(self) -> None:
        scan = small.scan(per_hour=96.0)
        peer = Ewma(Usual(scan), hours=1.0, in_sd=True)
        for _ in range(20):
            statistic, strongest = peer.take(AT + 1, 5, INTERNET)
        assert strongest == cell(scan, "code", 5, INTERNET)
        assert statistic == pytest.approx((20 - 8) / sqrt(8 / 2), abs=1e-6)

    def test_its_mean_follows_the_hour_of_the_week_as_the_count_does(self) -> None:
        """24 an hour until the second hour, then none is usual: what it expects dies away with its memory."""
        scan = small.scan(by_hour=[24.0, 24.0] + [1e-6] * 166)
        peer = Ewma(Usual(scan), hours=0.5)
        peer.take(AT + 1, 5, INTERNET)
        peer.take(AT + 2, 5, INTERNET)
        peer.take(AT + 2.5, 5, INTERNET)
        assert peer._mean[INTERNET] == pytest.approx(24 * 0.5 * exp(-1), rel=1e-5)


class TestCounts:
    def test_the_surprise_of_an_hour(self) -> None:
        scan = small.scan(per_hour=12.0)
        peer = Count(Usual(scan))
        for minute in (0, 50, 55):
            statistic, strongest = peer.take(AT + 1 + minute / 60, 5, INTERNET)
        assert strongest == cell(scan, "code", 5, INTERNET)
        assert statistic == pytest.approx(-log(1 - exp(-1) * 2.5) / log(10), abs=1e-6)
        statistic, _ = peer.take(AT + 2.1, 5, INTERNET)
        assert statistic == pytest.approx(-log(1 - exp(-1) * 2.5) / log(10), abs=1e-6), "the first is an hour old"

    def test_by_the_mean_of_the_week_the_busy_hour_surprises(self) -> None:
        usual = Usual(small.scan(by_hour=[1.0] * 84 + [23.0] * 84))
        by_week, by_mean = Count(usual), Count(usual, by_week=False)
        for number in range(40):
            told = [peer.take(AT + 100 + number / 40, number % 12, number % 2)[0] for peer in (by_week, by_mean)]
        expected = poisson_surprise(np.array([40]), np.array([24.0]), log_factorials(50))
        assert told[1] == pytest.approx(expected, abs=1e-6)
        assert told[0] < told[1]

    def test_a_raw_count_is_judged_by_the_busiest_hours_of_its_level(self) -> None:
        """On three days one area's busiest hour had 2, 3 and 4; another's never more than one."""
        usual = Usual(small.scan())
        days = [(AT - 72 + 24 * day + 9 + n / 20, 5, INTERNET) for day in range(3) for n in range(day + 2)]
        days += [(AT - 72 + 24 * day + 15, 7, MOBILE) for day in range(3)]
        at, unit, service = (np.array(column) for column in zip(*sorted(days), strict=True))
        peer = RawCount(usual, History(at, unit, service, AT - 72))
        for n in range(5):
            statistic, strongest = peer.take(AT + 1 + n / 100, 7, INTERNET)
        assert statistic == pytest.approx((5 - 3) / sqrt(2 / 3)), "one limit for all areas, whatever is usual there"
        assert strongest == cell(usual.scan, "code", 7, INTERNET)

    def test_without_history_a_raw_count_still_counts(self) -> None:
        none = np.array([])
        peer = RawCount(Usual(small.scan()), History(none, none.astype(int), none.astype(int), AT))
        assert peer.take(AT + 1, 5, INTERNET)[0] == pytest.approx(2.0)


def test_all_of_them_have_names_of_their_own() -> None:
    everyone = [*line_up(small.scan(), history()), *as_published(small.scan())]
    assert len({peer.name for peer in everyone}) == len(everyone) == 8
