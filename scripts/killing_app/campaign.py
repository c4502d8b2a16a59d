"""Kills the app again and again, looks into its file each time, and at last counts on the server."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from mobile.config import Settings
from mobile.core.core import Core
from mobile.core.store import Store
from scripts.faults.records import Records
from scripts.processes.child import ROOT, python
from scripts.processes.employees import PASSWORD
from shared.vocabulary import SendState

_LIVES = (0.0, 1.5)
"""Seconds between the app's first word and its end."""
_EMPTY_WITHIN = 900.0


@dataclass
class Kept:
    """What the app said to have kept, over all its lives."""

    drafts: dict[str, str] = field(default_factory=dict)
    queued: dict[str, str] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)

    def hear(self, line: str) -> None:
        """One line of the app's; a kill may have cut it short, then it is none."""
        what, *rest = line.rstrip("\n").split("\t")
        match what, rest:
            case "draft", [key, text]:
                self.drafts[key] = text
            case "queued", [key, marker]:
                self.queued[key] = marker
                self.drafts.pop(key, None)
            case "message", [marker]:
                self.messages.append(marker)
            case "photo", [name]:
                self.photos.append(name)


@dataclass
class Campaign:
    """`address` is the app's way to the server; nothing else uses `folder` meanwhile."""

    address: str
    records: Records
    email: str
    folder: Path
    kills: int
    chance: random.Random
    kept: Kept = field(default_factory=Kept)
    wrong: list[str] = field(default_factory=list)

    def sign_in(self) -> None:
        """And read what the form needs; later lives of the app go on with that."""
        core = Core(Settings(self.address, self.folder, "en"))
        core.sign_in(self.email, PASSWORD)
        core.sync_once(eager=True)
        core.stop()

    def run(self) -> None:
        """Fills `kept` and `wrong`."""
        for run in range(self.kills):
            self._live_and_die(run)
            self._look(run)
            if run % 10 == 9:  # noqa: PLR2004 - a word now and then
                print(f"  {run + 1}/{self.kills} kills, {len(self.kept.queued)} passed on", file=sys.stderr, flush=True)
        self._send_all()
        self._count()

    def _live_and_die(self, run: int) -> None:
        command = python("scripts.killing_app.typing_on", self.address, str(self.folder), str(run))
        app = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        said = app.stdout
        first = said.readline() if said else ""
        time.sleep(self.chance.uniform(*_LIVES))
        app.send_signal(signal.SIGKILL)
        for line in (first, *(said or ())):
            if line.endswith("\n"):
                self.kept.hear(line)
        if app.wait() != -signal.SIGKILL:
            self.wrong.append(f"run {run}: the app ended by itself with {app.returncode}")

    def _look(self, run: int) -> None:
        """The file as the kill left it."""
        path = next((self.folder / "people").glob("*.db"))
        connection = sqlite3.connect(path)
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
        connection.close()
        store = Store(path)
        try:
            if sound != "ok" or store.rescued is not None:
                self.wrong.append(f"run {run}: the file is damaged: {sound}")
            self._look_at(store, run)
        finally:
            store.close()

    def _look_at(self, store: Store, run: int) -> None:
        for key, text in list(self.kept.drafts.items()):
            draft, row = store.drafts.get(key), store.outbox.get(key)
            typed = draft.typed if draft else row.typed if row else None
            if typed is None and store.projections.server_id(key) == key:
                self.wrong.append(f"run {run}: the draft {text!r} is gone")
            elif typed is not None and not str(typed["description"]).startswith(text):
                self.wrong.append(f"run {run}: {text!r} became {typed['description']!r}")
        for key, marker in self.kept.queued.items():
            if store.outbox.get(key) is None and store.projections.server_id(key) == key:
                self.wrong.append(f"run {run}: {marker} is neither queued nor sent")

    def _send_all(self) -> None:
        """The app is left alone until it has sent everything."""
        core = Core(Settings(self.address, self.folder, "en"))
        core.start()
        end = time.monotonic() + _EMPTY_WITHIN
        outbox = core.signed_in().store.outbox
        while time.monotonic() < end and any(row.state is not SendState.FAILED for row in outbox.all()):
            time.sleep(0.2)
        left = Counter(f"still on the phone: {row.kind} {row.failure or ''}" for row in outbox.all())
        self.wrong += [f"{what} ({count} of these)" for what, count in left.items()]
        core.stop()

    def _count(self) -> None:
        """Each once; what was queued without a word of it, because the kill came first, once too."""
        tickets, messages = self.records.tickets("kill"), self.records.messages("kill")
        photos = self.records.photos(self.kept.photos)
        self.wrong += [f"lost: {marker}" for marker in self.kept.queued.values() if not tickets[f"Down [{marker}]"]]
        self.wrong += [f"lost: {marker}" for marker in self.kept.messages if not messages[f"More [{marker}]"]]
        self.wrong += [f"lost: {name}" for name in self.kept.photos if not photos[name]]
        for counted in (tickets, messages, photos):
            self.wrong += [f"{count} times: {text}" for text, count in counted.items() if count > 1]
