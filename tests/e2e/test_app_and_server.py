"""The app's own core on the real server: the fake one of the app's tests must answer as that does."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from werkzeug.serving import make_server

from backend import db, seed_help
from backend.app import create_app
from mobile.config import Settings
from mobile.core.core import Core
from mobile.core.submissions import ticket_body
from scripts.processes.ports import free_port
from tests.backend import passwords
from tests.backend.databases import SQLite
from tests.backend.settings import settings
from tests.mobile.fake_server import PASSWORD

passwords.make_cheap()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Flask]:
    """The demo company with its help and questions, served at its PUBLIC_URL."""
    databases, address = SQLite(), f"http://127.0.0.1:{free_port()}"
    env = {"PUBLIC_URL": address, "ATTACHMENTS_DIR": str(tmp_path / "kept"), "BRAND_NAME": "Kabelbaas"}
    with databases.fresh() as url:
        app = create_app(settings(url, **env, BRAND_COLOR="#0b5f58"))
        with app.app_context():
            db.write(seed_help.seed_help)
        serving = make_server("127.0.0.1", int(address.rpartition(":")[2]), app, threaded=True)
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield app
        serving.shutdown()
        serving.server_close()
        thread.join()
        with app.app_context():
            db.session.remove()
            db.extension.engine.dispose()
    databases.close()


@pytest.fixture
def core(server: Flask, tmp_path: Path) -> Iterator[Core]:
    core = Core(Settings(server.extensions["doorgeven.config"].public_url, tmp_path / "phone", "nl"))
    core.sign_in("employee@example.org", PASSWORD)
    core.sync_once()
    yield core
    core.stop()


def test_questions_help_photos_and_all_the_rest_arrive_as_they_were_typed(core: Core, tmp_path: Path) -> None:
    account = core.signed_in()
    mirror = account.store.mirror
    asked = next(one for one in mirror.services() if one["slug"] == "internet")["questions"]
    article = next(one for one in mirror.help() if one["service"] == "internet")
    picture = tmp_path / "IMG_0001.jpg"
    Image.new("RGB", (1200, 900), "red").save(picture)
    photo = account.store.photos.add("draft", picture.read_bytes)
    typed = {
        "kind": "problem",
        "service": "internet",
        "description": "Geen internet",
        "severity": "minor",
        "postcode": "3511 AB",
        "informed": True,
        "answers": {asked[0]["id"]: {"option": "red"}, asked[1]["id"]: {"option": "alarm"}},
        "tried": [article["id"]],
    }
    key = account.submit(ticket_body(typed, "NL"), photos=[photo])
    account.tell_us("Mooi.", "pass_on", "1.0")
    account.helped(article["id"], "another-draft")
    for _ in range(3):
        core.sync_once()
    assert account.store.outbox.all() == []
    ticket = mirror.ticket(account.store.projections.server_id(key))
    assert ticket is not None
    assert (ticket["severity"], ticket["customer"]["informed"], ticket["unread"]) == ("critical", True, False)
    assert [one["answer"]["nl"] for one in ticket["answers"]] == ["Er is er een rood", "Ja, alarm of zorg"]
    assert ticket["tried"] == [{"id": article["id"], "title": article["title"]}]
    (file,) = [file for entry in mirror.entries_of(ticket["id"]) for file in entry["attachments"]]
    assert (file["type"], file["width"], file["height"]) == ("image/jpeg", 1200, 900)


def test_an_app_that_knows_nobody_yet_takes_the_companys_looks(server: Flask, tmp_path: Path) -> None:
    core = Core(Settings("", tmp_path / "new", "nl"))
    core.connect(server.extensions["doorgeven.config"].public_url)
    assert (core.brand.name, core.brand.color) == ("Kabelbaas", "#0b5f58")
    core.stop()
