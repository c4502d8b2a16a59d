"""Whether what a queue showed still holds: asked of the feed's positions in memory, so that open desks cost little.

Each desk asks every 5 s; most of these looks find nothing new, and are answered without a look at the database.
"""

import threading
import time
from dataclasses import dataclass

from flask import Flask, Response, current_app, request

from backend.accounts.caller import Caller
from backend.forwarding.memory import positions
from backend.i18n import reader_language
from backend.watch import watch

GOOD_FOR = 30.0
"""Seconds: what runs out by the clock alone, or is no ticket's change (a view, a name), is seen by then."""
MOST = 5000
_Key = tuple[str, ...]


@dataclass(frozen=True)
class _Shown:
    etag: str
    position: int
    at: float


class Memory:
    """What each queue showed last; one a process."""

    def __init__(self) -> None:
        self._shown: dict[_Key, _Shown] = {}
        self._lock = threading.Lock()

    def find(self, key: _Key) -> _Shown | None:
        """What it showed, where that is not too long ago."""
        shown = self._shown.get(key)
        return shown if shown and time.monotonic() - shown.at < GOOD_FOR else None

    def keep(self, key: _Key, etag: str, position: int) -> None:
        """What it shows as of that position of the feed, which was read before the database was."""
        with self._lock:
            if len(self._shown) >= MOST:
                self._shown.clear()
            self._shown[key] = _Shown(etag, position, time.monotonic())


def init_app(app: Flask) -> None:
    """Gives `app` its memory."""
    app.extensions["doorgeven.queues"] = Memory()


def position(who: Caller) -> int:
    """The last change that `who` hears of; to be read before what is to be kept."""
    return positions().last(who.audiences)


def still(who: Caller) -> Response | None:
    """304 where the asker has what the queue shows; None where that must be looked up."""
    if not watch().fresh:
        return None
    shown = _memory().find(_key(who))
    if shown is None or shown.position != position(who) or not request.if_none_match.contains_weak(shown.etag):
        return None
    response = Response(status=304)
    response.set_etag(shown.etag)
    return response


def keep(who: Caller, answer: Response, at: int) -> Response:
    """Remembers an answer that was made of what there was at that position."""
    etag, _ = answer.get_etag()
    if etag:
        _memory().keep(_key(who), etag, at)
    return answer


def _key(who: Caller) -> _Key:
    return (*who.audiences, who.id, reader_language(), request.query_string.decode("ascii", "replace"))


def _memory() -> Memory:
    found: Memory = current_app.extensions["doorgeven.queues"]
    return found
