"""What is said of an outage reaches the server once, whatever happens on the way."""

import pytest

from mobile.core.account import Account
from mobile.core.core import Core
from mobile.core.submissions import join_body
from mobile.presenters.behind import behind_outages
from shared.vocabulary import SendState
from tests.mobile.fake_server import FakeServer, problem, until
from tests.mobile.resources import JSON, a_subscription, a_ticket, an_affected, an_outage
from tests.mobile.typed import TYPED


@pytest.fixture
def outage(server: FakeServer, core: Core) -> JSON:
    outage = server.put_outage(an_outage(id="o"))
    core.sync_once()
    return outage


@pytest.fixture
def account(core: Core, outage: JSON) -> Account:
    return core.signed_in()


def join(account: Account) -> str:
    return account.join("o", join_body(TYPED, "NL"), typed=TYPED)


def taken_back_on_its_way(server: FakeServer, account: Account) -> str:
    """One that may have arrived, with its withdrawal waiting behind it."""
    server.drop("POST", "/outages/o/affected")
    key = join(account)
    account.sync.once()
    account.withdraw(key)
    return key


def said(account: Account) -> list[JSON]:
    return [one.said for one in account.store.projections.affected()]


def asked(server: FakeServer, account: Account) -> str:
    affected = server.put_affected(an_affected("o", status="asked"))
    account.sync.once()
    return str(affected["id"])


def test_a_me_too_made_offline_goes_by_itself_with_all_that_was_typed(
    server: FakeServer, core: Core, account: Account
) -> None:
    server.stop()
    core.start()
    key = join(account)
    until(lambda: account.sync.status.connection == "offline")
    (one,) = account.store.projections.affected()
    assert (one.outage_id, one.said, one.customer["name"], one.counts) == ("o", None, "Oma", True)
    server.start()
    until(lambda: server.affected, 10)
    until(lambda: account.store.projections.unsent().waiting == 0)
    assert server.keys("/outages/o/affected") == {key: 1}
    (affected,) = server.affected.values()
    assert (affected["customer"]["postcode"], affected["description"]) == ("3511AB", "Down")
    assert (affected["service"], server.tickets) == ("internet", {})


@pytest.mark.parametrize("times", [1, 3])
def test_a_lost_answer_makes_no_second_one(server: FakeServer, account: Account, times: int) -> None:
    server.lose_answer("POST", "/outages/o/affected", times)
    key = join(account)
    for _ in range(times):
        account.sync.once()
    assert account.store.outbox.get(key).state is SendState.QUEUED
    account.sync.once()
    assert len(server.affected) == 1
    assert server.keys("/outages/o/affected") == {key: times + 1}
    assert account.store.outbox.all() == []
    assert account.store.projections.server_id(key) in server.affected


def test_a_lost_answer_that_is_given_again_hides_no_question(server: FakeServer, account: Account) -> None:
    server.lose_answer("POST", "/outages/o/affected", 2)
    join(account)
    account.sync.once()
    (affected_id,) = server.affected
    server.change_affected(affected_id, status="asked", updated_at="2026-11-23T19:43:00.000000Z")
    for _ in range(2):
        account.sync.once()
    assert account.store.outbox.all() == []
    assert [one["status"] for one in said(account)] == ["asked"]


def test_one_that_is_refused_is_a_draft_again_with_every_word_and_goes_on_as_a_ticket_under_its_key(
    server: FakeServer, account: Account
) -> None:
    key = join(account)
    server.put_outage({**server.outages["o"], "status": "resolved"})
    account.sync.once()
    (one,) = account.store.projections.affected()
    assert one.unsent[0].failure.detail == "It is over."
    draft = account.take_back(key)
    assert {name: draft.typed[name] for name in TYPED} == TYPED
    assert account.store.projections.affected() == []
    account.submit({"kind": "question", "description": "Down", "customer": {}}, key=key)
    account.sync.once()
    assert server.keys() == {key: 1}
    assert [ticket["description"] for ticket in server.tickets.values()] == ["Down"]


def test_one_that_never_left_the_phone_is_simply_thrown_away(server: FakeServer, account: Account) -> None:
    assert account.withdraw(join(account)) is None
    account.sync.once()
    assert (server.affected, account.store.outbox.all()) == ({}, [])


