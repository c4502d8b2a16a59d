"""Forwarding: what a team's endpoint gets, in which order, how often, and what happens when it does not take it."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from backend import clock, db, outgoing
from backend.forwarding import deliveries
from backend.forwarding.models import Delivery
from tests.backend.client import Client
from tests.backend.forwarding.receiver import Receiver, receiving

ALLOW = ()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as there:
        yield there


@pytest.fixture
def endpoint(solver: Client, receiver: Receiver) -> dict:
    answer = solver.post("/teams/internet/endpoints", {"url": receiver.url})
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


@pytest.fixture
def forward(app: Flask) -> Callable[..., int]:
    """One round of a worker: claims what is due, sends it, settles it; says how many were sent."""
    allow = app.extensions["doorgeven.config"].webhook_allow

    def forward(worker: str = "worker") -> int:
        with app.app_context():
            parcels = db.write(lambda: deliveries.claim(worker, 32, {}))
            outcomes = [deliveries.send(parcel, allow) for parcel in parcels]
            db.write(lambda: deliveries.settle(worker, outcomes))
            return len(parcels)

    return forward


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets time pass for the deliveries, in seconds."""
    passed = [0.0]
    real = clock.now

    def later(seconds: float) -> None:
        passed[0] += seconds
        monkeypatch.setattr(deliveries, "now", lambda: real() + dt.timedelta(seconds=passed[0]))

    return later


def log(client: Client) -> list[dict]:
    return list(client.get("/deliveries").json["items"])


def test_the_team_gets_the_ticket_signed_after_standard_webhooks(
    employee: Client, endpoint: dict, receiver: Receiver, forward
) -> None:
    ticket = employee.submit()
    assert receiver.received == []
    assert forward() == 1
    (got,) = receiver.received
    Webhook(endpoint["secret"]).verify(got.body, got.headers)
    assert got.json["type"] == "ticket.created"
    assert got.json["data"]["ticket"]["customer"] == ticket["customer"]
    assert got.json["data"]["actor"] == {"kind": "reporter", "name": "Eva de Vries"}
    with pytest.raises(WebhookVerificationError):
        Webhook(endpoint["secret"]).verify(got.body + b" ", got.headers)


def test_a_new_endpoint_gets_nothing_of_before_and_shows_its_secret_once(
    solver: Client, employee: Client, receiver: Receiver, forward
) -> None:
    employee.submit()
    made = solver.post("/teams/internet/endpoints", {"url": receiver.url}).json
    assert made["secret"].startswith("whsec_")
    assert forward() == 0
    (listed,) = solver.get("/teams/internet/endpoints").json["items"]
    assert "secret" not in listed


def test_each_act_is_one_event_with_an_id_of_its_own(
    employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward
) -> None:
    ticket = employee.submit()
    solver.amend(ticket, status="in_progress", message={"body": "On it.", "visibility": "public"})
    employee.post(f"/tickets/{ticket['id']}/messages", {"body": "Thanks."})
    while forward():
        pass
    types = [got.json["type"] for got in receiver.received]
    assert types == ["ticket.created", "ticket.updated", "ticket.message", "ticket.message"]
    assert len({got.headers["webhook-id"] for got in receiver.received}) == 4
    assert receiver.received[1].json["data"]["ticket"]["status"] == "in_progress"


def test_events_tell_the_ticket_as_it_was_then(
    employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward
) -> None:
    ticket = employee.submit()
    solver.amend(ticket, status="in_progress")
    while forward():
        pass
    statuses = [got.json["data"]["ticket"]["status"] for got in receiver.received]
    assert statuses == ["acknowledged", "in_progress"]


def test_a_later_event_waits_for_an_earlier_one_of_its_ticket_only(
    employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward
) -> None:
    receiver.answers = [500, 200]
    first = employee.submit()
    forward()
    solver.amend(first, status="in_progress")
    other = employee.submit()
    while forward():
        pass
    got = [(r.json["type"], r.json["data"]["ticket"]["id"]) for r in receiver.received]
    assert got == [("ticket.created", first["id"]), ("ticket.created", other["id"])]


