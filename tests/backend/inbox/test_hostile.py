"""Mails that are made to break their reader: read as far as it goes, or kept for a person; none holds up another."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import DataError

from backend import db
from backend.inbox import mailbox, reading, services
from backend.inbox.models import InboundMail
from backend.inbox.services import handling
from tests.backend.client import Client
from tests.backend.inbox import formats
from tests.backend.inbox.conftest import MAILBOX
from tests.backend.inbox.imap import Mailbox, imap
from tests.backend.mail import certificates

FROM = b"From: Jan <jan@example.org>\r\nSubject: Hoi\r\n"
PARTS = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="B"\r\n\r\n'


def nested(times: int) -> bytes:
    within = b"hi"
    for number in range(times):
        within = b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (number, number) + within + b"\r\n"
    return FROM + within


PARTLY = {
    "a sender of parentheses": (b"From: " + b"(" * 50_000 + b" jan@example.org\r\n\r\nhi", "hi"),
    "a name of parentheses": (FROM + b"Message-ID: " + b"(" * 50_000 + b"\r\n\r\nhi", "hi"),
    "a name of brackets": (FROM + b"Message-ID: <a@[b\r\n\r\nhi", "hi"),
    "a type of parentheses": (FROM + b"Content-Type: text/plain; " + b"(" * 50_000 + b"\r\n\r\nhi", "hi"),
    "a type of parameters": (FROM + b"Content-Type: text/plain" + b"; a=b" * 100_000 + b"\r\n\r\nhi", "hi"),
    "a long subject": (b"Subject: " + b"=?utf-8?q?=C3=A9?= " * 50_000 + b"\r\n\r\nhi", "hi"),
    "many senders": (b"From: " + b"a@b.nl, " * 50_000 + b"\r\n\r\nhi", "hi"),
    "Python's own charset": (
        FROM + b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a" * 2_000_000,
        "a" * 10_000,
    ),
    "half a character": (FROM + b"Content-Type: text/plain; charset=unicode_escape\r\n\r\n\\ud800", "\\ud800"),
    "a page without an end": (FROM + b"Content-Type: text/html\r\n\r\n<p>hi" + b"<table><tr><td>" * 3000, "hi"),
}


@pytest.mark.parametrize(("raw", "text"), PARTLY.values(), ids=PARTLY)
def test_what_cannot_be_read_is_left_out(raw: bytes, text: str) -> None:
    reading.message_id(raw)
    assert reading.read(raw).text == text
    assert not reading.read(raw).unreadable


UNREADABLE = {
    "mails in mails": FROM + b"Content-Type: message/rfc822\r\n\r\n" * 3000 + FROM + b"\r\nhi",
    "some mails in mails": FROM
    + PARTS
    + b"--B\r\n"
    + b"Content-Type: message/rfc822\r\n\r\n" * 300
    + b"\r\nhi\r\n--B--\r\n",
    "a million parts": FROM + PARTS + b"--B\r\n\r\n\r\n" * 1_000_000,
    "millions of lines": FROM + b"\r\n" + b"\n" * 5_000_000,
    "parts without a boundary": FROM + b'Content-Type: multipart/mixed; boundary="B"\r\n\r\nno part at all',
}


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_made_to_break_its_reader_is_for_a_person(raw: bytes) -> None:
    mail = reading.read(raw)
    assert (mail.unreadable, mail.from_address, mail.subject) == (True, "jan@example.org", "Hoi")


def test_parts_in_parts_are_read_as_far_as_it_goes() -> None:
    assert reading.read(nested(3000)).from_address == "jan@example.org"


def test_such_a_reply_is_kept_for_a_person_who_can_put_it_with_a_ticket(
    employee: Client, manager: Client, address, deliver, handled, kept
) -> None:
    ticket = employee.submit()
    raw = UNREADABLE["mails in mails"].replace(b"Jan <jan@example.org>", MAILBOX.encode())
    deliver(raw, address(ticket))
    handled()
    (mail,) = kept()
    assert (mail["reason"], mail["ticket_id"]) == ("unreadable", ticket["id"])
    assert manager.post(f"/inbox/{mail['id']}/assign", {"ticket_id": ticket["id"]}).status_code == 200


def test_a_mail_whose_reading_ends_the_worker_is_put_aside_after_five_times(
    app: Flask, deliver, handled, kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(_: bytes) -> None:
        raise KeyboardInterrupt

    deliver(formats.plain("reply@reply.example.org", MAILBOX, "hi"), "reply@reply.example.org")
    monkeypatch.setattr(handling, "read", ended)
    for _ in range(handling.MOST_TRIES):
        with pytest.raises(KeyboardInterrupt):
            handled()
    handled()
    assert [mail["reason"] for mail in kept()] == ["unreadable"]


def test_a_mail_that_the_database_does_not_take_holds_up_no_other(
    deliver, handled, kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = services.handle
    for number in range(25):
        deliver(
            formats.plain("reply@reply.example.org", MAILBOX, "x", message_id=f"<{number}@example.org>"),
            "reply@reply.example.org",
        )
    bad = []

    def handle(mail_id: str, config: object) -> None:
        if len(bad) < 24 and mail_id not in bad:
            bad.append(mail_id)
        if mail_id in bad:
            raise DataError("INSERT", {}, ValueError("NUL"))
        real(mail_id, config)  # type: ignore[arg-type]

    monkeypatch.setattr(services, "handle", handle)
    for _ in range(2 * handling.MOST_TRIES + 2):
        handled()
    assert sorted(mail["reason"] for mail in kept()) == ["unknown_address", *["unreadable"] * 24]


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    certificate = certificates.make(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    with imap(certificate) as there:
        yield there


class TestInAMailbox:
    @pytest.fixture
    def environment(self, box: Mailbox, tmp_path: Path) -> dict[str, str]:
        url = f"imaps://desk%40reply.example.org:p%40ss@localhost:{box.port}/INBOX"
        return {"INBOUND_MAIL": url, "ATTACHMENTS_DIR": str(tmp_path / "attachments")}

    def test_one_that_cannot_be_taken_in_holds_up_no_other(
        self, app: Flask, box: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(mailbox, "_left", {})
        good = formats.plain("desk@reply.example.org", MAILBOX, "x")
        box.mails = {1: PARTLY["a name of parentheses"][0], 2: good, 3: good.replace(b"plain-1", b"plain-2")}

        def keep(raw: bytes, to: str, path: str | None) -> object:
            if b"plain-1" in raw:
                raise RecursionError
            return db.write(lambda: services.keep(raw, to, path))

        settings = app.extensions["doorgeven.config"].inbound
        with app.app_context():
            assert mailbox.look(settings, keep) == 2
            assert mailbox.look(settings, keep) == 0
            assert db.session.query(InboundMail).count() == 2
        assert box.seen == {1, 3}
