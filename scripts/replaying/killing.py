"""kill -9 of the server and its worker, at random moments, and starting them again at once."""

import random
import time
from dataclasses import dataclass, field

from scripts.processes.backstage import Backstage


@dataclass
class Killing:
    """`at` are the numbers of submissions after which to kill; `away` the spans in which the server was gone."""

    backstage: Backstage
    at: list[int]
    away: list[tuple[float, float]] = field(default_factory=list)

    @classmethod
    def planned(cls, backstage: Backstage, kills: int, rows: int, chance: random.Random) -> "Killing":
        """`kills` moments between the first and the last twentieth of `rows`."""
        return cls(backstage, sorted(int(chance.uniform(0.05, 0.95) * rows) for _ in range(kills)))

    def look(self, submitted: int) -> bool:
        """Kills where it is time; whether it did. Returns when the server is back, its worker too."""
        if len(self.away) == len(self.at) or submitted < self.at[len(self.away)]:
            return False
        if self.backstage.server is not None:
            self.backstage.server.kill()
        begun = time.time()
        self.backstage.start_server()
        self.backstage.wait_for_server()
        self.away.append((begun, time.time()))
        return True
