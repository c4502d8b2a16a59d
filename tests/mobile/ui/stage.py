"""Presenters that hold a given state and write down what a tap asks of them: each screen on its own."""

import dataclasses
from collections.abc import Callable
from typing import Any

from mobile.presenters.account import AccountState
from mobile.presenters.board import BoardState
from mobile.presenters.following import FollowingState
from mobile.presenters.outage import OutageState
from mobile.presenters.outages import OutagesState
from mobile.presenters.outside import OutsideState
from mobile.presenters.pass_on import PassOnState
from mobile.presenters.sign_in import SignInState
from mobile.presenters.sync_state import SyncState
from mobile.presenters.ticket import TicketState
from mobile.presenters.tickets import TicketsState
from tests.mobile.ui import samples


class StagePresenter:
    """Holds `state`; any other method that is called is kept in `calls`."""

    def __init__(self, state: Any) -> None:
        self.state = state
        self.calls: list[tuple[Any, ...]] = []
        self._listeners: list[Callable[[Any], None]] = []

    def subscribe(self, listener: Callable[[Any], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def set(self, **changes: Any) -> None:
        self.state = dataclasses.replace(self.state, **changes)
        for listener in tuple(self._listeners):
            listener(self.state)

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self.calls.append((name, *args, *kwargs.values()))


class Stage:
    """Stands where `Screens` stands; a screen's presenter is made with the state that lies ready for it."""

    def __init__(self, **states: Any) -> None:
        self.states = {
            "sign_in": SignInState(server="doorgeven.example.org"),
            "tickets": TicketsState(loaded=True),
            "pass_on": PassOnState(id="d1", loaded=True, services=samples.SERVICES, required=samples.REQUIRED),
            "ticket": TicketState(),
            "outages": OutagesState(loaded=True),
            "outage": OutageState(),
            "following": FollowingState(loaded=True, services=samples.SERVICES),
            "outside": OutsideState(tickets_by_mail=True),
            "board": BoardState(loaded=True),
            "account": AccountState(person=samples.PERSON),
            "sync": SyncState(),
        } | states
        self.made: dict[str, StagePresenter] = {}
        self.sync = self._make("sync")
        self.account = self._make("account")

    def _make(self, name: str) -> StagePresenter:
        self.made[name] = StagePresenter(self.states[name])
        return self.made[name]

    def sign_in(self) -> StagePresenter:
        return self._make("sign_in")

    def tickets(self) -> StagePresenter:
        return self._make("tickets")

    def pass_on(self) -> StagePresenter:
        return self._make("pass_on")

    def ticket(self) -> StagePresenter:
        return self._make("ticket")

    def outages(self) -> StagePresenter:
        return self._make("outages")

    def outage(self) -> StagePresenter:
        return self._make("outage")

    def outside(self) -> StagePresenter:
        return self._make("outside")

    def following(self) -> StagePresenter:
        return self._make("following")

    def board(self) -> StagePresenter:
        return self._make("board")


class Pocket:
    """A device without a clipboard of its own: what was copied and shared lies in `copied`."""

    tokens = None

    def __init__(self) -> None:
        self.copied: list[str] = []

    def copy(self, text: str) -> None:
        self.copied.append(text)

    def share(self, text: str) -> bool:
        self.copied.append(text)
        return False

    def notify(self, title: str, text: str) -> None: ...

    def dark(self) -> bool:
        return False
