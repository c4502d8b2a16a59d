"""`./scripts/bench board`: what managers look at, in a database of a million tickets and 5,000 outages.
`./scripts/bench app`: the app on a phone with 5,000 tickets.
`./scripts/bench detection`: how soon outages are seen in the tickets of a simulated country, and how seldom in vain.

Prints one table: figure, limit or peer of the same run, ratio, goal, met or not. It decides over no test.
"""

import argparse
import sys
from pathlib import Path

from scripts.benching import app, board, detection
from scripts.processes import ending


def main() -> int:
    """0 when it was measured, whatever came of it."""
    wanted = _arguments()
    with ending.told():
        _run(wanted)
        return 0
    return 1


def _run(wanted: argparse.Namespace) -> None:
    if wanted.what == "detection":
        detection.run(wanted.areas, wanted.days, wanted.out, short=wanted.short, http=wanted.http)
        return
    if wanted.what == "app":
        app.run(wanted.tickets or 5_000)
        return
    tickets = wanted.tickets or 1_000_000
    board.run(board.Wanted(tickets, wanted.outages, wanted.rounds, wanted.postgres, wanted.folder))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("what", choices=["board", "app", "detection"], help="what to measure")
    parser.add_argument("--tickets", type=int, help="in the database (default: 1,000,000), on the phone (5,000)")
    parser.add_argument("--outages", type=int, default=5_000, help="in the database (default: 5,000)")
    parser.add_argument("--rounds", type=int, default=20, help="requests of each page (default: 20)")
    parser.add_argument("--postgres", action="store_true", help="on a new PostgreSQL server")
    parser.add_argument("--areas", type=Path, help="of detection: the country, as `import-areas` takes it")
    parser.add_argument("--days", type=int, default=180, help="of detection: quiet days (default: 180)")
    parser.add_argument("--out", type=Path, help="of detection: a folder for its plots")
    parser.add_argument("--short", action="store_true", help="of detection: a tenth of it, without other worlds")
    parser.add_argument("--http", type=int, default=0, metavar="N", help="of detection: N of each kind, over HTTP")
    parser.add_argument("--folder", type=Path, help="keep the database there, and use the one that is there")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
