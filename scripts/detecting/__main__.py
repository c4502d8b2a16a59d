"""`./scripts/detect_live [--burst SECONDS] [--postgres]`: two outages in tickets over HTTP, a kill, and the verdict.

Exit status 0 only if both are suspected, duty is mailed of each once, and an undisturbed detector decides the same.
"""

import argparse
import itertools
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import requests

from scripts.detecting.mailbox import Mailbox
from scripts.processes import ending, scratch
from scripts.processes.api import Person
from scripts.processes.backstage import Backstage
from scripts.processes.child import Child, python
from scripts.processes.employees import PASSWORD, employees
from scripts.processes.waiting import until

_PEOPLE = 40
_DAYS, _A_DAY = 21, 60
_SECONDS = 5.0
"""From the post of the ticket that decides until the board and the mailbox have it: what was promised."""
_PATIENCE = 60.0
_A_SECOND = 20_000 / 3600
_PAUSE = 1.0
Sight = tuple[float, dict[str, Any]]
"""When an outage was seen to be suspected, and what speaks for it."""


def main() -> int:
    """The exit status."""
    wanted, mailbox = _arguments(), Mailbox()
    mail = {"SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}", "MAIL_FROM": "doorgeven@example.org"}
    with ending.told(), closing(mailbox), scratch.installation(postgres=wanted.postgres, **mail) as backstage:
        return Live(backstage, mailbox, wanted).run()
    return 1