def test_a_failed_delivery_is_tried_again_by_the_plan_under_the_same_id_and_in_the_end_is_a_dead_letter(
    employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward, later
) -> None:
    receiver.answers = [500]
    employee.submit()
    forward()
    for wait in (5, 300, 1800, 7200, 18000, 36000, 36000):
        assert forward() == 0
        later(wait * 0.75)
        assert forward() == 0
        later(wait * 0.5)
        assert forward() == 1
    (dead,) = log(solver)
    assert (dead["status"], dead["attempts"], dead["last_status_code"]) == ("dead", 8, 500)
    assert len({got.headers["webhook-id"] for got in receiver.received}) == 1


def test_a_dead_letter_no_longer_holds_back_and_can_be_sent_again(
    app: Flask, employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward, later
) -> None:
    receiver.answers = [500] * 8 + [200]
    ticket = employee.submit()
    for _ in range(8):
        forward()
        later(50_000)
    solver.amend(ticket, status="in_progress")
    assert forward() == 1
    (dead,) = [d for d in log(solver) if d["status"] == "dead"]
    assert solver.post(f"/deliveries/{dead['id']}/redeliver").status_code == 201
    assert forward() == 1
    assert receiver.received[-1].json["type"] == "ticket.created"
    assert receiver.received[-1].headers["webhook-id"] == receiver.received[0].headers["webhook-id"]


def test_410_turns_the_endpoint_off(
    employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward
) -> None:
    receiver.answers = [410]
    employee.submit()
    forward()
    (listed,) = solver.get("/teams/internet/endpoints").json["items"]
    assert listed["active"] is False
    employee.submit()
    assert forward() == 0


def test_what_happens_while_an_endpoint_is_off_is_kept_and_reaches_it_once_it_is_on_again(
    employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward
) -> None:
    receiver.answers = [410, 200]
    employee.submit()
    forward()
    ticket = employee.submit(description="While it was off.")
    (missed, gone) = log(solver)
    assert [missed["status"], gone["status"]] == ["dead", "dead"]
    assert "off" in missed["last_error"]
    solver.post(f"/teams/internet/endpoints/{endpoint['id']}/enable", {})
    assert solver.post("/deliveries/redeliver", {}).json["redelivered"] == 2
    assert forward() == 2
    assert receiver.received[-1].json["data"]["ticket"]["id"] == ticket["id"]


def test_what_a_removed_endpoint_never_got_raises_no_alarm_for_ever(
    employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward
) -> None:
    receiver.answers = [410]
    employee.submit()
    forward()
    assert employee.http.get("/readyz").json["outbox"]["dead_letters"] == 1
    solver.delete(f"/teams/internet/endpoints/{endpoint['id']}")
    assert employee.http.get("/readyz").json["outbox"]["dead_letters"] == 0


def test_for_a_removed_endpoint_nothing_is_kept(employee: Client, solver: Client, endpoint: dict) -> None:
    solver.delete(f"/teams/internet/endpoints/{endpoint['id']}")
    employee.submit()
    assert log(solver) == []


def test_what_failed_beside_a_410_waits_for_nothing_and_what_was_taken_beside_it_counts(
    employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward
) -> None:
    for _ in range(3):
        employee.submit()
    receiver.answers = [410, 500, 200]
    assert forward() == 3
    assert [row["status"] for row in log(solver)] == ["delivered", "dead", "dead"]
    assert [row["next_attempt_at"] for row in log(solver)] == [None, None, None]


def test_retry_after_is_kept_to(employee: Client, endpoint: dict, receiver: Receiver, forward, later) -> None:
    receiver.answers, receiver.headers = [429, 200], {"Retry-After": "600"}
    employee.submit()
    forward()
    later(590)
    assert forward() == 0
    later(20)
    assert forward() == 1


