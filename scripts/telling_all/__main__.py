"""`./scripts/spread_update [--tickets N] [--affected N] [--kills N] [--postgres]`: an update to all, then a resolving.

The first is left in peace, for the API's times; in the second server and worker are killed on the way. Exit status 0
only if each ticket and customer was told each once, whatever was killed.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field

import requests

from backend.config import Config
from scripts.processes import ending, scratch
from scripts.processes.api import Person
from scripts.processes.backstage import Backstage
from scripts.processes.child import python
from scripts.processes.employees import PASSWORD
from scripts.processes.waiting import TooLong
from scripts.telling_all.api_load import ApiLoad
from scripts.telling_all.verdict import faults

_QUIET = 5.0
_PATIENCE = 1800.0


def main() -> int:
    """The exit status."""
    wanted = _arguments()
    with ending.told(), scratch.installation(postgres=wanted.postgres) as backstage:
        return Telling(backstage, wanted).run()
    return 1


@dataclass
class Telling:
    """One run: the crowd, two rounds, the kills, and the count."""

    backstage: Backstage
    wanted: argparse.Namespace
    chance: random.Random = field(default_factory=random.Random)
    rows: dict[str, object] = field(default_factory=dict)

    def run(self) -> int:
        """Prints the table; the exit status."""
        self.backstage.found_company((), self.wanted.people)
        self._start()
        manager = Person(self.backstage.address, "manager@example.org", PASSWORD)
        outage = {"title": "No internet", "services": ["internet"], "areas": ["3511"], "impact": "major"}
        made = manager.post("/outages", outage)["id"]
        counts = (str(self.wanted.tickets), str(self.wanted.affected))
        crowd = python("scripts.telling_all.crowd", made, *counts)
        subprocess.run(crowd, env={**os.environ, **self.backstage.env}, check=True)
        self.rows["tickets, customers without one"] = ", ".join(counts)
        quiet = ApiLoad(self.backstage.address)
        quiet.start()
        time.sleep(_QUIET)
        quiet.stop()
        self.rows["API before, ms: median / p99 / slowest (calls)"] = quiet.told()
        update = {"text": "We are on it."}
        wrong = self._round(made, update, 0, version=2, ticket="acknowledged", affected="waiting")
        resolved = {"text": "It is repaired.", "status": "resolved"}
        wrong += self._round(made, resolved, self.wanted.kills, version=3, ticket="resolved", affected="asked")
        print("\n".join(["", *(f"  {name:<58} {value}" for name, value in self.rows.items()), ""]), flush=True)
        return 0 if wrong == 0 else 1

    def _start(self) -> None:
        self.backstage.start_server()
        self.backstage.wait_for_server()

    def _round(
        self, outage: str, update: dict[str, str], kills: int, *, version: int, ticket: str, affected: str
    ) -> int:
        manager = Person(self.backstage.address, "manager@example.org", PASSWORD)
        load = ApiLoad(self.backstage.address)
        load.start()
        begun = time.monotonic()
        manager.post(f"/outages/{outage}/updates", update)
        name = update.get("status", "update")
        self.rows[f"{name}: the manager's call, s"] = f"{time.monotonic() - begun:.2f}"
        killed = self._watch(manager, outage, begun, kills)
        self.rows[f"{name}: all told after, s"] = f"{time.monotonic() - begun:.1f}"
        self.rows[f"{name}: kills -9 on the way"] = killed
        load.stop()
        self.rows[f"{name}: API meanwhile, ms: median / p99 / slowest (calls)"] = load.told()
        config = Config.from_env(self.backstage.env)
        found = faults(config, outage, update["text"], version=version, ticket=ticket, affected=affected)
        self.rows |= {f"{name}: {what}": number for what, number in found.items()}
        return sum(found.values())

    def _watch(self, manager: Person, outage: str, begun: float, kills: int) -> int:
        """Until all are told; kills everything at random moments on the way. How often."""
        total = self.wanted.tickets + self.wanted.affected
        moments = sorted(self.chance.uniform(0.02, 0.7) * total for _ in range(kills))
        killed, said = 0, 0.0
        while time.monotonic() - begun < _PATIENCE:
            try:
                newest = manager.get(f"/outages/{outage}/rounds?limit=1")["items"][0]
            except requests.RequestException:
                time.sleep(0.2)
                continue
            if newest["finished_at"]:
                return killed
            if moments and newest["done"] >= moments[0]:
                moments.pop(0)
                killed += 1
                if self.backstage.server:
                    self.backstage.server.kill()
                self._start()
            if time.monotonic() - said > 5:  # noqa: PLR2004 - seconds
                said = time.monotonic()
                print(f"  {newest['done']} of {newest['total']} told", file=sys.stderr, flush=True)
            time.sleep(0.2)
        raise TooLong(f"the round: not within {_PATIENCE:g} s")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/spread_update", description=__doc__)
    parser.add_argument("--tickets", type=int, default=10_000, help="behind the outage (default: 10,000)")
    parser.add_argument("--affected", type=int, default=10_000, help="customers without a ticket (default: 10,000)")
    parser.add_argument("--people", type=int, default=50, help="whose tickets and customers they are (default: 50)")
    parser.add_argument("--kills", type=int, default=3, metavar="N", help="of server and worker (default: 3)")
    parser.add_argument("--postgres", action="store_true", help="on a new PostgreSQL server")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
