"""The whole replay: company, phones, submissions, kills, and the count at the end."""

import random
import secrets
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from scripts.processes.api import Person
from scripts.processes.backstage import Backstage
from scripts.processes.employees import PASSWORD, employees
from scripts.replaying import counting, table
from scripts.replaying.complaints import Complaint, read
from scripts.replaying.counting import TeamRecord
from scripts.replaying.killing import Killing
from scripts.replaying.phone import Passed, Phone
from scripts.replaying.submitting import Submitting

TEAMS = ("internet", "tv", "telephony", "general")
PATIENCE = 60.0
"""Seconds without any progress after which what is missing counts as lost."""
_SIGNING_IN_AT_ONCE = 4
_TELL_EVERY = 2.0


@dataclass
class Replay:
    """`rate` is in complaints a second; `people` have a phone each."""

    file: Path
    country: str
    backstage: Backstage
    kills: int
    rate: float
    people: int
    limit: int | None = None
    run: str = field(default_factory=lambda: secrets.token_hex(3))

    def play(self) -> bool:
        """Whether each complaint came through, once; prints the table."""
        complaints = read(self.file, self.country, self.run, self.limit)
        chance = random.Random(self.run)  # noqa: S311 - moments, no secrets
        many = f"{len(complaints)} complaints, {self.people} phones, {self.kills} kills"
        _say(f"{many}, {self.rate:g} a second ({self.run})")
        keys = self.backstage.found_company(TEAMS, self.people)
        self.backstage.start_server()
        self.backstage.wait_for_server()
        script = ("--auto", "--quiet", "--take-up-after", "0", "--resolve-after", "0", "--threads", "8")
        self.backstage.start_team(list(keys.values()), *script)
        phones = self._phones()
        try:
            submitting = Submitting(phones, complaints, self.rate, chance)
            killing = Killing.planned(self.backstage, self.kills, len(complaints), chance)
            begun = time.monotonic()
            submitting.start()
            try:
                self._watch(submitting, killing, phones, len(complaints))
            finally:
                submitting.stop()
            return self._count(complaints, phones, killing, time.monotonic() - begun)
        finally:
            for phone in phones:
                phone.close()

    def _phones(self) -> list[Phone]:
        server, folder = self.backstage.address, self.backstage.folder / "phones"
        people = list(employees(self.people))
        phones = [Phone(server, folder / email, email, PASSWORD, self.country) for email, _ in people]
        with ThreadPoolExecutor(_SIGNING_IN_AT_ONCE) as pool:
            list(pool.map(Phone.sign_in, phones))
        _say(f"{len(phones)} phones are signed in")
        return phones

    def _watch(self, submitting: Submitting, killing: Killing, phones: list[Phone], rows: int) -> None:
        moved_at, before, told_at = time.monotonic(), (-1, -1), 0.0
        while True:
            submitted, seen = submitting.done, sum(p.seen_at is not None for p in _passed(phones))
            if killing.look(submitted):
                gone = killing.away[-1][1] - killing.away[-1][0]
                _say(f"killed -9 after {submitted} submissions; back after {gone:.1f} s")
            if (submitted, seen) != before:
                before, moved_at = (submitted, seen), time.monotonic()
            if time.monotonic() - told_at > _TELL_EVERY:
                told_at = time.monotonic()
                _say(f"  submitted {submitted}/{rows}, seen as resolved by the reporter {seen}/{rows}")
            if seen == rows or time.monotonic() - moved_at > PATIENCE:
                return
            time.sleep(0.05)

    def _count(self, complaints: list[Complaint], phones: list[Phone], killing: Killing, seconds: float) -> bool:
        passed = _passed(phones)
        record = counting.from_journal(self.backstage.team_lines(), self.run)
        in_database = self._in_database()
        traces = {p.complaint.marker: phone.traces(p) for phone in phones for p in phone.passed}
        doubled = counting.doubled(record, in_database, traces)
        lost = counting.lost(passed, [c.marker for c in complaints], record, in_database)
        self._print(complaints, passed, record, killing, (len(lost), len(doubled)), seconds)
        table.write_times(self.backstage.folder / "times.csv", passed, record.received_at, killing.away)
        for name, found in (("lost", lost), ("doubled", doubled)):
            for marker, why in list(found.items())[:10]:
                print(f"  {name} {marker}: {why}")
        return not lost and not doubled and all(p.seen_at is not None for p in passed)

    def _in_database(self) -> Counter[str]:
        """How many tickets there are of each marker, as a manager reads them."""
        manager = Person(self.backstage.address, "manager@example.org", PASSWORD)
        found = (counting.marker_in(t["description"], self.run) for t in manager.items("/tickets?limit=100"))
        return Counter(marker for marker in found if marker)

    def _print(
        self,
        complaints: list[Complaint],
        passed: list[Passed],
        record: TeamRecord,
        killing: Killing,
        wrong: tuple[int, int],
        seconds: float,
    ) -> None:
        to_team, to_reporter = counting.to_team(passed, record), counting.to_reporter(passed)
        away = killing.away
        lines = [
            table.row("rows", len(complaints)),
            table.row("submitted", len(passed)),
            table.row("forwarded to the team", len(record.received_at)),
            table.row("taken up", len(record.taken_up)),
            table.row("resolved", len(record.resolved)),
            table.row("seen by the reporter", sum(p.seen_at is not None for p in passed)),
            table.row("lost", wrong[0]),
            table.row("doubled", wrong[1]),
            table.row("deliveries repeated, and dropped by their event id", record.repeated),
            *table.times("submit to team", to_team, counting.clear_of(to_team, away), self.kills),
            *table.times("team's update to reporter", to_reporter, counting.clear_of(to_reporter, away), self.kills),
            table.row("kills -9 of server and worker", len(away)),
            table.row("away after a kill, longest s", f"{max((b - a for a, b in away), default=0):.1f}"),
            table.row("whole replay, s", f"{seconds:.1f}"),
        ]
        print("\n".join(["", *lines, ""]), flush=True)


def _passed(phones: list[Phone]) -> list[Passed]:
    return [passed for phone in phones for passed in list(phone.passed)]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