def test_what_a_killed_worker_held_passes_to_the_next_when_its_lease_is_over(
    app: Flask, employee: Client, endpoint: dict, receiver: Receiver, forward, later
) -> None:
    employee.submit()
    with app.app_context():
        assert len(db.write(lambda: deliveries.claim("killed", 10, {}))) == 1
    assert forward("next") == 0
    later(11)
    assert forward("next") == 1
    assert len(receiver.received) == 1


def test_a_worker_that_lost_its_lease_settles_nothing(app: Flask, employee: Client, endpoint: dict, later) -> None:
    employee.submit()
    with app.app_context():
        (parcel,) = db.write(lambda: deliveries.claim("slow", 10, {}))
        later(11)
        db.write(lambda: deliveries.claim("next", 10, {}))
        failed = deliveries.Outcome(parcel, deliveries.outgoing.Reply(500), clock.now())
        db.write(lambda: deliveries.settle("slow", [failed]))
        assert db.session.query(Delivery).one().attempts == 0


def test_a_busy_endpoint_gets_only_its_share(app: Flask, employee: Client, endpoint: dict) -> None:
    for _ in range(deliveries.AT_ONCE_PER_ENDPOINT + 3):
        employee.submit()
    with app.app_context():
        assert len(db.write(lambda: deliveries.claim("w", 100, {}))) == deliveries.AT_ONCE_PER_ENDPOINT
        full = {endpoint["id"]: deliveries.AT_ONCE_PER_ENDPOINT}
        assert db.write(lambda: deliveries.claim("w", 100, full)) == []


def test_deliveries_change_neither_etags_nor_the_feed(
    employee: Client, solver: Client, endpoint: dict, forward
) -> None:
    ticket = employee.submit()
    before = solver.get(f"/tickets/{ticket['id']}").headers["ETag"]
    cursor = solver.get("/changes").json["next_cursor"]
    assert forward() == 1
    assert solver.get(f"/tickets/{ticket['id']}").headers["ETag"] == before
    assert solver.get(f"/changes?after={cursor}").status_code == 304


def test_the_old_team_of_a_transfer_is_told_with_ids_only(
    employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward
) -> None:
    ticket = employee.submit()
    solver.amend(ticket, team="tv")
    while forward():
        pass
    told = receiver.received[-1].json
    assert told["type"] == "ticket.transferred"
    assert told["data"]["ticket"] == {"id": ticket["id"], "reference": ticket["reference"]}


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/x",
        "file:///etc/passwd",
        "nonsense",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "http://user:pass@example.org/",
    ],
)
def test_an_address_that_we_never_send_to_is_refused_when_it_is_given(solver: Client, url: str) -> None:
    answer = solver.post("/teams/internet/endpoints", {"url": url})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/url"


@pytest.mark.parametrize(("who", "status"), [("employee", 404), ("solver", 404), ("manager", 201), ("admin", 201)])
def test_only_a_teams_own_managers_and_admins_keep_its_endpoints(
    sign_in, receiver: Receiver, who: str, status: int
) -> None:
    assert sign_in(who).post("/teams/tv/endpoints", {"url": receiver.url}).status_code == status


def test_a_removed_endpoint_gets_nothing_more(employee: Client, solver: Client, endpoint: dict, forward) -> None:
    assert solver.delete(f"/teams/internet/endpoints/{endpoint['id']}").status_code == 200
    employee.submit()
    assert forward() == 0


def test_what_waited_for_a_removed_endpoint_is_not_sent_either(
    employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward, later
) -> None:
    receiver.answers = [500, 200]
    employee.submit()
    forward()
    solver.delete(f"/teams/internet/endpoints/{endpoint['id']}")
    later(50_000)
    assert forward() == 0
    assert len(receiver.received) == 1


def test_the_backlog_is_reported_but_not_judged(app: Flask, employee: Client, endpoint: dict, later) -> None:
    employee.submit()
    ready = employee.http.get("/readyz")
    assert ready.status_code == 200
    assert ready.json["outbox"]["pending"] == 1


