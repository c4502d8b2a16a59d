"""How it stands, for managers: drawn and tapped."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from mobile.gallery import samples
from mobile.presenters.account import AccountState
from mobile.presenters.board import (
    AgainstUsual,
    BoardOutage,
    BoardService,
    BoardSpot,
    BoardState,
    BoardTeam,
)
from mobile.presenters.values import Localised, Term
from mobile.ui.capture import seen, settle, shown, tap

pytestmark = pytest.mark.window
Start = Callable[..., Any]

AT = dt.datetime(2026, 11, 23, 18, 42, tzinfo=dt.UTC)
TITLE = Localised("Geen internet in Utrecht", "No internet in Utrecht")
MORE = AgainstUsual(40, 12.0, Term("much_more", True))
UNKNOWN = AgainstUsual(3, None, Term("unknown", True))
MANAGER = dataclasses.replace(samples.PERSON, role=Term("manager", True))


def spot(kind: str, known: bool = True, **more: Any) -> BoardSpot:
    nothing = {"since": AT, "count": 0, "where": None, "service": None, "team": "", "title": None, "people": ()}
    return BoardSpot(kind=Term(kind, known), **{**nothing, **more})


BOARD = BoardState(
    loaded=True,
    as_of=AT,
    current=1,
    suspected=2,
    open=52,
    breached=3,
    last_hour=MORE,
    last_day=UNKNOWN,
    outages=(
        BoardOutage(
            id="o1",
            title=TITLE,
            where=Localised("3511 Utrecht", "3511 Utrecht"),
            status=Term("identified", True),
            impact=Term("critical", True),
            planned=False,
            started_at=AT,
            next_update_at=AT,
            overdue=True,
            by="Mo El Amrani",
            customers=7,
        ),
    ),
    spots=(
        spot("silent", team="Internet Care", count=4),
        spot("unacknowledged", title=TITLE, people=("Mo", "Ann")),
        spot("nobody_on_duty"),
        spot("eclipse", known=False),
    ),
    services=(BoardService(Localised("Internet", "Internet"), 40, MORE, MORE),),
    teams=(BoardTeam("Internet Care", 52, 3, AT, AT, True),),
)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "nl",
            (
                "storing nu",
                "vermoedens",
                "52",
                "meldingen open",
                "Geen internet in Utrecht",
                "Mo El Amrani is ermee bezig",
                "7 klanten erachter",
                "Veel meer dan gewoon",
                "Er staat niemand op de dienstlijst",
                "Iets dat deze app nog niet kent",
            ),
        ),
        (
            "en",
            (
                "outage now",
                "suspected",
                "52",
                "tickets open",
                "No internet in Utrecht",
                "Mo El Amrani is on it",
                "Far more than usual",
                "There is nobody on the duty list",
            ),
        ),
    ],
)
def test_a_manager_finds_it_in_their_profile(start: Start, language: str, expected: tuple[str, ...]) -> None:
    app = start(board=BOARD, account=AccountState(person=dataclasses.replace(MANAGER, language=language)))
    tap("place.profile")
    tap("board")
    for words in expected:
        assert seen(words), words
    assert ("open",) in app.root.front.presenter.calls
    tap("outage.o1")
    assert app.screens.made["outage"].calls[0][:2] == ("open", "o1")


def test_nobody_else_is_offered_it(start: Start) -> None:
    start(account=AccountState(person=samples.PERSON))
    tap("place.profile")
    assert not shown("board")


def test_what_may_be_old_says_so_and_nothing_at_all_reads_well(start: Start) -> None:
    app = start(board=dataclasses.replace(BOARD, offline=True, complete=False))
    app.root.go("board")
    settle()
    assert seen("Geen verbinding: dit kan oud zijn.")
    assert seen("Er wordt nog geteld wat er al was; de cijfers lopen nog op.")
    app.root.front.presenter.set(as_of=None, outages=(), spots=(), services=(), teams=())
    settle()
    assert seen("Nog niets te zien")
