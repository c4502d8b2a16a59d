"""The whole of the app without a window: its parts, put together."""

import contextlib
import datetime as dt
import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

from mobile.config import Settings
from mobile.core.account import Account
from mobile.core.addresses import typed_address
from mobile.core.api import Api
from mobile.core.board import Board
from mobile.core.brand import Brand, Brands
from mobile.core.errors import CoreError, SignedOut, StorageError
from mobile.core.friend_pages import FriendPages
from mobile.core.news import News
from mobile.core.outside import Outside
from mobile.core.readings import JSON
from mobile.core.server_choice import ServerChoice
from mobile.core.server_clock import ServerClock
from mobile.core.session import Session
from mobile.core.store import Store, utc_now
from mobile.core.sync import Sync
from mobile.core.sync_loop import SyncLoop
from mobile.core.tokens import FileTokenStore, TokenStore
from mobile.core.transport import Transport

_NOBODY_SECONDS = 3600.0


class Core:
    """Made by the window's program and by scripts; thread-safe. `language` (`nl`, `en`) may be set at any time.

    Each person has a file of their own, so that one's queue can never be sent under another's name.
    """

    def __init__(
        self,
        settings: Settings,
        tokens: TokenStore | None = None,
        clock: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        """Goes on with the person who was signed in; raises NotAServer, and nothing else that the app expects."""
        self.settings = settings
        self.choice = ServerChoice(settings.data, settings.server)
        self.language = settings.language
        self.clock = ServerClock(clock)
        self.account: Account | None = None
        self.trouble: StorageError | None = None
        self._tokens = tokens or FileTokenStore(settings.data / "session.json")
        self.brands = Brands(settings.data)
        self._transport = Transport(self.server, lambda: self.language, settings.app_version, heard=self.clock.hear)
        self._api = Api(self._transport)
        self._listeners: list[Callable[[], None]] = []
        self._hearers: list[Callable[[list[News]], None]] = []
        self._changing = threading.RLock()
        self.loop = SyncLoop(self._pass)
        self._restore()

    @property
    def server(self) -> str:
        """The address of the server; empty until one is chosen."""
        return self.choice.address

    @property
    def brand(self) -> Brand:
        """How the company calls and colours the app, as far as is known."""
        return self.brands.now

    def connect(self, typed: str) -> None:
        """Use the server that is meant from now on, once it answered as one of ours; nobody may be signed in.

        Raises NotAServer, NotEncrypted, Offline, Refused or TooManyRequests, and then nothing changed.
        """
        server = typed_address(typed)
        # Asked for its brand: whoever answers that as the contract has it is a server of ours.
        brands = Brands(self.settings.data)
        brands.forget()
        brands.refresh(Api(Transport(server, lambda: self.language, self.settings.app_version)))
        with self._changing:
            # A full disk keeps nobody out: it is asked again at the next start.
            with contextlib.suppress(StorageError):
                self.choice.keep(server)
            self._transport.aim(server)
            self.brands = brands
        self._tell()

    def start(self) -> None:
        """Send and read by itself from now on."""
        self.loop.start()

    def stop(self) -> None:
        """End the thread and close the store; what is unsent goes out at the next start."""
        self.loop.stop()
        if self.account:
            self.account.store.close()

    def wake(self, *, eager: bool = False) -> None:
        """The app came back to the front, the network did, or the user pulled (`eager`)."""
        self.loop.wake(eager=eager)

    def sync_once(self, *, eager: bool = False) -> float:
        """One pass on the calling thread; the seconds until the next is worth while."""
        account = self.account
        return account.sync.once(eager=eager) if account else _NOBODY_SECONDS

    def _pass(self, eager: bool) -> float:
        seconds = self.sync_once(eager=eager)
        # After what was to be sent: how the app looks can wait.
        if self.server and self.brands.refresh_if_due(self._api):
            self._tell()
        return seconds

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Calls `listener()` on any thread whenever something on the phone may have changed; the answer ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def hear(self, hearer: Callable[[list[News]], None]) -> Callable[[], None]:
        """Calls `hearer(news)` on the syncing thread with what others did, as it comes in; the answer ends that."""
        self._hearers.append(hearer)
        return lambda: self._hearers.remove(hearer) if hearer in self._hearers else None

    def signed_in(self) -> Account:
        """The account; raises SignedOut where nobody is known on this phone."""
        account = self.account
        if account is None:
            raise SignedOut("nobody")
        return account

    def sign_in(self, email: str, password: str) -> Account:
        """Raises WrongCredentials, TooManyRequests, Offline or StorageError. The same person finds their queue."""
        answer = self._api.login(email, password)
        with self._changing:
            account = self._account_of(answer)
            account.session.renew(answer)
            account.sync.begin_anew()
            self.account, self.trouble = account, None
        self._tell()
        self.wake(eager=True)
        return account

    def sign_out(self) -> None:
        """The user's own: everything of this person is wiped from the phone, then the server told if it can be."""
        with self._changing:
            account, self.account = self.account, None
            if account is None:
                return
            account.session.forget()
            account.store.wipe()
        self._tell()
        with contextlib.suppress(CoreError):
            account.session.call(self._api.logout)
        account.session.leave()

    def _restore(self) -> None:
        session = Session.restore(self._api, self._tokens)
        if session is None:
            return
        try:
            self.account = self._open(session)
        except StorageError as error:
            self.trouble = error

    def _account_of(self, answer: JSON) -> Account:
        """The open account where it is that person's, else a new one; the other's file stays for them."""
        same = self.account and self.account.person["id"] == answer["person"]["id"]
        if self.account and same and self.account.store.database.is_there():
            return self.account
        account = self._open(Session(self._api, self._tokens, answer["person"], None, None))
        if self.account:
            # First, so that a refresh of theirs that is under way keeps nothing over the new tokens.
            self.account.session.leave()
            self.account.store.close()
            self.account = None
        return account

    def _open(self, session: Session) -> Account:
        store = Store(self._file_of(session.person["id"]), self.clock)
        version, hears = self.settings.app_version, self._hear
        sync = Sync(
            self._api,
            session,
            store,
            app_version=version,
            clock=self.clock,
            link=self._transport.link,
            told=self._tell,
            heard=hears,
        )
        pages, outside = FriendPages(self._api, session), Outside(self._api, session)
        board = Board(self._api, session, store, self.clock)

        def picture(picture_id: str) -> bytes:
            return session.call(lambda token: self._api.picture(token, picture_id))

        return Account(session, store, sync, pages, outside, board, self._acted, picture, self._tell)

    def _file_of(self, person_id: str) -> Path:
        name = hashlib.sha256(f"{self.server}\n{person_id}".encode()).hexdigest()[:24]
        return self.settings.data / "people" / f"{name}.db"

    def _acted(self) -> None:
        self._tell()
        self.wake()

    def _hear(self, news: list[News]) -> None:
        for hearer in tuple(self._hearers):
            hearer(news)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
