"""One pass of writing and reading, and what its outcome says about the connection."""

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from mobile.core.api import Api
from mobile.core.backoff import LONGEST_OFFLINE_SECONDS, LONGEST_SECONDS, wait_seconds
from mobile.core.errors import CoreError, Offline, OfflineWhy, SignedOut, StorageError, TooManyRequests
from mobile.core.link import Link
from mobile.core.news import News
from mobile.core.pull import Pull
from mobile.core.push import Push
from mobile.core.push_photos import PushPhotos
from mobile.core.server_clock import ServerClock
from mobile.core.session import Session
from mobile.core.status import Connection, SyncStatus
from mobile.core.store import Store
from shared.schemas.base import rfc3339

FACTS_SECONDS = 300.0
"""How often to ask for the account and the services."""
_SIGNED_OUT_SECONDS = 300.0
_STORAGE_SECONDS = 30.0
_NOTE_EVERY = dt.timedelta(minutes=1)
_TELL_EVERY = 1.0
"""Seconds, while a pass goes on: whoever is told reads again what it shows."""
_OFFLINE = {
    OfflineWhy.NOT_REACHED: Connection.OFFLINE,
    OfflineWhy.NO_ANSWER: Connection.OFFLINE,
    OfflineWhy.NOT_OUR_SERVER: Connection.NOT_OUR_SERVER,
    OfflineWhy.SERVER_AWAY: Connection.SERVER_AWAY,
    OfflineWhy.WRONG_DATE: Connection.WRONG_DATE,
    OfflineWhy.UNREADABLE: Connection.SERVER_AWAY,
}


class Sync:
    """One person's; passes from several threads wait for each other."""

    def __init__(
        self,
        api: Api,
        session: Session,
        store: Store,
        *,
        app_version: str,
        clock: ServerClock,
        link: Link,
        told: Callable[[], None],
        heard: Callable[[list[News]], None] = lambda _: None,
    ) -> None:
        """`told()` is called, on the calling thread, whenever the status or the store changed; `heard` with news."""
        self._store = store
        self._push = Push(api, session, store)
        self._pull = Pull(api, session, store, heard)
        self._photos = PushPhotos(api, session, store, told)
        self._app_version = app_version
        self._clock = clock
        self._link = link
        self._answers = 0
        self._told = told
        self._told_at = float("-inf")
        self._pass = threading.Lock()
        self._failures = 0
        self._not_before = self._patient_until = 0.0
        self._facts_at = float("-inf")
        self._minimum = "0"
        self.passes = 0
        self.status = SyncStatus(last_synced_at=store.mirror.last_synced_at())

    def once(self, *, eager: bool = False) -> float:
        """Send, then read; the seconds until the next pass is worth while. Raises nothing that the app expects.

        `eager`: the user asked, so nothing waits for its retry but what the server itself told to wait.
        """
        with self._pass:
            self._answers = self._link.answers
            try:
                return self._pass_when_allowed(eager=eager)
            except CoreError as error:
                return self._went_wrong(error)
            finally:
                self.passes += 1
                self.status = replace(self.status, link=self._link.quality, clock_is_wrong=self._clock.phone_is_wrong)
                self._told()

    def begin_anew(self) -> None:
        """The person signed in again: what was wrong before says nothing any more."""
        self.status = replace(self.status, connection=Connection.UNKNOWN)
        self._failures, self._not_before, self._patient_until = 0, 0.0, 0.0

    @property
    def reads_for_the_first_time(self) -> bool:
        """Whether nothing was ever read, nor anything heard yet of why not."""
        now = self.status
        return now.last_synced_at is None and now.connection is Connection.UNKNOWN and now.trouble is None

    @property
    def minimum_app_version(self) -> str:
        """The oldest app that the server still serves, as last told."""
        return self._minimum

    def _pass_when_allowed(self, *, eager: bool) -> float:
        left = self._not_before - time.monotonic()
        return left if left > 0 else self._pass_once(eager=eager)

    def _pass_once(self, *, eager: bool) -> float:
        answered = self._push.run(eager=eager, answered_one=self._goes_on)
        if answered:
            self._told()
        if eager or time.monotonic() - self._facts_at >= FACTS_SECONDS:
            self._pull.facts()
            self._facts_at = time.monotonic()
        came, wait = self._pull.run()
        self._push.let_rest()
        self._failures, self._patient_until = 0, 0.0
        self._went_well(news=came)
        return 0.0 if self._photos.run(eager=eager) else wait

    def _goes_on(self) -> None:
        """There is an answer, and more to send: over a slow link for minutes, in which the app says what is up."""
        connection = self.status.connection if self.status.connection is Connection.OLD_APP else Connection.ONLINE
        self.status = replace(self.status, connection=connection, again_at=None, link=self._link.quality)
        if time.monotonic() - self._told_at >= _TELL_EVERY:
            self._told_at = time.monotonic()
            self._told()

    def _went_well(self, *, news: bool) -> None:
        now = self._clock()
        noted = self._store.mirror.last_synced_at()
        # Not at every poll: each note is an fsync of a phone's flash memory.
        if news or noted is None or not dt.timedelta() <= now - noted < _NOTE_EVERY:
            self._store.mirror.note("last_synced_at", rfc3339(now))
        connection = Connection.OLD_APP if self._is_old() else Connection.ONLINE
        self.status = replace(self.status, connection=connection, last_synced_at=now, trouble=None, again_at=None)

    def _is_old(self) -> bool:
        self._minimum = str((self._store.mirror.me() or {}).get("minimum_app_version") or "0")
        return _version(self._app_version) < _version(self._minimum)

    def _went_wrong(self, error: CoreError) -> float:
        match error:
            case StorageError():
                self.status = replace(self.status, trouble=error)
                return _STORAGE_SECONDS
            case SignedOut():
                self.status = replace(self.status, connection=Connection.SIGNED_OUT)
                return _SIGNED_OUT_SECONDS
            case TooManyRequests():
                return self._wait(error.retry_after)
            case Offline():
                away = error.why is OfflineWhy.SERVER_AWAY
                wait = self._wait(error.retry_after, LONGEST_SECONDS if away else LONGEST_OFFLINE_SECONDS)
                self._is_offline(error)
                return wait
            case _:
                self.status = replace(self.status, connection=Connection.SERVER_AWAY)
                return self._wait(None)

    def _is_offline(self, error: Offline) -> None:
        connection, again_at = _OFFLINE[error.why], None
        if error.retry_after:
            connection = Connection.MAINTENANCE
            again_at = self._clock() + dt.timedelta(seconds=error.retry_after)
        self.status = replace(self.status, connection=connection, again_at=again_at)

    def _wait(self, asked: float | None, longest: float = LONGEST_SECONDS) -> float:
        """Longer after each failure, but not after those of a wait that the user cut short by doing something.

        Where answers came before the failure it is a bad link, but one that brings things further.
        """
        now = time.monotonic()
        if self._link.answers > self._answers:
            self._failures, self._patient_until = 0, now
        if now >= self._patient_until:
            self._failures += 1
        wait = wait_seconds(self._failures, asked, longest)
        self._not_before = now + asked if asked else self._not_before
        self._patient_until = now + wait
        return wait


def _version(text: str) -> tuple[int, ...]:
    """`1.10.0` as numbers; what is no number counts as 0."""
    return tuple(int(part[:9]) if part.isdecimal() else 0 for part in text.split("."))
