"""The thread that sends and reads for as long as the app runs."""

import logging
import threading
import time
import traceback
from collections.abc import Callable

from mobile.core.network import Network, network

_log = logging.getLogger(__name__)

_AFTER_A_BUG_SECONDS = 30.0
_STOP_SECONDS = 5.0
LOOK_SECONDS = 2.0
"""How often to look whether the network is another."""


class SyncLoop:
    """Calls `once(eager)` again after the seconds that it answers, or at once when woken."""

    def __init__(self, once: Callable[[bool], float], network: Callable[[], Network] = network) -> None:
        """`network()` is looked at while it waits: another one, or one again, ends the wait."""
        self._once = once
        self._network = network
        self._awake = threading.Event()
        self._stopped = threading.Event()
        self._eager = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, if it has not."""
        if self._thread is None:
            self._stopped.clear()
            self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End after the pass under way, waiting a few seconds for it; what is unsent stays in the outbox."""
        thread, self._thread = self._thread, None
        self._stopped.set()
        self._awake.set()
        if thread is not None and thread is not threading.current_thread():
            thread.join(_STOP_SECONDS)

    def wake(self, *, eager: bool = False) -> None:
        """There is something to send, or the network or the user is back: do not wait."""
        self._eager = self._eager or eager
        self._awake.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._awake.clear()
            eager, self._eager = self._eager, False
            self._wait(self._guarded(eager))

    def _wait(self, seconds: float) -> None:
        before, end = self._network(), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._awake.wait(min(left, LOOK_SECONDS)) or self._network() != before:
                return

    def _guarded(self, eager: bool) -> float:
        try:
            return self._once(eager)
        except Exception as error:  # noqa: BLE001 - the outermost edge of a thread: it logs and goes on
            # The places only: a message or a local value could hold people's data.
            places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
            _log.error("sync failed: %s at %s", type(error).__name__, " < ".join(reversed(places)))
            return _AFTER_A_BUG_SECONDS
