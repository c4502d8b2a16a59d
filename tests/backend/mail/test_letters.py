"""Letters to people: what arrives in a real mailbox, how often, and what happens while the mail server is away."""

import datetime as dt
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from flask import Flask

from backend import clock, db, letters, posting
from backend.app import create_app
from backend.errors import Misconfigured
from backend.letters import Letter
from backend.mail import smtp
from backend.mail.smtp import Postman
from backend.worker import Worker
from shared.messages import Message
from tests.backend.client import Client
from tests.backend.forwarding.receiver import receiving
from tests.backend.mail.mailbox import Mailbox, mailbox, text_of
from tests.backend.settings import settings

Post = Callable[..., int]


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as there:
        yield there


@pytest.fixture
def environment(box: Mailbox) -> dict[str, str]:
    return {
        "SMTP_URL": f"smtp://127.0.0.1:{box.port}",
        "MAIL_FROM": "Zorgzaam Telecom <hulp@example.org>",
        "BRAND_NAME": "Zorgzaam",
        "BRAND_COLOR": "#a01060",
    }


@pytest.fixture
def postman(app: Flask) -> Iterator[Postman]:
    with_server = Postman(app.extensions["doorgeven.config"].smtp)
    yield with_server
    with_server.hang_up()


@pytest.fixture
def post(app: Flask, postman: Postman) -> Post:
    """One round of a worker; says how many letters it had in its hands."""
    return lambda worker="worker": round_of(app, postman, worker)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    passed = [0.0]
    real = clock.now

    def later(seconds: float) -> None:
        passed[0] += seconds
        monkeypatch.setattr(posting, "now", lambda: real() + dt.timedelta(seconds=passed[0]))

    return later


def round_of(app: Flask, postman: Postman, worker: str) -> int:
    with app.app_context():
        claimed = db.write(lambda: posting.claim(worker, 10))
        outcomes = [posting.send(envelope, postman, app.extensions["doorgeven.config"]) for envelope in claimed]
        db.write(lambda: posting.settle(worker, outcomes))
        return len(claimed)


def write(app: Flask, address: str = "eva@example.org", subject: str = "Hello {name}", **more) -> bool:
    said = Message(subject, name=more.pop("name", "Eva"))
    lines = more.pop("lines", ["First.", "Second."])
    with app.app_context():
        return db.write(lambda: letters.write(address, more.pop("language", "en"), said, lines, **more))


def state(app: Flask) -> tuple[str, int, str | None]:
    with app.app_context():
        letter = db.session.query(Letter).one()
        return letter.status, letter.attempts, letter.last_error


