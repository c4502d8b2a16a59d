"""Saying "I have it", over the API and by the link in a letter; and what ends by itself."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
import pytest
from flask import Flask

from backend import db
from backend.accounts import leaving
from backend.accounts.models import Person
from backend.duty import links
from backend.duty import services as duty
from backend.forwarding.models import Event
from shared.schemas.duty import AlertListSchema, AlertSchema
from tests.backend.client import Client
from tests.backend.duty.conftest import path_of, who
from tests.backend.tickets.at import Set


@pytest.fixture
def anna(managers: Any, sign_in: Callable[[str], Client]) -> Client:
    return sign_in("anna@example.org")


def told(app: Flask) -> list[dict]:
    with app.app_context():
        rows = db.session.query(Event).filter_by(type="alert.acknowledged", team_slug="internet")
        return [orjson.loads(row.body)["data"] for row in rows]


def alert_of(client: Client, alert_id: str | None) -> Any:
    return client.get(f"/alerts/{alert_id}").json


class TestSomebodyWhoHadItAndLeaves:
    def test_leaves_it_to_the_next_on_duty(
        self,
        app: Flask,
        managers: Any,
        anna: Client,
        admin: Client,
        manager: Client,
        on_duty: Any,
        alarm: Any,
        mailed: Any,
    ) -> None:
        on_duty("anna", "bram")
        alert = alarm()
        anna.post(f"/alerts/{alert}/acknowledge")
        mailed()
        assert admin.post(f"/people/{managers['anna']}/leave").status_code == 200
        (letter,) = mailed()
        assert who([letter]) == ["bram"]
        assert "Anna" not in letter.body
        stands = alert_of(manager, alert)
        assert (stands["status"], stands["acknowledged_by"], stands["acknowledged_at"]) == ("open", None, None)
        assert stands["next_person_at"] is not None

    def test_leaves_it_to_all_managers_where_nobody_is_on_duty(
        self, app: Flask, managers: Any, anna: Client, admin: Client, on_duty: Any, alarm: Any, mailed: Any
    ) -> None:
        on_duty("anna")
        alert = alarm()
        anna.post(f"/alerts/{alert}/acknowledge")
        mailed()
        admin.post(f"/people/{managers['anna']}/leave")
        assert {"bram", "carla"} <= set(who(mailed()))

    def test_takes_along_nothing_that_was_seen_to(
        self,
        app: Flask,
        managers: Any,
        anna: Client,
        admin: Client,
        manager: Client,
        on_duty: Any,
        alarm: Any,
        mailed: Any,
    ) -> None:
        on_duty("anna", "bram")
        alert = alarm()
        anna.post(f"/alerts/{alert}/acknowledge")
        about = alert_of(manager, alert)["about"][0]["id"]
        with app.app_context():
            db.write(lambda: duty.settle(about))
        mailed()
        admin.post(f"/people/{managers['anna']}/leave")
        assert mailed() == []
        assert alert_of(manager, alert)["acknowledged_by"]["name"] == "Anna"


class TestOverTheApi:
    def test_from_then_on_nobody_else_is_told_and_the_team_hears_who_has_it(
        self, app: Flask, at: Set, anna: Client, manager: Client, on_duty: Any, alarm: Any, look: Any, mailed: Any
    ) -> None:
        on_duty("anna", "bram")
        alert = alarm()
        at("2026-06-01 06:09")
        answer = anna.post(f"/alerts/{alert}/acknowledge")
        assert answer.status_code == 200
        assert AlertSchema().validate(answer.json) == {}
        assert answer.json == alert_of(manager, alert)
        assert answer.headers["ETag"] == manager.get(f"/alerts/{alert}").headers["ETag"]
        assert answer.json["acknowledged_by"]["name"] == "Anna"
        assert (answer.json["status"], answer.json["next_person_at"]) == ("acknowledged", None)
        assert answer.json["acknowledged_at"] == "2026-06-01T06:09:00.000000Z"
        mailed()
        at("2026-06-01 07:00")
        look()
        assert mailed() == []
        (event,) = told(app)
        assert event["actor"] == {"kind": "manager", "name": "Anna"}
        assert event["alert"]["about"][0]["label"] == "DG-4K7-P2M"
        assert "told" not in event["alert"]

    def test_once_more_is_the_same_and_another_is_told_who_has_it(
        self, app: Flask, at: Set, anna: Client, manager: Client, on_duty: Any, alarm: Any
    ) -> None:
        on_duty("anna", "bram")
        path = f"/alerts/{alarm()}/acknowledge"
        first = anna.post(path)
        at("2026-06-01 06:20")
        assert anna.post(path).json == first.json
        late = manager.post(path)
        assert (late.status_code, late.json["allowed"]) == (409, [])
        assert "Anna" in late.json["detail"]
        assert len(told(app)) == 1

    def test_of_many_at_once_one_has_it(
        self, app: Flask, manager: Client, managers: dict, sign_in: Any, alarm: Any
    ) -> None:
        path = f"/alerts/{alarm()}/acknowledge"
        clients = [sign_in(f"{name}@example.org") for name in managers]
        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda client: client.post(path).status_code, clients))
        assert sorted(answers) == [200, 409, 409]
        assert len(told(app)) == 1

    @pytest.mark.parametrize("role", ["employee", "solver", "admin"])
    def test_only_managers_see_alerts(self, sign_in: Any, alarm: Any, role: str) -> None:
        client, path = sign_in(role), f"/alerts/{alarm()}"
        assert client.get("/alerts").status_code == 403
        assert client.get(path).status_code == 403
        assert client.post(path + "/acknowledge").status_code == 403

    def test_there_is_no_other(self, manager: Client) -> None:
        assert manager.get("/alerts/nothing").status_code == 404
        assert manager.post("/alerts/nothing/acknowledge").status_code == 404

    def test_the_list_is_filtered_and_comes_in_pages(self, at: Set, anna: Client, manager: Client, alarm: Any) -> None:
        made = [alarm(str(n)) for n in range(5)]
        anna.post(f"/alerts/{made[1]}/acknowledge")

        def ids(query: str) -> list[str]:
            return [row["id"] for row in manager.get(f"/alerts{query}").json["items"]]

        assert AlertListSchema().validate(manager.get("/alerts").json) == {}
        assert ids("") == made[::-1]
        assert ids("?status=acknowledged") == [made[1]]
        assert ids("?about=ticket-3") == [made[3]]
        assert ids("?kind=overdue") == []
        assert manager.get("/alerts?kind=odd").status_code == 422
        page = manager.get("/alerts?limit=2&status=open")
        assert [row["id"] for row in page.json["items"]] == [made[4], made[3]]
        following = page.headers["Link"].partition("/api/v1")[2].partition(">")[0]
        assert [row["id"] for row in manager.get(following).json["items"]] == [made[2], made[0]]
        assert manager.get("/alerts?cursor=x").status_code == 422
        etag = manager.get("/alerts").headers["ETag"]
        assert manager.get("/alerts", If_None_Match=etag).status_code == 304


class TestByTheLink:
    @pytest.fixture
    def letter(self, at: Set, on_duty: Any, alarm: Any, mailed: Any) -> Any:
        on_duty("anna", "bram")
        alarm()
        return mailed()[0]

    def test_a_look_changes_nothing_and_a_press_takes_it(
        self, app: Flask, manager: Client, letter: Any, at: Set, look: Any, mailed: Any
    ) -> None:
        nobody = app.test_client()
        before = manager.get("/alerts").headers["ETag"]
        for _ in range(2):
            page = nobody.get(path_of(letter))
            nobody.head(path_of(letter))
        assert page.status_code == 200
        assert manager.get("/alerts").headers["ETag"] == before
        for words in ("DG-4K7-P2M duurt te lang", "Geen eerste reactie.", "Ik pak het op (Anna)", '<html lang="nl">'):
            assert words in page.text
        pressed = nobody.post(path_of(letter))
        assert "Jij hebt dit sinds 01-06-2026 08:00" in pressed.text
        assert "<form" not in pressed.text
        (alert,) = manager.get("/alerts").json["items"]
        assert (alert["status"], alert["acknowledged_by"]["name"]) == ("acknowledged", "Anna")
        at("2026-06-01 06:20")
        look()
        assert mailed() == []

    def test_who_comes_second_reads_who_has_it(
        self, app: Flask, at: Set, letter: Any, look: Any, mailed: Any, manager: Client
    ) -> None:
        at("2026-06-01 06:10")
        look()
        (second,) = mailed()
        app.test_client().post(path_of(letter))
        for answer in (app.test_client().get(path_of(second)), app.test_client().post(path_of(second))):
            assert answer.status_code == 200
            assert "Anna has it since 01-06-2026 08:10" in answer.text
        assert manager.get("/alerts").json["items"][0]["acknowledged_by"]["name"] == "Anna"

    def test_it_opens_nothing_for_who_is_no_manager_any_longer(
        self, app: Flask, managers: dict, letter: Any, manager: Client
    ) -> None:
        with app.app_context():
            db.write(lambda: bool(leaving.deactivate(db.session.get_one(Person, managers["anna"]))))
        nobody = app.test_client()
        assert nobody.get(path_of(letter)).status_code == nobody.post(path_of(letter)).status_code == 404
        assert manager.get("/alerts").json["items"][0]["status"] == "open"

    @pytest.mark.parametrize("change", ["tampered", "expired", "junk", "mail page"])
    def test_what_is_not_signed_by_us_or_too_old_tells_nothing(
        self, app: Flask, letter: Any, manager: Client, change: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = path_of(letter)
        if change == "tampered":
            path = path[:-3] + ("AAA" if not path.endswith("AAA") else "BBB")
        elif change == "expired":
            later = time.time() + links.VALID_FOR + 60
            monkeypatch.setattr(time, "time", lambda: later)
        elif change == "junk":
            path = "/d/" + "é" * 400
        else:
            path = path.replace("/d/", "/m/")
        for answer in (app.test_client().get(path), app.test_client().post(path)):
            assert answer.status_code == 404
            assert "DG-4K7-P2M" not in answer.text
        monkeypatch.undo()
        assert manager.get("/alerts").json["items"][0]["status"] == "open"

    def test_the_page_runs_nothing_and_is_kept_nowhere(self, app: Flask, letter: Any) -> None:
        page = app.test_client().get(path_of(letter))
        assert "<script" not in page.text
        assert "http" not in page.text
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert page.headers["Cache-Control"] == "no-store"
        assert "noindex" in page.headers["X-Robots-Tag"]


class TestWhatHasBeenSeenTo:
    def settle(self, app: Flask, object_id: str) -> None:
        with app.app_context():
            db.write(lambda: duty.settle(object_id))

    def test_is_brought_to_nobody_and_cannot_be_taken(
        self, app: Flask, at: Set, on_duty: Any, alarm: Any, look: Any, mailed: Any, anna: Client
    ) -> None:
        on_duty("anna", "bram")
        alert = alarm()
        (letter,) = mailed()
        at("2026-06-01 06:05")
        self.settle(app, "ticket-one")
        at("2026-06-01 06:30")
        look()
        assert mailed() == []
        shown = alert_of(anna, alert)
        assert (shown["status"], shown["settled_at"]) == ("settled", "2026-06-01T06:05:00.000000Z")
        assert anna.post(f"/alerts/{alert}/acknowledge").status_code == 409
        assert "je hoeft niets meer te doen" in app.test_client().post(path_of(letter)).text

    def test_of_several_tickets_it_is_settled_with_the_last(
        self, app: Flask, at: Set, on_duty: Any, alarm: Any, look: Any, mailed: Any, manager: Client
    ) -> None:
        on_duty("anna", "bram")
        both = [duty.Subject("ticket", name, name, "internet") for name in ("a", "b")]
        alert = alarm(subjects=both)
        self.settle(app, "a")
        assert alert_of(manager, alert)["status"] == "open"
        at("2026-06-01 06:10")
        look()
        assert who(mailed()) == ["anna", "bram"]
        self.settle(app, "b")
        assert alert_of(manager, alert)["status"] == "settled"


def test_what_was_acknowledged_tells_each_team_of_its_own_only(
    app: Flask, anna: Client, manager: Client, alarm: Any
) -> None:
    mixed = [duty.Subject("ticket", "a", "DG-AAA-AAA", "internet"), duty.Subject("ticket", "b", "DG-BBB-BBB", "tv")]
    alert = alarm(subjects=mixed)
    anna.post(f"/alerts/{alert}/acknowledge")
    (event,) = told(app)
    assert [about["label"] for about in event["alert"]["about"]] == ["DG-AAA-AAA"]
