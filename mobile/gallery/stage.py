"""Presenters that hold a given state and write down what a tap asks of them, for the gallery and the tests."""

import dataclasses
from collections.abc import Callable
from typing import Any

from mobile.device import Ability, Insets, Photo, Photos
from mobile.gallery import samples
from mobile.presenters.about import AboutState, licences
from mobile.presenters.account import AccountState
from mobile.presenters.board import BoardState
from mobile.presenters.brand import BrandState
from mobile.presenters.feedback import FeedbackState
from mobile.presenters.following import FollowingState
from mobile.presenters.outage import OutageState
from mobile.presenters.outages import OutagesState
from mobile.presenters.outside import OutsideState
from mobile.presenters.pass_on import PassOnState
from mobile.presenters.sign_in import SignInState
from mobile.presenters.stored import StoredState
from mobile.presenters.sync_state import SyncState
from mobile.presenters.ticket import TicketState
from mobile.presenters.tickets import TicketsState
from mobile.presenters.waiting import WaitingState
from mobile.presenters.welcome import WelcomeState


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
            "feedback": FeedbackState(),
            "stored": StoredState(stored=samples.STORED, server="doorgeven.example.org"),
            "about": AboutState("0.1.0", "doorgeven.example.org", licences()),
            "account": AccountState(person=samples.PERSON),
            "waiting": WaitingState(loaded=True),
            "sync": SyncState(),
            "brand": BrandState(),
            "welcome": WelcomeState(),
        } | states
        self.made: dict[str, StagePresenter] = {}
        self.sync = self._make("sync")
        self.account = self._make("account")
        self.brand = self._make("brand")

    def _make(self, name: str) -> StagePresenter:
        self.made[name] = StagePresenter(self.states[name])
        return self.made[name]

    def welcome(self) -> StagePresenter:
        return self._make("welcome")

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

    def feedback(self) -> StagePresenter:
        return self._make("feedback")

    def stored(self) -> StagePresenter:
        return self._make("stored")

    def about(self) -> StagePresenter:
        return self._make("about")

    def waiting(self) -> StagePresenter:
        return self._make("waiting")

    def board(self) -> StagePresenter:
        return self._make("board")


class Pocket:
    """A device that can all, and does what the test says.

    What was copied and shared lies in `copied`, what was told in `told`, what was opened or called in `opened`;
    `clipboard`, `photos`, `code`, `scale`, `edges` and `about` are what it answers with.
    """

    tokens = None

    def __init__(self) -> None:
        self.abilities = frozenset(Ability)
        self.copied: list[str] = []
        self.told: list[tuple[str, str, str]] = []
        self.opened: list[str] = []
        self.clipboard = ""
        self.photos: tuple[Photo, ...] = ()
        self.code: str | None = None
        self.about: str | None = None
        self.scale, self.edges = 1.0, Insets()
        self.reaches = True
        self.working: str | None = None
        self.forgot = 0

    def copy(self, text: str) -> None:
        self.copied.append(text)

    def paste(self) -> str:
        return self.clipboard

    def share(self, text: str) -> bool:
        self.copied.append(text)
        return False

    def call(self, number: str) -> bool:
        self.opened.append(f"tel:{number}")
        return True

    def open(self, address: str) -> bool:
        self.opened.append(address)
        return True

    def pick_photo(self, done: Photos, *, most: int = 1) -> None:
        done(self.photos[:most])

    def take_photo(self, done: Photos) -> None:
        done(self.photos[:1])

    def scan_code(self, done: Callable[[str | None], None]) -> None:
        done(self.code)

    def notify(self, title: str, text: str, about: str = "") -> bool:
        self.told.append((title, text, about))
        return self.reaches

    def ask_to_notify(self, done: Callable[[bool], None]) -> None:
        done(self.reaches)

    def opened_about(self) -> str | None:
        about, self.about = self.about, None
        return about

    def forget(self) -> None:
        self.told.clear()
        self.forgot += 1

    def keep_working(self, text: str) -> None:
        self.working = text

    def stop_working(self) -> None:
        self.working = None

    def dark(self) -> bool:
        return False

    def font_scale(self) -> float:
        return self.scale

    def insets(self) -> Insets:
        return self.edges
