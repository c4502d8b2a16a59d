"""Mail that is kept for a person: who sees it, and what they do with it, once."""

import pytest

from tests.backend.client import Client
from tests.backend.inbox import formats
from tests.backend.inbox.conftest import MAILBOX


@pytest.fixture
def mail(employee: Client, endpoint: dict, deliver, handled, kept) -> dict:
    """One that nobody can place."""
    raw = formats.apple("reply@reply.example.org", "buur@example.org", "<b>Hoi</b>", ("brief.txt", b"inhoud"))
    deliver(raw, "reply@reply.example.org")
    handled()
    (found,) = kept()
    return dict(found)


def test_a_person_reads_it_as_text(manager: Client, admin: Client, mail: dict) -> None:
    for who in (manager, admin):
        told = who.get(f"/inbox/{mail['id']}").json
        assert told["body"] == "<b>Hoi</b>"
        assert "Subject:" in told["raw"]
    raw = manager.get(f"/inbox/{mail['id']}/raw")
    assert raw.mimetype == "message/rfc822"
    assert "attachment" in raw.headers["Content-Disposition"]
    assert raw.headers["X-Content-Type-Options"] == "nosniff"


def test_it_is_put_with_a_ticket_once_with_its_files(employee: Client, manager: Client, mail: dict, kept) -> None:
    ticket = employee.submit()
    answer = manager.post(f"/inbox/{mail['id']}/assign", {"ticket_id": ticket["id"], "visibility": "public"})
    assert answer.status_code == 200, answer.text
    assert (answer.json["state"], answer.json["ticket_id"]) == ("assigned", ticket["id"])
    entry = employee.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]
    assert entry["actor"]["kind"] == "manager"
    assert entry["body"] == "Zoë Müller-Çelik <buur@example.org>:\n\n<b>Hoi</b>"
    assert [file["name"] for file in entry["attachments"]] == ["brief.txt"]
    assert manager.post(f"/inbox/{mail['id']}/assign", {"ticket_id": ticket["id"]}).status_code == 409
    assert manager.post(f"/inbox/{mail['id']}/discard").status_code == 409
    assert kept() == []


def test_it_is_internal_unless_said_otherwise(employee: Client, manager: Client, mail: dict) -> None:
    ticket = employee.submit()
    manager.post(f"/inbox/{mail['id']}/assign", {"ticket_id": ticket["id"]})
    assert manager.get(f"/tickets/{ticket['id']}/timeline").json["items"][-1]["visibility"] == "internal"
    assert len(employee.get(f"/tickets/{ticket['id']}/timeline").json["items"]) == 1


def test_an_unknown_ticket_is_told_and_nothing_is_lost(manager: Client, mail: dict, kept) -> None:
    answer = manager.post(f"/inbox/{mail['id']}/assign", {"ticket_id": "nowhere"})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/ticket_id")
    assert len(kept()) == 1


def test_it_is_discarded(manager: Client, mail: dict, kept) -> None:
    assert manager.post(f"/inbox/{mail['id']}/discard").json["handled_by"]
    assert kept() == []
    assert len(kept("discarded")) == 1


@pytest.mark.parametrize("who", ["employee", "solver"])
def test_others_see_nothing_of_it(sign_in, api_key, mail: dict, who: str) -> None:
    for client in (sign_in(who), api_key("internet")):
        assert client.get("/inbox").status_code == 403
        assert client.get(f"/inbox/{mail['id']}").status_code == 403
        assert client.get(f"/inbox/{mail['id']}/raw").status_code == 403
        assert client.post(f"/inbox/{mail['id']}/assign", {"ticket_id": "x"}).status_code == 403
        assert client.post(f"/inbox/{mail['id']}/discard").status_code == 403


def test_the_list_comes_in_pages(manager: Client, endpoint: dict, deliver, handled) -> None:
    for number in range(5):
        to = "reply@reply.example.org"
        deliver(formats.plain(to, MAILBOX, str(number), message_id=f"<{number}@x>"), to)
    handled()
    seen, path = [], "/inbox?limit=2"
    while path:
        page = manager.get(path)
        seen += [mail["body"] for mail in page.json["items"]]
        link = page.headers.get("Link")
        path = link.partition("<")[2].partition(">")[0].partition("/api/v1")[2] if link else ""
    assert seen == ["4", "3", "2", "1", "0"]
    assert manager.get("/inbox?state=nonsense").status_code == 422
    assert manager.get("/inbox?cursor=nonsense").status_code == 422
    assert manager.get("/inbox/nowhere").status_code == 404


def test_whoever_reads_one_stands_in_the_log(manager: Client, admin: Client, mail: dict) -> None:
    for path in (f"/inbox/{mail['id']}", f"/inbox/{mail['id']}/raw", "/inbox"):
        assert admin.get(path).status_code == 200
    admin.get("/inbox?state=bounce")
    assert admin.post(f"/inbox/{mail['id']}/discard").status_code == 200
    me = admin.get("/me").json["id"]
    read = [one for one in manager.get(f"/readings?person={me}").json["items"] if one["what"] == "mail"]
    one = {"mail": mail["id"]}
    assert [row["filters"] for row in read] == [one, {"state": "kept"}, one, one]
    assert {(row["ticket"], row["reference"]) for row in read} == {(None, None)}
