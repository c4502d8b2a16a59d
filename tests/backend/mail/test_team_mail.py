"""A team without a system: what its mailbox gets of its tickets, as one thread, and how it can answer."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from backend import clock, db
from backend.forwarding import deliveries
from backend.mail.smtp import Postman
from tests.backend.attachments.files import photo, upload
from tests.backend.client import Client
from tests.backend.mail.mailbox import Mailbox, mailbox, text_of
from tests.backend.tickets.helping import article

MAILBOX = "internet-team@solvers.example.org"


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as there:
        yield there


@pytest.fixture
def environment(box: Mailbox) -> dict[str, str]:
    return {
        "SMTP_URL": f"smtp://127.0.0.1:{box.port}",
        "MAIL_FROM": "Doorgeven <desk@example.org>",
        "INBOUND_MAIL": "lmtp://127.0.0.1:8024?domain=reply.example.org",
        "PUBLIC_URL": "https://desk.example.org",
    }


@pytest.fixture
def forward(app: Flask) -> Iterator[Callable[[], int]]:
    config = app.extensions["doorgeven.config"]
    postman = Postman(config.smtp)

    def forward() -> int:
        sent = 0
        with app.app_context():
            while parcels := db.write(lambda: deliveries.claim("worker", 8, {}, by_mail=True)):
                outcomes = [deliveries.send_by_mail(parcel, postman, config) for parcel in parcels]
                db.write(lambda outcomes=outcomes: deliveries.settle("worker", outcomes))
                sent += len(parcels)
                if any(outcome.reply.away for outcome in outcomes):
                    break
        return sent

    yield forward
    postman.hang_up()


@pytest.fixture
def endpoint(solver: Client) -> dict:
    answer = solver.post("/teams/internet/endpoints", {"email": MAILBOX})
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def in_english(app: Flask) -> None:
    from backend.teams.models import Team

    with app.app_context():
        db.write(lambda: setattr(db.session.get_one(Team, "internet"), "language", "en"))


def test_a_mailbox_is_an_endpoint_with_no_secret(solver: Client, endpoint: dict) -> None:
    assert endpoint["email"] == MAILBOX
    assert endpoint["url"] is None
    assert "secret" not in endpoint
    (listed,) = solver.get("/teams/internet/endpoints").json["items"]
    assert listed["email"] == MAILBOX
    assert solver.post(f"/teams/internet/endpoints/{endpoint['id']}/rotate").status_code == 409


@pytest.mark.parametrize(
    "body", [{}, {"url": "https://x.example.org", "email": MAILBOX}, {"email": "nobody"}, {"email": "a@b\r\nBcc: c@d"}]
)
def test_it_is_either_a_webhook_or_a_mailbox(solver: Client, body: dict) -> None:
    assert solver.post("/teams/internet/endpoints", body).status_code == 422


def test_a_new_ticket_is_a_mail_in_the_teams_language_with_all_that_the_team_needs(
    employee: Client, endpoint: dict, box: Mailbox, forward
) -> None:
    ticket = employee.submit(customer={**CUSTOMER, "may_contact": True, "preferred_channel": "phone"})
    assert forward() == 1
    (mail,) = box.mails
    assert mail["To"] == MAILBOX
    assert mail["Subject"] == f"[{ticket['reference']}] Internet: No internet since noon."
    assert mail["Content-Language"] == "nl"
    text = text_of(mail)
    for told in (
        "Eva de Vries heeft een probleem doorgegeven.",
        "| No internet since noon.",
        "Klant: Oma Truus",
        "Telefoon: 0612345678",
        "Adres: 3511AB 12",
        "Contact: per telefoon",
        "Begin je antwoord met #intern",
    ):
        assert told in text, text
    assert "Oma Truus" in text_of(mail, "html")
    assert text.count("https://desk.example.org/m/") == 2
    assert mail["Reply-To"].startswith(f"reply+r.{ticket['reference'][3:].replace('-', '').lower()}.")
    assert mail["Reply-To"].endswith("@reply.example.org")
    assert len(mail["Reply-To"].partition("@")[0]) <= 64
    assert box.envelopes[0].mail_from.startswith("reply+b.d")


CUSTOMER = {"name": "Oma Truus", "phone": "0612345678", "postcode": "3511 AB", "house_number": "12"}


def test_what_was_asked_and_tried_stands_in_the_mail(
    app: Flask, employee: Client, manager: Client, endpoint: dict, box: Mailbox, forward
) -> None:
    question = {"id": "depends", "text": {"nl": "Is iemand afhankelijk?", "en": "Does someone depend on it?"}}
    options = [{"id": "alarm", "text": {"nl": "Ja, een alarm", "en": "Yes, an alarm"}}]
    manager.patch("/services/internet", {"questions": [{**question, "options": options}]}, "*")
    tried = article(app)
    answers = [{"question": "depends", "option": "alarm"}]
    employee.submit(customer={**CUSTOMER, "informed": True}, answers=answers, tried=[tried])
    forward()
    text = text_of(box.mails[0])
    for told in (
        "Is iemand afhankelijk? Ja, een alarm",
        "Al geprobeerd, zonder succes: Zet de modem uit en aan",
        "Weet hiervan: ja",
    ):
        assert told in text, text


def test_a_photo_without_a_word_is_told_too(employee: Client, endpoint: dict, box: Mailbox, forward) -> None:
    ticket = employee.submit()
    upload(employee, ticket["id"], ("modem.jpg", photo()))
    upload(employee, ticket["id"], ("kabel.jpg", photo()), message="En dit.", key="second-one")
    assert forward() == 3
    _, alone, along = map(text_of, box.mails)
    assert "Eva de Vries voegde toe: modem.jpg." in alone
    assert ("| En dit." in along, "Bestanden: kabel.jpg" in along) == (True, True)


def test_all_mails_of_one_ticket_are_one_thread(
    app: Flask, employee: Client, solver: Client, endpoint: dict, box: Mailbox, forward
) -> None:
    in_english(app)
    ticket = employee.submit()
    employee.post(f"/tickets/{ticket['id']}/messages", {"body": "The light is red."})
    solver.amend(ticket, status="pending", message={"body": "Which light?"})
    employee.post(f"/tickets/{ticket['id']}/cancel")
    other = employee.submit()
    forward()
    mails = {}
    for mail in box.mails:
        mails.setdefault(mail["References"] or mail["Message-ID"], []).append(mail)
    first, second = sorted(mails.values(), key=len, reverse=True)
    assert [len(first), len(second)] == [5, 1]
    assert {mail["In-Reply-To"] for mail in first[1:]} == {first[0]["Message-ID"]}
    assert {mail["Subject"] for mail in first[1:]} == {f"Re: {first[0]['Subject']}"}
    assert len({mail["Message-ID"] for mail in first}) == 5
    assert len({mail["Reply-To"] for mail in first}) == 1
    assert other["reference"] in second[0]["Subject"]
    told = [text_of(mail).splitlines()[0] for mail in first]
    assert told == [
        "Eva de Vries passed on a problem.",
        "Eva de Vries wrote:",
        "Sanne Bakker set the ticket to: Waiting for the reporter.",
        "Sanne Bakker wrote:",
        "Eva de Vries set the ticket to: Withdrawn.",
    ]
    assert "Nothing more is asked of you." in text_of(first[-1])
    assert "/m/" not in text_of(first[-1])


def test_a_mailbox_is_not_told_of_each_field(
    employee: Client, solver: Client, manager: Client, endpoint: dict, box: Mailbox, forward
) -> None:
    ticket = employee.submit()
    forward()
    solver.amend(ticket, priority=1, external_id="INC-1")
    assert forward() == 0
    employee.call("PATCH", f"/tickets/{ticket['id']}/customer", {"phone": "0687654321"})
    assert forward() == 1
    assert "telefoonnummer" in text_of(box.mails[-1])
    assert "0687654321" in text_of(box.mails[-1])


def test_a_transfer_is_told_whole_to_the_new_team_and_as_an_id_to_the_old_one(
    employee: Client, manager: Client, endpoint: dict, box: Mailbox, forward
) -> None:
    manager.post("/teams/tv/endpoints", {"email": "tv@solvers.example.org"})
    ticket = employee.submit()
    forward()
    manager.amend(ticket, team="tv")
    assert forward() == 2
    old, new = sorted(box.mails[1:], key=lambda mail: mail["To"])
    assert (old["To"], new["To"]) == (MAILBOX, "tv@solvers.example.org")
    assert "Oma Truus" not in text_of(old) + text_of(old, "html")
    assert old["Reply-To"] is None
    assert "/m/" not in text_of(old)
    assert "Oma Truus" in text_of(new)
    assert new["Reply-To"] != box.mails[0]["Reply-To"]


def test_what_the_server_refuses_is_a_dead_letter_with_its_log_and_can_be_sent_again_under_the_same_message_id(
    employee: Client, solver: Client, endpoint: dict, box: Mailbox, forward
) -> None:
    box.recipients = ["550 5.1.1 no such mailbox", "250 OK"]
    employee.submit()
    assert forward() == 1
    (row,) = solver.get("/deliveries").json["items"]
    assert (row["status"], row["last_status_code"], row["attempts"]) == ("dead", 550, 1)
    told = solver.get(f"/deliveries/{row['id']}").json
    assert told["request"]["url"] == f"mailto:{MAILBOX}"
    assert "no such mailbox" in told["log"][0]["answer"]
    assert solver.post(f"/deliveries/{row['id']}/redeliver").status_code == 201
    assert forward() == 1
    assert len(box.mails) == 1


def test_order_is_kept_and_a_mail_refused_for_now_is_tried_again(
    employee: Client, solver: Client, endpoint: dict, box: Mailbox, forward, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.answers = ["451 later", "250 OK"]
    ticket = employee.submit()
    employee.post(f"/tickets/{ticket['id']}/messages", {"body": "Hurry."})
    assert forward() == 1
    assert box.raw == []
    real = clock.now
    monkeypatch.setattr(deliveries, "now", lambda: real() + dt.timedelta(seconds=10))
    assert forward() == 2
    assert ["Hurry." in text_of(mail).partition("Melding:")[0] for mail in box.mails] == [False, True]


def test_with_the_mail_server_away_mail_waits_at_no_cost(
    employee: Client, solver: Client, endpoint: dict, box: Mailbox, forward
) -> None:
    box.stop()
    employee.submit()
    assert forward() == 1
    (row,) = solver.get("/deliveries").json["items"]
    assert (row["status"], row["attempts"]) == ("pending", 0)
    assert "away" in row["last_error"]
    assert employee.http.get("/readyz").json["outbox"]["pending"] == 1


def test_webhooks_and_mailboxes_are_claimed_apart(app: Flask, employee: Client, solver: Client, endpoint: dict) -> None:
    solver.post("/teams/internet/endpoints", {"url": "http://127.0.0.1:9/hook"})
    employee.submit()
    with app.app_context():
        hooks = db.write(lambda: deliveries.claim("w", 10, {}))
        mails = db.write(lambda: deliveries.claim("w", 10, {}, by_mail=True))
    assert [parcel.to for parcel in hooks] == ["http://127.0.0.1:9/hook"]
    assert [parcel.endpoint_id for parcel in mails] == [endpoint["id"]]


def test_a_test_and_an_outage_reach_the_mailbox(
    manager: Client, solver: Client, endpoint: dict, box: Mailbox, forward
) -> None:
    solver.post(f"/teams/internet/endpoints/{endpoint['id']}/test")
    outage = {"title": {"nl": "Kabelbreuk Utrecht"}, "services": ["internet"], "areas": ["35"], "impact": "major"}
    made = manager.post("/outages", outage)
    assert made.status_code == 201
    manager.post(f"/outages/{made.json['id']}/updates", {"text": "Gevonden.", "status": "identified"})
    assert forward() == 3
    by_subject = {mail["Subject"]: mail for mail in box.mails}
    assert set(by_subject) == {"Een test", "Kabelbreuk Utrecht", "Re: Kabelbreuk Utrecht"}
    later = by_subject["Re: Kabelbreuk Utrecht"]
    assert later["References"] == by_subject["Kabelbreuk Utrecht"]["Message-ID"]
    assert "Gevonden." in text_of(later)
    assert "oorzaak bekend" in text_of(later)
    manager.post(f"/outages/{made.json['id']}/updates", {"text": "De kabel ligt er weer."})
    assert forward() == 1
    newest = text_of(box.mails[-1])
    assert "De kabel ligt er weer." in newest
    assert "Gevonden." not in newest


def test_without_inbound_mail_no_reply_is_asked_for(database_url: str, box: Mailbox) -> None:
    from backend.app import create_app
    from backend.forwarding import mailing
    from tests.backend.settings import settings

    app = create_app(settings(database_url, SMTP_URL=f"smtp://127.0.0.1:{box.port}"))
    event = {
        "type": "ticket.message",
        "timestamp": "2026-11-25T10:00:00.000000Z",
        "data": {"ticket": {**TICKET}, "entry": {"body": "Hallo"}, "actor": {"kind": "reporter", "name": "Eva"}},
    }
    addressee = mailing.Addressee("e1", MAILBOX, "nl", {})
    mail = mailing.mail_of(addressee, "evt_1", event, app.extensions["doorgeven.config"])
    assert mail.reply_to is None
    assert "worden niet gelezen" in mail.footer


@pytest.mark.parametrize(
    ("status", "takes_up", "ended"),
    [
        ("acknowledged", True, False),
        ("in_progress", False, False),
        ("resolved", False, False),
        ("closed", False, True),
        ("rejected", False, True),
        ("cancelled", False, True),
    ],
)
def test_a_mail_says_what_a_reply_to_it_does_as_the_ticket_stands(
    app: Flask, status: str, takes_up: bool, ended: bool
) -> None:
    from backend.forwarding import mailing

    data = {"ticket": {**TICKET, "status": status}, "entry": {"body": "Hallo"}, "actor": {"kind": "reporter"}}
    event = {"type": "ticket.message", "timestamp": "2026-11-25T10:00:00.000000Z", "data": data}
    addressee = mailing.Addressee("e1", MAILBOX, "nl", {})
    footer = mailing.mail_of(addressee, "evt_1", event, app.extensions["doorgeven.config"]).footer
    assert ("Met je eerste antwoord pak je de melding op." in footer) is takes_up
    assert ("Beantwoord deze mail" in footer) is not ended
    assert ("Deze melding is afgelopen" in footer) is ended


TICKET = {
    "id": "t1",
    "reference": "DG-4K7-P2M",
    "kind": "problem",
    "service": None,
    "description": "Kapot",
    "status": "in_progress",
    "priority": 2,
    "reporter": {"id": "p", "name": "Eva"},
    "customer": {},
    "created_at": "2026-11-25T10:00:00.000000Z",
    "allowed": ["resolve"],
}


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://x?domain=a.example", "INBOUND_MAIL"),
        ("lmtp://127.0.0.1", "domain"),
        ("lmtp://127.0.0.1?domain=a.example&colour=red", "INBOUND_MAIL"),
        ("lmtp://127.0.0.1?domain=a.example&local=a+b", "domain"),
        ("imaps://mail.example.org/INBOX?domain=a.example", "user and password"),
        ("lmtp://127.0.0.1:x?domain=a.example", "cannot be read"),
    ],
)
def test_a_wrong_way_in_is_one_sentence(url: str, told: str) -> None:
    from backend.errors import Misconfigured
    from tests.backend.settings import settings

    with pytest.raises(Misconfigured) as caught:
        settings("sqlite:///x.db", INBOUND_MAIL=url)
    assert told in caught.value.message
