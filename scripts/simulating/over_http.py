"""The same outages through the product's HTTP API: each ticket is posted, and the list of outages says when it is seen.

Server and worker's part are in this process, so that their clock can be the simulated one: a day of tickets is not
waited for. Everything else is what runs in a company: sign-in, checks, the database, the change feed, the log.
"""

import datetime as dt
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from flask import Flask
from werkzeug.serving import make_server

from backend import clock, db
from backend.accounts import services as accounts
from backend.accounts import tokens
from backend.accounts.models import Person as Account
from backend.app import create_app
from backend.areas import services as areas
from backend.config import Config
from backend.outages.detection import learning
from backend.outages.detection.company import company
from backend.outages.detection.rates import moment
from backend.outages.detection.watching import Watching
from scripts.processes import past, scratch
from scripts.processes.api import Person
from scripts.processes.clock import who_ask
from scripts.processes.employees import PASSWORD
from scripts.simulating import country
from scripts.simulating.country import SERVICES
from scripts.simulating.happenings import TABLE, Happening, happen
from scripts.simulating.looking import Alarm
from scripts.simulating.table import columns, told
from scripts.simulating.trials import MISSED, Seen, median, merged, right, rows
from scripts.simulating.world import BEGUN, Nature, World

PEOPLE = 3_000
"""As many as a company that has so many tickets: one who passes on much counts once."""
MANAGER = "manager@example.org"
SIGNED_IN_FOR = 600.0
"""Seconds."""
NATURE = Nature(history=28)
APART = 2
"""Days between two outages, in which nothing comes in: each begins with a detector that has seen nothing that day."""
LOOKED_FOR = 3.0
"""Hours after which it is missed: posting takes its time."""
Set = Callable[[float], None]


def run(csv: Path, onsets: int, seed: int = 1) -> str:
    """The table: each kind of outage, `onsets` times."""
    with scratch.installation(postgres=False) as backstage:
        backstage.found_company(())
        app = create_app(Config.from_env({**backstage.env, "TIMEZONE": country.TIMEZONE}))
        with _simulated_time() as set_to, _served(app) as address:
            return _Company(app, address, set_to, csv, seed).run(onsets)


