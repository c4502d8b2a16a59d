"""How it stands, for managers."""

import dataclasses
import datetime as dt

from mobile.gallery import samples
from mobile.gallery.scene import Scene
from mobile.presenters.account import AccountState
from mobile.presenters.board import AgainstUsual, BoardOutage, BoardService, BoardSpot, BoardState, BoardTeam
from mobile.presenters.values import Localised

_TITLE = Localised("Geen internet in Utrecht", "No internet in Utrecht")
_MORE = AgainstUsual(40, 12.0, samples.term("much_more"))
_USUAL = AgainstUsual(4, 4.0, samples.term("usual"))
_SPOT = BoardSpot(samples.term("silent"), samples.NOW, 4, None, None, "Internet Care", None, ())
_BOARD = BoardState(
    loaded=True,
    as_of=samples.NOW,
    current=1,
    suspected=1,
    open=52,
    breached=3,
    last_hour=_MORE,
    last_day=AgainstUsual(231, None, samples.term("unknown")),
    outages=(
        BoardOutage(
            id="o1",
            title=_TITLE,
            where=Localised("3511 Utrecht", "3511 Utrecht"),
            status=samples.term("identified"),
            impact=samples.term("critical"),
            planned=False,
            started_at=samples.NOW,
            next_update_at=samples.NOW,
            overdue=True,
            by="Mo El Amrani",
            customers=7,
        ),
        BoardOutage(
            id="o2",
            title=Localised("Mogelijk mobiele storing in Groningen", "Perhaps a mobile outage in Groningen"),
            where=Localised("9711 Groningen", "9711 Groningen"),
            status=samples.term("suspected"),
            impact=samples.term("major"),
            planned=False,
            started_at=samples.NOW - dt.timedelta(minutes=25),
            next_update_at=None,
            overdue=False,
            by="",
            customers=0,
        ),
    ),
    spots=(
        _SPOT,
        dataclasses.replace(
            _SPOT,
            kind=samples.term("place"),
            count=6,
            where=Localised("9711 Groningen", "9711 Groningen"),
            service=samples.MOBILE.title,
        ),
        dataclasses.replace(_SPOT, kind=samples.term("nobody_on_duty")),
    ),
    services=(
        BoardService(samples.INTERNET.title, 40, _MORE, _MORE),
        BoardService(samples.TV.title, 12, _USUAL, _USUAL),
    ),
    teams=(
        BoardTeam("Internet Care", 52, 3, samples.NOW - dt.timedelta(hours=6), samples.NOW, silent=True),
        BoardTeam("TV Team", 0, 0, None, samples.NOW - dt.timedelta(minutes=20), silent=False),
    ),
)
_MANAGER = {"account": AccountState(person=dataclasses.replace(samples.PERSON, role=samples.term("manager")))}

SCENES = (
    Scene("board.busy", "board", {**_MANAGER, "board": _BOARD}, under="profile"),
    Scene("board.offline", "board", {**_MANAGER, "board": dataclasses.replace(_BOARD, offline=True)}, under="profile"),
    Scene("board.nothing", "board", {**_MANAGER, "board": BoardState(loaded=True)}, under="profile"),
)
