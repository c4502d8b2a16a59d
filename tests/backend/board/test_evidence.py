"""What speaks for a suspicion, as it is drawn."""

from typing import Any

from backend.board.outages.evidence import HEIGHT, drawn


def suspicion(*seen: int, usual: float = 0.1) -> dict[str, Any]:
    series = {"at": "2026-06-01T05:00:00.000000Z", "seconds": 300, "seen": list(seen), "usual": usual}
    return {"since": "2026-06-01T05:12:30.000000Z", "series": series}


def test_each_step_is_as_high_as_its_tickets_against_the_most() -> None:
    plot = drawn(suspicion(0, 2, 8), "Europe/Amsterdam")
    assert [step.high for step in plot.steps] == [0, HEIGHT / 4, HEIGHT]
    assert [step.label for step in plot.steps] == ["07:00–07:05", "07:05–07:10", "07:10–07:15"]
    assert plot.width == 30


def test_what_came_before_it_began_looks_otherwise() -> None:
    plot = drawn(suspicion(1, 1, 1, 1), "Europe/Amsterdam")
    assert [step.late for step in plot.steps] == [False, False, True, True]
    assert plot.began == 25.0


def test_one_ticket_is_no_flood_and_what_is_usual_never_leaves_the_picture() -> None:
    assert drawn(suspicion(1), "Europe/Amsterdam").steps[0].high == HEIGHT / 4
    assert drawn(suspicion(1, usual=9), "Europe/Amsterdam").usual == HEIGHT
