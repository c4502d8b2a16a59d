"""How it stands, for managers: the copy on the phone at once, with its age, and what the server says after that."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from mobile.core.core import Core
from mobile.presenters.screens import Screens
from mobile.presenters.values import Localised, Term
from tests.mobile.fake_server import FakeServer
from tests.mobile.resources import AT

TITLE = {"nl": "Geen internet", "en": "No internet"}


def against(count: int, usual: float | None = None, level: str = "unknown") -> dict[str, Any]:
    return {"count": count, "usual": usual, "level": level}


def a_spot(kind: str, **more: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(("since", "count", "service", "area", "where", "team", "outage", "alert"))
    return {"kind": kind, **nothing, "people": [], **more}


def a_summary(**changes: Any) -> dict[str, Any]:
    """The server's answer, as `GET /board/summary` gives it."""
    outage = {
        **{"id": "o1", "kind": "outage", "status": "identified", "impact": "critical", "title": TITLE},
        **{"services": ["internet"], "areas": ["3511"], "where": {"nl": "3511 Utrecht", "en": "3511 Utrecht"}},
        **{"regions": ["province:Utrecht"], "started_at": AT, "declared_at": AT, "last_told_at": None},
        **{"next_update_at": AT, "expected_end_at": None, "overdue": True, "by": "Mo", "acknowledged_by": None},
        **{"customers": 7, "last_report_at": None},
    }
    lately = {"last_hour": against(5, 2.0, "more"), "last_day": against(40)}
    team = {
        **{"slug": "internet", "name": "Internet Care", "open": 12, "breached": 2, "untouched": 3, "silent": True},
        **{"ages": {"hour": 1, "day": 2, "week": 3, "older": 6}, "last_human_action_at": AT},
        **{"oldest": {"id": "t1", "reference": "DG-1", "created_at": AT}, "dead_letters": 0, "waiting_seconds": 0.0},
    }
    return {
        "as_of": AT,
        "complete": True,
        "outages": {"current": 1, "suspected": 2, "maintenance": 0, "overdue": 1, "items": [outage]},
        "tickets": {"open": 12, "breached": 2, **lately},
        "services": [{"slug": "internet", "title": {"nl": "Internet", "en": "Internet"}, "open": 12, **lately}],
        "country": "NL",
        "region_kind": "province",
        "regions": [],
        "teams": [team],
        "blind_spots": [
            a_spot("overdue", since=AT, outage={"id": "o1", "title": TITLE}),
            a_spot("silent", since=AT, team="internet", count=4),
            a_spot("eclipse"),
        ],
        "duty": {"people": ["Mo"], "unacknowledged": 0},
        **changes,
    }


def test_what_the_server_says_and_then_the_copy_of_it(
    server: FakeServer, core: Core, screens: Screens, new_screens: Callable[[], Screens]
) -> None:
    server.board = a_summary()
    board = screens.board()
    board.open()
    state = board.state
    assert (state.loaded, state.current, state.suspected, state.open, state.breached) == (True, 1, 2, 12, 2)
    assert state.as_of == dt.datetime.fromisoformat(AT)
    (outage,) = state.outages
    assert (outage.title, outage.by, outage.customers, outage.overdue) == (Localised(**TITLE), "Mo", 7, True)
    assert state.last_hour is not None
    assert (state.last_hour.count, state.last_hour.usual, state.last_hour.level) == (5, 2.0, Term("more", True))
    assert [(team.name, team.open, team.silent) for team in state.teams] == [("Internet Care", 12, True)]
    overdue, silent, unknown = state.spots
    assert (overdue.title, overdue.outage_id, silent.team, silent.count) == (
        Localised(**TITLE),
        "o1",
        "Internet Care",
        4,
    )
    # One that this version does not know is shown as that.
    assert unknown.kind == Term("eclipse", known=False)
    server.stop()
    again = new_screens().board()
    again.open()
    assert (again.state.offline, again.state.current, again.state.as_of) == (True, 1, state.as_of)


def test_with_nothing_new_the_copy_is_right_as_of_now(server: FakeServer, core: Core, screens: Screens) -> None:
    server.board = a_summary()
    board = screens.board()
    board.open()
    before = core.clock()
    board.look()
    assert board.state.as_of is not None
    assert board.state.as_of >= before
    assert server.seen[-1].headers["if-none-match"]


def test_without_a_connection_and_without_a_copy_it_says_so(server: FakeServer, core: Core, screens: Screens) -> None:
    server.stop()
    board = screens.board()
    board.open()
    assert (board.state.loaded, board.state.offline, board.state.as_of) == (True, True, None)


def test_who_is_a_manager_no_longer_keeps_no_copy(server: FakeServer, core: Core, screens: Screens) -> None:
    server.board = a_summary()
    screens.board().open()
    server.board = None
    board = screens.board()
    board.open()
    assert board.state.as_of is None
    assert core.signed_in().board.kept() is None


def test_a_closed_screen_is_told_nothing(server: FakeServer, core: Core, screens: Screens) -> None:
    server.board = a_summary()
    board = screens.board()
    heard: list[object] = []
    board.subscribe(heard.append)
    board.close()
    board.look()
    assert heard == []
