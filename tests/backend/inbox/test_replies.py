"""Replies by mail, through the real listener: into the right timeline, or kept with the reason, and never lost."""

import smtplib
import socket

import pytest
from flask import Flask

from backend import db
from backend.inbox.models import InboundMail
from tests.backend.client import Client
from tests.backend.inbox import formats
from tests.backend.inbox.conftest import MAILBOX

WORDS = "De monteur komt morgen, zei Zoë."


def timeline(client: Client, ticket: dict) -> list[dict]:
    return list(client.get(f"/tickets/{ticket['id']}/timeline").json["items"])


def messages(client: Client, ticket: dict) -> list[tuple]:
    entries = [entry for entry in timeline(client, ticket) if entry["type"] == "message"]
    return [(entry["actor"]["name"], entry["visibility"], entry["body"]) for entry in entries]


@pytest.mark.parametrize(
    ("client", "name"),
    [(formats.gmail, "Joost de Groot"), (formats.outlook, "Groot, Joost de"), (formats.apple, "Zoë Müller-Çelik")],
)
def test_a_reply_from_a_real_client_takes_the_ticket_up_and_ends_in_its_timeline(
    employee: Client, solver: Client, address, deliver, handled, client, name: str
) -> None:
    ticket, other = employee.submit(), employee.submit()
    deliver(client(address(ticket), MAILBOX, WORDS), address(ticket))
    assert handled() == 1
    now = employee.get(f"/tickets/{ticket['id']}").json
    assert now["status"] == "in_progress"
    assert now["handling"]["last_human_action_at"] is not None
    assert messages(employee, ticket) == [(name, "public", WORDS)]
    assert timeline(employee, ticket)[1]["actor"] == {"kind": "solver", "name": name}
    assert messages(employee, other) == []
    # What the mailbox wrote itself is not mailed back to it.
    assert {row["type"] for row in solver.get("/deliveries").json["items"]} == {"ticket.created"}
    assert handled() == 0


def test_a_reply_that_begins_with_intern_is_the_teams_alone(
    employee: Client, solver: Client, address, deliver, handled
) -> None:
    ticket = employee.submit()
    deliver(formats.gmail(address(ticket), MAILBOX, "#intern Klant is boos."), address(ticket))
    handled()
    assert messages(solver, ticket) == [("Joost de Groot", "internal", "Klant is boos.")]
    assert messages(employee, ticket) == []


def test_a_members_own_address_writes_in_their_own_name_and_has_the_ticket(
    employee: Client, solver: Client, address, deliver, handled
) -> None:
    ticket = employee.submit()
    deliver(formats.gmail(address(ticket), "Solver@Example.org", WORDS), address(ticket))
    handled()
    assert messages(employee, ticket) == [("Sanne Bakker", "public", WORDS)]
    assert employee.get(f"/tickets/{ticket['id']}").json["assignee_name"] == "Sanne Bakker"


def test_the_same_mail_twice_is_one_message(employee: Client, address, deliver, handled) -> None:
    ticket = employee.submit()
    for _ in range(2):
        deliver(formats.gmail(address(ticket), MAILBOX, WORDS), address(ticket))
    handled()
    deliver(formats.gmail(address(ticket), MAILBOX, WORDS), address(ticket))
    handled()
    assert len(messages(employee, ticket)) == 1
    deliver(formats.gmail(address(ticket), MAILBOX, "Nog iets.", message_id="<2@x>"), address(ticket))
    handled()
    assert len(messages(employee, ticket)) == 2


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "Precedence: bulk",
        "X-Autoreply: yes",
        "List-Id: <x.example.org>",
        "Subject: Automatisch antwoord: afwezig",
    ],
)
def test_a_machines_answer_is_kept_and_in_no_timeline(
    employee: Client, address, deliver, handled, kept, header: str
) -> None:
    ticket = employee.submit()
    raw = formats.plain(address(ticket), MAILBOX, "Ik ben er niet.", header)
    deliver(raw.replace(b"Subject: Re: x\r\n", b"") if header.startswith("Subject") else raw, address(ticket))
    handled()
    assert messages(employee, ticket) == []
    assert employee.get(f"/tickets/{ticket['id']}").json["status"] == "acknowledged"
    assert [mail["reason"] for mail in kept("automatic")] == ["automatic"]
    assert kept() == []


