"""The time as tests set it: one clock for every module that asks, and it never runs by itself."""

import datetime as dt
from collections.abc import Callable

import pytest

from backend import clock
from scripts.processes.clock import who_ask

UTC = dt.UTC
Set = Callable[[str | dt.datetime], dt.datetime]


def moment(text: str) -> dt.datetime:
    """`2026-06-01 09:00` as UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=UTC)


def frozen(monkeypatch: pytest.MonkeyPatch) -> Set:
    """Sets the time everywhere in the backend but for sign-in, where it would end the sessions of the test."""
    told = [clock.now()]
    for module in who_ask():
        monkeypatch.setattr(module, "now", lambda: told[0])

    def set_to(at: str | dt.datetime) -> dt.datetime:
        told[0] = moment(at) if isinstance(at, str) else at
        return told[0]

    return set_to
