"""What goes on while things are killed: people pass on and write, each tried under one key until it is answered."""

import random
import threading
import uuid
from dataclasses import dataclass, field

import requests

from scripts.processes.employees import PASSWORD, employees
from scripts.solving_team.rest import Answer, Rest, Stopped

PEOPLE = 6
SERVICES = ("internet", "internet", "internet", "tv", "telephony")
_UNAUTHORIZED = 401


@dataclass
class Load:
    """`rate` is in tickets a second. `tickets` and `messages` are the markers of what the server said it has."""

    server: str
    run: str
    rate: float
    chance: random.Random
    tickets: dict[str, str] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    hurry: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """One thread a person."""
        for number, (email, _) in enumerate(employees(PEOPLE)):
            thread = threading.Thread(target=self._live, args=(number, email), daemon=True)
            thread.start()
            self._threads.append(thread)

    def finish(self, seconds: float) -> bool:
        """No new ones; whether all that was begun got its answer within `seconds` each."""
        self.stopped.set()
        for thread in self._threads:
            thread.join(seconds)
        return not any(thread.is_alive() for thread in self._threads)

    def _live(self, number: int, email: str) -> None:
        person = _Person(self.server, email, self.hurry)
        count = 0
        while not self.stopped.wait(self.chance.expovariate(self.rate / PEOPLE)):
            count += 1
            try:
                self._pass_on(person, f"[{self.run}-{number}-{count}]")
            except Stopped:
                return

    def _pass_on(self, person: "_Person", marker: str) -> None:
        customer = {"name": "A friend", "postcode": f"35{self.chance.randrange(11, 85)}AB"}
        body = {"kind": "problem", "service": self.chance.choice(SERVICES), "description": f"Down {marker}"}
        made = person.post("/tickets", {**body, "customer": customer})
        if not made.ok:
            self.refused.append(f"{marker}: {made.status} {made.data}")
            return
        self.tickets[marker] = made.data["id"]
        said = person.post(f"/tickets/{made.data['id']}/messages", {"body": f"More {marker}"})
        if said.ok:
            self.messages.append(marker)
        else:
            self.refused.append(f"message of {marker}: {said.status} {said.data}")


class _Person:
    """Signs in again whenever that has run out."""

    def __init__(self, server: str, email: str, stopped: threading.Event) -> None:
        self._server, self._email, self._stopped = server, email, stopped
        self._rest: Rest | None = None

    def post(self, path: str, body: dict[str, object]) -> Answer:
        """Until there is an answer, always under one key; raises Stopped."""
        key = str(uuid.uuid4())
        while True:
            if self._rest is None:
                self._rest = self._sign_in()
                continue
            answer = self._rest.call("POST", path, body, key=key)
            if answer.status != _UNAUTHORIZED:
                return answer
            self._rest = None

    def _sign_in(self) -> Rest | None:
        try:
            answer = requests.post(
                f"{self._server}/api/v1/auth/login", json={"email": self._email, "password": PASSWORD}, timeout=20
            )
            return Rest(self._server, answer.json()["access_token"], self._stopped)
        except (requests.RequestException, ValueError, KeyError):
            if self._stopped.wait(0.3):
                raise Stopped from None
            return None
