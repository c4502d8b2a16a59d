"""A whole installation for a script: company, server with worker, and the stand-in team, each a real process."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import requests

from scripts.processes.child import Child, python
from scripts.processes.waiting import TooLong, until

READY_SECONDS = 60.0


class Backstage:
    """`env` are the server's settings; every process logs into `folder`."""

    def __init__(self, env: Mapping[str, str], folder: Path) -> None:
        self.env = {"HOST": "127.0.0.1", "WEBHOOK_ALLOW": "127.0.0.0/8", **env}
        self.address = f"http://127.0.0.1:{env['PORT']}"
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.journal = folder / "team.jsonl"
        self.server: Child | None = None
        self.team: Child | None = None
        self._logs: list[IO[bytes]] = []
        self._said_before = 0
        """Characters that the server's log had when it was started."""
        self._http = requests.Session()
        self._http.trust_env = False

    def found_company(self, teams: Sequence[str], employees: int = 0) -> dict[str, str]:
        """Migrates and seeds; the teams' API keys. Exits with one sentence where the database cannot be used."""
        keys = [part for team in teams for part in ("--key", team)]
        done = subprocess.run(
            python("scripts.company", "--employees", str(employees), *keys),
            env={**os.environ, **self.env},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit((done.stderr.strip().splitlines() or ["The company could not be set up."])[-1])
        return dict(json.loads(done.stdout))

    def start_server(self) -> None:
        """Server and worker, in a process group of their own; returns at once."""
        self._said_before = len(self._text("server"))
        self.server = Child("server", python("scripts.serving"), env=self.env, log=self._log("server"), own_group=True)

    def wait_for_server(self) -> None:
        """Until it is ready and its worker at work; raises TooLong, with the log's last words."""
        try:
            until(self._ready, READY_SECONDS, "the server")
        except TooLong as error:
            raise TooLong(f"{error}; its log ends: {self._end_of_log('server')}") from None

    def start_team(self, keys: Sequence[str], *args: str, by_hand: bool = False) -> None:
        """The stand-in team with `args`; returns when it receives."""
        command = python("scripts.solving_team", "--server", self.address, "--journal", str(self.journal), *args)
        command += [part for key in keys for part in ("--key", key)]
        command += ["--by-hand"] if by_hand else []
        stdin = subprocess.PIPE if by_hand else subprocess.DEVNULL
        self.team = Child("team", command, log=self._log("team"), stdin=stdin)
        try:
            until(lambda: self.team_said("ready") or not self._team_runs(), READY_SECONDS, "the team")
        except TooLong:
            raise TooLong(f"the team: its log ends: {self._end_of_log('team')}") from None
        if not self._team_runs():
            raise TooLong(f"the team ended: {self._end_of_log('team')}")

    def order(self, text: str) -> None:
        """One line to a team that is told by hand."""
        if self.team and self.team.process.stdin:
            self.team.process.stdin.write(f"{text}\n".encode())
            self.team.process.stdin.flush()

    def team_lines(self) -> list[dict[str, object]]:
        """Everything in the team's journal."""
        if not self.journal.exists():
            return []
        whole = self.journal.read_text("utf-8").rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines()]

    def team_said(self, what: str, **facts: object) -> bool:
        """Whether the team noted `what` with these facts."""
        return any(
            line["what"] == what and all(line.get(k) == v for k, v in facts.items()) for line in self.team_lines()
        )

    def stop(self) -> None:
        """End what was started here, the team first, so that it can say goodbye."""
        for child in (self.team, self.server):
            if child:
                child.stop()
        for log in self._logs:
            log.close()

    def _ready(self) -> bool:
        if self.server and not self.server.running:
            raise SystemExit(f"The server ended: {self._end_of_log('server')}")
        try:
            ready = self._http.get(self.address + "/readyz", timeout=2).ok
        except requests.RequestException:
            return False
        # The worker's word of this start, which may come before or after the server's own.
        return ready and "worker starts" in self._text("server")[self._said_before :]

    def _team_runs(self) -> bool:
        return bool(self.team and self.team.running)

    def _log(self, name: str) -> IO[bytes]:
        log = (self.folder / f"{name}.log").open("ab", buffering=0)
        self._logs.append(log)
        return log

    def _text(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def _end_of_log(self, name: str) -> str:
        return " / ".join(self._text(name).strip().splitlines()[-3:]) or "(empty)"
