"""The friend's page in a real browser without JavaScript: it fits, breaks no rule of its own, and its forms work."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from backend.app import create_app
from scripts.processes.ports import free_port
from tests.backend.client import Client
from tests.backend.outages.declared import declare, moment, update
from tests.backend.settings import settings
from tests.chromium import needed

pytestmark = [pytest.mark.slow, needed]


@pytest.fixture
def database_url(servers) -> Iterator[str]:
    with servers("sqlite").fresh() as url:
        yield url


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    port = free_port()
    app = create_app(settings(database_url, PUBLIC_URL=f"http://127.0.0.1:{port}", ATTACHMENTS_DIR=str(tmp_path)))
    server = make_server("127.0.0.1", port, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield app
    server.shutdown()


@pytest.fixture(params=[360, 1280])
def page(request: pytest.FixtureRequest, chromium):
    width, dark = request.param, request.param == 360
    context = chromium.new_context(
        java_script_enabled=False,
        viewport={"width": width, "height": 800},
        locale="nl-NL",
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.told = []
    page.on("console", lambda message: page.told.append(message.text))
    page.on("request", lambda asked: page.told.append(asked.url) if "127.0.0.1" not in asked.url else None)
    yield page
    context.close()


def test_the_friend_reads_presses_and_stops(employee: Client, solver: Client, manager: Client, page) -> None:
    long = "Kabelbreuk" * 20
    outage = declare(manager, title={"nl": long, "en": None}, expected_end_at=moment(hours=2))
    update(manager, outage, status="identified", text=f"<script>alert(1)</script> https://example.org/{'x' * 300}")
    ticket = employee.submit(outage_id=outage["id"])
    page.goto(employee.post(f"/tickets/{ticket['id']}/status-page").json["url"])
    assert page.get_by_role("heading", name=f"Melding {ticket['reference']}").is_visible()
    assert fits(page)
    page.get_by_role("button", name="Het werkt weer").click()
    assert page.get_by_text("Je zei dat het weer werkt").is_visible()
    solver.amend(ticket, status="resolved")
    page.get_by_role("link", name="Kijk opnieuw").click()
    page.get_by_role("button", name="Het werkt nog niet").click()
    assert employee.get(f"/tickets/{ticket['id']}").json["status"] == "in_progress"
    page.get_by_role("link", name="English").click()
    assert page.get_by_text("The team is working on it").is_visible()
    page.get_by_text("Stop this page").first.click()
    page.get_by_role("button", name="Stop this page").click()
    assert page.get_by_role("heading", name="This page has stopped").is_visible()
    assert fits(page)
    assert page.told == [], "neither its own policy is broken, nor is anything asked from outside"
    page.go_back()
    page.reload()
    assert page.get_by_role("heading", name="This link does not work, or no longer").is_visible()


def fits(page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
