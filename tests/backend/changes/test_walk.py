"""A random walk of everything that can be done with tickets: readers of the feed end with what a full reading shows.

`DOORGEVEN_WALK=2000` makes it a campaign of so many acts, `DOORGEVEN_SEED` another walk.
"""

import datetime as dt
import os
import random
import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from backend import db
from backend.accounts.services import find_person
from backend.tickets import services
from backend.tickets.services import family
from tests.backend.attachments.files import PDF, upload
from tests.backend.client import Client
from tests.backend.tickets.at import frozen
from tests.backend.tickets.people import join
from tests.backend.tickets.told import events, receive

ACTS = int(os.environ.get("DOORGEVEN_WALK", "60"))
SEED = int(os.environ.get("DOORGEVEN_SEED", "7"))
TEAMS = ("internet", "tv")
STATUSES = ("in_progress", "pending", "held", "resolved", "rejected")
TICKS = (services.close_settled, services.resume_held, services.pass_to_children, services.look_at_clocks)
TARGETS = {str(priority): {"minutes": 60 * 4**priority} for priority in range(1, 5)}
CLOCKS = {"targets": {"response": TARGETS, "resolution": TARGETS}, "untouched_minutes": 120}
POSTCODES = ("3511 AB", "1012 AB")


class Mirror:
    """What a reader of the feed has: it takes what comes, and forgets what it is told to forget."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.tickets: dict[str, dict[str, Any]] = {}
        self.entries: dict[str, dict[str, Any]] = {}
        self.cursor = ""

    def follow(self) -> None:
        more = True
        while more:
            answer = self.client.get("/changes" + (f"?after={self.cursor}" if self.cursor else ""))
            if answer.status_code == 304:
                return
            if answer.status_code == 410:
                self.tickets, self.entries, self.cursor = {}, {}, ""
                continue
            assert answer.status_code == 200, answer.text
            self._take(answer.json)
            more = answer.json["has_more"]

    def _take(self, page: dict[str, Any]) -> None:
        for gone in page["removed"]:
            self.tickets.pop(gone["id"], None)
            self.entries.pop(gone["id"], None)
            self.entries = {key: one for key, one in self.entries.items() if one["ticket_id"] != gone["id"]}
        self.tickets |= {ticket["id"]: ticket for ticket in page["tickets"]}
        self.entries |= {entry["id"]: entry for entry in page["entries"]}
        self.cursor = page["next_cursor"]


class Walk:
    """Acts drawn by chance; what is refused is as good as what is done, but for a server error."""

    def __init__(self, app: Flask, people: dict[str, Client], set_to: Callable[[Any], Any]) -> None:
        self.app, self.people, self.set_to = app, people, set_to
        self.chance = random.Random(SEED)  # noqa: S311 - chance, no secret
        self.at = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
        self.ids: list[str] = []
        self.said: list[tuple[str, str, bool]] = []
        """Words that stand in one message each: word, ticket, whether it was public."""
        self.done: dict[str, int] = defaultdict(int)
        self.mirrors = {name: Mirror(client) for name, client in people.items()}

    def step(self) -> None:
        self.at += dt.timedelta(minutes=self.chance.choice((1, 7, 45, 400)))
        self.set_to(self.at)
        few = len(self.ids) < 10
        begins = not self.ids or (few and self.chance.random() < 0.3)
        name = "submit" if begins else self.chance.choice(ACTIONS)
        answer = getattr(self, name)()
        if answer is not None:
            assert answer.status_code < 500, (name, answer.text)
            self.done[name] += answer.status_code < 400

    @property
    def some(self) -> str:
        return self.chance.choice(self.ids)

    @property
    def solves(self) -> Client:
        return self.people[self.chance.choice(("solver", "viewer", "manager", "program", "both"))]

    @property
    def reports(self) -> Client:
        return self.people[self.chance.choice(("employee", "colleague", "both"))]

    def word(self) -> str:
        return "w" + "".join(self.chance.choice("bcdfghjkmnpqrstvwxz") for _ in range(12))

    def submit(self) -> TestResponse:
        customer = {"name": "Oma Truus", "phone": "0612345678", "postcode": self.chance.choice(POSTCODES)}
        body = {"kind": "problem", "service": self.chance.choice(TEAMS), "description": "Down.", "customer": customer}
        answer = self.reports.post("/tickets", body)
        self.ids.append(answer.json["id"])
        return answer

    def change(self) -> dict[str, Any]:
        draw, at = self.chance, self.at
        change: dict[str, Any] = draw.choice(
            (
                {"status": draw.choice(STATUSES)},
                {"status": "in_progress"},
                {"status": "resolved"},
                {"status": "held", "held_for": "the plumber", "held_until": (at + dt.timedelta(hours=9)).isoformat()},
                {"team": draw.choice(TEAMS)},
                {"priority": draw.randint(1, 4)},
                {"assignee": None},
                {"parent": draw.choice([None, self.some])},
                {"next_update_by": (at + dt.timedelta(hours=3)).isoformat()},
                {"external_id": f"X{draw.randint(1, 99)}"},
            )
        )
        if draw.random() < 0.4:
            change["message"] = {"body": f"So {self.word()}", "visibility": draw.choice(("public", "internal"))}
        return change

    def amend(self) -> TestResponse | None:
        ticket, solver = self.some, self.solves
        found = solver.get(f"/tickets/{ticket}")
        if found.status_code == 200:
            return solver.patch(f"/tickets/{ticket}", self.change(), found.headers["ETag"])
        return None

    def bulk(self) -> TestResponse:
        ids = self.chance.sample(self.ids, min(len(self.ids), 4))
        return self.solves.post("/tickets/bulk", {"ids": ids, "change": self.change()})

    def say(self) -> TestResponse:
        ticket, word = self.some, self.word()
        visibility = self.chance.choice(("public", "internal"))
        who = self.chance.choice((self.solves, self.reports))
        body = {"body": f"@Sanne {word}", "visibility": visibility, "children": False}
        answer = who.post(f"/tickets/{ticket}/messages", body)
        if answer.status_code == 201:
            self.said.append((word, ticket, visibility == "public"))
        return answer

    def tell_all(self) -> TestResponse:
        return self.solves.post(f"/tickets/{self.some}/messages", {"body": "For all.", "visibility": "public"})

    def report(self) -> TestResponse:
        act = self.chance.choice(("confirm", "reopen", "cancel", "reopen", "seen"))
        return self.reports.post(f"/tickets/{self.some}/{act}", {"body": "So it is."} if act != "seen" else {})

    def rate(self) -> TestResponse:
        return self.reports.post(f"/tickets/{self.some}/rating", {"rating": self.chance.randint(1, 5)})

    def correct(self) -> TestResponse | None:
        ticket, who = self.some, self.reports
        found = who.get(f"/tickets/{ticket}")
        if found.status_code != 200:
            return None
        change = {"postcode": self.chance.choice(POSTCODES), "phone": f"06{self.chance.randint(10000000, 99999999)}"}
        return who.patch(f"/tickets/{ticket}/customer", change, found.headers["ETag"])

    def attach(self) -> TestResponse:
        who, visibility = self.chance.choice((self.solves, self.reports)), self.chance.choice(("public", "internal"))
        return upload(who, self.some, ("a.pdf", PDF), key=self.word(), visibility=visibility)

    def join_or_leave(self) -> TestResponse:
        path = f"/teams/{self.chance.choice(TEAMS)}/members/{self.person('both@example.org')}"
        return self.people["manager"].call(*self.chance.choice((("DELETE", path), ("PUT", path, {}))))

    def hand_on(self) -> None:
        old, new = self.chance.sample(("employee", "colleague", "both"), 2)
        old_id = self.person(f"{old}@example.org")
        with self.app.app_context():
            db.write(lambda: services.hand_on(old_id, find_person(f"{new}@example.org")))

    def person(self, email: str) -> str:
        with self.app.app_context():
            found = find_person(email)
            assert found is not None
            return found.id

    def merge(self) -> TestResponse:
        return self.solves.post(f"/tickets/{self.some}/merge", {"into": self.some})

    def unmerge(self) -> TestResponse:
        return self.solves.post(f"/tickets/{self.some}/unmerge")

    def link(self) -> TestResponse:
        return self.solves.post(f"/tickets/{self.some}/links", {"to": self.some})

    def tick(self) -> None:
        with self.app.app_context():
            for tick in TICKS:
                while db.write(tick):
                    pass


ACTIONS = (
    *(("amend",) * 6),
    *(("merge", "say", "report") * 3),
    *(("bulk", "tick") * 2),
    *("submit", "tell_all", "rate", "correct", "unmerge", "link", "attach", "join_or_leave"),
)


@pytest.fixture
def people(app: Flask, sign_in, api_key) -> dict[str, Client]:
    """Reporters, solvers of two teams, and one who is both: in team internet, and passing on for others."""
    join(app, "viewer@example.org", "Vera", "tv")
    both = sign_in(join(app, "both@example.org", "Bo", "internet"))
    names = ("employee", "colleague", "solver", "manager", "admin")
    found = {name: sign_in(name) for name in names}
    return {**found, "viewer": sign_in("viewer@example.org"), "both": both, "program": api_key("internet")}


def all_of(client: Client) -> dict[str, dict[str, Any]]:
    """Every ticket in scope, by the list."""
    found: dict[str, dict[str, Any]] = {}
    path: str | None = "/tickets?limit=50"
    while path:
        answer = client.get(path)
        found |= {ticket["id"]: ticket for ticket in answer.json["items"]}
        link = re.search(r"<[^>]*/api/v1([^>]+)>", answer.headers.get("Link", ""))
        path = link[1] if link else None
    return found


def still(ticket: dict[str, Any]) -> dict[str, Any]:
    """The ticket without what grows by the minute while nothing happens to it."""
    clocks = [{**one, "used_minutes": None} for one in ticket["clocks"] or []]
    return {**ticket, "clocks": clocks}


def timeline(client: Client, ticket_id: str) -> list[dict[str, Any]]:
    return list(client.get(f"/tickets/{ticket_id}/timeline").json["items"])


@pytest.fixture
def walk(app: Flask, people: dict[str, Client], monkeypatch: pytest.MonkeyPatch) -> Walk:
    """The walk, gone, with the readers' mirrors along the way."""
    manager, rules = people["manager"], {"service": "internet", "area": "1012"}
    for team in TEAMS:
        receive(manager, team)
    assert manager.post("/teams/tv/rules", rules).status_code == 201
    etag = manager.get("/clocks").headers["ETag"]
    assert manager.call("PUT", "/clocks", CLOCKS, If_Match=etag).status_code == 200
    # Most updates for children go by the worker.
    monkeypatch.setattr(family, "AT_ONCE", 1)
    walk = Walk(app, people, frozen(monkeypatch))
    for _ in range(ACTS):
        walk.step()
        if walk.chance.random() < 0.3:
            walk.mirrors[walk.chance.choice(list(people))].follow()
    walk.hand_on()
    walk.tick()
    return walk


