"""The board's answers over HTTP, each beside the same figure counted from the tickets when it is asked for."""

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import requests
from flask import Flask
from sqlalchemy import func, select

from backend import db
from backend.app import create_app
from backend.board import entrance
from backend.config import Config
from backend.outages.models import Outage
from backend.tickets.models import Ticket
from scripts.benching import table
from scripts.benching.filling import count, fill
from scripts.processes import ports, scratch
from scripts.processes.api import Person
from scripts.processes.backstage import Backstage
from scripts.processes.employees import PASSWORD

GOAL = 150.0
"""Milliseconds a page."""
FRESH = 5000.0
"""Milliseconds until what was passed on is in the summary."""
EMPLOYEES = 20
PEERS = 3
"""Times that what is counted when asked for is asked for: it takes seconds."""
API = "/api/v1"
_T = Ticket


@dataclass(frozen=True)
class Wanted:
    """What is to be measured, where."""

    tickets: int
    outages: int
    rounds: int
    postgres: bool
    folder: Path | None


def run(wanted: Wanted) -> None:
    """Fills a database where there is none yet, serves it, measures, and prints the table."""
    with _place(wanted.folder) as folder, scratch.database(folder, postgres=wanted.postgres) as address:
        env = {"PORT": str(ports.free_port()), "DATABASE_URL": address, "SECRET_KEY": "of a measurement"}
        backstage = Backstage(env, folder)
        backstage.found_company([], EMPLOYEES)
        app = create_app(Config.from_env({**os.environ, **env}))
        with app.app_context():
            if not db.session.scalar(select(Ticket.id).limit(1)):
                fill(wanted.tickets, wanted.outages)
            count()
            db.session.remove()
        backstage.start_server()
        try:
            backstage.wait_for_server()
            _measure(app, backstage, wanted)
        finally:
            backstage.stop()
            with app.app_context():
                db.extension.engine.dispose()


@contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        with scratch.folder(keep=False) as made:
            yield made
    else:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()


def _measure(app: Flask, backstage: Backstage, wanted: Wanted) -> None:
    browser = _signed_in(backstage.address)
    peers = _peers()
    pages = _pages(app)
    took: dict[str, list[float]] = {name: [] for name, _, _ in pages}
    limit: list[float] = []
    for _ in range(wanted.rounds):
        limit.append(_get(browser, backstage.address + "/healthz"))
        for name, path, _ in pages:
            took[name].append(_get(browser, backstage.address + path))
    counted = {name: [_timed(app, peer) for _ in range(PEERS)] for name, peer in peers.items()}
    lines = [
        table.Line(
            name, took[name], peer or "/healthz", counted[peer] if peer else limit, GOAL, _computing(app, browser, path)
        )
        for name, path, peer in pages
    ]
    fresh = [_fresh(backstage, browser) for _ in range(5)]
    lines.append(table.Line("passed on, until the summary counts it", fresh, "goal", [FRESH], FRESH))
    database = "PostgreSQL" if wanted.postgres else "SQLite"
    size = f"{_number(app, _T.id)} tickets, {_number(app, Outage.id)} outages"
    print(f"\n{database}, {size}, one reader, load {os.getloadavg()[0]:.1f}")
    print(table.printed(lines))


def _pages(app: Flask) -> list[tuple[str, str, str | None]]:
    """Name, path, and the peer (None: the cheapest answer there is)."""
    today = dt.datetime.now(dt.UTC).date()
    month, year, ever = (f"?from={today - dt.timedelta(days=days)}&to={today}" for days in (30, 365, 729))
    found: list[tuple[str, str, str | None]] = [
        ("summary", f"{API}/board/summary", "open tickets by team"),
        ("hours, a day", f"{API}/board/hours", "hours of 9 weeks"),
        ("hours, a week", f"{API}/board/hours?span=week", "hours of 9 weeks"),
        ("hours, a week, a province", f"{API}/board/hours?span=week&area=province:Noord-Holland", "hours of 9 weeks"),
        ("hours, a week, a PC2", f"{API}/board/hours?span=week&area=35", "hours of 9 weeks"),
        ("period, 30 days", f"{API}/board/period{month}", "tickets of two years"),
        ("period, a year", f"{API}/board/period{year}", "tickets of two years"),
        ("period, two years", f"{API}/board/period{ever}", "tickets of two years"),
        ("its outages, first page", f"{API}/board/period/outages{ever}", None),
        ("outages now, with who is on them", f"{API}/board/outages", None),
    ]
    there = {rule.rule for rule in app.url_map.iter_rules()}
    for name, path in (
        ("page: now", "/board"),
        ("page: outages", "/board/outages"),
        ("page: look back", "/board/past"),
        ("page: words", "/board/words"),
        ("page: queue", "/desk"),
    ):
        if path in there:
            found.append((name, path, None))
    return found


