"""A company at work, for looking at all pages at once: something of everything, in texts of the caller's choice."""

import datetime as dt
import io
import itertools
import uuid
from collections.abc import Sequence
from typing import Any

from PIL import Image

from backend import db
from backend.clock import now
from backend.inbox.rounds import handle_all
from backend.inbox.services.receiving import keep
from backend.outages.detection import keeping
from backend.outages.detection.reports import Suspicion, Term, Watched
from backend.outages.services.suspecting import begin
from shared.vocabulary import Impact
from tests.backend.client import BASE, Client
from tests.backend.outages.declared import amend, declare, moment, update
from tests.e2e.browser.site import Site

PLAIN = (
    "Sinds vanmiddag geen internet, alle lampjes op het modem zijn uit.",
    "De tv geeft alleen nog een zwart beeld met een foutcode.",
    "Bellen lukt niet, we horen een ingesprektoon.",
    "Wifi valt elk kwartier weg, ook vlak naast het modem.",
    "Internet is traag sinds de storing van gisteren.",
)
POSTCODES = ("3511 AB", "3512 BC", "1011 AC", "9711 LM", "6211 CK")


def fill(site: Site, texts: Sequence[str] = PLAIN) -> dict[str, Any]:
    """Tickets in each status, outages in each, and a team's and admin's settings; all of `texts` come in somewhere."""
    said = itertools.cycle(texts)
    _endpoints(site.api("solver"))
    facts: dict[str, Any] = {"tickets": _tickets(site, texts, said)}
    facts["outages"] = _outages(site.api("manager"), said)
    facts["suspected"] = _suspected(site, [one["id"] for one in facts["tickets"]])
    _settings(site.api("admin"), site.api("solver"), site.api("manager"), said)
    _files(site.api("employee"), facts["tickets"][0], said)
    _mail(site, said)
    facts["more"] = _addresses(site, facts)
    return facts


def _suspected(site: Site, tickets: Sequence[str]) -> str:
    """One that detection found, and a place that it watches."""
    at = now()
    since, found = at - dt.timedelta(minutes=12), tuple(tickets)
    other = Term("municipality", ("place:Utrecht",), ("internet", "tv", "telephony"), 214.4)
    seen = Suspicion(
        found[0], at, since, "code", ("3511",), ("internet",), found, 0.31, 1.55, 23.4, 841.7, 720.0, (other,)
    )
    watched = Watched("place", ("place:Groningen",), ("tv",), at, since, found[:3], 0.2, 96.3, 720.0)
    with site.app.app_context():
        db.write(lambda: keeping.watch([watched]))
        return str(db.write(lambda: begin(["3511"], seen, Impact.MAJOR).id))


def _addresses(site: Site, facts: dict[str, Any]) -> tuple[str, ...]:
    """Pages that are led to by a button, a redirect, or a link that is shown once."""
    solver, manager = site.api("solver"), site.api("manager")
    ticket = facts["tickets"][0]["id"]
    view = solver.get("/views").json["items"][0]["id"]
    wall = manager.post("/board/walls", {"label": "Hall"}).json["url"].removeprefix(site.address)
    return (wall, f"/desk/bulk?ids={ticket}", f"/desk/views/{view}", f"/desk/next?after={ticket}")


def _endpoints(solver: Client) -> None:
    solver.post("/teams/internet/endpoints", {"email": "desk@example.org"})
    solver.post("/teams/internet/endpoints", {"url": "https://desk.example.org/<script>"})


def _files(employee: Client, ticket: dict[str, Any], said: Any) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "JPEG")
    files = [(io.BytesIO(next(said).encode()), "notes.txt"), (io.BytesIO(picture.getvalue()), one_line(next(said), 60))]
    headers = {"Authorization": f"Bearer {employee.token}", "Idempotency-Key": uuid.uuid4().hex}
    answer = employee.http.post(
        f"{BASE}/tickets/{ticket['id']}/attachments", data={"file": files, "message": next(said)}, headers=headers
    )
    assert answer.status_code == 201, answer.text


def _mail(site: Site, said: Any) -> None:
    """One that came in and that nobody can place."""
    subject = one_line(next(said), 60).encode("ascii", "ignore").decode()
    raw = f"From: x@example.org\nTo: reply@example.org\nSubject: {subject}\n\n{next(said)}".encode()
    with site.app.app_context():
        db.write(lambda: keep(raw, "reply@example.org", "x@example.org"))
        handle_all(site.app.extensions["doorgeven.config"])
        db.session.remove()