def test_a_letter_arrives_as_text_and_html_in_the_companys_name(app: Flask, box: Mailbox, post: Post) -> None:
    write(app, link="https://desk.example.org/t/1")
    assert post() == 1
    (mail,) = box.mails
    assert mail["From"] == "Zorgzaam Telecom <hulp@example.org>"
    assert mail["To"] == "eva@example.org"
    assert mail["Subject"] == "Hello Eva"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "en"
    assert mail["Message-ID"].endswith("@example.org>")
    assert abs(parsedate_to_datetime(mail["Date"]) - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
    assert mail.get_content_type() == "multipart/alternative"
    assert "First.\n\nSecond.\n" in text_of(mail)
    assert "https://desk.example.org/t/1" in text_of(mail)
    page = text_of(mail, "html")
    assert 'href="https://desk.example.org/t/1"' in page
    assert "#a01060" in page
    assert "Zorgzaam" in page
    assert not [word for word in ("<img", "<link", "@import", "url(", "<script") if word in page]
    assert box.envelopes[0].mail_from == "hulp@example.org"
    assert post() == 0


def test_what_went_out_is_no_longer_kept(app: Flask, post: Post) -> None:
    write(app, link="https://desk.example.org/once", key="invite:1")
    post()
    with app.app_context():
        letter = db.session.query(Letter).one()
        assert (letter.status, letter.body, letter.link) == ("sent", "", None)
    assert write(app, key="invite:1") is False


def test_what_somebody_is_called_can_add_no_header_and_no_html(app: Flask, box: Mailbox, post: Post) -> None:
    evil = "Eva\r\nBcc: all@example.org\r\n\r\n<b>x</b>"
    write(app, name=evil, lines=[Message("{name} wrote.", name="<script>alert(1)</script>")])
    post()
    (mail,) = box.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hello Eva Bcc: all@example.org <b>x</b>"
    assert box.envelopes[0].rcpt_tos == ["eva@example.org"]
    assert "<script>" not in text_of(mail, "html")


@pytest.mark.parametrize("address", ["eva@example.org\r\nBcc: x@example.org", "no address", "a@b@c", "", "x" * 300])
def test_what_is_no_address_is_given_up_at_once_and_asks_nobody(
    app: Flask, box: Mailbox, post: Post, address: str
) -> None:
    if len(address) <= 254:
        write(app, address)
        post()
        assert state(app)[0] == "dead"
    assert Postman(app.extensions["doorgeven.config"].smtp).send("us@example.org", address, EmailMessage).refused
    assert box.raw == []


@pytest.mark.parametrize("name", ["Ωμέγα " * 60, "漢字" * 200, "السلام عليكم " * 30, "x" * 2000, "🛠️" * 190])
def test_long_names_of_any_script_arrive_whole_in_seven_bits(app: Flask, box: Mailbox, post: Post, name: str) -> None:
    write(app, subject="{name}", name=name, lines=[Message("{name}", name=name)])
    post()
    (mail,) = box.mails
    assert mail["Subject"] == " ".join(name.split())[:400]
    assert name.strip() in text_of(mail)
    assert box.raw[0].isascii()
    assert max(len(line) for line in box.raw[0].split(b"\r\n")) <= 998


def test_a_dutch_reader_reads_dutch(app: Flask, box: Mailbox, post: Post) -> None:
    write(app, language="nl", link="https://desk.example.org")
    post()
    assert box.mails[0]["Content-Language"] == "nl"
    assert "Openen" in text_of(box.mails[0])
    assert "automatisch" in text_of(box.mails[0])


def test_one_connection_takes_many_letters(app: Flask, box: Mailbox, post: Post) -> None:
    for number in range(5):
        write(app, f"a{number}@example.org")
    assert post() == 5
    assert len(box.raw) == 5
    assert len(box.connections) == 1
    assert len({mail["Message-ID"] for mail in box.mails}) == 5


def test_what_is_refused_for_now_is_tried_again_by_the_plan_under_the_same_message_id(
    app: Flask, box: Mailbox, post: Post, later
) -> None:
    box.answers = ["451 greylisted", "250 OK"]
    write(app)
    post()
    assert state(app)[:2] == ("pending", 1)
    assert "greylisted" in (state(app)[2] or "")
    assert post() == 0
    later(59)
    assert post() == 0
    later(15)
    assert post() == 1
    assert state(app) == ("sent", 2, None)
    with app.app_context():
        letter = db.session.query(Letter).one()
    assert box.mails[0]["Message-ID"] == f"<letter.{letter.id}@example.org>"


def test_in_the_end_it_is_given_up_and_a_command_shows_it_and_sends_it_again(
    app: Flask, box: Mailbox, post: Post, later, manager: Client
) -> None:
    box.answers = ["451 full"]
    write(app, subject="Your invitation", lines=["x"])
    for _ in posting.RETRY_AFTER:
        assert post() == 1
        later(200_000)
    assert post() == 0
    assert state(app)[0] == "dead"
    assert manager.http.get("/readyz").json["letters"]["dead_letters"] == 1
    shown = app.test_cli_runner().invoke(args=["letters"])
    assert "eva@example.org\tYour invitation\t451 full" in shown.stdout
    box.answers = ["250 OK"]
    assert app.test_cli_runner().invoke(args=["letters", "--again"]).exit_code == 0
    assert post() == 1
    assert state(app)[0] == "sent"


def test_a_recipient_who_does_not_exist_is_given_up_at_once_and_others_are_not(
    app: Flask, box: Mailbox, post: Post
) -> None:
    box.recipients = ["550 no such user", "250 OK"]
    write(app)
    write(app, "other@example.org")
    post()
    with app.app_context():
        told = {letter.address: letter.status for letter in db.session.query(Letter)}
    assert sorted(told.values()) == ["dead", "sent"]


def test_while_the_server_is_away_letters_wait_and_it_costs_them_no_attempt(
    app: Flask, box: Mailbox, later, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = taken.getsockname()[1]
        postman = Postman(settings("sqlite:///x", SMTP_URL=f"smtp://127.0.0.1:{nobody}").smtp)
        write(app)
        for _ in range(20):
            round_of(app, postman, "worker")
        assert state(app)[:2] == ("pending", 0)
        assert "away" in (state(app)[2] or "")
        assert not postman.ready
        real = smtp.time.monotonic
        monkeypatch.setattr(smtp.time, "monotonic", lambda: real() + smtp.LONGEST_PAUSE * 1.3)
        assert postman.ready


@pytest.mark.parametrize("senders", [["550 who are you", "250 OK"], ["421 too busy", "250 OK"]])
def test_a_server_that_refuses_us_makes_no_dead_letters(
    app: Flask, box: Mailbox, post: Post, senders: list[str]
) -> None:
    box.senders = list(senders)
    write(app)
    post()
    assert state(app)[:2] == ("pending", 0)
    post()
    assert state(app)[:2] == ("sent", 1)


def test_a_letter_at_which_the_server_breaks_off_counts_and_holds_up_no_other(
    app: Flask, box: Mailbox, post: Post
) -> None:
    box.answers = ["hang up", "250 OK"]
    write(app)
    write(app, "other@example.org")
    post()
    with app.app_context():
        told = sorted((letter.status, letter.attempts) for letter in db.session.query(Letter))
    assert told == [("pending", 1), ("sent", 1)]


def test_a_connection_that_the_server_closed_meanwhile_is_opened_anew(app: Flask, box: Mailbox, post: Post) -> None:
    write(app)
    post()
    box.stop()
    with mailbox(box.port) as restarted:
        write(app, "other@example.org")
        post()
        assert len(restarted.raw) == 1
    with app.app_context():
        assert [letter.attempts for letter in db.session.query(Letter)] == [1, 1]


def test_two_workers_send_a_letter_once(app: Flask, box: Mailbox, post: Post, later) -> None:
    write(app)
    with app.app_context():
        assert len(db.write(lambda: posting.claim("killed", 10))) == 1
    assert post("next") == 0
    later(61)
    assert post("next") == 1
    with app.app_context():
        db.write(lambda: posting.settle("killed", []))
    assert len(box.raw) == 1


def test_a_worker_that_lost_its_lease_settles_nothing(app: Flask, box: Mailbox, postman: Postman, later) -> None:
    write(app)
    with app.app_context():
        (envelope,) = db.write(lambda: posting.claim("slow", 10))
        later(61)
        db.write(lambda: posting.claim("next", 10))
        refused = posting.Posted(envelope, smtp.Reply(550, refused=True))
        db.write(lambda: posting.settle("slow", [refused]))
    assert state(app)[:2] == ("pending", 0)


def test_without_a_server_letters_are_kept_and_everybody_is_told(database_url: str) -> None:
    app = create_app(settings(database_url))
    write(app)
    assert round_of(app, Postman(None), "worker") == 1
    assert state(app)[:2] == ("pending", 0)
    ready = app.test_client().get("/readyz").json["letters"]
    assert (ready["pending"], ready["server"]) == (1, False)
    assert "doorgeven_letters_pending 1.0" in app.test_client().get("/metrics").text
    assert "eva" not in app.test_client().get("/metrics").text
    assert "SMTP_URL is not set" in app.test_cli_runner().invoke(args=["letters"]).stderr


def test_the_worker_sends_letters_and_a_hanging_mail_server_delays_no_webhook(
    database_url: str, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.accounts import services as accounts

    monkeypatch.setattr(smtp, "CONNECT_WITHIN", 2.0)
    with socket.socket() as silent, receiving() as receiver:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        app = create_app(settings(database_url, SMTP_URL=f"smtp://127.0.0.1:{silent.getsockname()[1]}"))
        for number in range(40):
            write(app, f"a{number}@example.org")
        with app.app_context():
            key = db.write(lambda: accounts.make_api_key("internet", "program", [])[1])
        Client(app, key).post("/teams/internet/endpoints", {"url": receiver.url})
        worker = Worker(app)
        thread = threading.Thread(target=worker.run)
        thread.start()
        try:
            with app.app_context():
                db.write(_event)
            assert receiver.arrived.wait(2)
        finally:
            worker.stop()
            thread.join(20)
        assert state_counts(app) == {"pending": 40}


def _event() -> None:
    from backend.forwarding import services as forwarding

    forwarding.emit("ticket.created", "internet", {"ticket": {"id": "x"}})


def state_counts(app: Flask) -> dict[str, int]:
    with app.app_context():
        rows = [letter.status for letter in db.session.query(Letter)]
    return {status: rows.count(status) for status in set(rows)}


def test_the_sign_in_of_the_setting_is_used(database_url: str) -> None:
    with mailbox(password="p@ss word") as box:
        app = create_app(settings(database_url, SMTP_URL=f"smtp://us:p%40ss%20word@127.0.0.1:{box.port}"))
        write(app)
        round_of(app, Postman(app.extensions["doorgeven.config"].smtp), "worker")
        assert box.signed_in == ["us"]
        assert state(app)[0] == "sent"
        assert "p@ss" not in repr(app.extensions["doorgeven.config"])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost, of nobody whom a machine trusts, with its key."""
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
    words = [*command.split(), "-addext", "subjectAltName=DNS:localhost", "-keyout", str(file), "-out", f"{file}.crt"]
    try:
        subprocess.run(words, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl on this machine")
    return file


@pytest.mark.parametrize("trusted", [True, False])
def test_starttls_is_kept_to_and_a_stranger_in_the_servers_place_gets_nothing(
    database_url: str, certificate: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    import ssl

    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(f"{certificate}.crt", certificate)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    with mailbox(tls=server) as box:
        app = create_app(settings(database_url, SMTP_URL=f"smtp+starttls://localhost:{box.port}"))
        write(app)
        round_of(app, Postman(app.extensions["doorgeven.config"].smtp), "worker")
        assert box.private == ([True] if trusted else [])
        assert state(app)[0] == ("sent" if trusted else "pending")


def test_starttls_that_the_server_does_not_offer_sends_nothing_in_the_open(database_url: str, box: Mailbox) -> None:
    app = create_app(settings(database_url, SMTP_URL=f"smtp+starttls://127.0.0.1:{box.port}"))
    write(app)
    round_of(app, Postman(app.extensions["doorgeven.config"].smtp), "worker")
    assert box.raw == []
    assert state(app)[:2] == ("pending", 0)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mail.example.org", "begin with smtp://"),
        ("http://mail.example.org", "begin with smtp://"),
        ("smtp://", "begin with smtp://"),
        ("smtp://mail.example.org/path", "begin with smtp://"),
        ("smtp://mail.example.org:abc", "cannot be read"),
        ("smtp://user@mail.example.org", "user and password"),
    ],
)
def test_a_wrong_address_of_the_server_is_one_sentence_without_the_password(url: str, told: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        settings("sqlite:///x.db", SMTP_URL=url)
    assert told in caught.value.message
    with pytest.raises(Misconfigured, match="MAIL_FROM"):
        settings("sqlite:///x.db", MAIL_FROM="nobody")


def test_the_ports_are_the_usual_ones() -> None:
    for scheme, port in (("smtp", 25), ("smtps", 465), ("smtp+starttls", 587)):
        server = settings("sqlite:///x.db", SMTP_URL=f"{scheme}://mail.example.org").smtp
        assert server is not None
        assert (server.host, server.port) == ("mail.example.org", port)
