"""`./scripts/replay FILE.csv`: each row is passed on by one of the employees, solved, and read back by them.

Exit status 0 only if none was lost and none doubled. The database is a new SQLite file, the one in DATABASE_URL, or
with --postgres a new PostgreSQL server.
"""

import argparse
import os
import sys
from pathlib import Path

from scripts.processes import ending, scratch
from scripts.replaying.complaints import NotUsable, country_of
from scripts.replaying.replay import Replay


def main() -> int:
    """The exit status."""
    wanted = _arguments()
    with ending.told(NotUsable):
        country = os.environ.get("COUNTRY") or country_of(wanted.file)
        with scratch.installation(postgres=wanted.postgres, keep=wanted.keep, COUNTRY=country) as backstage:
            replay = Replay(wanted.file, country, backstage, wanted.kill, wanted.rate, wanted.phones, wanted.limit)
            return 0 if replay.play() else 1
    return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/replay", description=__doc__)
    parser.add_argument("file", type=Path, help="complaints in CSV, the first line naming the columns")
    parser.add_argument("--kill", type=int, default=0, metavar="N", help="kill -9 server and worker N times on the way")
    parser.add_argument("--postgres", action="store_true", help="on a new PostgreSQL server")
    parser.add_argument("--limit", type=int, help="only the first rows")
    parser.add_argument("--phones", type=int, default=50, metavar="N", help="how many employees (default: 50)")
    parser.add_argument("--rate", type=float, default=12.0, help="complaints a second (default: 12)")
    parser.add_argument("--keep", action="store_true", help="keep the scratch folder")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
