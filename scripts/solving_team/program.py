"""The program put together: where it receives, the desks of its teams, and what each does with an event."""

import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scripts.solving_team.agenda import Agenda
from scripts.solving_team.by_hand import follow
from scripts.solving_team.desk import Desk
from scripts.solving_team.journal import Journal
from scripts.solving_team.receiver import Receiver
from scripts.solving_team.registration import register
from scripts.solving_team.rest import Rest, Stopped
from scripts.solving_team.rules import ByScript, Script


class StandIn:
    """One or several teams, told apart by their API keys."""

    def __init__(self, solver: str, journal: Path | None, *, aloud: bool, port: int = 0) -> None:
        self.stopped = threading.Event()
        self.journal = Journal(journal, aloud=aloud)
        self._solver = solver
        self._desks: dict[str, Desk] = {}
        self._scripts: dict[str, ByScript] = {}
        self._receiver = Receiver(self.journal, self._heard, port)
        self._receiver.start()

    def join(self, server: str, key: str) -> None:
        """Receive what is passed on to the key's team; raises NotATeam, or Stopped where the server stays away."""
        team = register(Rest(server, key, self.stopped), self._receiver.port)
        self._receiver.trust(team.slug, team.secret)
        self._desks[team.slug] = Desk(team, self.journal, self._solver)

    def work_by(self, script: Script, threads: int) -> None:
        """Follow `script` with every ticket, those that wait already too."""
        agenda = Agenda(threads)
        self._scripts = {slug: ByScript(desk, script, agenda) for slug, desk in self._desks.items()}
        for by_script in self._scripts.values():
            by_script.begin()

    def obey(self, orders: Iterable[str]) -> None:
        """Carry out orders, beside everything else."""
        desks = list(self._desks.values())
        threading.Thread(target=follow, args=(orders, desks, self.journal), name="orders", daemon=True).start()

    def run(self) -> None:
        """Until `stopped`; then nothing is sent here any more."""
        self.journal.note("ready", team=", ".join(self._desks))
        self.stopped.wait()
        try:
            for desk in self._desks.values():
                desk.team.leave()
        except Stopped:
            # The server is away too: the next stand-in removes the endpoints.
            print("team: the server is away", file=sys.stderr)
        self._receiver.stop()

    def _heard(self, team: str, event: dict[str, Any]) -> None:
        if team in self._desks:
            self._desks[team].heard(event)
        if team in self._scripts:
            self._scripts[team].heard(event)
