"""The app's own presenters and core against the real server: help, questions, photos, all that goes along."""

import io
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
import requests
from PIL import Image

from mobile.config import Settings
from mobile.core.core import Core
from mobile.presenters.pass_on import PassOnPresenter
from mobile.presenters.pass_on_steps import Step
from mobile.presenters.screens import Screens
from tests.e2e.test_uploading import Installation
from tests.mobile.presenters.picked import Picked

pytestmark = pytest.mark.slow
T = TypeVar("T")
_PASSWORD = "doorgeven-demo"
_ORIENTATION = 0x0112


class Team:
    """What people of the company do over REST."""

    def __init__(self, address: str) -> None:
        self.address = f"{address}/api/v1"
        self._tokens: dict[str, str] = {}

    def ask(self, who: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        if who not in self._tokens:
            login = {"email": f"{who}@example.org", "password": _PASSWORD}
            self._tokens[who] = requests.post(f"{self.address}/auth/login", json=login, timeout=20).json()[
                "access_token"
            ]
        sent = {"Authorization": f"Bearer {self._tokens[who]}", "Idempotency-Key": uuid.uuid4().hex, **headers}
        answer = requests.request(method, self.address + path, json=body, headers=sent, timeout=20)
        assert answer.ok, answer.text
        return answer.json()

    def asks_about_lights(self) -> None:
        options = [
            {"id": "all", "text": {"nl": "Allemaal", "en": "All"}},
            {
                "id": "alarm",
                "text": {"nl": "Er hangt een alarm aan", "en": "An alarm depends on it"},
                "severity": "critical",
            },
        ]
        questions = [{"id": "lights", "text": {"nl": "Welke lampjes?", "en": "Which lights?"}, "options": options}]
        self.ask("admin", "PATCH", "/services/internet", {"questions": questions}, **{"If-Match": "*"})


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    found = Installation(tmp_path_factory.mktemp("passing-on"))
    yield found
    found.close()


@pytest.fixture
def core(installation: Installation, tmp_path: Path) -> Iterator[Core]:
    core = Core(Settings(server=installation.address, data=tmp_path, language="en"))
    yield core
    core.stop()


def at_once(work: Callable[[], T], done: Callable[[T], None], /) -> None:
    done(work())


def a_form(core: Core) -> PassOnPresenter:
    form = Screens(core, at_once, lambda callback: callback()).pass_on()
    form.start()
    form.choose_service("internet")
    form.next()
    form.paste("Oma Bep 06-12345678 3511AB 12")
    form.next()
    form.type("description", "the modem blinks red")
    return form


def a_photo() -> Picked:
    exif = Image.Exif()
    exif[_ORIENTATION] = 6
    drawn = io.BytesIO()
    Image.effect_noise((1200, 900), 60).convert("RGB").save(drawn, "JPEG", exif=exif)
    return Picked(drawn.getvalue())


def test_all_that_was_told_reaches_the_team_and_help_that_helped_is_counted(
    installation: Installation, core: Core
) -> None:
    team = Team(installation.address)
    team.asks_about_lights()
    text = {"nl": "De modem knippert rood", "en": "The modem blinks red"}
    article = team.ask(
        "admin", "POST", "/help", {"service": "internet", "title": text, "symptom": text, "steps": [text]}
    )
    core.sign_in("employee@example.org", _PASSWORD)
    core.sync_once(eager=True)

    form = a_form(core)
    form.answer("lights", "alarm")
    form.add_photos([a_photo()])
    form.next()
    assert form.state.step is Step.HELP
    form.did_not_help(article["id"])
    form.set_may_contact(True)
    form.choose_channel("phone")
    form.set_informed(True)
    form.submit()
    assert form.state.submitted, form.state.errors
    for _ in range(20):
        core.sync_once(eager=True)
        if not core.signed_in().store.outbox.all():
            break
    assert core.signed_in().store.outbox.all() == []
    assert form.state.sent.reference

    server_id = core.signed_in().store.projections.server_id(form.state.id)
    ticket = team.ask("solver", "GET", f"/tickets/{server_id}")
    assert ticket["severity"] == "critical"
    assert [(one["question"], one["answer"]["en"]) for one in ticket["answers"]] == [
        ("lights", "An alarm depends on it")
    ]
    assert [one["title"] for one in ticket["tried"]] == [text]
    customer = ticket["customer"]
    assert (customer["name"], customer["postcode"], customer["house_number"]) == ("Oma Bep", "3511AB", "12")
    assert (customer["may_contact"], customer["preferred_channel"], customer["informed"]) == (True, "phone", True)
    entries = team.ask("solver", "GET", f"/tickets/{server_id}/timeline")["items"]
    assert sum(len(entry["attachments"]) for entry in entries) == 1
    assert core.signed_in().store.photos.of(form.state.id) == []

    other = a_form(core)
    other.next()
    other.helped(article["id"])
    core.sync_once()
    counts = team.ask("admin", "GET", "/help/counts")["items"]
    counted = next(one for one in counts if one["id"] == article["id"])
    assert (counted["helped"], counted["tried"]) == (1, 1)


def test_a_photo_with_a_message_reaches_the_team_and_one_that_is_cancelled_leaves_nothing_behind(
    installation: Installation, core: Core
) -> None:
    team = Team(installation.address)
    core.sign_in("employee@example.org", _PASSWORD)
    core.sync_once(eager=True)
    account = core.signed_in()
    key = account.submit({"kind": "question", "service": "internet", "description": "How?", "customer": {}})
    ticket = Screens(core, at_once, lambda callback: callback()).ticket()
    ticket.open(key)
    ticket.type_message("This is how it looks")
    ticket.add_photos([a_photo()])
    ticket.send_message()
    for _ in range(20):
        core.sync_once(eager=True)
        if not account.store.outbox.all():
            break
    server_id = account.store.projections.server_id(key)
    here = [(entry.id, [file.id for file in entry.files]) for entry in ticket.state.timeline]
    entries = team.ask("solver", "GET", f"/tickets/{server_id}/timeline")["items"]
    assert here == [(entry["id"], [file["id"] for file in entry["attachments"]]) for entry in entries]
    assert entries[-2]["body"] == "This is how it looks"

    ticket.add_photos([a_photo()])
    ticket.send_message()
    row = account.store.outbox.all()[-1]
    begun = team.ask("employee", "POST", f"/tickets/{server_id}/uploads", row.body, **{"Idempotency-Key": row.id})
    account.store.outbox.came(row.id, begun["id"], 0)
    ticket.discard(row.id)
    core.sync_once(eager=True)
    assert account.store.outbox.all() == []
    with pytest.raises(AssertionError, match="404"):
        team.ask("employee", "GET", f"/uploads/{begun['id']}")
    assert len(team.ask("solver", "GET", f"/tickets/{server_id}/timeline")["items"]) == len(entries)
