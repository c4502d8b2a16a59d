"""The app without its window, at work until killed: `python -m scripts.killing_app.typing_on SERVER FOLDER RUN`.

Somebody types a letter at a time, adds photos, sends, and writes to what was sent, through the very presenters that the
screens call. Each line on standard output is something that the app said to have kept: `draft KEY TEXT`,
`queued KEY MARKER`, `message MARKER`, `photo NAME`.
"""

import io
import os
import queue
import random
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image

from mobile.config import Settings
from mobile.core.core import Core
from mobile.core.outbox_row import OutboxKind
from mobile.presenters.screens import Screens

T = TypeVar("T")
_PATIENCE = 30.0
_REST = 0.1
"""Seconds between two forms: nobody types without end, and all of it has to come through at last."""


class App:
    """Core, presenters and their one worker thread, as the window's program has them."""

    def __init__(self, server: str, folder: Path) -> None:
        self._news: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._worker = ThreadPoolExecutor(1, "presenter-work")
        self.core = Core(Settings(server, folder, "en"))
        self.screens = Screens(self.core, self._run, self._news.put)
        self.core.start()

    def until(self, condition: Callable[[], object]) -> None:
        """Lets the app live until that holds; a kill is the only other end."""
        end = time.monotonic() + _PATIENCE
        while not condition():
            if time.monotonic() > end:
                sys.exit("the app does not answer")
            try:
                self._news.get(timeout=0.01)()
            except queue.Empty:
                continue

    def _run(self, work: Callable[[], T], done: Callable[[T], None], /) -> None:
        def both() -> None:
            result = work()
            self._news.put(lambda: done(result))

        self._worker.submit(both)


class Typist:
    """Who holds the phone."""

    def __init__(self, app: App, run: str) -> None:
        self._app, self._run, self._chance = app, run, random.Random(f"{run} {os.getpid()}")  # noqa: S311 - no secret
        self._sent: list[str] = []

    def pass_on(self, number: int) -> None:
        """A form, letter by letter; half of them are sent, the others stay drafts."""
        form = self._app.screens.pass_on()
        form.start()
        self._app.until(lambda: form.state.loaded and form.state.services)
        form.choose_service("internet")
        form.type("postcode", "3511AB")
        marker = f"kill-{self._run}-{number}"
        text = f"Down [{marker}]"
        for end in range(1, len(text) + 1):
            form.type("description", text[:end])
            if self._chance.random() < 0.5:  # noqa: PLR2004 - a quick typist is saved at every second letter or so
                self._app.until(lambda: form.state.saved)
                say("draft", form.state.id, text[:end])
        self._app.until(lambda: form.state.saved)
        say("draft", form.state.id, text)
        if number % 4 == 0:
            self._app.core.signed_in().store.photos.add(form.state.id, self._picture)
        if number % 2 == 0:
            self._send(form, marker)
        form.close()

    def write(self, number: int) -> None:
        """A message to something that was sent in this run, or is still to be."""
        if not self._sent:
            return
        ticket = self._app.screens.ticket()
        ticket.open(self._chance.choice(self._sent))
        self._app.until(lambda: ticket.state.loaded)
        marker = f"kill-{self._run}-{number}m"
        text = f"More [{marker}]"
        for end in (3, 7, len(text)):
            ticket.type_message(text[:end])
        ticket.send_message()
        self._app.until(lambda: not ticket.state.message)
        say("message", marker)
        ticket.close()

    def _send(self, form: Any, marker: str) -> None:
        form.submit()
        self._app.until(lambda: form.state.submitted or form.state.errors)
        if not form.state.submitted:
            sys.exit(f"refused: {sorted(form.state.errors)}")
        say("queued", form.state.submitted, marker)
        self._sent.append(form.state.submitted)
        account = self._app.core.signed_in()
        key = account.store.projections.server_id(form.state.submitted)
        for row in account.store.outbox.of_ticket(key):
            if row.kind is OutboxKind.PHOTO:
                say("photo", str(row.body["name"]))

    def _picture(self) -> bytes:
        held = io.BytesIO()
        Image.frombytes("RGB", (200, 200), self._chance.randbytes(200 * 200 * 3)).save(held, "JPEG", quality=85)
        return held.getvalue()


def say(*words: str) -> None:
    """One line, out at once."""
    sys.stdout.write("\t".join(words) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Until killed."""
    server, folder, run = sys.argv[1:4]
    typist = Typist(App(server, Path(folder)), run)
    say("begun")
    for number in range(1_000_000):
        typist.pass_on(number)
        if number % 3 == 1:
            typist.write(number)
        time.sleep(_REST)


if __name__ == "__main__":
    main()
