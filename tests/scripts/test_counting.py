"""The replay's count finds what was lost and what was doubled, wherever it happened."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scripts.replaying import counting
from scripts.replaying.complaints import Complaint
from scripts.replaying.counting import from_journal
from scripts.replaying.phone import Passed

M1, M2 = "[run-00001]", "[run-00002]"


def created(marker: str, ticket: str, event: str, at: float = 10.0, what: str = "received") -> dict[str, Any]:
    description = f"text {marker}"
    return {
        "what": what, "type": "ticket.created", "ticket": ticket, "event": event, "at": at, "description": description,
    }  # fmt: skip


def done(ticket: str, *whats: str) -> list[dict[str, Any]]:
    return [{"what": what, "ticket": ticket, "at": 11.0} for what in whats]


def passed(marker: str, *, seen: bool = True) -> Passed:
    complaint = Complaint(1, marker, {})
    return Passed(complaint, "key", 9.0, "t", 11.0 if seen else None, 12.0 if seen else None)


def whole() -> list[dict[str, Any]]:
    return [created(M1, "t1", "e1"), *done("t1", "taken_up", "resolved")]


def test_all_is_well() -> None:
    record = from_journal(whole(), "run")
    assert counting.doubled(record, Counter([M1]), {M1: ["created", "to in_progress", "to resolved"]}) == {}
    assert counting.lost([passed(M1)], [M1], record, Counter([M1])) == {}


def test_a_delivery_that_was_repeated_and_dropped_is_no_double() -> None:
    record = from_journal([*whole(), created(M1, "t1", "e1", what="repeated")], "run")
    assert record.repeated == 1
    assert counting.doubled(record, Counter([M1]), {}) == {}


def test_another_run_in_the_same_journal_does_not_count() -> None:
    assert from_journal([created("[other-00001]", "t9", "e9"), *done("t9", "resolved")], "run").received_at == {}


@pytest.mark.parametrize(
    ("lines", "in_database", "traces"),
    [
        ([*whole(), created(M1, "t1", "e2")], [M1], {}),
        ([*whole(), created(M1, "t2", "e2")], [M1], {}),
        (whole(), [M1, M1], {}),
        (whole(), [M1], {M1: ["created", "to in_progress", "to in_progress"]}),
        (whole(), [M1], {M1: ["created", "message", "message"]}),
    ],
)
def test_doubled(lines: list[dict[str, Any]], in_database: list[str], traces: dict[str, list[str]]) -> None:
    assert set(counting.doubled(from_journal(lines, "run"), Counter(in_database), traces)) == {M1}


@pytest.mark.parametrize(
    ("phones", "lines", "in_database", "why"),
    [
        ([], whole(), [M1], "never submitted"),
        ([passed(M1)], whole(), [], "not in the database"),
        ([passed(M1)], [], [M1], "not at the team"),
        ([passed(M1)], whole()[:2], [M1], "not resolved"),
        ([passed(M1, seen=False)], whole(), [M1], "not seen by its reporter"),
    ],
)
def test_lost(phones: list[Passed], lines: list[dict[str, Any]], in_database: list[str], why: str) -> None:
    assert counting.lost(phones, [M1], from_journal(lines, "run"), Counter(in_database)) == {M1: why}


def test_times_with_and_without_what_a_kill_overlapped() -> None:
    spans = [(0.0, 1.0), (5.0, 20.0), (30.0, 31.0)]
    assert counting.clear_of(spans, [(6.0, 8.0)]) == [(0.0, 1.0), (30.0, 31.0)]
    assert counting.figures(counting.clear_of(spans, [(6.0, 8.0)])) == (1.0, 1.0)
    found = counting.figures(spans)
    assert found is not None
    assert found[0] == 1.0
    assert found[1] > 14
    assert counting.figures([]) is None


def test_the_marker_is_found_in_a_description() -> None:
    assert counting.marker_in("Slow\nChicago [run-00012]", "run") == "[run-00012]"
    assert counting.marker_in("Slow\nChicago [run-00012]", "other") is None


def test_the_team_needs_nothing_of_the_product() -> None:
    folder = Path(counting.__file__).parents[1] / "solving_team"
    for file in folder.glob("*.py"):
        for line in file.read_text().splitlines():
            assert not line.startswith(("from backend", "from mobile", "from shared", "import backend")), file
            assert not line.startswith("from scripts.") or line.startswith("from scripts.solving_team"), file
