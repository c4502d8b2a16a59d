"""A person's session: their tokens, refreshed when needed, and lost only when the server says so."""

import contextlib
import json
import threading
from collections.abc import Callable
from typing import Self, TypeVar

from mobile.core.api import Api
from mobile.core.errors import Offline, OfflineWhy, Refused, SignedOut, StorageError
from mobile.core.readings import JSON
from mobile.core.tokens import TokenStore

T = TypeVar("T")


class Session:
    """One person on one server; thread-safe. After `end` or `leave` every call raises SignedOut.

    The person is remembered after a session that the server ended, so that nobody else's sign-in finds their queue.
    """

    def __init__(self, api: Api, tokens: TokenStore, person: JSON, access: str | None, refresh: str | None) -> None:
        self.person = person
        self._api = api
        self._tokens = tokens
        self._access = access
        self._refresh = refresh
        self._left = False
        self._kept = True
        self._lock = threading.Lock()

    @classmethod
    def restore(cls, api: Api, tokens: TokenStore) -> Self | None:
        """The session that was kept, ended or not; None where nobody was signed in."""
        try:
            kept = json.loads(tokens.read() or "null")
            return cls(api, tokens, dict(kept["person"]), kept["access_token"], kept["refresh_token"]) if kept else None
        except (ValueError, KeyError, TypeError):
            return None

    @property
    def ended(self) -> bool:
        """The server ended it, or the user left it."""
        return self._left or self._refresh is None

    def call(self, send: Callable[[str], T]) -> T:
        """`send(token)`, with a fresh token where the first is refused; raises SignedOut when the session is over."""
        token = self._token()
        try:
            return send(token)
        except SignedOut:
            return send(self._refreshed(token))

    def renew(self, answer: JSON) -> None:
        """Take what a login or refresh answered; raises StorageError where it could not be kept."""
        with self._lock:
            self._take(answer)

    def forget(self) -> None:
        """Take it off the phone; until `leave` it can still tell the server."""
        with self._lock:
            self._kept = False
            self._tokens.wipe()

    def leave(self) -> None:
        """Another person signs in, or this one is done: use the tokens no more, and keep none."""
        with self._lock:
            self._left, self._kept = True, False

    def _token(self) -> str:
        if self.ended or self._access is None:
            raise SignedOut("ended")
        return self._access

    def _refreshed(self, refused: str) -> str:
        """A token other than the refused one; one thread asks, those who wait get the same."""
        with self._lock:
            if self._token() == refused:
                self._ask_next()
            return self._token()

    def _ask_next(self) -> None:
        try:
            answer = self._api.refresh(self._refresh or "")
        except SignedOut:
            self._end()
            raise
        except Refused as error:
            # Only a 401 ends a session: anything else may be a proxy's or a newer server's doing.
            raise Offline(OfflineWhy.SERVER_AWAY) from error
        # Where the disk is full it goes on in memory; the older token on disk leads to the same successor.
        with contextlib.suppress(StorageError):
            self._take(answer)

    def _take(self, answer: JSON) -> None:
        self._access, self._refresh, self.person = answer["access_token"], answer["refresh_token"], answer["person"]
        self._keep()

    def _end(self) -> None:
        self._access = self._refresh = None
        # Where another window of the app has signed out, nothing of this person is left here again.
        if self._tokens.read() is not None:
            with contextlib.suppress(StorageError):
                self._keep()

    def _keep(self) -> None:
        if not self._kept:
            return
        kept = {"person": self.person, "access_token": self._access, "refresh_token": self._refresh}
        self._tokens.write(json.dumps(kept))