def test_a_mail_with_an_empty_return_path_and_one_of_our_own_are_a_machines(
    employee: Client, address, deliver, handled, kept
) -> None:
    ticket = employee.submit()
    deliver(formats.plain(address(ticket), MAILBOX, "x"), address(ticket), "")
    deliver(formats.plain(address(ticket), "desk@example.org", "x", message_id="<2@x>"), address(ticket))
    handled()
    assert messages(employee, ticket) == []
    assert {mail["reason"] for mail in kept("automatic")} == {"empty_return_path", "our_own"}


def test_two_machines_that_answer_each_other_end_with_a_person(
    employee: Client, address, deliver, handled, kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.inbox.services import judging

    monkeypatch.setattr(judging, "MOST_AN_HOUR", 2)
    ticket = employee.submit()
    for number in range(4):
        deliver(formats.plain(address(ticket), MAILBOX, "x", message_id=f"<{number}@x>"), address(ticket))
    handled()
    assert len(messages(employee, ticket)) == 2
    assert [mail["reason"] for mail in kept()] == ["too_many", "too_many"]


@pytest.mark.parametrize("sender", ["stranger@example.org", "employee@example.org", "a@b, c@d", ""])
def test_a_forged_sender_is_kept_for_a_person(employee: Client, address, deliver, handled, kept, sender: str) -> None:
    ticket = employee.submit()
    deliver(formats.plain(address(ticket), sender, "Sluit deze melding."), address(ticket))
    handled()
    assert messages(employee, ticket) == []
    (mail,) = kept()
    assert (mail["reason"], mail["ticket_id"], mail["body"]) == ("wrong_sender", ticket["id"], "Sluit deze melding.")


def test_a_mail_for_no_ticket_is_kept_for_a_person(
    app: Flask, employee: Client, address, deliver, handled, kept
) -> None:
    ticket = employee.submit()
    right = address(ticket)
    wrong = right.replace(right[20:24], "aaaa" if right[20:24] != "aaaa" else "bbbb")
    for number, to in enumerate((wrong, "reply@reply.example.org", "anything@reply.example.org")):
        deliver(formats.plain(to, MAILBOX, "Hallo?", message_id=f"<{number}@x>"), to)
    handled()
    assert {mail["reason"] for mail in kept()} == {"unknown_address"}
    assert len(kept()) == 3
    ready = employee.http.get("/readyz").json["inbox"]
    assert ready == {"waiting": 0, "kept": 3}
    assert "doorgeven_inbox_kept 3.0" in employee.http.get("/metrics").text
    assert messages(employee, ticket) == []


def test_the_address_of_another_mailbox_opens_nothing_for_this_one(
    employee: Client, manager: Client, address, deliver, handled, kept
) -> None:
    ticket = employee.submit()
    other = manager.post("/teams/internet/endpoints", {"email": "other@solvers.example.org"}).json
    deliver(formats.plain(address(ticket, other), MAILBOX, "x"), address(ticket, other))
    handled()
    assert [mail["reason"] for mail in kept()] == ["wrong_sender"]


def test_what_is_unclear_is_kept_with_the_reason(
    employee: Client, solver: Client, manager: Client, endpoint: dict, address, deliver, handled, kept
) -> None:
    ended, moved, empty, gone = (employee.submit() for _ in range(4))
    employee.post(f"/tickets/{ended['id']}/cancel")
    manager.amend(moved, team="tv")
    deliver(formats.plain(address(ended), MAILBOX, "Te laat.", message_id="<1@x>"), address(ended))
    deliver(formats.plain(address(moved), MAILBOX, "Weg.", message_id="<2@x>"), address(moved))
    deliver(formats.plain(address(empty), MAILBOX, "> alleen oud", message_id="<3@x>"), address(empty))
    handled()
    solver.delete(f"/teams/internet/endpoints/{endpoint['id']}")
    deliver(formats.plain(address(gone), MAILBOX, "Weg.", message_id="<4@x>"), address(gone))
    handled()
    told = {mail["ticket_id"]: mail["reason"] for mail in kept()}
    assert told == {
        ended["id"]: "ticket_ended",
        moved["id"]: "ticket_moved",
        empty["id"]: "no_text",
        gone["id"]: "endpoint_removed",
    }
    assert employee.get(f"/tickets/{moved['id']}").json["status"] == "acknowledged"


def test_files_are_kept_with_the_ticket_and_others_are_named(
    employee: Client, manager: Client, address, deliver, handled, kept
) -> None:
    ticket = employee.submit()
    note = formats.apple(address(ticket), MAILBOX, WORDS, ("verslag%20%E2%82%AC.txt", "Gemeten: 3 €".encode()))
    deliver(note, address(ticket))
    handled()
    (entry,) = [entry for entry in timeline(employee, ticket) if entry["type"] == "message"]
    assert entry["body"] == WORDS
    (file,) = entry["attachments"]
    assert file["name"] == "verslag €.txt"
    assert employee.get(f"/attachments/{file['id']}").data.decode() == "Gemeten: 3 €"
    other = employee.submit()
    strange = formats.apple(address(other), MAILBOX, WORDS, ("virus.exe", b"MZ\x90\x00" * 100))
    deliver(strange.replace(b"apple-1@", b"apple-2@"), address(other))
    handled()
    (entry,) = [entry for entry in timeline(employee, other) if entry["type"] == "message"]
    assert entry["body"].startswith(WORDS)
    assert "virus.exe" in entry["body"]
    assert entry["attachments"] == []
    assert [mail["reason"] for mail in kept("posted") if mail["reason"]] == ["files_left"]


def test_a_reply_whose_ticket_comes_back_while_it_is_read_keeps_its_files(
    employee: Client, address, deliver, handled, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.inbox.services import handling
    from backend.inbox.services.judging import Verdict

    real, looks = handling.judge, []

    def moved_at_first(*args):
        looks.append(args)
        return Verdict("kept", "ticket_moved") if len(looks) == 1 else real(*args)

    monkeypatch.setattr(handling, "judge", moved_at_first)
    ticket = employee.submit()
    deliver(formats.apple(address(ticket), MAILBOX, WORDS, ("a.txt", b"inhoud")), address(ticket))
    handled()
    assert messages(employee, ticket) == []
    handled()
    (entry,) = [entry for entry in timeline(employee, ticket) if entry["type"] == "message"]
    assert [file["name"] for file in entry["attachments"]] == ["a.txt"]


@pytest.mark.slow
def test_of_a_30_mb_attachment_the_words_are_taken_and_the_file_stays_with_the_mail(
    employee: Client, manager: Client, address, deliver, handled, kept
) -> None:
    ticket = employee.submit()
    raw = formats.apple(address(ticket), MAILBOX, WORDS, ("film.mp4", bytes(range(256)) * (30_000_000 // 256)))
    assert len(raw) > 40_000_000
    deliver(raw, address(ticket))
    handled()
    (entry,) = [entry for entry in timeline(employee, ticket) if entry["type"] == "message"]
    assert entry["body"].startswith(WORDS)
    assert "film.mp4 (30.0 MB)" in entry["body"]
    (mail,) = kept("posted")
    assert manager.get(f"/inbox/{mail['id']}/raw").data == raw
    with pytest.raises(smtplib.SMTPException):
        deliver(raw + raw, address(ticket))


def test_a_bounce_makes_its_delivery_a_dead_letter_that_says_why(
    app: Flask, employee: Client, solver: Client, endpoint: dict, deliver, handled
) -> None:
    from backend.forwarding.models import Delivery
    from backend.mail.inbound import bounce_token

    employee.submit()
    with app.app_context():
        seq = db.session.query(Delivery).one().seq
        db.write(lambda: [setattr(row, "status", "delivered") for row in db.session.query(Delivery)] and None)
    secret = app.extensions["doorgeven.config"].secret_key
    forged = f"reply+b.d{seq}.aaaaaaaaaaaaaaaa@reply.example.org"
    right = f"reply+{bounce_token(secret, f'd{seq}')}@reply.example.org"
    deliver(formats.bounce(forged), forged, "")
    handled()
    (row,) = solver.get("/deliveries").json["items"]
    assert row["status"] == "delivered"
    deliver(formats.bounce(right, "delayed").replace(b"bounce-1", b"bounce-2"), right, "")
    handled()
    assert solver.get("/deliveries").json["items"][0]["status"] == "delivered"
    deliver(formats.bounce(right).replace(b"bounce-1", b"bounce-3"), right, "")
    handled()
    (row,) = solver.get("/deliveries").json["items"]
    assert row["status"] == "dead"
    log = solver.get(f"/deliveries/{row['id']}").json["log"]
    assert [attempt["error"] for attempt in log] == [
        "late: 5.1.1 smtp; 550 5.1.1 user unknown",
        "bounced: 5.1.1 smtp; 550 5.1.1 user unknown",
    ]
    assert solver.post(f"/deliveries/{row['id']}/redeliver").status_code == 201


def test_a_letter_that_bounces_is_told_as_given_up(app: Flask, deliver, handled) -> None:
    from backend import letters, posting
    from backend.letters import Letter
    from backend.mail.inbound import bounce_token

    with app.app_context():
        db.write(lambda: letters.write("gone@example.org", "en", "Hello", ["x"]))
        letter = db.session.query(Letter).one()
        db.write(lambda: setattr(db.session.query(Letter).one(), "status", "sent"))
        token = bounce_token(app.extensions["doorgeven.config"].secret_key, f"l{posting._short(letter.id)}")
        to = f"reply+{token}@reply.example.org"
        assert len(to.partition("@")[0]) <= 64
    deliver(formats.bounce(to), to, "")
    handled()
    with app.app_context():
        assert posting.waiting()["dead_letters"] == 1
        assert "user unknown" in (posting.dead_letters()[0].last_error or "")
        assert db.write(posting.send_again) == 0


def test_nothing_is_relayed_and_one_mail_has_one_recipient(listener, employee: Client, address) -> None:
    ticket = employee.submit()
    with smtplib.SMTP("127.0.0.1", listener.port, timeout=20) as server:
        server.ehlo()
        server.mail(MAILBOX)
        assert server.rcpt("victim@example.com")[0] == 550
        assert server.rcpt(address(ticket))[0] == 250
        assert server.rcpt(address(ticket))[0] == 452


def test_where_it_cannot_be_kept_it_is_not_taken(
    app: Flask, employee: Client, address, deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    from backend.inbox import services

    def fails(*_):
        raise OperationalError("x", {}, Exception("disk"))

    ticket = employee.submit()
    monkeypatch.setattr(services, "keep", fails)
    with pytest.raises(smtplib.SMTPDataError) as caught:
        deliver(formats.gmail(address(ticket), MAILBOX, WORDS), address(ticket))
    assert caught.value.smtp_code == 451


def test_what_was_taken_is_there_when_250_is_said_and_a_worker_killed_on_the_way_does_it_again(
    app: Flask, employee: Client, address, deliver, handled, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.inbox.services import handling

    ticket = employee.submit()
    deliver(formats.gmail(address(ticket), MAILBOX, WORDS), address(ticket))
    with app.app_context():
        assert db.session.query(InboundMail).one().state == "received"

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(handling, "_note", killed)
        with pytest.raises(KeyboardInterrupt):
            handled()
    assert messages(employee, ticket) == []
    handled()
    assert len(messages(employee, ticket)) == 1


def test_a_mail_that_breaks_its_reader_is_kept_and_holds_up_no_other(
    app: Flask, employee: Client, address, deliver, handled, kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.inbox.services import handling

    real = handling.read

    def breaks(raw: bytes):
        if b"poison" in raw:
            raise ZeroDivisionError
        return real(raw)

    monkeypatch.setattr(handling, "read", breaks)
    ticket = employee.submit()
    deliver(formats.plain(address(ticket), MAILBOX, "poison", message_id="<1@x>"), address(ticket))
    deliver(formats.plain(address(ticket), MAILBOX, "fine", message_id="<2@x>"), address(ticket))
    for _ in range(6):
        handled()
    assert [body for _, _, body in messages(employee, ticket)] == ["fine"]
    assert [mail["reason"] for mail in kept()] == ["unreadable"]


def test_lmtp_is_spoken_too(database_url: str, environment: dict) -> None:
    from backend.app import create_app
    from backend.inbox.listener import Listener
    from tests.backend.settings import settings

    environment = {**environment, "INBOUND_MAIL": "lmtp://127.0.0.1:1?domain=reply.example.org"}
    app = create_app(settings(database_url, **environment))
    listener = Listener(app)
    listener.port = 0
    listener.start()
    try:
        with smtplib.LMTP("127.0.0.1", listener.port) as server:
            server.sendmail(
                MAILBOX, ["reply@reply.example.org"], formats.plain("reply@reply.example.org", MAILBOX, "x")
            )
        with app.app_context():
            assert db.session.query(InboundMail).count() == 1
    finally:
        listener.stop()


def test_more_sessions_than_there_may_be_are_told_to_come_back(listener, monkeypatch: pytest.MonkeyPatch) -> None:
    from backend.inbox import listener as module

    monkeypatch.setattr(module, "MOST_SESSIONS", 1)
    with socket.create_connection(("127.0.0.1", listener.port)) as first:
        assert first.recv(100).startswith(b"220")
        with socket.create_connection(("127.0.0.1", listener.port)) as second:
            assert second.recv(100).startswith(b"421")
    with smtplib.SMTP("127.0.0.1", listener.port, timeout=20) as server:
        assert server.noop()[0] == 250


def test_the_body_of_a_mail_that_was_dealt_with_is_dropped_after_a_month(
    app: Flask, employee: Client, address, deliver, handled, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datetime as dt

    from backend import clock
    from backend.inbox.services import handling

    ticket = employee.submit()
    deliver(formats.plain(address(ticket), MAILBOX, "x", message_id="<1@x>"), address(ticket))
    deliver(formats.plain(address(ticket), "stranger@example.org", "y", message_id="<2@x>"), address(ticket))
    handled()
    real = clock.now
    monkeypatch.setattr(handling, "now", lambda: real() + dt.timedelta(days=31))
    with app.app_context():
        db.write(handling.forget_old)
        left = {mail.state: mail.raw is not None for mail in db.session.query(InboundMail)}
    assert left == {"posted": False, "kept": True}


def test_a_reply_about_a_duplicate_reaches_its_reporter_and_takes_up_the_ticket_that_has_the_work(
    employee: Client, colleague: Client, solver: Client, address, deliver, handled, kept
) -> None:
    first, second = employee.submit(), colleague.submit()
    solver.post(f"/tickets/{second['id']}/merge", {"into": first["id"]})
    deliver(formats.gmail(address(second), MAILBOX, WORDS), address(second))
    handled()
    assert kept() == []
    assert messages(colleague, second) == [("Joost de Groot", "public", WORDS)]
    assert messages(employee, first) == []
    for client, ticket in ((employee, first), (colleague, second)):
        assert client.get(f"/tickets/{ticket['id']}").json["status"] == "in_progress"
