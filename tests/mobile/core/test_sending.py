"""What is passed on reaches the server once, whatever happens on the way."""

import pytest

from mobile.core.account import Account
from mobile.core.core import Core
from mobile.core.outbox_row import OutboxKind
from mobile.core.submissions import ticket_body
from shared.vocabulary import SendState
from tests.mobile.fake_server import FakeServer, problem, until
from tests.mobile.resources import a_ticket
from tests.mobile.typed import TYPED, submit

LATER = "2026-11-23T19:43:00.000000Z"


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


def answered_once_more(server: FakeServer, account: Account, **since: str) -> str:
    """The phone reads what came `since`, before it is given the answer again that got lost."""
    server.lose_answer("POST", "/tickets", 2)
    key = submit(account)
    account.sync.once()
    (ticket_id,) = server.tickets
    server.change(ticket_id, **since)
    for _ in range(2):
        account.sync.once()
    assert account.store.outbox.all() == []
    return key


def test_a_lost_answer_that_is_given_again_takes_back_nothing_that_was_read_since(
    server: FakeServer, account: Account
) -> None:
    key = answered_once_more(server, account, status="in_progress", updated_at=LATER)
    assert account.store.projections.ticket(key).said["status"] == "in_progress"


def test_one_that_comes_when_the_ticket_was_looked_at_elsewhere_leaves_it_read(
    server: FakeServer, account: Account
) -> None:
    key = answered_once_more(server, account, seen_at=LATER)
    assert account.store.projections.ticket(key).said["seen_at"] == LATER


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


@pytest.mark.parametrize("again", ["corrected", "as it is"])
def test_one_that_was_taken_back_on_its_way_and_refused_is_not_cancelled_when_it_is_sent_again(
    server: FakeServer, account: Account, again: str
) -> None:
    server.drop("POST", "/tickets")
    key = submit(account)
    account.sync.once()
    account.cancel(key)
    server.fail("POST", "/tickets", problem(422, "No."))
    account.sync.once()
    if again == "corrected":
        account.take_back(key)
        account.submit(ticket_body({**TYPED, "description": "Down since noon"}, "NL"), key=key)
    else:
        account.retry(key)
    account.sync.once()
    assert account.store.outbox.all() == []
    assert [t["status"] for t in server.tickets.values()] == ["acknowledged"]


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
