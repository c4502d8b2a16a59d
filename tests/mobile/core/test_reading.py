"""What the server has is on the phone: each page with its cursor, unknown things tolerated, removed things gone."""

import threading
from collections.abc import Callable

import pytest

from mobile.core.account import Account
from mobile.core.core import Core
from mobile.core.errors import StorageFull
from mobile.core.mirror import Mirror
from mobile.core.status import Connection
from tests.mobile.fake_server import FakeServer, Reply
from tests.mobile.resources import EMPLOYEE, a_page, a_service, a_ticket, an_entry, an_outage


def ids(account: Account) -> set[str]:
    return {ticket.id for ticket in account.store.listing.of(EMPLOYEE["id"])}


def test_all_pages_are_read_and_the_next_pass_goes_on_from_there(server: FakeServer, account: Account) -> None:
    server.page_size = 3
    tickets = [server.put_ticket(a_ticket()) for _ in range(8)]
    account.sync.once()
    assert ids(account) == {ticket["id"] for ticket in tickets}
    before = server.count("GET", "/changes")
    account.sync.once()
    assert server.count("GET", "/changes") == before + 1


def test_the_server_names_when_to_ask_again(server: FakeServer, account: Account) -> None:
    account.sync.once()
    assert account.sync.once() == 1.0  # Poll-After of a 304


def test_a_ticket_s_change_and_its_entries_are_seen(server: FakeServer, account: Account) -> None:
    ticket = server.put_ticket(a_ticket())
    account.sync.once()
    server.put_ticket(
        {**ticket, "status": "pending"},
        an_entry(ticket["id"], body="second", at="2026-11-23T20:00:00Z"),
        an_entry(ticket["id"], body="first", at="2026-11-23T19:00:00Z"),
    )
    account.sync.once()
    assert account.store.mirror.ticket(ticket["id"])["status"] == "pending"
    assert [entry["body"] for entry in account.store.mirror.entries_of(ticket["id"])] == ["first", "second"]


def test_what_the_server_removes_is_removed(server: FakeServer, account: Account) -> None:
    ticket, outage = a_ticket(), server.put_outage(an_outage())
    entry, other = an_entry(ticket["id"]), an_entry(ticket["id"])
    server.put_ticket(ticket, entry, other)
    account.sync.once()
    server.remove("entry", entry["id"])
    account.sync.once()
    assert [e["id"] for e in account.store.mirror.entries_of(ticket["id"])] == [other["id"]]
    server.remove("outage", outage["id"])
    server.remove("ticket", ticket["id"])
    server.remove("something_new", "x")
    account.sync.once()
    assert (account.store.mirror.outages(), ids(account)) == ([], set())
    assert account.store.mirror.entries_of(ticket["id"]) == []


def test_a_server_newer_than_this_app_is_understood_as_far_as_possible(server: FakeServer, account: Account) -> None:
    server.put_ticket(a_ticket(id="t-new", status="triaged", answer="thinking", invented={"a": 1}))
    server.put_ticket({"id": "unreadable"})
    server.put_outage(an_outage(id="o-new", status="brewing"))
    server.put_ticket(a_ticket(id="t-fine"))
    account.sync.once()
    assert ids(account) == {"t-new", "t-fine"}
    ticket = account.store.mirror.ticket("t-new")
    assert (ticket["status"], ticket["handling"]["answer"], "invented" in ticket) == ("triaged", "thinking", False)
    assert [o["id"] for o in account.store.mirror.outages()] == ["o-new"]
    assert account.sync.status.connection == "online"


class TestACursorThatIsTooOld:
    def test_begins_again_and_drops_what_is_gone(self, server: FakeServer, account: Account) -> None:
        kept, gone = server.put_ticket(a_ticket()), server.put_ticket(a_ticket())
        account.sync.once()
        server.feed = [("tickets", kept)]
        server.epoch = 2
        draft = account.submit({"kind": "question", "description": "Still here?"})
        server.fail("POST", "/tickets", Reply(503, {}))
        account.sync.once()
        assert ids(account) == {kept["id"]}
        assert gone["id"] not in ids(account)
        assert account.store.outbox.get(draft) is not None

    def test_keeps_the_old_copy_until_the_new_one_is_whole(self, server: FakeServer, account: Account) -> None:
        tickets = [server.put_ticket(a_ticket()) for _ in range(4)]
        account.sync.once()
        server.epoch, server.page_size = 2, 1
        server.feed = [("tickets", ticket) for ticket in tickets[:2]]
        answer = server.answer

        def breaks_off(method: str, path: str, query: dict[str, str], *rest: object) -> Reply:
            if query.get("after") == "2.1":
                return Reply(503, {})
            return answer(method, path, query, *rest)  # type: ignore[arg-type]

        server.answer = breaks_off  # type: ignore[method-assign]
        account.sync.once()
        assert ids(account) == {ticket["id"] for ticket in tickets}
        server.answer = answer  # type: ignore[method-assign]
        account.sync.once()
        assert ids(account) == {ticket["id"] for ticket in tickets[:2]}


