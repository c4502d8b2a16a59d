"""What is passed on reaches the server once, whatever happens on the way."""

import itertools
import time

import pytest

from mobile.core import link, sync
from mobile.core.account import Account
from mobile.core.core import Core
from mobile.core.outbox import OutboxKind
from mobile.core.store import utc_now
from mobile.core.submissions import ticket_body
from shared.vocabulary import SendState
from tests.mobile.fake_http import Fault, Handler
from tests.mobile.fake_server import FakeServer, Reply, problem, until
from tests.mobile.resources import a_ticket
from tests.mobile.typed import TYPED, submit


def test_what_was_passed_on_offline_goes_by_itself_once_there_is_a_connection(server: FakeServer, core: Core) -> None:
    server.stop()
    core.start()
    key = submit(core.signed_in())
    until(lambda: core.signed_in().sync.status.connection == "offline")
    assert core.signed_in().store.projections.unsent().waiting == 1
    server.start()
    until(lambda: server.tickets, 10)
    until(lambda: core.signed_in().store.projections.unsent().waiting == 0)
    assert server.keys() == {key: 1}
    assert [t["customer"]["postcode"] for t in server.tickets.values()] == ["3511AB"]


def test_while_much_is_sent_over_a_slow_link_the_app_says_so_and_counts_down(
    server: FakeServer, core: Core, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "SLOW_SECONDS", 0.0)
    monkeypatch.setattr(sync, "_TELL_EVERY", 0.0)
    said = []

    def look() -> None:
        status = account.sync.status
        said.append((account.store.projections.unsent().waiting, status.connection, status.link))

    server.drop("GET", "/changes")
    account.sync.once()
    assert account.sync.status.connection == "offline"
    for number in range(5):
        submit(account, f"Down {number}")
    core.subscribe(look)
    account.sync.once()
    slow = [(waiting, "online", "slow") for waiting in (2, 1)]
    assert [one for one in said if one in slow] == slow
    assert [waiting for waiting, *_ in said[:3]] == [4, 3, 2]


@pytest.mark.parametrize("times", [1, 3])
def test_a_lost_answer_makes_no_second_ticket(server: FakeServer, account: Account, times: int) -> None:
    server.lose_answer("POST", "/tickets", times)
    key = submit(account)
    for _ in range(times):
        account.sync.once()
        assert account.store.outbox.get(key).state is SendState.QUEUED
    account.sync.once()
    assert len(server.tickets) == 1
    assert server.keys() == {key: times + 1}
    assert account.store.outbox.all() == []
    assert account.store.projections.ticket(key).said["id"] in server.tickets


def test_a_submission_keeps_its_place_under_the_server_s_id(server: FakeServer, account: Account) -> None:
    key = submit(account)
    account.write(key, "The light is red")
    account.sync.once()
    (ticket_id,) = server.tickets
    assert account.store.projections.ticket(key).id == ticket_id
    assert [s.path for s in server.seen if s.method == "POST"][-2:] == ["/tickets", f"/tickets/{ticket_id}/messages"]
    assert [e["type"] for e in account.store.mirror.entries_of(ticket_id)] == ["created", "message"]


def test_a_refused_one_fails_with_the_server_s_reason_and_holds_back_no_other(
    server: FakeServer, account: Account
) -> None:
    refusal = problem(422, "Not valid.", {"/customer/postcode": "Not a postcode of NL."})
    server.fail("POST", "/tickets", refusal)
    bad, good = submit(account, "bad"), submit(account, "good")
    account.write(bad, "waits for its ticket")
    account.sync.once()
    row = account.store.outbox.get(bad)
    assert (row.state, row.failure.status) == (SendState.FAILED, 422)
    assert dict(row.failure.errors) == {"/customer/postcode": "Not a postcode of NL."}
    assert account.store.outbox.get(good) is None
    assert [t["description"] for t in server.tickets.values()] == ["good"]
    assert len(account.store.outbox.of_ticket(bad)) == 2


def test_a_refused_one_is_corrected_and_sent_under_its_key(server: FakeServer, account: Account) -> None:
    server.fail("POST", "/tickets", problem(422, "No."))
    key = submit(account)
    account.write(key, "behind it")
    account.sync.once()
    draft = account.take_back(key)
    assert draft.typed["description"] == "Down"
    account.sync.once()  # what hangs on a draft is not sent to a ticket that does not exist
    assert len(account.store.outbox.all()) == 1
    account.submit(ticket_body({**TYPED, "description": "Down since noon"}, "NL"), key=key)
    account.sync.once()
    assert server.keys() == {key: 2}
    assert [t["description"] for t in server.tickets.values()] == ["Down since noon"]
    assert account.store.outbox.all() == []
    assert account.store.drafts.get(key) is None