def test_a_monitoring_system_sees_by_team_what_waits_and_what_was_given_up(
    app: Flask, employee: Client, endpoint: dict, receiver: Receiver, forward
) -> None:
    employee.submit()
    receiver.answers = [410]
    forward()
    figures = employee.http.get("/metrics")
    assert figures.status_code == 200
    assert figures.content_type.startswith("text/plain; version=")
    assert 'doorgeven_outbox_dead_letters{team="internet"} 1.0' in figures.text
    assert 'doorgeven_outbox_pending{team="tv"} 0.0' in figures.text
    assert "3511" not in figures.text


def test_an_inner_network_is_not_reached_even_by_a_name(app: Flask, employee: Client, solver: Client, receiver) -> None:
    solver.post("/teams/internet/endpoints", {"url": receiver.url})
    employee.submit()
    with app.app_context():
        (parcel,) = db.write(lambda: deliveries.claim("w", 10, {}))
    outcome = deliveries.send(parcel, ALLOW)
    assert outcome.reply.status_code is None
    assert "refused" in (outcome.reply.error or "")
    assert receiver.received == []


def test_programs_read_their_own_teams_deliveries_only(employee: Client, api_key, endpoint: dict) -> None:
    employee.submit()
    assert len(log(api_key("internet"))) == 1
    assert log(api_key("tv")) == []
    assert employee.get("/deliveries").status_code == 403


def test_a_rotated_secret_overlaps_with_the_old_one_for_a_while(
    employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward, later
) -> None:
    path = f"/teams/internet/endpoints/{endpoint['id']}/rotate"
    rotated = solver.post(path, {"overlap_seconds": 3600}).json
    assert rotated["secret"] != endpoint["secret"]
    employee.submit()
    forward()
    for secret in (endpoint["secret"], rotated["secret"]):
        Webhook(secret).verify(receiver.received[0].body, receiver.received[0].headers)
    later(3601)
    employee.submit()
    forward()
    only = receiver.received[1].headers["webhook-signature"].split(" ")
    assert len(only) == 1


def test_a_test_event_goes_to_that_endpoint_alone_and_its_log_tells_what_came_back(
    solver: Client, endpoint: dict, receiver: Receiver, forward
) -> None:
    solver.post("/teams/internet/endpoints", {"url": receiver.url + "/other"})
    sent = solver.post(f"/teams/internet/endpoints/{endpoint['id']}/test")
    assert sent.status_code == 201
    receiver.answers = [503]
    assert forward() == 1
    assert receiver.received[0].json["type"] == "endpoint.test"
    told = solver.get(f"/deliveries/{sent.json['id']}").json
    assert told["request"]["url"] == endpoint["url"]
    assert told["request"]["body"] == receiver.received[0].json
    assert [attempt["status_code"] for attempt in told["log"]] == [503]


def test_all_dead_letters_are_sent_again_in_their_order_and_only_once(
    employee: Client, solver: Client, endpoint: dict, receiver: Receiver, forward, later
) -> None:
    receiver.answers = [500]
    tickets = [employee.submit()["id"] for _ in range(3)]
    for _ in range(8):
        forward()
        later(50_000)
    assert {delivery["status"] for delivery in log(solver)} == {"dead"}
    receiver.answers, receiver.received = [200], []
    assert solver.post("/deliveries/redeliver", {"team": "tv"}).json == {"redelivered": 0, "remaining": 0}
    assert solver.post("/deliveries/redeliver").json == {"redelivered": 3, "remaining": 0}
    assert solver.post("/deliveries/redeliver").json == {"redelivered": 0, "remaining": 0}
    assert forward() == 3
    assert [got.json["data"]["ticket"]["id"] for got in receiver.received] == tickets
    assert employee.http.get("/readyz").json["outbox"]["dead_letters"] == 0


