"""Tickets at a steady rate, one team after the other."""

import http.client
import json
import threading
import time
import uuid
from dataclasses import dataclass, field

from scripts.processes.api import Person

SENDERS = 8


def slug(number: int) -> str:
    """The team of that number."""
    return f"team-{number}"


def prefix(number: int) -> str:
    """The postcodes that are its."""
    return str(number + 10)


@dataclass
class Load:
    """`rate` is in tickets a second, for `seconds`; `answered` is ticket id to when the server said that it has it."""

    port: int
    teams: int
    rate: float
    seconds: float
    answered: dict[str, float] = field(default_factory=dict)
    refused: int = 0
    took: list[float] = field(default_factory=list)

    def run(self, person: Person) -> float:
        """Sends all of it; the rate that was reached."""
        count = int(self.rate * self.seconds)
        begun = time.monotonic()
        threads = [threading.Thread(target=self._send, args=(n, count, begun, person.token)) for n in range(SENDERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return count / (time.monotonic() - begun)

    def _send(self, first: int, count: int, begun: float, token: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        for number in range(first, count, SENDERS):
            time.sleep(max(0.0, begun + number / self.rate - time.monotonic()))
            customer = {"name": "A friend", "postcode": f"{prefix(number % self.teams)}11AB"}
            body = {"kind": "problem", "service": "internet", "description": f"Down {number}", "customer": customer}
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            headers["Idempotency-Key"] = str(uuid.uuid4())
            sent = time.time()
            connection.request("POST", "/api/v1/tickets", json.dumps(body), headers)
            answer = connection.getresponse()
            made = json.loads(answer.read())
            if answer.status != http.client.CREATED:
                self.refused += 1
                continue
            self.answered[made["id"]] = time.time()
            self.took.append(self.answered[made["id"]] - sent)
