"""A ticket's clocks against cases worked out by hand."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from backend.deadlines.plan import Plan, merged, plan_of, standard
from backend.tickets import clocks
from backend.tickets.clocks import Clocks, Facts, Timer
from shared.vocabulary import Clock, Status
from tests.backend.tickets.worked_cases import CASES, Case

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
STATUS = {
    "submit": Status.ACKNOWLEDGED,
    "take up": Status.IN_PROGRESS,
    "ask": Status.PENDING,
    "answer": Status.IN_PROGRESS,
    "hold": Status.HELD,
    "resume": Status.IN_PROGRESS,
    "resolve": Status.RESOLVED,
    "reject": Status.REJECTED,
    "cancel": Status.CANCELLED,
    "reopen": Status.IN_PROGRESS,
    "close": Status.CLOSED,
}
BY_TEAM = {"take up", "ask", "hold", "resume", "resolve", "reject", "say"}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def targets(response: dict[str, int], resolution: dict[str, int], hours: str = "business"):
    return {
        name: {priority: {"minutes": 60 * amount, "hours": hours} for priority, amount in cells.items()}
        for name, cells in (("response", response), ("resolution", resolution))
    }


def alike(amount: int) -> dict[str, int]:
    return dict.fromkeys(("1", "2", "3"), amount)


def daily(span: str) -> dict[str, list[str]]:
    return {day: [span] for day in DAYS}


OFFICE = targets({"1": 1, "2": 4, "3": 10}, {"1": 8, "2": 20, "3": 50})
STRICT = {"region": "NL", "worked": [], "closed": ["12-24"], "opened": []}
SET = {
    "internet": {"targets": OFFICE},
    "tv": {"hours": {day: ["09:00-17:00"] for day in DAYS[:5]}, "targets": targets(alike(2), alike(16))},
    "nights": {"hours": daily("22:00-06:00"), "targets": targets(alike(4), alike(16))},
    "noc": {"targets": targets(alike(4), alike(24), "always")},
    "strict": {"holidays": STRICT, "targets": OFFICE},
    "owls": {"hours": daily("02:30-04:00"), "targets": targets(alike(1), alike(3))},
    "free": {},
}
PLANS: dict[str, Plan] = {
    team: plan_of(merged(standard("NL"), own), "Europe/Amsterdam", team) for team, own in SET.items()
}


class Step(NamedTuple):
    at: dt.datetime
    what: str
    more: str
    by: str


def on_the_wall(text: str) -> dt.datetime:
    """`06-01 09:00` (of 2026) or with a year; an offset says which of two hours of one name is meant."""
    text = text if text[4] == "-" else f"2026-{text}"
    moment = dt.datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)).astimezone(dt.UTC)


def read(step: str) -> Step:
    date, time, *words = step.split()
    by = words.pop() if len(words) > 2 and words[-2] == "by" else ""
    words = words[:-1] if by else words
    what = " ".join(words[:2]) if words[:2] == ["take", "up"] else words[0]
    return Step(on_the_wall(f"{date} {time}"), what, words[-1] if len(words) > 1 else "", by)


def play(case: Case) -> Clocks:
    first, *steps = (read(step) for step in case.steps)
    team = first.more if first.more in PLANS else "internet"
    priority = int(first.more) if first.more.isdecimal() else 2
    facts = Facts(team, priority, Status.ACKNOWLEDGED, first.at, plan=team)
    found = clocks.begin(facts, PLANS[team])
    for step in steps:
        found = after(found, step)
        assert clocks.from_json(clocks.to_json(found)) == found
    return found


def after(found: Clocks, step: Step) -> Clocks:
    team = step.more if step.what == "transfer" else found.team
    facts = Facts(
        team,
        int(step.more) if step.what == "priority" else found.priority,
        STATUS.get(step.what, found.status),
        step.at,
        answered=step.what in BY_TEAM and step.by in ("", "named"),
        touched=step.what in BY_TEAM,
        plan=team,
    )
    return clocks.advance(found, facts, PLANS[found.team], PLANS[team])


def check(timer: Timer, expected: str, last: dt.datetime, found: Clocks) -> None:
    parts = expected.split()
    due = None if parts[0] == "-" else on_the_wall(" ".join(parts[:2]))
    known = {word: parts[index + 1 : index + 3] for index, word in enumerate(parts) if word.isalpha()}
    assert timer.due == due, f"due {timer.due and timer.due.astimezone(AMSTERDAM)}"
    assert timer.met == (on_the_wall(" ".join(known["met"])) if "met" in known else None)
    assert timer.breached == (on_the_wall(" ".join(known["breached"])) if "breached" in known else None)
    if "used" in known:
        assert clocks.used(timer, found, PLANS[found.team], last + dt.timedelta(days=30)) == dt.timedelta(
            minutes=int(known["used"][0])
        )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_worked_out_by_hand(case: Case) -> None:
    found = play(case)
    last = read(case.steps[-1]).at
    check(found.response, case.response, last, found)
    check(found.resolution, case.resolution, last, found)
    assert found.due == min((t.due for t in found.timers if t.due), default=None)


def test_there_are_cases_enough() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40


def test_nothing_that_is_no_change_moves_a_clock() -> None:
    found = play(CASES[0])
    again = after(found, read("06-01 10:00 nothing"))
    assert again == found
    assert [timer.name for timer in again.timers] == list(Clock)