def test_every_reader_ends_with_what_a_full_reading_shows(app: Flask, people: dict[str, Client], walk: Walk) -> None:
    for name, mirror in walk.mirrors.items():
        mirror.follow()
        there = all_of(people[name])
        assert set(mirror.tickets) == set(there), name
        for ticket_id, ticket in there.items():
            assert still(mirror.tickets[ticket_id]) == still(ticket), (name, ticket_id)
            whole = people[name].get(f"/tickets/{ticket_id}").json
            assert whole | {"customer": None} == whole | ticket | {"customer": None}, (name, ticket_id)
            had = [one for one in mirror.entries.values() if one["ticket_id"] == ticket_id]
            assert sorted(had, key=lambda one: one["id"]) == sorted(
                timeline(people[name], ticket_id), key=lambda one: one["id"]
            ), (name, ticket_id)
        assert {one["ticket_id"] for one in mirror.entries.values()} <= set(there), name
    assert ACTS < 60 or sum(walk.done.values()) > ACTS / 4
    check_systems(app, people["manager"], walk)
    check_words(people, walk)
    check_families(people["manager"], walk)


def check_systems(app: Flask, manager: Client, walk: Walk) -> None:
    """Teams' systems are told each entry once, in the timeline's order, and end with the ticket as it is."""
    told: dict[str, list[str]] = defaultdict(list)
    for team in TEAMS:
        heard: dict[str, list[str]] = defaultdict(list)
        for event in events(app, team):
            if "entry" in event["data"]:
                heard[event["data"]["ticket"]["id"]].append(event["data"]["entry"]["id"])
        for ticket_id, entries in heard.items():
            order = [one["id"] for one in timeline(manager, ticket_id)]
            assert entries == [one for one in order if one in set(entries)], (team, ticket_id)
            told[ticket_id] += entries
    for ticket_id in walk.ids:
        assert sorted(told[ticket_id]) == sorted(one["id"] for one in timeline(manager, ticket_id)), ticket_id


def check_words(people: dict[str, Client], walk: Walk) -> None:
    """What was said is found by those who may read it, and by nobody else."""
    for word, ticket_id, public in walk.said[-20:]:
        for name, client in people.items():
            shown = client.get(f"/tickets/{ticket_id}")
            entries = timeline(client, ticket_id) if shown.status_code == 200 else []
            reads = any(word in (entry["body"] or "") for entry in entries)
            found = [one["id"] for one in client.get(f"/tickets?q={word}").json["items"]]
            assert (ticket_id in found) == reads, (name, word, public)


def check_families(manager: Client, walk: Walk) -> None:
    """A duplicate is where its parent is, as long as that goes on."""
    for ticket_id in walk.ids:
        ticket = manager.get(f"/tickets/{ticket_id}").json
        if ticket["merged"]:
            parent = manager.get(f"/tickets/{ticket['parent']}").json
            if parent["status"] not in ("closed", "rejected", "cancelled"):
                assert ticket["team"] == parent["team"], ticket_id
            assert parent["parent"] is None
