"""The first start: which server is it?"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from mobile.core.addresses import NotAServer, NotEncrypted, typed_address
from mobile.core.errors import CoreError, Offline, OfflineWhy, Refused
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice, Say
from mobile.presenters.problems import sign_in_notice

_NOT_OURS = frozenset({OfflineWhy.NOT_OUR_SERVER, OfflineWhy.UNREADABLE})
_UNREACHED = frozenset({OfflineWhy.NOT_REACHED, OfflineWhy.NO_ANSWER})


@dataclass(frozen=True)
class WelcomeState:
    """`address` is what was typed, exactly as typed."""

    address: str = ""
    busy: bool = False
    connected: bool = False
    """True once: leave this screen for signing in."""
    error: Notice | None = None
    """What is wrong with the address."""
    notice: Notice | None = None
    """What is wrong with the connection."""


class WelcomePresenter(Presenter[WelcomeState]):
    """Takes an address, typed or from a QR code, and sees whether a server of ours answers there."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, WelcomeState(address=tools.core.server))

    def type_address(self, address: str) -> None:
        """The field changed."""
        self._set(address=address, error=None, notice=None)

    def scanned(self, text: str | None) -> None:
        """A QR code says this; None where the user went back."""
        if text:
            self._set(address=text, error=None, notice=None)
            self.connect()

    def connect(self) -> None:
        """Ask the server; ends in `connected`, `error` or `notice`."""
        typed = self._state.address.strip()
        error = _wrong_with(typed)
        self._set(error=error, notice=None)
        if error or self._state.busy:
            return
        self._set(busy=True)
        self._do(
            lambda: self.core.connect(typed),
            lambda _: self._set(busy=False, connected=True),
            lambda problem: self._set(busy=False, notice=_why(problem, _host(typed))),
        )


def _wrong_with(typed: str) -> Notice | None:
    if not typed:
        return Notice(Say.SERVER_MISSING)
    try:
        typed_address(typed)
    except NotEncrypted:
        return Notice(Say.NOT_ENCRYPTED)
    except NotAServer:
        return Notice(Say.NOT_AN_ADDRESS)
    return None


def _why(problem: CoreError, host: str) -> Notice:
    if isinstance(problem, Refused) or (isinstance(problem, Offline) and problem.why in _NOT_OURS):
        return Notice(Say.NOT_DOORGEVEN, {"host": host})
    if isinstance(problem, Offline) and problem.why in _UNREACHED:
        return Notice(Say.SERVER_NOT_FOUND, {"host": host})
    return sign_in_notice(problem)


def _host(typed: str) -> str:
    return urlsplit(typed_address(typed)).netloc