def test_one_that_the_server_chokes_on_holds_back_no_other(server: FakeServer, account: Account) -> None:
    server.fail("POST", "/tickets", Reply(500, {}))
    bad = submit(account, "chokes")
    submit(account, "fine")
    account.sync.once()
    assert [t["description"] for t in server.tickets.values()] == ["fine"]
    assert account.store.outbox.get(bad).state is SendState.QUEUED
    account.sync.once(eager=True)
    assert len(server.tickets) == 2


def test_a_server_that_is_away_is_not_asked_for_every_row(server: FakeServer, account: Account) -> None:
    server.fail("POST", "/tickets", Reply(502, {}), times=50)
    for number in range(20):
        submit(account, str(number))
    account.sync.once()
    assert server.count("POST", "/tickets") == 3
    assert account.store.projections.unsent().waiting == 20
    assert account.sync.status.connection == "server_away"


@pytest.mark.parametrize(
    "portal",
    [
        Reply(200, b"<html>Welcome to the hotel</html>", {"Content-Type": "text/html"}),
        Reply(302, None, {"Location": "http://hotel.example/login"}),
        Reply(403, b"<html>no</html>", {"Content-Type": "text/html"}),
        Reply(401, b"<html>who?</html>", {"Content-Type": "text/html"}),
        Reply(201, b"{broken", {"Content-Type": "application/json"}),
        Reply(201, b"[]", {"Content-Type": "application/json"}),
    ],
)
def test_a_captive_portal_neither_takes_nor_refuses_anything(
    server: FakeServer, account: Account, portal: Reply
) -> None:
    server.fail("POST", "/tickets", portal)
    key = submit(account)
    account.sync.once()
    assert account.store.outbox.get(key).state is SendState.QUEUED
    assert not account.session.ended
    account.sync.once()
    assert server.keys() == {key: 2}
    assert account.store.outbox.all() == []


def test_the_server_s_wish_to_wait_is_kept_even_when_the_user_pulls(server: FakeServer, account: Account) -> None:
    server.fail("POST", "/tickets", Reply(429, {}, {"Retry-After": "7"}))
    submit(account)
    assert account.sync.once() >= 7
    before = len(server.seen)
    assert 6 < account.sync.once(eager=True) <= 7
    assert len(server.seen) == before
    assert account.store.projections.unsent().waiting == 1


def test_what_is_done_meanwhile_makes_no_wait_longer(server: FakeServer, account: Account) -> None:
    server.stop()
    for number in range(12):
        submit(account, str(number))
        assert account.sync.once() <= 1.0
    server.start()
    account.sync.once()
    assert len(server.tickets) == 12


def test_a_link_that_loses_every_third_call_is_not_waited_for_longer_and_longer(
    server: FakeServer, account: Account
) -> None:
    calls = itertools.count(1)

    def lose_every_third(handler: Handler) -> None:
        if next(calls) % 3 == 0:
            handler.drop()
        else:
            last = server.seen[-1]
            handler.reply(server.answer("POST", "/tickets", {}, last.headers, last.body))

    server.faults.append(Fault("POST", "/tickets", lose_every_third, times=1000))
    for number in range(20):
        submit(account, str(number))
    waits = []
    while account.store.outbox.all():
        waits.append(account.sync.once())
    assert len(waits) <= 4
    assert max(waits) <= 1.0
    assert len(server.tickets) == 20


def test_many_tries_over_a_bad_link_make_no_later_wait_of_its_own_long(server: FakeServer, account: Account) -> None:
    key = submit(account)
    for _ in range(12):
        server.drop("POST", "/tickets")
        account.sync.once()
    server.fail("POST", "/tickets", Reply(500, {}))
    account.sync.once()
    wait = account.store.outbox.get(key).next_attempt_at - utc_now()
    assert 0 < wait.total_seconds() <= 30.0


