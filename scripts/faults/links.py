"""Each bad link by its name: what it does to calls, and what the app must say of it."""

import datetime as dt
import itertools
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from mobile.presenters.notices import Say
from scripts.faults.proxy import Call, Doing, Fate, Link, Said, good

LOST = (Fate.NOT_REACHED, Fate.CUT_REQUEST, Fate.LOST_ANSWER, Fate.CUT_ANSWER)
_LOSS = 0.3
_ONE_WAY = 1.5
"""Seconds: three there and back."""
_HTML = {"Content-Type": "text/html"}
_PORTAL = (
    Said(302, {"Location": "http://hotel.invalid/login"}),
    Said(200, _HTML, b"<html>Welcome to the hotel</html>"),
    Said(403, _HTML, b"<html>Sign in first</html>"),
    Said(401, _HTML, b"<html>Who are you?</html>"),
    Said(511, _HTML, b"<html>Network Authentication Required</html>"),
    Said(200, {"Content-Type": "application/json"}, b'{"login": "http://hotel.invalid"}'),
)
_PROBLEM = json.dumps({"title": "Maintenance", "status": 503, "detail": "Back soon."}).encode()
_MAINTENANCE = (
    Said(503, {"Content-Type": "application/problem+json", "Retry-After": "2"}, _PROBLEM),
    Said(503, {**_HTML, "Retry-After": "1"}, b"<html>Back soon</html>"),
    Said(502, _HTML, b"<html>Bad Gateway</html>"),
)


@dataclass(frozen=True)
class BadLink:
    """`must_say` are notices of which each has to come; the phone's clock is off by `clock`, then by as much the
    other way; `expires` has the server let access tokens run out every few seconds.
    """

    name: str
    make: Callable[[random.Random], Link]
    must_say: frozenset[Say] = frozenset()
    clock: dt.timedelta = field(default_factory=dt.timedelta)
    expires: bool = False


def slow(_: random.Random) -> Link:
    """3 s there and back."""
    return lambda _: Doing(seconds=_ONE_WAY)


def lossy(chance: random.Random) -> Link:
    """30 % of all calls are lost: on the way there, in the middle, on the way back."""
    return lambda _: Doing(chance.choice(LOST)) if chance.random() < _LOSS else Doing()


def portal(_: random.Random) -> Link:
    """Half of the time something else answers, each time in another way."""
    return _in_turns(4.0, 3.0, _PORTAL)


def maintenance(_: random.Random) -> Link:
    """Half of the time the server says to come back later, or what stands before it says that it is away."""
    return _in_turns(4.0, 3.0, _MAINTENANCE)


def forgetful(chance: random.Random) -> Link:
    """The answer to every third refresh of the session is lost; the tokens' own end is the server's doing."""

    def play(call: Call) -> Doing:
        lost = call.path.endswith("/auth/refresh") and chance.random() < 1 / 3
        return Doing(Fate.LOST_ANSWER) if lost else Doing()

    return play


def plain(_: random.Random) -> Link:
    """Nothing is wrong with the link."""
    return good


def everything(chance: random.Random) -> Link:
    """All of it at once, each in a milder form."""
    others = (_in_turns(5.0, 1.0, _PORTAL), _in_turns(7.0, 1.5, _MAINTENANCE), forgetful(chance), lossy(chance))

    def play(call: Call) -> Doing:
        doings = [other(call) for other in others]
        worst = next((doing for doing in doings if doing.fate is not Fate.PASSED), Doing())
        return Doing(worst.fate, chance.uniform(0.0, 0.4), worst.said)

    return play


def _in_turns(good_seconds: float, bad_seconds: float, answers: tuple[Said, ...]) -> Link:
    begun, turn = time.monotonic(), itertools.cycle(answers)

    def play(_: Call) -> Doing:
        at = (time.monotonic() - begun) % (good_seconds + bad_seconds)
        return Doing(Fate.ANSWERED, said=next(turn)) if at < bad_seconds else Doing()

    return play


LINKS = (
    BadLink("latency", slow, frozenset({Say.LINK_SLOW})),
    BadLink("loss", lossy, frozenset({Say.LINK_SHAKY})),
    BadLink("portal", portal, frozenset({Say.NOT_OUR_SERVER})),
    BadLink("clock", plain, frozenset({Say.CLOCK_WRONG}), clock=dt.timedelta(days=1)),
    BadLink("token", forgetful, expires=True),
    BadLink("maintenance", maintenance, frozenset({Say.MAINTENANCE})),
    BadLink(
        "everything",
        everything,
        frozenset({Say.LINK_SHAKY, Say.NOT_OUR_SERVER, Say.MAINTENANCE}),
        clock=dt.timedelta(days=-1),
        expires=True,
    ),
)