def test_taking_it_back_waits_for_what_it_takes_back(server: FakeServer, account: Account) -> None:
    server.lose_answer("POST", "/outages/o/affected")
    key = join(account)
    account.sync.once()
    assert account.withdraw(key) is not None
    account.sync.once()
    assert [one["status"] for one in server.affected.values()] == ["withdrawn"]
    assert [one["status"] for one in said(account)] == ["withdrawn"]


def test_it_works_again(server: FakeServer, account: Account) -> None:
    affected_id = asked(server, account)
    server.lose_answer("POST", f"/affected/{affected_id}/works")
    account.works(affected_id, works=True)
    account.sync.once()
    account.sync.once()
    assert [one["status"] for one in said(account)] == ["works"]
    assert server.tickets == {}
    assert account.store.outbox.all() == []


def test_still_broken_makes_a_ticket_that_comes_to_the_phone(server: FakeServer, account: Account) -> None:
    affected_id = asked(server, account)
    account.works(affected_id, works=False)
    account.sync.once()
    (one,) = said(account)
    assert one["status"] == "still_broken"
    assert account.store.mirror.ticket(one["ticket_id"])["description"] == "No internet since noon"


@pytest.mark.parametrize(
    ("meanwhile", "works", "settled"), [("closed", True, True), ("closed", False, False), ("still_broken", False, True)]
)
def test_an_answer_that_came_too_late_is_told_unless_it_is_so_anyway(
    server: FakeServer, account: Account, meanwhile: str, works: bool, settled: bool
) -> None:
    affected_id = asked(server, account)
    server.change_affected(affected_id, status=meanwhile)
    row_id = account.works(affected_id, works=works)
    account.sync.once()
    row = account.store.outbox.get(row_id)
    assert (row is None) is settled
    assert row is None or row.failure.overtaken
    assert said(account)[0]["status"] == meanwhile


class TestLookingAtAnOutage:
    def test_is_told_once_for_each_change(self, server: FakeServer, account: Account) -> None:
        for version in ("v1", "v1", "v2"):
            account.seen_outage("o", version)
            account.sync.once()
        assert (server.looked, server.seen_until) == (["o", "o"], {"o": "v2"})

    def test_waits_for_nobody_and_is_missed_by_nobody(self, server: FakeServer, account: Account) -> None:
        server.fail("POST", "/outages/o/seen", problem(404, "Gone."))
        account.seen_outage("o", "v1")
        unsent = account.store.projections.unsent()
        assert (unsent.waiting, unsent.failed) == (0, 0)
        account.sync.once()
        assert account.store.outbox.all() == []


def test_one_that_was_taken_back_on_its_way_and_refused_is_not_withdrawn_when_it_is_sent_again(
    server: FakeServer, account: Account
) -> None:
    key = taken_back_on_its_way(server, account)
    server.fail("POST", "/outages/o/affected", problem(403, "Not now."))
    account.sync.once()
    account.retry(key)
    account.sync.once()
    assert account.store.outbox.all() == []
    assert [one["status"] for one in said(account)] == ["waiting"]