@dataclass
class Live:
    """One run; `rows` is the table that is printed."""

    backstage: Backstage
    mailbox: Mailbox
    wanted: argparse.Namespace
    rows: dict[str, object] = field(default_factory=dict)
    posted: dict[str, float] = field(default_factory=dict)
    """When each ticket's answer came, by its id."""
    seen: set[str] = field(default_factory=set)

    def run(self) -> int:
        """Prints the table; the exit status."""
        self.backstage.found_company((), _PEOPLE)
        self._run("scripts.detecting.history", str(_DAYS), str(_A_DAY))
        self._start()
        manager = Person(self.backstage.address, "manager@example.org", PASSWORD)
        people = itertools.cycle([Person(self.backstage.address, one, PASSWORD) for one, _ in employees(_PEOPLE)])
        until(lambda: self._gauge("learned_seconds") >= 0, _PATIENCE, "what is usual being learned")
        second = Child("second worker", python("flask", "--app", "backend.app", "forward"), env=self.backstage.env)
        try:
            first = self._outage(manager, people, "3511AB", "internet", kill_after=0)
            other = self._outage(manager, people, "9711LM", "tv", kill_after=2)
            burst = self._burst(people) if self.wanted.burst else True
            until(lambda: self._gauge("behind_seconds") == 0, _PATIENCE, "detection being up to date")
        finally:
            second.stop()
        found = json.loads(self._run("scripts.detecting.verdict"))
        self.rows |= {f"log: {name}": value for name, value in found.items()}
        print("\n".join(["", *(f"  {name:<64} {value}" for name, value in self.rows.items()), ""]), flush=True)
        return 0 if first and other and burst and found["same"] else 1

    def _outage(
        self, manager: Person, people: Iterator[Person], postcode: str, service: str, *, kill_after: int
    ) -> bool:
        """Posts a ticket a second until a manager sees it; the server and first worker are killed after so many."""
        name = f"{service} at {postcode}" + (", all but one worker killed on the way" if kill_after else "")
        mails = len(self.mailbox.came)
        for number in range(1, _PEOPLE):
            self._pass_on(next(people), postcode, service)
            if number == kill_after:
                self._start_anew()
            sight = self._look(manager)
            if sight is not None:
                self.rows[f"{name}: tickets passed on"] = number
                until(lambda: len(self.mailbox.came) > mails, _PATIENCE, "the letter to who is on duty")
                self._tell(name, sight, self.mailbox.came[mails][0], within=not kill_after)
                return len(self.mailbox.came) == mails + 1
        self.rows[name] = "not suspected"
        return False

    def _tell(self, name: str, sight: Sight, mailed: float, *, within: bool) -> None:
        """How soon it was seen and mailed; `within`: whether that is as soon as was promised."""
        at, evidence = sight
        deciding = max(self.posted[one] for one in evidence["tickets"])
        board, mail = at - deciding, mailed - deciding
        self.rows[f"{name}: on the board, s after the deciding ticket"] = f"{board:.2f}"
        self.rows[f"{name}: duty's letter, s after it"] = f"{mail:.2f}"
        if within:
            self.rows[f"{name}: within {_SECONDS:g} s"] = "yes" if max(board, mail) <= _SECONDS else "no"
        self.rows[f"{name}: told as"] = evidence["text"]["en"]

    def _pass_on(self, person: Person, postcode: str, service: str) -> float:
        """Seconds that it took."""
        body = {"kind": "problem", "service": service, "description": "Down.", "customer": {"postcode": postcode}}
        begun = time.monotonic()
        made = person.post("/tickets", body)["id"]
        self.posted[made] = time.monotonic()
        return self.posted[made] - begun

    def _look(self, manager: Person) -> Sight | None:
        """For a second, whether there is one that was not seen before."""
        end = time.monotonic() + _PAUSE
        while time.monotonic() < end:
            for item in manager.get("/outages")["items"]:
                if item["status"] == "suspected" and item["id"] not in self.seen:
                    self.seen.add(item["id"])
                    return time.monotonic(), item["suspicion"]
            time.sleep(0.05)
        return None

    def _burst(self, people: Iterator[Person]) -> bool:
        """Submitting at 20,000 an hour, with detection at work and with its workers held off it."""
        self._run("scripts.detecting.verdict", "hold", "3600")
        without = self._paced(people)
        self._run("scripts.detecting.verdict", "hold", "0")
        until(lambda: self._gauge("behind_seconds") == 0, _PATIENCE, "detection being up to date")
        with_it = self._paced(people)
        for name, took in (("without detection", without), ("with detection", with_it)):
            ms = sorted(1000 * one for one in took)
            p99 = statistics.quantiles(ms, n=100, method="inclusive")[98]
            told = f"{statistics.median(ms):.1f} / {p99:.1f} / {ms[-1]:.1f} ({len(ms)})"
            self.rows[f"passing on at 20,000 an hour, {name}, ms: median / p99 / slowest"] = told
        self.rows["detection behind at the end of it, s"] = f"{self._gauge('behind_seconds'):.1f}"
        return True

    def _paced(self, people: Iterator[Person]) -> list[float]:
        begun, took = time.monotonic(), []
        codes = [f"{code}AB" for code in range(1011, 9990, 37)]
        for number in range(int(self.wanted.burst * _A_SECOND)):
            time.sleep(max(0.0, begun + number / _A_SECOND - time.monotonic()))
            try:
                took.append(self._pass_on(next(people), codes[number % len(codes)], "mobile"))
            except requests.HTTPError:
                # No such postcode area: few numbers are none.
                continue
        return took

    def _start_anew(self) -> None:
        if self.backstage.server:
            self.backstage.server.kill()
        self._start()

    def _start(self) -> None:
        self.backstage.start_server()
        self.backstage.wait_for_server()

    def _gauge(self, name: str) -> float:
        answer = requests.get(f"{self.backstage.address}/metrics", timeout=5)
        found = re.search(rf"^doorgeven_detection_{name} (\S+)$", answer.text, re.MULTILINE)
        return float(found[1]) if found else -1.0

    def _run(self, module: str, *args: str) -> str:
        env = {**os.environ, **self.backstage.env}
        return subprocess.run(python(module, *args), env=env, check=True, text=True, stdout=subprocess.PIPE).stdout


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/detect_live", description=__doc__)
    parser.add_argument("--burst", type=float, default=0, metavar="SECONDS", help="submitting at 20,000 an hour, twice")
    parser.add_argument("--postgres", action="store_true", help="on a new PostgreSQL server")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
