"""The detector as the log tells it: rebuilt from what is kept, and brought up to date by what came since."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from backend import db
from backend.outages.detection import log
from backend.outages.detection.baseline import Baseline
from backend.outages.detection.company import Company, company
from backend.outages.detection.detector import Detector
from backend.outages.detection.incoming import REPLAYED
from backend.outages.detection.models import Learned
from backend.outages.detection.reports import Suspicion
from backend.outages.detection.settings import DEFAULT

_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass
class Memory:
    """A detector, and up to where of the log it is; whatever is unsure of it is thrown away and made anew."""

    detector: Detector
    company: Company
    baseline_id: int
    seq: int = 0
    at: dt.datetime = _NEVER
    """When the last thing was that it was told: nothing is told it as earlier."""

    def catch_up(self) -> None:
        """Takes in what others wrote to the log since; a read."""
        for entry in log.entries(self.seq):
            self.take(entry)

    def take(self, entry: log.Entry) -> None:
        """One thing of the log, as it was decided then."""
        if entry.kind == log.REPORT:
            self.detector.take(log.as_report(entry), deciding=False)
        elif entry.kind in (log.RAISED, log.GROWN):
            self.detector.restore(Suspicion.from_json(entry.told))
        else:
            self.decide(entry.kind, entry.key, entry.at)
        self.seq, self.at = entry.seq, entry.at

    def decide(self, decided: str, key: str, at: dt.datetime) -> None:
        """Tells the detector what people came to."""
        verbs = {
            log.CONFIRMED: self.detector.confirmed,
            log.DISMISSED: self.detector.dismissed,
            log.ENDED: self.detector.ended,
        }
        verbs[decided](key, at)


def rebuild(baseline_id: int) -> Memory | None:
    """The detector by what was learned then, and all that came since and in the day before; a read.

    None where areas or services are others since: of those it is learned first.
    """
    learned = db.session.get_one(Learned, baseline_id)
    about = company()
    if learned.company != about.stamp:
        return None
    baseline = Baseline.from_bytes(learned.data)
    memory = Memory(Detector(about.zones, about.services, baseline, about.timezone, DEFAULT), about, baseline_id)
    decided = log.decided_until(learned.from_seq)
    since = min([learned.at - REPLAYED, *_open_since(decided)])
    for entry in decided:
        # What was dismissed goes on to be expected, however long ago its tickets came.
        if entry.at < since:
            memory.take(entry)
    for entry in log.entries(0, since):
        memory.take(entry)
    memory.seq = max(memory.seq, log.last())
    return memory


def _open_since(decided: Sequence[log.Entry]) -> list[dt.datetime]:
    """Since when those suspicions are there on which nobody had decided: from then on each ticket may be theirs."""
    raised: dict[str, dt.datetime] = {}
    for entry in decided:
        if entry.kind == log.RAISED:
            raised[entry.key] = entry.at
        elif entry.kind != log.GROWN:
            raised.pop(entry.key, None)
    return list(raised.values())


def newest() -> Learned | None:
    """What was learned last; a read, without what was learned."""
    columns = (Learned.id, Learned.at, Learned.company, Learned.tickets, Learned.days)
    return db.session.execute(select(*columns).order_by(Learned.id.desc()).limit(1)).first()  # type: ignore[return-value]