def test_waits_for_a_link_grow_to_a_minute_at_most(
    server: FakeServer, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.stop()
    now = [time.monotonic()]
    monkeypatch.setattr("mobile.core.sync.time.monotonic", lambda: now[0])
    waits = []
    for _ in range(12):
        waits.append(account.sync.once())
        now[0] += waits[-1]
    assert waits[0] <= 1.0 < waits[3] < waits[7]
    assert 30.0 <= waits[-1] <= 60.0
    server.start()


def test_messages_and_moves_about_one_ticket_go_in_their_order(server: FakeServer, account: Account) -> None:
    ticket = server.put_ticket(a_ticket(status="resolved"))
    account.write(ticket["id"], "first")
    account.write(ticket["id"], "second")
    account.sync.once()
    account.cancel(ticket["id"])
    account.sync.once()
    posted = [(s.path.rsplit("/", 1)[-1], (s.body or {}).get("body")) for s in server.seen if s.method == "POST"][1:]
    assert posted == [("messages", "first"), ("messages", "second"), ("cancel", None)]


def test_a_message_that_lost_the_race_says_so_and_keeps_its_text(server: FakeServer, account: Account) -> None:
    ticket = server.put_ticket(a_ticket(status="in_progress"))
    account.sync.once()
    server.change(ticket["id"], status="closed")
    key = account.write(ticket["id"], "It is still down")
    account.sync.once()
    row = account.store.outbox.get(key)
    assert row.failure.overtaken
    assert row.typed["text"] == "It is still down"
    assert account.store.mirror.ticket(ticket["id"])["status"] == "closed"
    account.take_back(key)
    assert account.store.drafts.message_to(ticket["id"]).typed == {"text": "It is still down"}


def test_a_move_that_others_made_already_is_done(server: FakeServer, account: Account) -> None:
    ticket = server.put_ticket(a_ticket(status="resolved"))
    account.sync.once()
    server.change(ticket["id"], status="closed")
    account.confirm(ticket["id"])
    account.sync.once()
    assert account.store.outbox.all() == []


def test_a_move_that_is_no_longer_possible_is_told(server: FakeServer, account: Account) -> None:
    ticket = server.put_ticket(a_ticket(status="in_progress"))
    key = account.confirm(ticket["id"])
    account.sync.once()
    failure = account.store.outbox.get(key).failure
    assert (failure.status, failure.overtaken, failure.detail) == (409, True, "It is not resolved.")
    account.write(ticket["id"], "a later message is not held back")
    account.sync.once()
    assert [row.id for row in account.store.outbox.all()] == [key]


class TestCorrectingTheCustomer:
    def test_goes_with_the_etag_of_the_ticket(self, server: FakeServer, account: Account) -> None:
        ticket = server.put_ticket(a_ticket())
        account.correct_customer(ticket["id"], {"phone": "0612"}, ticket["customer"])
        account.sync.once()
        assert server.tickets[ticket["id"]]["customer"]["phone"] == "0612"
        assert account.store.mirror.ticket(ticket["id"])["customer"]["phone"] == "0612"
        assert account.store.outbox.all() == []

    def test_a_ticket_that_moved_on_elsewhere_is_corrected_all_the_same(
        self, server: FakeServer, account: Account
    ) -> None:
        ticket = server.put_ticket(a_ticket())
        server.change(ticket["id"], status="in_progress")
        server.fail("PATCH", f"/tickets/{ticket['id']}/customer", problem(412, "It changed."))
        account.correct_customer(ticket["id"], {"phone": "0612"}, ticket["customer"])
        account.sync.once()
        assert server.tickets[ticket["id"]]["customer"]["phone"] == "0612"

    def test_the_same_field_changed_by_somebody_else_is_not_overwritten(
        self, server: FakeServer, account: Account
    ) -> None:
        ticket = server.put_ticket(a_ticket())
        server.change(ticket["id"], customer={**ticket["customer"], "phone": "0699"})
        key = account.correct_customer(ticket["id"], {"phone": "0612"}, ticket["customer"])
        account.sync.once()
        assert server.tickets[ticket["id"]]["customer"]["phone"] == "0699"
        assert account.store.outbox.get(key).failure.overtaken

    def test_a_lost_answer_is_no_conflict(self, server: FakeServer, account: Account) -> None:
        ticket = server.put_ticket(a_ticket())
        server.lose_answer("PATCH", f"/tickets/{ticket['id']}/customer")
        account.correct_customer(ticket["id"], {"phone": "0612"}, ticket["customer"])
        account.sync.once()
        account.sync.once()
        assert account.store.outbox.all() == []


class TestTakingBackBeforeTheServerHasIt:
    def test_what_never_left_the_phone_is_gone(self, server: FakeServer, account: Account) -> None:
        server.stop()
        key = submit(account)
        account.write(key, "and this")
        account.sync.once()
        assert account.cancel(key) is None
        assert account.store.outbox.all() == []
        server.start()

    def test_what_the_server_may_have_is_cancelled_there(self, server: FakeServer, account: Account) -> None:
        server.lose_answer("POST", "/tickets")
        key = submit(account)
        account.sync.once()
        assert account.cancel(key) is not None
        account.sync.once()
        assert [t["status"] for t in server.tickets.values()] == ["cancelled"]


def test_the_same_submission_twice_counts_once(server: FakeServer, account: Account) -> None:
    key = submit(account)
    account.submit(ticket_body(TYPED, "NL"), key=key)
    account.sync.once()
    account.submit(ticket_body(TYPED, "NL"), key=key)
    account.sync.once()
    assert len(server.tickets) == 1
    assert account.store.outbox.all() == []


def test_every_post_outside_auth_carries_its_key_language_and_token(server: FakeServer, account: Account) -> None:
    key = submit(account)
    account.sync.once()
    sent = next(s for s in server.seen if s.path == "/tickets")
    assert sent.headers["idempotency-key"] == key
    assert sent.headers["accept-language"] == "en"
    assert sent.headers["authorization"].startswith("Bearer access-")
    assert OutboxKind.SUBMIT not in {row.kind for row in account.store.outbox.all()}
