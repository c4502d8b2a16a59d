"""Nobody is signed out but by the server's clear word or their own hand, and nobody sends under another's name."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from mobile.config import Settings
from mobile.core.addresses import NotAServer, server_address
from mobile.core.core import Core
from mobile.core.errors import Offline, SignedOut, StorageError, TooManyRequests, WrongCredentials
from mobile.core.submissions import ticket_body
from tests.mobile.fake_server import PASSWORD, FakeServer, Reply, problem
from tests.mobile.resources import COLLEAGUE, EMPLOYEE, a_ticket

BODY = ticket_body({"kind": "problem", "service": "tv", "description": "Canary-Xyz", "postcode": "3511AB"}, "NL")


def test_an_expired_token_is_refreshed_once_and_the_call_repeated(server: FakeServer, core: Core) -> None:
    server.expire_access()
    core.signed_in().submit(BODY)
    core.sync_once()
    assert server.count("POST", "/auth/refresh") == 1
    assert len(server.tickets) == 1
    assert core.signed_in().sync.status.connection == "online"


def test_threads_that_are_refused_together_refresh_together(server: FakeServer, core: Core) -> None:
    server.expire_access()
    session = core.signed_in().session
    barrier = threading.Barrier(4)

    def call(token: str) -> str:
        if token not in server.access:
            barrier.wait(5)
            raise SignedOut("401")
        return token

    got: list[str] = []
    threads = [threading.Thread(target=lambda: got.append(session.call(call))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert len(got) == 4
    assert len(set(got)) == 1
    assert server.count("POST", "/auth/refresh") == 1


def test_a_refresh_whose_answer_was_lost_signs_nobody_out(
    server: FakeServer, core: Core, new_core: Callable[[], Core]
) -> None:
    server.expire_access()
    server.lose_answer("POST", "/auth/refresh")
    core.sync_once()
    assert core.signed_in().sync.status.connection == "offline"
    assert not core.signed_in().session.ended
    core.stop()
    again = new_core()
    again.sync_once()
    assert again.signed_in().sync.status.connection == "online"


@pytest.mark.parametrize(
    "said", [Reply(500, {}), Reply(403, b"<html>", {"Content-Type": "text/html"}), problem(422, "?")]
)
def test_only_a_401_ends_a_session(server: FakeServer, core: Core, said: Reply) -> None:
    server.expire_access()
    server.fail("POST", "/auth/refresh", said)
    core.sync_once()
    assert not core.signed_in().session.ended
    core.sync_once()
    assert core.signed_in().sync.status.connection == "online"


def test_a_session_that_the_server_ended_keeps_everything_on_the_phone(
    server: FakeServer, core: Core, new_core: Callable[[], Core]
) -> None:
    server.put_ticket(a_ticket())
    core.sync_once()
    server.sign_everyone_out()
    key = core.signed_in().submit(BODY)
    core.sync_once()
    assert core.signed_in().session.ended
    assert core.signed_in().sync.status.connection == "signed_out"
    core.stop()
    again = new_core()
    assert again.signed_in().store.outbox.get(key) is not None
    assert len(again.signed_in().store.listing.of(EMPLOYEE["id"])) == 1
    again.sign_in(EMPLOYEE["email"], PASSWORD)
    again.sync_once()
    assert server.keys()[key] == 2
    assert again.signed_in().store.outbox.all() == []


def test_another_person_on_the_same_phone_neither_sees_nor_sends_the_queue(server: FakeServer, core: Core) -> None:
    server.put_ticket(a_ticket())
    core.sync_once()
    server.sign_everyone_out()
    key = core.signed_in().submit(BODY)
    core.sync_once()
    core.sign_in(COLLEAGUE["email"], PASSWORD)
    core.sync_once()
    core.sync_once()
    assert core.signed_in().store.outbox.all() == []
    assert key not in {s.headers.get("idempotency-key") for s in server.seen if _by(server, s.headers, COLLEAGUE)}
    assert len(server.tickets) == 1
    core.sign_in(EMPLOYEE["email"], PASSWORD)
    core.sync_once()
    assert {t["reporter"]["id"] for t in server.tickets.values()} == {EMPLOYEE["id"]}
    assert len(server.tickets) == 2


def _by(server: FakeServer, headers: dict[str, str], person: dict[str, object]) -> bool:
    return server.access.get(headers.get("authorization", "").removeprefix("Bearer ")) == person


def test_signing_out_leaves_no_trace_on_the_phone(server: FakeServer, core: Core, settings: Settings) -> None:
    server.put_ticket(a_ticket(description="Canary-Xyz of oma"))
    core.sync_once()
    core.signed_in().submit(BODY)
    assert _found(settings.data, b"Canary-Xyz")
    core.sign_out()
    assert core.account is None
    assert server.count("POST", "/auth/logout") == 1
    for canary in (b"Canary-Xyz", b"ann@example.org", b"access-", b"refresh-"):
        assert _found(settings.data, canary) == []


def test_signing_out_works_without_a_connection(server: FakeServer, core: Core, settings: Settings) -> None:
    server.stop()
    core.sign_out()
    assert core.account is None
    assert _found(settings.data, b"ann@example.org") == []


def test_nothing_comes_back_from_a_pass_that_outlives_the_sign_out(
    server: FakeServer, core: Core, settings: Settings
) -> None:
    account = core.signed_in()
    account.submit(BODY)
    core.sign_out()
    account.sync.once()
    assert account.sync.status.trouble is not None or account.session.ended
    assert _found(settings.data, b"Canary-Xyz") == []


def test_what_is_removed_leaves_no_trace_in_the_files(server: FakeServer, core: Core, settings: Settings) -> None:
    ticket = server.put_ticket(a_ticket(description="Canary-Xyz"))
    core.sync_once()
    core.signed_in().write(ticket["id"], "Canary-Xyz too")
    server.fail("POST", f"/tickets/{ticket['id']}/messages", problem(422, "No."))
    server.remove("ticket", ticket["id"])
    core.sync_once()
    assert core.signed_in().store.mirror.ticket(ticket["id"]) is None
    assert _found(settings.data, b"Canary-Xyz") == []


def _found(folder: Path, canary: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and canary in path.read_bytes()]


def test_the_phone_s_files_are_for_their_owner_only(core: Core, settings: Settings) -> None:
    core.signed_in().submit(BODY)
    files = [path for path in settings.data.rglob("*") if path.is_file()]
    assert len(files) >= 3  # the session, the store and its log
    assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o600"}
    assert oct((settings.data / "people").stat().st_mode & 0o777) == "0o700"


class TestSigningIn:
    def test_a_wrong_password_is_told_apart(self, new_core: Callable[[], Core]) -> None:
        with pytest.raises(WrongCredentials):
            new_core().sign_in(EMPLOYEE["email"], "guess")

    def test_too_many_tries_name_a_time(self, server: FakeServer, new_core: Callable[[], Core]) -> None:
        server.fail("POST", "/auth/login", Reply(429, {}, {"Retry-After": "60"}))
        with pytest.raises(TooManyRequests) as caught:
            new_core().sign_in(EMPLOYEE["email"], PASSWORD)
        assert caught.value.retry_after == 60

    def test_without_a_connection_it_is_offline(self, server: FakeServer, new_core: Callable[[], Core]) -> None:
        server.stop()
        with pytest.raises(Offline):
            new_core().sign_in(EMPLOYEE["email"], PASSWORD)

    def test_the_person_is_still_there_after_a_restart(self, core: Core, new_core: Callable[[], Core]) -> None:
        core.stop()
        assert new_core().signed_in().person["name"] == "Ann"

    def test_a_broken_session_file_asks_for_a_sign_in(
        self, core: Core, settings: Settings, new_core: Callable[[], Core]
    ) -> None:
        core.stop()
        (settings.data / "session.json").write_text("{half")
        assert new_core().account is None


@pytest.mark.parametrize(
    "address", ["https://d.example.org", "http://localhost:8080", "http://127.0.0.1:1/", "http://[::1]:80"]
)
def test_tls_or_this_machine(address: str) -> None:
    assert server_address(address) == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "http://d.example.org",
        "http://localhost.example.org",
        "http://127.0.0.1@evil.example",
        "ftp://localhost",
        "",
        "x",
    ],
)
def test_no_other_server_is_talked_to(address: str) -> None:
    with pytest.raises(NotAServer):
        server_address(address)


def test_no_redirect_is_followed_with_credentials(server: FakeServer, core: Core) -> None:
    other = FakeServer()
    try:
        server.fail("GET", "/changes", Reply(307, None, {"Location": f"{other.address}/api/v1/changes"}))
        core.sync_once()
        assert other.seen == []
        assert core.signed_in().sync.status.connection == "not_our_server"
    finally:
        other.stop()


def test_no_personal_data_nor_token_is_logged(server: FakeServer, core: Core, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    server.fail("POST", "/tickets", problem(422, "Canary-Xyz is wrong", {"/description": "Canary-Xyz"}))
    server.put_ticket({**a_ticket(description="Canary-Xyz"), "handling": {"answer": "Canary-Xyz"}})
    core.signed_in().submit(BODY)
    core.sync_once()
    assert "unreadable" in caplog.text
    for canary in ("Canary-Xyz", "access-", "refresh-", "ann@"):
        assert canary not in caplog.text


def test_signing_out_in_another_window_is_noticed_and_leaves_nothing_behind(
    server: FakeServer, core: Core, new_core: Callable[[], Core], settings: Settings
) -> None:
    other = new_core()
    core.sign_out()
    with pytest.raises(StorageError):
        other.signed_in().submit(BODY)
    server.expire_access()
    other.sync_once()
    assert [path for path in settings.data.rglob("*") if path.is_file()] == []
    other.sign_in(EMPLOYEE["email"], PASSWORD)
    other.signed_in().submit(BODY)
    other.sync_once(eager=True)
    assert len(server.tickets) == 1
