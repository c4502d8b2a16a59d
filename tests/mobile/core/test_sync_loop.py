"""The thread that sends and reads: it waits, wakes, and survives what should not happen."""

import threading

import pytest

from mobile.core.backoff import LONGEST_SECONDS, wait_seconds
from mobile.core.network import network
from mobile.core.sync_loop import SyncLoop
from tests.mobile.fake_server import until


def test_it_calls_again_after_the_seconds_it_was_told() -> None:
    passes: list[bool] = []
    loop = SyncLoop(lambda eager: passes.append(eager) or 0.001)
    loop.start()
    until(lambda: len(passes) > 3)
    loop.stop()
    count = len(passes)
    threading.Event().wait(0.05)
    assert len(passes) == count


def test_a_wake_up_ends_the_wait_and_says_who_asked() -> None:
    passes: list[bool] = []
    loop = SyncLoop(lambda eager: passes.append(eager) or 3600.0)
    loop.start()
    until(lambda: passes == [False])
    loop.wake()
    until(lambda: passes == [False, False])
    loop.wake(eager=True)
    until(lambda: passes == [False, False, True])
    loop.stop()


def test_another_network_ends_the_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mobile.core.sync_loop.LOOK_SECONDS", 0.002)
    addresses: list[tuple[str, ...]] = [()]
    passes: list[bool] = []
    loop = SyncLoop(lambda eager: passes.append(eager) or 3600.0, lambda: addresses[-1])
    loop.start()
    until(lambda: passes)
    addresses.append(("192.0.2.7",))
    until(lambda: passes == [False, False])
    addresses.append(())  # gone: the banner shall say so at once
    until(lambda: passes == [False, False, False])
    loop.stop()


def test_looking_for_a_network_sends_nothing_and_answers_the_same_twice() -> None:
    assert network() == network()


def test_a_bug_ends_no_thread_and_its_message_is_not_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mobile.core.sync_loop._AFTER_A_BUG_SECONDS", 0.001)
    passes: list[bool] = []

    def once(eager: bool) -> float:
        passes.append(eager)
        if len(passes) == 1:
            raise ZeroDivisionError("Canary-Xyz")
        return 3600.0

    loop = SyncLoop(once)
    loop.start()
    until(lambda: len(passes) == 2)
    loop.stop()
    assert "ZeroDivisionError" in caplog.text
    assert "test_sync_loop.py" in caplog.text
    assert "Canary-Xyz" not in caplog.text


def test_waits_grow_differ_and_end() -> None:
    waits = [wait_seconds(10) for _ in range(20)]
    assert len(set(waits)) > 1
    assert all(LONGEST_SECONDS / 2 <= wait <= LONGEST_SECONDS for wait in waits)
    assert 0.5 <= wait_seconds(1) <= 1.0
    assert wait_seconds(1, asked=42.0) == 42.0
    assert wait_seconds(10_000) <= LONGEST_SECONDS
