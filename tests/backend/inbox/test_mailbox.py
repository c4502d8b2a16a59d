"""A mailbox that is looked into: what is unseen is kept, then marked; what is killed in between is kept once."""

import imaplib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend import db
from backend.app import create_app
from backend.inbox import mailbox, services
from backend.inbox.models import InboundMail
from backend.inbox.rounds import handle_all
from backend.mail.inbound import reply_token
from tests.backend.client import Client
from tests.backend.inbox import formats
from tests.backend.inbox.conftest import MAILBOX
from tests.backend.inbox.imap import Mailbox, imap
from tests.backend.mail import certificates
from tests.backend.settings import settings


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificates.make(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def box(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    with imap(certificate) as there:
        yield there


@pytest.fixture
def environment(box: Mailbox, tmp_path: Path) -> dict[str, str]:
    url = f"imaps://desk%40reply.example.org:p%40ss@localhost:{box.port}/INBOX"
    return {"INBOUND_MAIL": url, "ATTACHMENTS_DIR": str(tmp_path / "attachments")}


def look(app: Flask) -> int:
    inbound = app.extensions["doorgeven.config"].inbound
    with app.app_context():
        return mailbox.look(inbound, lambda raw, to, path: db.write(lambda: services.keep(raw, to, path)))


def test_a_reply_in_a_mailbox_ends_in_the_timeline_and_is_marked_as_seen_once_kept(
    app: Flask, employee: Client, endpoint: dict, box: Mailbox
) -> None:
    ticket = employee.submit()
    secret = app.extensions["doorgeven.config"].secret_key
    token = reply_token(secret, ticket["reference"], ticket["id"], endpoint["id"])
    to = f"desk+{token}@reply.example.org"
    box.mails = {
        7: formats.gmail(to, MAILBOX, "Komt goed."),
        9: formats.plain("desk@reply.example.org", "x@example.org", "Losse mail"),
    }
    assert look(app) == 2
    assert box.seen == {7, 9}
    assert look(app) == 0
    with app.app_context():
        handle_all(app.extensions["doorgeven.config"])
    told = employee.get(f"/tickets/{ticket['id']}/timeline").json["items"]
    assert [entry["body"] for entry in told if entry["type"] == "message"] == ["Komt goed."]
    with app.app_context():
        assert sorted(mail.state for mail in db.session.query(InboundMail)) == ["kept", "posted"]


def test_what_could_not_be_kept_stays_unseen_and_what_was_marked_too_late_is_kept_once(
    app: Flask, endpoint: dict, box: Mailbox
) -> None:
    box.mails = {1: formats.plain("desk@reply.example.org", MAILBOX, "x")}

    def full(*_: object) -> None:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        mailbox.look(app.extensions["doorgeven.config"].inbound, full)
    assert box.seen == set()
    look(app)
    box.seen.clear()
    look(app)
    with app.app_context():
        assert db.session.query(InboundMail).count() == 1


def test_of_a_mail_that_is_too_large_a_person_learns(
    app: Flask, employee: Client, endpoint: dict, box: Mailbox, manager: Client
) -> None:
    ticket = employee.submit()
    secret = app.extensions["doorgeven.config"].secret_key
    token = reply_token(secret, ticket["reference"], ticket["id"], endpoint["id"])
    box.mails, box.sizes = {1: formats.gmail(f"desk+{token}@reply.example.org", MAILBOX, "x")}, {1: 10**9}
    look(app)
    with app.app_context():
        handle_all(app.extensions["doorgeven.config"])
    (mail,) = manager.get("/inbox").json["items"]
    assert (mail["reason"], mail["ticket_id"]) == ("too_large", ticket["id"])


def test_a_wrong_password_is_an_error_that_the_next_round_survives(database_url: str, box: Mailbox) -> None:
    from backend.inbox.rounds import InboxThread

    url = f"imaps://desk%40reply.example.org:wrong@localhost:{box.port}/INBOX"
    app = create_app(settings(database_url, INBOUND_MAIL=url))
    with pytest.raises(imaplib.IMAP4.error):
        look(app)
    InboxThread(app)._look_into_mailbox()
    assert "wrong" not in repr(app.extensions["doorgeven.config"])