def _peers() -> dict[str, Callable[[], Any]]:
    """The same, counted from the tickets when it is asked for."""
    since = dt.datetime.now(dt.UTC) - dt.timedelta(weeks=9)
    ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=729)
    open_ones = select(
        _T.team_slug, _T.service, func.count(), func.min(_T.created_at), func.max(_T.last_human_action_at)
    )
    lately = select(_T.created_at, _T.service).where(_T.created_at >= since)
    looked_back = select(_T.team_slug, _T.service, func.count(), func.avg(_T.rating)).where(_T.created_at >= ago)
    ended = ("closed", "rejected", "cancelled", "resolved")
    return {
        "open tickets by team": lambda: db.session.execute(
            open_ones.where(_T.status.not_in(ended)).group_by(_T.team_slug, _T.service)
        ).all(),
        "hours of 9 weeks": lambda: len(db.session.execute(lately).all()),
        "tickets of two years": lambda: db.session.execute(looked_back.group_by(_T.team_slug, _T.service)).all(),
    }


def _timed(app: Flask, work: Callable[[], Any]) -> float:
    with app.app_context():
        begun = time.perf_counter()
        work()
        took = time.perf_counter() - begun
        db.session.remove()
    return took * 1000


def _computing(app: Flask, browser: requests.Session, path: str) -> float:
    """The milliseconds of computing that an answer takes, in this process, with what it remembers."""
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)
    headers = {"Authorization": str(browser.headers["Authorization"]), "Cookie": cookies, "Host": "127.0.0.1"}
    client, took = app.test_client(use_cookies=False), []
    for _ in range(PEERS):
        begun = time.thread_time()
        client.get(path, headers=headers)
        took.append(time.thread_time() - begun)
    return median(took[1:]) * 1000


def _get(browser: requests.Session, url: str) -> float:
    begun = time.perf_counter()
    answer = browser.get(url, timeout=60, allow_redirects=False)
    took = time.perf_counter() - begun
    answer.raise_for_status()
    if answer.is_redirect:
        raise SystemExit(f"{url} leads to {answer.headers['Location']}: nothing was measured.")
    return took * 1000


def _signed_in(address: str) -> requests.Session:
    """One reader with a token for the API, and a session for the pages where they take one."""
    person = Person(address, "manager@example.org", PASSWORD)
    browser = requests.Session()
    browser.trust_env = False
    browser.headers["Authorization"] = f"Bearer {person.token}"
    form = {entrance.EMAIL: "manager@example.org", entrance.PASSWORD: PASSWORD}
    entered = browser.post(f"{address}/sign-in", form, headers={"Origin": address}, allow_redirects=False, timeout=60)
    # The cookie is for https or localhost; what is measured is on this machine.
    browser.cookies.update(entered.cookies)
    return browser


def _fresh(backstage: Backstage, browser: requests.Session) -> float:
    """From a ticket's answer until the summary counts it."""
    url = f"{backstage.address}{API}/board/summary"
    before = browser.get(url, timeout=60).json()["tickets"]["open"]
    employee = Person(backstage.address, "employee@example.org", PASSWORD)
    employee.post(
        "/tickets",
        {
            "kind": "problem",
            "service": "internet",
            "description": "No internet.",
            "severity": "minor",
            "customer": {"postcode": "3511"},
        },
    )
    begun = time.perf_counter()
    while browser.get(url, timeout=60).json()["tickets"]["open"] <= before:
        if time.perf_counter() - begun > 60:  # noqa: PLR2004 - a minute is far beyond the goal
            break
        time.sleep(0.05)
    return (time.perf_counter() - begun) * 1000


def _number(app: Flask, column: Any) -> int:
    with app.app_context():
        number = db.session.scalar(select(func.count(column))) or 0
        db.session.remove()
    return number