class _Company:
    def __init__(self, app: Flask, address: str, set_to: Set, csv: Path, seed: int) -> None:
        self._app, self._set = app, set_to
        self._rng = np.random.default_rng(seed)
        self._address = address
        self._signed_in: dict[str, tuple[float, Person]] = {}
        self._watching = Watching("benchmark")
        self._seen: set[str] = set()
        with app.app_context():
            db.write(lambda: areas.import_areas(csv))
            self._accounts = db.write(_people)
            self._zones = company().zones
            self._world = World(self._zones, NATURE, seed)
            past.keep(self._past())
            db.session.remove()

    def run(self, onsets: int) -> str:
        lines: list[tuple[str, ...]] = [("outage", "median", "tickets", "missed", "overlap", "prototype")]
        day = self._world.first_day
        for kind in TABLE:
            seen = []
            for _ in range(onsets):
                seen.append(self._outage(kind, BEGUN + 24 * day + float(self._rng.uniform(8, 20))))
                day += APART
            _say(f"{kind.name}: " + ", ".join(f"{one.minutes:.1f}" for one in seen))
            minutes, _, missed, overlap = told(kind, seen)[1:]
            tickets = f"{median([one.tickets for one in seen]):.0f}"
            lines.append((kind.name, minutes, tickets, missed, overlap, f"{kind.prototype:g}"))
        return f"The same over HTTP, median of {onsets}\n{columns(lines)}"

    def _outage(self, kind: Happening, onset: float) -> Seen:
        """From two hours before it, so that the detector knows how busy the day is."""
        self._set(onset - 2)
        with self._app.app_context():
            learning.learn_now()
            db.session.remove()
        outage = happen(kind, self._zones, NATURE, onset, self._rng)
        day = int((onset - BEGUN) // 24)
        usual = self._world.days(day, day + 1).between(onset - 2, onset + LOOKED_FOR)
        came = 0
        for t, unit, service, _, own in merged(usual, outage):
            if t > onset + LOOKED_FOR:
                break
            came += own
            self._pass_on(t, unit, service)
            alarm = self._look()
            if alarm is not None and t >= onset and (overlap := right(alarm, outage, self._zones)) is not None:
                self._close_all()
                return Seen(60 * (t - onset), came, overlap)
        self._close_all()
        return MISSED

    def _pass_on(self, t: float, unit: int, service: int) -> None:
        self._set(t)
        body = {"kind": "problem", "service": SERVICES.singles[service], "description": "Down."}
        self._reporter(self._accounts[int(self._rng.integers(PEOPLE))]).post(
            "/tickets", {**body, "customer": {"postcode": self._postcode(unit)}}
        )

    @property
    def _manager(self) -> Person:
        return self._signed(MANAGER, lambda: Person(self._address, MANAGER, PASSWORD))

    def _reporter(self, account: str) -> Person:
        def begin() -> str:
            return str(tokens.begin_family(db.session.get_one(Account, account)).access_token)

        def sign_in() -> Person:
            with self._app.app_context():
                return Person.signed_in(self._address, db.write(begin))

        return self._signed(account, sign_in)

    def _signed(self, who: str, sign_in: Callable[[], Person]) -> Person:
        """Signed in, and not so long ago that it ends: sign-in goes by the real time."""
        at, person = self._signed_in.get(who, (-np.inf, None))
        if person is None or time.monotonic() - at > SIGNED_IN_FOR:
            person = sign_in()
            self._signed_in[who] = (time.monotonic(), person)
        return person

    def _look(self) -> Alarm | None:
        """What the API shows as suspected that was not there before, or is wider now."""
        with self._app.app_context():
            while self._watching.go_on():
                pass
            db.session.remove()
        for item in self._manager.get("/outages?status=suspected")["items"]:
            name = f"{item['id']} {item['postcodes']} {item['services']}"
            if name not in self._seen:
                self._seen.add(name)
                units = self._zones.units
                inside = tuple(item["postcodes"])
                found = np.array([n for n, one in enumerate(units) if one.code.startswith(inside)], dtype=np.int64)
                numbers = tuple(n for n, slug in enumerate(SERVICES.singles) if slug in item["services"])
                return Alarm(found, numbers)
        return None

    def _close_all(self) -> None:
        for item in self._manager.get("/outages?status=suspected")["items"]:
            update = {"status": "dismissed", "text": {"nl": "Een meting.", "en": "A measurement."}}
            self._manager.post(f"/outages/{item['id']}/updates", update)

    def _past(self) -> Iterator[past.Past]:
        for t, unit, service, reporter in rows(self._world.past()):
            postcode, account = self._postcode(unit), self._accounts[reporter % len(self._accounts)]
            yield past.Past(moment(t), postcode, SERVICES.singles[service], account)

    def _postcode(self, unit: int) -> str:
        return f"{self._zones.units[unit].code}AB"


def _people() -> list[str]:
    return [accounts.add_person(f"person-{n}@example.org", f"Person {n}", "employee").id for n in range(PEOPLE)]


@contextmanager
def _simulated_time() -> Iterator[Set]:
    """One time for all of the server but sign-in, the real one until it is set."""
    real, at, asking = clock.now, [clock.now()], who_ask()

    def now_is(now: Callable[[], dt.datetime]) -> None:
        for module in asking:
            setattr(module, "now", now)  # noqa: B010 - of modules that mypy cannot know

    def set_to(hours: float) -> None:
        at[0] = moment(hours)

    now_is(lambda: at[0])
    try:
        yield set_to
    finally:
        now_is(real)


@contextmanager
def _served(app: Flask) -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)


def _say(text: str) -> None:
    sys.stderr.write(f"  {time.strftime('%H:%M:%S')} {text}\n")
