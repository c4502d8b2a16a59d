"""The stand-in team takes what is genuine, once, and answers everything else with 401, never with an error."""

import base64
import datetime as dt
import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from scripts.solving_team.journal import Journal
from scripts.solving_team.receiver import LARGEST, Receiver

SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two bytes ...").decode()
EVENT = {"type": "ticket.created", "data": {"ticket": {"id": "t1", "reference": "DG-AAA-BBB", "description": "Dood."}}}


class Team:
    """A receiver, and what it heard."""

    def __init__(self, journal: Path) -> None:
        self.heard: list[dict[str, Any]] = []
        self.receiver = Receiver(Journal(journal, aloud=False), lambda _, event: self.heard.append(event))
        self.receiver.trust("internet", SECRET)
        self.receiver.start()

    def post(self, body: bytes, headers: dict[str, str], path: str = "/stand-in/internet") -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.receiver.port, timeout=5)
        connection.request("POST", path, body, headers)
        return connection.getresponse().status


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    found = Team(tmp_path / "team.jsonl")
    yield found
    found.receiver.stop()


def signed(body: bytes, event_id: str = "evt_1", at: dt.datetime | None = None) -> dict[str, str]:
    at = at or dt.datetime.now(dt.UTC)
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(SECRET).sign(event_id, at, body.decode()),
    }


BODY = json.dumps(EVENT).encode()


def test_a_genuine_event_is_taken_once(team: Team) -> None:
    assert team.post(BODY, signed(BODY)) == 204
    assert team.post(BODY, signed(BODY)) == 204
    assert team.heard == [EVENT]


def test_a_repeat_is_dropped_after_a_restart_too(team: Team, tmp_path: Path) -> None:
    assert team.post(BODY, signed(BODY)) == 204
    again = Team(tmp_path / "team.jsonl")
    assert again.post(BODY, signed(BODY)) == 204
    assert again.heard == []
    again.receiver.stop()


def test_tampered_with(team: Team) -> None:
    assert team.post(BODY.replace(b"t1", b"t2"), signed(BODY)) == 401
    assert team.post(BODY, {**signed(BODY), "webhook-id": "evt_2"}) == 401
    assert team.heard == []


@pytest.mark.parametrize("minutes", [-6, 6])
def test_replayed_later_or_from_the_future(team: Team, minutes: int) -> None:
    at = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes)
    assert team.post(BODY, signed(BODY, at=at)) == 401


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-signature": "v1"},
        {"webhook-signature": "junk"},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,not base64!"},
        {"webhook-signature": "v2,AAAA"},
        {"webhook-signature": "v1,AAAA,BBBB"},
        {"webhook-timestamp": "yesterday"},
        {"webhook-timestamp": "1e999"},
        {"webhook-timestamp": "nan"},
        {"webhook-id": ""},
    ],
)
def test_malformed(team: Team, changed: dict[str, str]) -> None:
    assert team.post(BODY, {**signed(BODY), **changed}) == 401


@pytest.mark.parametrize("body", [b"not json", b"[]", b"1"])
def test_signed_but_no_event(team: Team, body: bytes) -> None:
    assert team.post(body, signed(body)) == 401


def test_bytes_that_are_no_text(team: Team) -> None:
    assert team.post(b"\xff\xfe", signed(b"{}")) == 401


def test_unsigned_and_unknown(team: Team) -> None:
    assert team.post(BODY, {}) == 401
    assert team.post(BODY, signed(BODY), "/stand-in/strangers") == 404
    assert team.post(BODY, signed(BODY), "/elsewhere") == 404


def test_too_large(team: Team) -> None:
    assert team.post(BODY, {**signed(BODY), "Content-Length": str(LARGEST + 1)}) == 413


def test_the_journal_tells_what_was_received_and_refused(team: Team, tmp_path: Path) -> None:
    team.post(BODY, signed(BODY))
    team.post(BODY, signed(BODY))
    team.post(BODY, {})
    lines = [json.loads(line) for line in (tmp_path / "team.jsonl").read_text().splitlines()]
    assert [line["what"] for line in lines] == ["received", "repeated", "refused"]
    assert lines[0]["event"] == "evt_1"