def _tickets(site: Site, texts: Sequence[str], said: Any) -> list[dict[str, Any]]:
    employee, solver = site.api("employee"), site.api("solver")
    tickets = []
    for number, text in enumerate(texts):
        customer = {"name": one_line(text, 200), "phone": "0612345678", "postcode": POSTCODES[number % 5]}
        service = ("internet", "internet", "tv", "mobile", "telephony")[number % 5]
        service = "internet" if len(texts) > len(POSTCODES) else service
        tickets.append(employee.submit(description=text, service=service, customer=customer))
    for ticket, changes in zip(
        [one for one in tickets if one["service"] == "internet"],
        (
            {"status": "pending", "message": {"body": next(said), "visibility": "public"}},
            {"status": "held", "held_for": next(said), "held_until": moment(hours=20)},
            {"status": "resolved", "status_reason": "fixed", "message": {"body": next(said), "visibility": "public"}},
            {"status": "in_progress", "external_id": one_line(next(said), 200), "priority": 1},
            {"status": "rejected", "status_reason": "other", "message": {"body": next(said), "visibility": "public"}},
        ),
        strict=False,
    ):
        solver.amend(ticket, **changes)
        solver.post(f"/tickets/{ticket['id']}/messages", {"body": next(said), "visibility": "internal"})
        employee.post(f"/tickets/{ticket['id']}/messages", {"body": next(said), "visibility": "public"})
    return tickets


def _outages(manager: Client, said: Any) -> list[dict[str, Any]]:
    rows = []
    for status in ("investigating", "identified", "monitoring", "resolved", "closed"):
        title = {"nl": one_line(next(said), 200), "en": one_line(next(said), 200)}
        row = declare(
            manager,
            title=title,
            areas=["3511", "place:Utrecht"],
            advice={"nl": next(said), "en": next(said)},
            expected_end_at=moment(hours=3),
            next_update_at=moment(minutes=30),
            external_id=one_line(next(said), 150) + status,
        )
        way = ("identified", "monitoring", "resolved", "closed")
        for step in way[: ("investigating", *way).index(status)]:
            row = update(manager, row, status=step, text={"nl": next(said), "en": next(said)})
        rows.append(row)
    amend(manager, rows[-1], postmortem={"nl": next(said), "en": next(said)})
    planned = declare(manager, kind="maintenance", started_at=moment(days=2), expected_end_at=moment(days=2, hours=4))
    return [*rows, planned]


def _settings(admin: Client, solver: Client, manager: Client, said: Any) -> None:
    """What is refused for how it is written is no matter here: a part of the texts comes in everywhere."""

    def name(longest: int = 80) -> str:
        return one_line(next(said), longest)

    for number in range(6):
        both = {"nl": name(), "en": name()}
        solver.post("/teams/internet/templates", {"slug": f"answer-{number}", "title": both, "body": _braced(both)})
        manager.post("/outage-templates", {"slug": f"news-{number}", "title": both, "text": _braced(both)})
        admin.post("/teams", {"slug": f"team-{number}", "name": name()})
        admin.post("/services", {"slug": f"service-{number}", "title": both})
        admin.post("/people", {"email": f"person-{number}@example.org", "name": name(), "group": name()})
        solver.post("/views", {"name": name(), "query": {"status": "acknowledged", "q": name()}, "team": "internet"})
        solver.post("/teams/internet/keys", {"name": name()})
        manager.post("/board/walls", {"label": name()})
        solver.post("/teams/internet/rules", {"service": "internet", "area": "3511", "position": 50 + number})
        solver.post("/help", {"service": "internet", "title": both, "symptom": both, "steps": [both, both]})
        solver.post("/feedback", {"text": both["nl"], "screen": "tickets", "app_version": "0.1.0"})


def _braced(texts: dict[str, str]) -> dict[str, str]:
    """Braces are placeholders in a template, but for doubled ones."""
    return {language: text.replace("{", "{{").replace("}", "}}") for language, text in texts.items()}


def one_line(text: str, longest: int) -> str:
    """As a name takes it: a line of printable characters."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())[:longest] or "-"
