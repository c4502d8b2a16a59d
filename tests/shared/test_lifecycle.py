"""Both transition tables: what design.md's table says, and what must hold of any such table."""

import pytest

from shared import lifecycle
from shared.lifecycle import Action
from shared.vocabulary import HandlingAnswer, OutageKind, OutageStatus, Status, Who

S = Status

AS_DESIGNED = {
    S.ACKNOWLEDGED: {S.IN_PROGRESS, S.PENDING, S.RESOLVED, S.REJECTED, S.CANCELLED},
    S.IN_PROGRESS: {S.PENDING, S.HELD, S.RESOLVED, S.REJECTED, S.CANCELLED},
    S.PENDING: {S.IN_PROGRESS, S.RESOLVED, S.CANCELLED},
    S.HELD: {S.IN_PROGRESS, S.RESOLVED, S.CANCELLED},
    S.RESOLVED: {S.IN_PROGRESS, S.CLOSED},
    S.CLOSED: set(),
    S.REJECTED: set(),
    S.CANCELLED: set(),
}


@pytest.mark.parametrize("status", Status)
def test_a_ticket_moves_as_designed(status: Status) -> None:
    assert {move for who in Who for move in lifecycle.moves(status, who)} == AS_DESIGNED[status]


def test_no_row_stands_twice() -> None:
    keys = [row[:3] for row in lifecycle.TRANSITIONS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("row", lifecycle.TRANSITIONS, ids="-".join)
def test_after_moves_and_actions_read_the_same_table(row: lifecycle.Transition) -> None:
    assert lifecycle.after(row.status, row.action, row.who) == row.next
    assert row.next in lifecycle.moves(row.status, row.who)
    assert row.action in lifecycle.actions(row.status, row.who)


def test_what_the_table_does_not_name_is_not_allowed() -> None:
    named = {row[:3] for row in lifecycle.TRANSITIONS}
    others = [(s, a, w) for s in Status for a in Action for w in Who if (s, a, w) not in named]
    assert others
    assert all(lifecycle.after(*other) is None for other in others)


@pytest.mark.parametrize("status", Status)
def test_an_ended_ticket_goes_nowhere_and_any_other_somewhere(status: Status) -> None:
    leads_on = any(lifecycle.moves(status, who) for who in Who)
    assert leads_on is (status not in lifecycle.ENDED)


def test_only_the_reporter_answers_cancels_and_confirms() -> None:
    for action in (Action.ANSWER, Action.CANCEL, Action.CONFIRM):
        assert {row.who for row in lifecycle.TRANSITIONS if row.action is action} == {Who.REPORTER}


def test_reporter_and_team_both_reopen_and_the_system_only_closes_and_ends_a_wait() -> None:
    assert {row.who for row in lifecycle.TRANSITIONS if row.action is Action.REOPEN} == {Who.REPORTER, Who.TEAM}
    assert {row.action for row in lifecycle.TRANSITIONS if row.who is Who.SYSTEM} == {Action.CLOSE, Action.RESUME}


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (S.ACKNOWLEDGED, HandlingAnswer.RECEIVED),
        (S.IN_PROGRESS, HandlingAnswer.YES),
        (S.PENDING, HandlingAnswer.WAITING_FOR_YOU),
        (S.HELD, HandlingAnswer.WAITING_FOR_OTHERS),
        (S.RESOLVED, HandlingAnswer.DONE),
        (S.CLOSED, HandlingAnswer.DONE),
        (S.REJECTED, HandlingAnswer.DONE),
        (S.CANCELLED, HandlingAnswer.DONE),
    ],
)
def test_handling_is_one_answer_a_status(status: Status, answer: HandlingAnswer) -> None:
    assert lifecycle.handling(status) is answer


O = OutageStatus  # noqa: E741 - as short as S above
OUTAGE = {O.SUSPECTED, O.INVESTIGATING, O.IDENTIFIED, O.MONITORING, O.RESOLVED, O.CLOSED, O.DISMISSED}
WORK = {O.SCHEDULED, O.IN_PROGRESS, O.COMPLETED, O.CANCELLED}
OUTAGE_MOVES = [(before, after) for before, moves in lifecycle.OUTAGE_MOVES.items() for after in moves]


def test_the_outage_table_has_a_row_for_each_status() -> None:
    assert set(lifecycle.OUTAGE_MOVES) == set(OutageStatus) == OUTAGE | WORK


@pytest.mark.parametrize(("before", "after"), OUTAGE_MOVES)
def test_an_outage_and_planned_work_never_become_each_other(before: O, after: O) -> None:
    assert (before in WORK) is (after in WORK)


@pytest.mark.parametrize(("before", "after"), OUTAGE_MOVES)
def test_nothing_becomes_a_suspicion_again(before: O, after: O) -> None:
    assert after is not O.SUSPECTED


@pytest.mark.parametrize("status", sorted(OUTAGE - {O.RESOLVED, O.CLOSED, O.DISMISSED}))
def test_any_open_outage_may_be_resolved_or_dismissed_but_not_closed(status: O) -> None:
    moves = lifecycle.OUTAGE_MOVES[status]
    assert {O.RESOLVED, O.DISMISSED} <= set(moves)
    assert O.CLOSED not in moves


def test_a_resolved_outage_opens_again_or_closes() -> None:
    assert set(lifecycle.OUTAGE_MOVES[O.RESOLVED]) == {O.INVESTIGATING, O.CLOSED}


def test_planned_work_begins_completes_or_is_cancelled() -> None:
    assert set(lifecycle.OUTAGE_MOVES[O.SCHEDULED]) == {O.SCHEDULED, O.IN_PROGRESS, O.CANCELLED}
    assert set(lifecycle.OUTAGE_MOVES[O.IN_PROGRESS]) == {O.IN_PROGRESS, O.COMPLETED, O.CANCELLED}


@pytest.mark.parametrize("status", OutageStatus)
def test_what_has_ended_stays_ended_unless_it_was_resolved(status: O) -> None:
    if status in lifecycle.OUTAGE_ENDED - {O.RESOLVED}:
        assert lifecycle.OUTAGE_MOVES[status] == ()
    else:
        assert lifecycle.OUTAGE_MOVES[status]


@pytest.mark.parametrize("kind", OutageKind)
def test_what_people_declare_begins_open_and_known(kind: OutageKind) -> None:
    assert lifecycle.OUTAGE_FIRST[kind] not in lifecycle.OUTAGE_ENDED | {O.SUSPECTED}
