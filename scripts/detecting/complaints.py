"""`./scripts/detect_complaints CSV [--from DATE]`: real complaints replayed; what came before DATE is learned from.

Columns: `reported_at` (local times), `zip`, and where there are such `city`, `state`, `complaint`. By the product's own
detector, in memory; a place is the zip code's area, by the country's list as the product has it.
"""

import argparse
import csv
import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from backend.areas.index import Index
from backend.areas.unit import Unit
from backend.outages.detection.baseline import History, learn
from backend.outages.detection.detector import Detector
from backend.outages.detection.reports import Kind, Report, Suspicion
from backend.outages.detection.services import Services
from backend.outages.detection.settings import DEFAULT
from backend.outages.detection.zones import Zones
from shared.postcodes import NotAPostcode, normalise

_COUNTRY, _ZONE = "US", "America/New_York"
_ONE = "complaint"


class Complaint(NamedTuple):
    """When and where one came; `number` is its row."""

    number: int
    at: dt.datetime
    code: str


def main() -> int:
    """The exit status."""
    wanted = _arguments()
    zones = _zones()
    services = Services([_ONE], {})
    rows = [row for row in _read(wanted.file) if zones.unit(row.code) is not None]
    start = dt.datetime.fromisoformat(wanted.start).replace(tzinfo=ZoneInfo(_ZONE))
    before, after = [row for row in rows if row.at < start], [row for row in rows if row.at >= start]
    if not before or not after:
        raise SystemExit(f"There are {len(before)} complaints before {wanted.start} and {len(after)} from then on.")
    hours = np.array([row.at.timestamp() / 3600 for row in before])
    units = np.array([zones.unit(row.code) for row in before], dtype=np.int64)
    history = History(hours, units, np.zeros(len(before), dtype=np.int64), float(hours[0]))
    baseline = learn(history, zones, services, start, _ZONE, DEFAULT)
    print(f"{len(before)} complaints of {baseline.days:.0f} days learned, {len(before) / baseline.days:.1f} a day.")
    detector = Detector(zones, services, baseline, _ZONE, DEFAULT)
    raised = 0
    for row in after:
        outcome = detector.take(Report(str(row.number), row.at, row.code, _ONE, f"customer {row.number}"))
        if outcome.suspicion is not None and outcome.kind in (Kind.RAISED, Kind.GROWN):
            raised += outcome.kind is Kind.RAISED
            print(_told(outcome.kind, outcome.suspicion, row.at))
    print(f"{len(after)} complaints of {(after[-1].at - start).days + 1} days replayed: {raised} raised.")
    return 0


def _told(kind: Kind, found: Suspicion, at: dt.datetime) -> str:
    where = ", ".join(found.areas[:6]) + (f" and {len(found.areas) - 6} more" if len(found.areas) > 6 else "")  # noqa: PLR2004
    since = found.since.astimezone(ZoneInfo(_ZONE))
    counts = f"{len(found.tickets)} where {found.expected:.1f} are usual; evidence {found.statistic:.0f}"
    return f"{at:%d %b %H:%M}  {kind:7} {found.level}: {where}, since {since:%d %b %H:%M}, {counts}"


def _zones() -> Zones:
    index = Index(_COUNTRY)
    places, states = index.labels("place"), index.labels("province")
    units = [Unit(code, place=places.get(code), province=states.get(code)) for code in index.codes]
    return Zones(units, _COUNTRY, DEFAULT)


def _read(path: Path) -> Iterator[Complaint]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = [_complaint(number, row) for number, row in enumerate(csv.DictReader(file), 1)]
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError) as error:
        raise SystemExit(f"{path} cannot be read as complaints ({type(error).__name__}: {error}).") from None
    yield from sorted((one for one in found if one is not None), key=lambda one: (one.at, one.number))


def _complaint(number: int, row: dict[str, str]) -> Complaint | None:
    try:
        code = normalise(row["zip"], _COUNTRY)
    except NotAPostcode:
        return None
    return Complaint(number, dt.datetime.fromisoformat(row["reported_at"]).replace(tzinfo=ZoneInfo(_ZONE)), code)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/detect_complaints", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--from", dest="start", default="2015-06-01", metavar="DATE", help="from when it is replayed")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
