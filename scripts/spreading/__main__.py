"""`./scripts/spread`: 50 endpoints, one hanging, one refusing; how long the other 48 wait at 100 tickets a second.

Exit status 0 only if each of the others got all of its tickets, and 99 of 100 within a second after the server had it.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles

from scripts.processes import ending, scratch
from scripts.processes.api import Person
from scripts.processes.backstage import Backstage
from scripts.processes.child import python
from scripts.processes.employees import PASSWORD
from scripts.processes.waiting import until
from scripts.spreading.load import Load, slug
from scripts.spreading.receiver import HANGING, REFUSING

GOAL = 1.0
_BROKEN = (HANGING, REFUSING)


def main() -> int:
    """The exit status."""
    wanted = _arguments()
    with ending.told(), scratch.installation(postgres=wanted.postgres) as backstage:
        came = backstage.folder / "came.jsonl"
        receiver = subprocess.Popen(python("scripts.spreading.receiver", str(came)), stdout=subprocess.PIPE, text=True)
        try:
            return _measure(wanted, backstage, receiver, came)
        finally:
            receiver.kill()
            receiver.wait()
    return 1


def _measure(wanted: argparse.Namespace, backstage: Backstage, receiver: "subprocess.Popen[str]", file: Path) -> int:
    subprocess.run(
        python("scripts.spreading.company", str(wanted.teams)), env={**os.environ, **backstage.env}, check=True
    )
    backstage.start_server()
    backstage.wait_for_server()
    manager = Person(backstage.address, "manager@example.org", PASSWORD)
    at = int(receiver.stdout.readline()) if receiver.stdout else 0
    for number in range(wanted.teams):
        manager.post(f"/teams/{slug(number)}/endpoints", {"url": f"http://127.0.0.1:{at}/{number}"})
    load = Load(int(backstage.env["PORT"]), wanted.teams, wanted.rate, wanted.seconds)
    _say(f"{wanted.teams} endpoints; {wanted.rate:g} tickets a second for {wanted.seconds:g} s")
    reached = load.run(Person(backstage.address, "employee@example.org", PASSWORD))
    expected = len(load.answered) * (wanted.teams - len(_BROKEN)) // wanted.teams
    until(lambda: len(_came(file)) >= expected or None, 30, "the last deliveries", every=0.5)
    time.sleep(1)
    return _print(load, _came(file), expected, reached)


def _came(file: Path) -> dict[str, float]:
    """When each ticket first came to a team that is well."""
    found: dict[str, float] = {}
    for line in file.read_text("utf-8").splitlines() if file.exists() else []:
        row = json.loads(line)
        if row["path"] not in _BROKEN:
            found.setdefault(row["ticket"], row["at"])
    return found


def _print(load: Load, came: dict[str, float], expected: int, reached: float) -> int:
    waits = [max(0.0, at - load.answered[ticket]) for ticket, at in came.items() if ticket in load.answered]
    p99 = quantiles(waits, n=100, method="inclusive")[98]
    rows = {
        "tickets, and a second": f"{len(load.answered)}, {reached:.1f}",
        "submit, median / p99 s": f"{median(load.took):.3f} / {quantiles(load.took, n=100)[98]:.3f}",
        "came to the 48 that are well": f"{len(came)} of {expected}",
        "from the server's answer to the team, median / p99 s": f"{median(waits):.3f} / {p99:.3f}",
    }
    print("\n".join(["", *(f"  {name:<54} {value}" for name, value in rows.items()), ""]), flush=True)
    return 0 if p99 <= GOAL and len(came) >= expected and not load.refused else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/spread", description=__doc__)
    parser.add_argument("--teams", type=int, default=50, help="one endpoint each (default: 50)")
    parser.add_argument("--rate", type=float, default=100.0, help="tickets a second (default: 100)")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long (default: 60)")
    parser.add_argument("--postgres", action="store_true", help="on a new PostgreSQL server")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
