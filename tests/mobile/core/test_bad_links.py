"""Over a link or to a server that is bad or away: nothing is lost, and no wait is longer than it is worth."""

import itertools
import time

import pytest

from mobile.core import link, sync
from mobile.core.account import Account
from mobile.core.core import Core
from mobile.core.store import utc_now
from shared.vocabulary import SendState
from tests.mobile.fake_http import Fault, Handler
from tests.mobile.fake_server import FakeServer, Reply
from tests.mobile.resources import EMPLOYEE, a_ticket
from tests.mobile.typed import submit


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


def test_whoever_shows_what_is_sent_is_told_every_now_and_then_and_not_of_each_answer(
    server: FakeServer, core: Core, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "_TELL_EVERY", 3600.0)
    told: list[int] = []
    core.subscribe(lambda: told.append(1))

    def times(many: int) -> int:
        for _ in range(many):
            submit(account)
        told.clear()
        account.sync.once()
        return len(told)

    times(1)
    assert times(5) == times(1)
    assert len(server.tickets) == 7


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


def test_one_that_a_proxy_stops_holds_back_no_other_and_no_reading(server: FakeServer, account: Account) -> None:
    stopped = Reply(403, b"<html>Blocked by the firewall</html>", {"Content-Type": "text/html"})
    for _ in range(2):
        ticket_id = server.put_ticket(a_ticket())["id"]
        server.fail("POST", f"/tickets/{ticket_id}/messages", stopped, times=99)
        account.write(ticket_id, "select * from modems")
    submit(account, "fine")
    for _ in range(3):
        account.sync.once()
    assert "fine" in [ticket["description"] for ticket in server.tickets.values()]
    assert len(account.store.listing.of(EMPLOYEE["id"])) == 3, "all that there is was read"
    assert account.sync.status.connection == "online"
    assert account.store.projections.unsent().waiting == 2
    before = len(server.seen)
    account.sync.once()
    assert len(server.seen) - before <= 2, "not asked for each time"


def test_behind_a_captive_portal_not_every_row_is_tried(server: FakeServer, account: Account) -> None:
    portal = Reply(302, None, {"Location": "http://hotel.example/login"})
    server.fail("POST", "/tickets", portal, times=99)
    server.fail("GET", "/changes", portal, times=99)
    for number in range(20):
        submit(account, str(number))
    account.sync.once()
    assert server.count("POST", "/tickets") == 2
    assert account.sync.status.connection == "not_our_server"


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
