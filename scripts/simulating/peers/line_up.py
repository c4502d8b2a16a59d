"""Who takes part in the benchmark."""

from backend.outages.detection.baseline import History
from backend.outages.detection.scan import Scan
from scripts.simulating.peers.counting import Count, RawCount
from scripts.simulating.peers.cusum import BestCusum
from scripts.simulating.peers.ebp import ExpectationBased
from scripts.simulating.peers.ewma import Ewma
from scripts.simulating.peers.peer import Peer, Usual


def line_up(scan: Scan, history: History) -> list[Peer]:
    """The peers as new, each at its best, over the cells of a scan; `history` is what its baseline was learned from."""
    usual = Usual(scan)
    return [ExpectationBased(usual), BestCusum(usual), Ewma(usual), Count(usual), RawCount(usual, history)]


def as_published(scan: Scan) -> list[Peer]:
    """What was left of some of them before they were made comparable over places: it does far worse."""
    usual = Usual(scan)
    plain = BestCusum(usual, margin=0.0, echoes=False, name="plain CUSUM")
    return [plain, Ewma(usual, in_sd=True), Count(usual, by_week=False)]
