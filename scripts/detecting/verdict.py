"""`python -m scripts.detecting.verdict`: whether one undisturbed detector decides what the log says was decided."""

import datetime as dt
import json
import sys
from typing import Any

from sqlalchemy import select, update

from backend import db
from backend.app import create_app
from backend.clock import now
from backend.outages.detection import log
from backend.outages.detection.baseline import Baseline
from backend.outages.detection.company import company
from backend.outages.detection.detector import Detector
from backend.outages.detection.models import Following, Learned, Suspected
from backend.outages.detection.reports import Kind
from backend.outages.detection.settings import DEFAULT
from scripts.processes import database

_KINDS = {Kind.RAISED: log.RAISED, Kind.GROWN: log.GROWN}


def main() -> None:
    """Prints JSON; `hold SECONDS` instead keeps the workers from deciding for so long, `0` lets them."""
    app = create_app(database.settings())
    with app.app_context():
        if len(sys.argv) > 1:
            seconds = float(sys.argv[2])
            until = now() + dt.timedelta(seconds=seconds)
            held = {"worker": "held" if seconds else None, "lease_until": until}
            db.write(lambda: db.session.execute(update(Following).values(**held)).rowcount)
        else:
            print(json.dumps(_verdict()))
        db.session.remove()
        db.extension.engine.dispose()


def _verdict() -> dict[str, Any]:
    about, learned = company(), list(db.session.scalars(select(Learned).order_by(Learned.id)))
    baseline = Baseline.from_bytes(learned[0].data)
    detector = Detector(about.zones, about.services, baseline, about.timezone, DEFAULT)
    decided: list[tuple[str, Any]] = []
    wanted: list[tuple[str, Any]] = []
    reports = 0
    for entry in log.entries(0):
        if entry.kind == log.REPORT:
            reports += 1
            outcome = detector.take(log.as_report(entry))
            if outcome.kind in _KINDS and outcome.suspicion is not None:
                wanted.append((_KINDS[outcome.kind], outcome.suspicion.to_json()))
        else:
            decided.append((entry.kind, entry.told))
    same = json.dumps(wanted, default=list) == json.dumps(decided, default=list)
    raised = [told["key"] for kind, told in decided if kind == log.RAISED]
    outages = list(db.session.scalars(select(Suspected.key)))
    return {
        "reports": reports,
        "raised": len(raised),
        "outages": len(outages),
        "same": same and sorted(raised) == sorted(outages) and len(learned) == 1,
    }


if __name__ == "__main__":
    main()