def test_another_team_neither_rotates_nor_tests_nor_reads(api_key, endpoint: dict, employee: Client) -> None:
    tv, path = api_key("tv"), f"/teams/internet/endpoints/{endpoint['id']}"
    employee.submit()
    delivery = api_key("internet").get("/deliveries").json["items"][0]
    assert tv.post(f"{path}/rotate").status_code == 404
    assert tv.post(f"{path}/test").status_code == 404
    assert tv.get(f"/deliveries/{delivery['id']}").status_code == 404
    assert tv.post(f"/deliveries/{delivery['id']}/redeliver").status_code == 404


def test_an_admin_sees_where_events_went_and_nothing_of_the_tickets(
    employee: Client, solver: Client, manager: Client, admin: Client, endpoint: dict
) -> None:
    ticket = employee.submit()
    solver.post(f"/tickets/{ticket['id']}/messages", {"body": "He owes us money.", "visibility": "internal"})
    for delivery in log(admin):
        path = f"/deliveries/{delivery['id']}"
        told = admin.get(path)
        assert (told.json["request"]["url"], told.json["ticket_id"]) == (endpoint["url"], ticket["id"])
        assert told.json["request"]["body"]["data"] == {}
        assert manager.get(path).json["request"]["body"]["data"]["ticket"]["customer"]["name"] == "Oma Truus"
    assert admin.get(f"/tickets/{ticket['id']}").status_code == 404


def test_the_log_is_searched_by_endpoint_beside_team_and_state(
    solver: Client, admin: Client, employee: Client, endpoint: dict, receiver: Receiver
) -> None:
    other = solver.post("/teams/internet/endpoints", {"url": receiver.url}).json
    employee.submit()
    solver.post(f"/teams/internet/endpoints/{other['id']}/test")

    def found(query: str) -> list[str]:
        return [row["type"] for row in admin.get(f"/deliveries?{query}").json["items"]]

    assert found(f"endpoint_id={other['id']}") == ["endpoint.test", "ticket.created"]
    assert found(f"endpoint_id={endpoint['id']}&team=internet&status=pending") == ["ticket.created"]
    assert found(f"endpoint_id={endpoint['id']}&status=dead") == []
    assert found(f"endpoint_id={endpoint['id']}&team=tv") == []
    assert admin.get("/deliveries?status=asleep").status_code == 422


def test_a_look_at_one_endpoint_reads_an_index(app: Flask, endpoint: dict) -> None:
    from sqlalchemy import text

    with app.app_context():
        if db.is_postgresql():
            db.session.execute(text("SET LOCAL enable_seqscan = off"))
            db.session.execute(text("SET LOCAL enable_sort = off"))
        wanted = "SELECT seq FROM delivery WHERE endpoint_id = :id ORDER BY seq DESC LIMIT 51"
        explain = text(("EXPLAIN " if db.is_postgresql() else "EXPLAIN QUERY PLAN ") + wanted)
        plan = " ".join(str(row) for row in db.session.execute(explain, {"id": endpoint["id"]}))
    assert "ix_delivery_endpoint" in plan


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("-5", 0),
        ("1e3", 0),
        ("9" * 400, 86_400),
        ("٣٠", 30),
        ("", 0),
        ("soon", 0),
        ("Mon, 01 Jun 2026 12:05:00 GMT", 300),
        ("Mon, 01 Jun 2026 12:05:00", 300),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ("Mon, 01 Jun 1970 00:00:00 GMT", 0),
        ("Mon, 99 Jun 99999 77:00:00 +9999", 0),
    ],
)
def test_a_receiver_says_how_long_to_wait_in_seconds_or_as_a_date(
    asked: str, seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "now", lambda: dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC))
    monkeypatch.setattr(deliveries, "RETRY_AFTER", (dt.timedelta(0),) * 2)
    waits = deliveries._wait(1, outgoing.Reply(429, retry_after=asked))
    assert waits == dt.timedelta(seconds=seconds)
