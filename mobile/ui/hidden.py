"""What goes on while the app is not in front: what is unsent is sent, and news is told by the device alone."""

import threading
from typing import TYPE_CHECKING

from mobile.core.errors import CoreError
from mobile.ui.language import words

if TYPE_CHECKING:
    from mobile.ui.app import DoorgevenApp


class Hidden:
    """No clock ticks meanwhile: `_look` is called on whichever thread changed something."""

    def __init__(self, app: "DoorgevenApp") -> None:
        self._app = app
        self._working = False
        self._lock = threading.Lock()

    def begin(self) -> None:
        """The app leaves the front."""
        self._app.teller.hidden = True
        if self._waiting():
            self._work(words.say("hidden.sending"))

    def end(self) -> None:
        """It is back."""
        self._app.teller.hidden = False
        self._work("")

    def look(self) -> None:
        """Something changed: where all is sent the device need not keep the app at work."""
        if self._working and not self._waiting():
            self._work("")

    def _work(self, text: str) -> None:
        with self._lock:
            if bool(text) == self._working:
                return
            self._working = bool(text)
            if text:
                self._app.device.keep_working(text)
            else:
                self._app.device.stop_working()

    def _waiting(self) -> int:
        """How many go out by themselves; what was refused, or waits for a sign-in, does not."""
        account = self._app.core.account if self._app.core else None
        if account is None or account.session.ended:
            return 0
        try:
            return account.store.projections.unsent().waiting
        except CoreError:
            return 0
