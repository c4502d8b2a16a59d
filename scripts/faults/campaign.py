"""One bad link: a person's actions over it, the wait until the phone is empty, and the count on both sides."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from scripts.faults.links import BadLink
from scripts.faults.person import Person
from scripts.faults.proxy import Fate, Proxy
from scripts.faults.records import Records

_EXPIRES_EVERY = 3.0
_SETTLES = 6.0
"""Seconds without anything to send before the count: the last reading comes after the last sending."""


@dataclass
class Found:
    """Sentences; all empty is what we want. `seconds` went by until the phone had nothing left to send."""

    link: str
    actions: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    said: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)

    @property
    def spotless(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.doubled or self.unsaid)


@dataclass
class Campaign:
    """One person's, on a thread of its own; `patience` is in seconds, for the phone to become empty."""

    link: BadLink
    server_port: int
    records: Records
    email: str
    folder: Path
    actions: int
    patience: float
    chance: random.Random

    def run(self) -> Found:
        """Plays, waits and counts."""
        proxy = Proxy(self.server_port)
        address = proxy.start()
        self.folder.mkdir(parents=True)
        person = Person(address, self.folder, self.email, self.link.name, self.chance)
        found = Found(self.link.name, calls=proxy.fates)
        try:
            person.sign_in()
            proxy.link = self.link.make(self.chance)
            self._play(person, found)
            self._wait_until_empty(person, found)
            self._count(person, found)
        finally:
            person.close()
            proxy.stop()
        return found

    def _play(self, person: Person, found: Found) -> None:
        begun = expired = time.monotonic()
        for number in range(self.actions):
            person.off = self.link.clock if number < self.actions // 2 else -self.link.clock
            person.act()
            found.actions += 1
            if self.link.expires and time.monotonic() - expired > _EXPIRES_EVERY:
                expired = time.monotonic()
                self.records.expire_tokens(self.email)
        found.seconds = time.monotonic() - begun

    def _wait_until_empty(self, person: Person, found: Found) -> None:
        begun = time.monotonic()
        while person.unsent() and time.monotonic() - begun < self.patience:
            if self.link.expires:
                self.records.expire_tokens(self.email)
            person.rest(_EXPIRES_EVERY if self.link.expires else 0.5)
        found.seconds = round(time.monotonic() - begun, 1)
        person.rest(_SETTLES)

    def _count(self, person: Person, found: Found) -> None:
        done, name = person.done, self.link.name
        there = {
            "ticket": (self.records.tickets(name), [f"Down [{marker}]" for marker in done.tickets]),
            "message": (self.records.messages(name), [f"More [{marker}]" for marker in done.messages]),
            "follow": (self.records.follows(name), done.follows),
            "photo": (self.records.photos(list(done.photos)), list(done.photos)),
        }
        for what, (counted, wanted) in there.items():
            found.lost += [f"{what}: {one}" for one in wanted if not counted[one]]
            found.doubled += [f"{what}, {count} times: {one}" for one, count in counted.items() if count > 1]
        self._standing(person, found)
        found.lost += [f"refused: {why}" for why in person.refused()]
        found.lost += [f"still on the phone: {person.unsent()}"] if person.unsent() else []
        found.said = Counter({str(key): count for key, count in person.said.items()})
        found.unsaid += [str(key) for key in self.link.must_say if not person.said[key]]
        found.unsaid += ["signed out"] if "signed_out" in found.said else []

    def _standing(self, person: Person, found: Found) -> None:
        """Each ticket as the person left it, on the server and on the phone."""
        standing, store = self.records.standing(self.link.name), person.account.store
        for marker, key in person.done.tickets.items():
            status, number = standing.get(f"Down [{marker}]", ("missing", None))
            if key in person.done.cancelled and status != "cancelled":
                found.lost.append(f"withdrawal of {marker}: {status}")
            if person.done.phones.get(key, number) != number:
                found.lost.append(f"correction of {marker}: {number}")
            shown = store.projections.ticket(key)
            if shown is None or shown.said is None or shown.said["status"] != status:
                found.lost.append(f"{marker} is {status}, which the phone does not show")


def table(found: list[Found]) -> str:
    """A line for each link, and what is wrong below it."""
    head = f"  {'link':<12}{'actions':>8}{'calls':>7}{'broken':>8}{'empty after':>13}{'lost':>6}{'doubled':>9}  said"
    lines = ["", head]
    for one in found:
        broken = sum(count for fate, count in one.calls.items() if fate != Fate.PASSED)
        lines.append(
            f"  {one.link:<12}{one.actions:>8}{one.calls.total():>7}{broken:>8}{one.seconds:>11.0f} s"
            f"{len(one.lost):>6}{len(one.doubled):>9}  {', '.join(sorted(one.said)) or '-'}"
        )
    for one in found:
        wrong = (("lost", one.lost), ("doubled", one.doubled), ("not said", one.unsaid))
        lines += [f"  {one.link}: {what}: {each}" for what, said in wrong for each in said[:10]]
    return "\n".join([*lines, ""])
