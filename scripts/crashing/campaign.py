"""The whole campaign: company, endpoints, load, kills, and the count when all is quiet again."""

import random
import sys
import threading
import time
from dataclasses import dataclass

from backend.config import Config
from scripts.crashing.endpoints import MOODS, Endpoints
from scripts.crashing.killing import Killing
from scripts.crashing.load import PEOPLE, Load
from scripts.crashing.records import Records
from scripts.crashing.verdict import Verdict, verdict
from scripts.processes.backstage import Backstage
from scripts.processes.waiting import TooLong, until
from scripts.solving_team.rest import Rest

TEAMS = ("internet", "tv", "telephony", "general")
QUIET_WITHIN = 180.0
"""Seconds after the last kill in which everything that was begun must have come through."""


@dataclass
class Campaign:
    """`rate` is in tickets a second; `chance` chooses the moments."""

    backstage: Backstage
    kills: int
    rate: float
    chance: random.Random
    seed: str

    def run(self) -> bool:
        """Whether nothing was lost, orphaned, done twice or out of order; prints the table."""
        config = Config.from_env(self.backstage.env)
        keys = self.backstage.found_company(TEAMS, PEOPLE)
        self.backstage.start_server()
        self.backstage.wait_for_server()
        script = ("--auto", "--quiet", "--take-up-after", "0", "--resolve-after", "0", "--threads", "4")
        self.backstage.start_team(list(keys.values()), *script)
        endpoints = Endpoints(self.chance)
        self._register(keys["internet"], endpoints)
        load = Load(self.backstage.address, self.seed, self.rate, self.chance)
        killing = Killing(self.backstage, self.chance, second_worker=not config.is_sqlite)
        records = Records(config)
        begun = time.monotonic()
        try:
            killing.begin()
            load.start()
            self._kill(killing, load)
            self._settle(load, records)
            found = verdict(load, endpoints, records)
        finally:
            load.hurry.set()
            killing.end()
            endpoints.stop()
            records.close()
        self._print(found, load, endpoints, killing, time.monotonic() - begun)
        return found.spotless

    def _register(self, key: str, endpoints: Endpoints) -> None:
        rest = Rest(self.backstage.address, key, threading.Event())
        for mood in MOODS:
            made = rest.call("POST", "/teams/internet/endpoints", {"url": endpoints.url("internet", mood)})
            if not made.ok:
                raise SystemExit(f"The endpoint was refused: {made.data}")

    def _kill(self, killing: Killing, load: Load) -> None:
        told_at = 0.0
        while killing.done.total() < self.kills:
            killing.kill_one()
            if time.monotonic() - told_at > 10 or killing.done.total() == self.kills:  # noqa: PLR2004 - seconds
                told_at = time.monotonic()
                _say(
                    f"  {killing.done.total()}/{self.kills} kills, {len(load.tickets)} tickets passed on ({self.seed})"
                )

    def _settle(self, load: Load, records: Records) -> None:
        _say("  no more kills; waiting until everything has come through")
        if not load.finish(QUIET_WITHIN):
            load.refused.append("a person never got an answer")
        try:
            until(
                lambda: not records.unresolved() and not records.waiting(), QUIET_WITHIN, "the last deliveries", every=1
            )
        except TooLong as error:
            raise TooLong(f"{error}; {records.standing()}") from None

    def _print(self, found: Verdict, load: Load, endpoints: Endpoints, killing: Killing, seconds: float) -> None:
        rows = {
            "tickets, messages that were answered": f"{len(load.tickets)}, {len(load.messages)}",
            "kills -9": ", ".join(f"{count} {what}" for what, count in killing.done.items()) or "0",
            "refused by endpoints": ", ".join(f"{count} {mood}" for mood, count in endpoints.moods.items()) or "0",
            "repeats, which a receiver drops by the event's id": endpoints.repeated,
            "lost": len(found.lost),
            "doubled": len(found.doubled),
            "orphans": len(found.orphans),
            "out of order": len(found.out_of_order),
            "damage in the database": len(found.damage),
            "whole campaign, s": f"{seconds:.0f}",
        }
        print("\n".join(["", *(f"  {name:<52} {value}" for name, value in rows.items()), ""]), flush=True)
        for name in ("lost", "doubled", "orphans", "out_of_order", "damage"):
            for sentence in getattr(found, name)[:10]:
                print(f"  {name}: {sentence}", flush=True)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