def test_a_page_and_its_cursor_are_one(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    mirror: Mirror = account.store.mirror
    before = mirror.cursor()

    def full(*_: object) -> None:
        raise StorageFull("full")

    monkeypatch.setattr("mobile.core.mirror._end_full_read", full)
    with pytest.raises(StorageFull):
        mirror.apply(a_page(tickets=[a_ticket(id="half")], next_cursor="later"))
    assert mirror.cursor() == before
    assert mirror.ticket("half") is None


def test_services_and_account_come_with_etags(server: FakeServer, account: Account) -> None:
    assert [s["slug"] for s in account.store.mirror.services()] == ["internet", "tv"]
    account.sync.once(eager=True)
    asked = [s for s in server.seen if s.path in ("/services", "/me")]
    assert [("if-none-match" in s.headers) for s in asked] == [False, False, True, True]
    server.services = [a_service("tv", 1), a_service("internet", 2)]
    account.sync.once(eager=True)
    assert [s["slug"] for s in account.store.mirror.services()] == ["tv", "internet"]


def test_an_app_that_is_too_old_is_told_and_goes_on(server: FakeServer, account: Account) -> None:
    server.minimum_app_version = "0.10.0"
    server.put_ticket(a_ticket(id="t-1"))
    account.sync.once(eager=True)
    assert account.sync.status.connection == "old_app"
    assert "t-1" in ids(account)


def test_when_it_was_last_read_outlives_the_app(core: Core, new_core: Callable[[], Core]) -> None:
    at = core.signed_in().sync.status.last_synced_at
    core.stop()
    assert new_core().signed_in().sync.status.last_synced_at == at


def test_a_failed_pass_leaves_the_age_of_the_copy(server: FakeServer, account: Account) -> None:
    at = account.sync.status.last_synced_at
    server.stop()
    account.sync.once()
    assert account.sync.status.last_synced_at == at
    assert account.sync.status.connection == "offline"


class TestALyingServer:
    """Or a proxy in its place: the app goes on, and never waits longer than an hour for a word of its."""

    WAITS = ("inf", "1e400", "nan", "-inf", "9" * 400, "99999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "soon", "")

    @pytest.mark.parametrize("asked", WAITS)
    @pytest.mark.parametrize("status", [429, 503])
    def test_makes_nobody_wait_for_ever(self, server: FakeServer, account: Account, asked: str, status: int) -> None:
        server.fail("GET", "/changes", Reply(status, {}, {"Retry-After": asked}))
        wait = account.sync.once()
        assert 0 < wait <= 3600
        threading.Event().wait(min(wait, 0.001))

    @pytest.mark.parametrize("asked", WAITS)
    def test_names_no_time_that_ends_the_thread(self, server: FakeServer, account: Account, asked: str) -> None:
        server.fail("GET", "/changes", Reply(304, None, {"Poll-After": asked}))
        assert 0 < account.sync.once() <= 3600
        page = {"tickets": [], "entries": [], "outages": [], "affected": [], "removed": [], "has_more": False}
        server.fail("GET", "/changes", Reply(200, {**page, "next_cursor": "x", "poll_after_seconds": asked}))
        assert 0 < account.sync.once() <= 3600

    def test_that_has_more_and_goes_nowhere_is_not_asked_on_and_on(self, server: FakeServer, account: Account) -> None:
        account.sync.once()
        page = {"tickets": [], "entries": [], "outages": [], "affected": [], "removed": [], "has_more": True}
        stuck = {**page, "next_cursor": account.store.mirror.cursor(), "poll_after_seconds": 5}
        server.fail("GET", "/changes", Reply(200, stuck), times=50)
        before = server.count("GET", "/changes")
        account.sync.once()
        assert server.count("GET", "/changes") == before + 1

    @pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 100_000, b"\xff", b"1" * 10_000])
    def test_answers_what_nobody_can_read(self, server: FakeServer, account: Account, body: bytes) -> None:
        server.fail("GET", "/changes", Reply(200, body, {"Content-Type": "application/json"}))
        assert 0 < account.sync.once() <= 3600
        assert account.sync.status.connection in (Connection.SERVER_AWAY, Connection.NOT_OUR_SERVER)

    def test_serves_no_app_of_that_version(self, server: FakeServer, account: Account) -> None:
        account.store.mirror.put_me({"minimum_app_version": "9" * 10_000}, None)
        account.sync.once()
        assert account.sync.status.connection is Connection.OLD_APP
