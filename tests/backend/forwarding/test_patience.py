"""Many endpoints that hang at once leave enough senders for all others."""

import pytest
from flask import Flask

from backend import db
from backend.forwarding import deliveries, patience
from backend.forwarding.patience import AT_ONCE, MOST_WAITING, SLOW, Patience
from tests.backend.client import Client


def hung(*endpoints: str) -> Patience:
    known = Patience()
    for one in endpoints:
        known.note(one, SLOW + 8, answered=False)
    return known


def test_who_gave_no_answer_in_the_end_gets_one_at_a_time() -> None:
    known = hung("a")
    assert known.chosen(["a", "a", "b", "b"], {}) == [True, False, True, True]
    assert known.full({"a": 1, "b": 1}) == ["a"]


def test_who_answers_slowly_gets_its_share_and_all_of_them_no_more_than_half() -> None:
    known = Patience()
    slow = [f"s{number}" for number in range(5)]
    for one in slow:
        known.note(one, SLOW + 1, answered=True)
    asked = [one for one in slow for _ in range(AT_ONCE)]
    assert sum(known.chosen(asked, {})) == MOST_WAITING
    busy = {"s0": AT_ONCE, "s1": AT_ONCE}
    assert set(known.full(busy)) == set(slow)
    assert known.chosen(["s2", "quick"], busy) == [False, True]


def test_who_answers_at_once_is_trusted_again_and_so_is_everybody_after_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = hung("a", "b")
    known.note("a", 0.1, answered=True)
    assert known.full({"a": 1, "b": 1}) == ["b"]
    real = patience.time.monotonic()
    monkeypatch.setattr(patience.time, "monotonic", lambda: real + patience.REMEMBERED + 1)
    assert known.full({"a": 1, "b": 1}) == []


def test_a_refusal_at_once_keeps_nobody_waiting() -> None:
    known = Patience()
    known.note("a", 0.01, answered=False)
    assert known.full({"a": 1}) == []


def test_what_hangs_takes_no_place_of_the_others(app: Flask, solver: Client, employee: Client) -> None:
    ids = [solver.post("/teams/internet/endpoints", {"url": f"https://{n}.example.org/"}).json["id"] for n in range(6)]
    for _ in range(8):
        employee.submit()
    with app.app_context():
        parcels = db.write(lambda: deliveries.claim("w", 32, {}, patience=hung(*ids[:5])))
        again = {one.endpoint_id: 1 for one in parcels if one.endpoint_id != ids[5]}
        parcels += db.write(lambda: deliveries.claim("w", 32, again, patience=hung(*ids[:5])))
    taken = [one.endpoint_id for one in parcels]
    assert [taken.count(one) for one in ids] == [1, 1, 1, 1, 1, 8]