class TestFollowing:
    def test_offline_and_later_no_more(self, server: FakeServer, account: Account) -> None:
        server.lose_answer("POST", "/subscriptions")
        key = account.follow({"area": "3511", "services": [], "label": "Home", "mail": False})
        account.sync.once()
        account.sync.once()
        (follow,) = account.store.mirror.subscriptions()
        assert (follow["area"], len(server.subscriptions)) == ("3511", 1)
        assert account.store.projections.server_id(key) == follow["id"]
        account.unfollow(follow["id"])
        account.sync.once()
        assert (server.subscriptions, account.store.mirror.subscriptions()) == ({}, [])

    def test_a_lost_answer_that_is_given_again_brings_nothing_back_that_was_given_up_elsewhere(
        self, server: FakeServer, account: Account
    ) -> None:
        server.lose_answer("POST", "/subscriptions", 2)
        account.follow({"area": "3511", "services": [], "label": "Home", "mail": False})
        account.sync.once(eager=True)
        server.subscriptions.clear()
        for _ in range(2):
            account.sync.once(eager=True)
        assert account.store.outbox.all() == []
        assert account.store.mirror.subscriptions() == []

    def test_one_that_was_taken_away_elsewhere_is_gone_here_too(self, server: FakeServer, account: Account) -> None:
        follow = a_subscription()
        server.subscriptions[follow["id"]] = follow
        account.sync.once(eager=True)
        server.subscriptions.clear()
        account.unfollow(follow["id"])
        account.sync.once()
        assert account.store.mirror.subscriptions() == []
        assert account.store.outbox.all() == []

    def test_one_that_never_left_the_phone_leaves_no_trace(self, server: FakeServer, account: Account) -> None:
        assert account.unfollow(account.follow({"area": "3511"})) is None
        account.sync.once()
        assert server.count("POST", "/subscriptions") == 0

    def test_a_server_of_before_has_none(self, server: FakeServer, account: Account) -> None:
        server.fail("GET", "/subscriptions", problem(404, "No such page."))
        account.sync.once(eager=True)
        assert account.sync.status.connection == "online"


def test_what_the_server_takes_away_takes_what_was_said_of_it_along(server: FakeServer, account: Account) -> None:
    affected_id = asked(server, account)
    server.affected.clear()
    server.remove("affected", affected_id)
    account.works(affected_id, works=True)
    account.sync.once()
    assert said(account) == []
    assert account.store.outbox.all() == []


def test_surroundings_are_one_s_own_tickets_customers_and_what_is_followed(
    server: FakeServer, account: Account
) -> None:
    server.put_ticket(a_ticket(outage_id="o2", customer={"postcode": "9711AA"}))
    server.put_ticket(a_ticket(outage_id="o3", status="closed", customer={"postcode": "9712AA"}))
    server.put_affected(an_affected("o4", status="withdrawn", customer={"postcode": None}))
    server.subscriptions["s"] = a_subscription("35", id="s")
    account.sync.once(eager=True)
    join(account)
    around = account.store.projections.surroundings(account.person["id"])
    assert around.behind == {"o", "o2"}
    assert around.postcodes == {"9711AA", "9712AA", "3511AB"}
    assert [follow["area"] for follow in around.follows] == ["35"]


def test_a_postcode_whose_correction_is_under_way_counts_as_corrected(server: FakeServer, account: Account) -> None:
    ticket = server.put_ticket(a_ticket(customer={"postcode": "9711AA"}))
    server.put_ticket(a_ticket(customer={"postcode": "9712AA"}, reporter={"id": "p-bob", "name": "Bob"}))
    account.sync.once(eager=True)
    account.correct_customer(ticket["id"], {"postcode": "9713AA"}, {"postcode": "9711AA"})
    account.submit({"kind": "problem", "description": "Down", "customer": {"postcode": "1011AB"}})
    around = account.store.projections.surroundings(account.person["id"])
    assert around.postcodes == {"9713AA", "1011AB"}


def test_no_ticket_is_read_to_know_what_is_near_and_only_its_own_for_what_is_behind_an_outage(
    server: FakeServer, account: Account
) -> None:
    for number in range(5):
        server.put_ticket(a_ticket(outage_id="o2" if number == 3 else None, customer={"postcode": f"971{number}AA"}))
    account.sync.once(eager=True)
    store, asked = account.store, []
    store.database._connection.set_trace_callback(asked.append)
    assert len(store.projections.surroundings(account.person["id"]).postcodes) == 5
    assert not [one for one in asked if "FROM tickets" in one]
    read = []
    tickets_by_id = store.mirror.tickets_by_id
    store.mirror.tickets_by_id = lambda ids: read.extend(ids) or tickets_by_id(ids)
    assert [view.outage_id for view in behind_outages(store, account.person["id"])] == ["o2"]
    assert len(read) == 1


def test_what_was_said_of_an_entry_that_never_was_is_not_said_of_the_ticket_that_it_goes_on_as(
    server: FakeServer, account: Account
) -> None:
    key = taken_back_on_its_way(server, account)
    server.put_outage({**server.outages["o"], "status": "resolved"})
    account.sync.once()
    account.take_back(key)
    assert account.store.outbox.all() == []
