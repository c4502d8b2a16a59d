"""The last position of each audience, in memory: what answers "nothing new" without asking the database."""

import threading
from collections.abc import Iterable, Mapping

from flask import current_app
from sqlalchemy import func, select

from backend import db
from backend.forwarding.models import ChangeAudience, Feed


class Positions:
    """Right at once for what this process commits, and within a second (see backend/watch.py) for what others do."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self.newest = self._looked_to = 0
        self._lock = threading.Lock()
        self.database_id = ""
        self.pruned_to = 0

    def heard(self, positions: Mapping[str, int]) -> None:
        """Takes in newer positions by audience."""
        with self._lock:
            for audience, position in positions.items():
                if position > self._last.get(audience, 0):
                    self._last[audience] = position
            self.newest = max([self.newest, *positions.values()])

    def last(self, audiences: Iterable[str]) -> int:
        """The newest position that any of `audiences` heard; 0 where none did."""
        return max((self._last.get(audience, 0) for audience in audiences), default=0)

    def refresh(self) -> None:
        """Reads what was committed since the last look; the first look reads all."""
        rows = db.session.execute(
            select(ChangeAudience.audience, func.max(ChangeAudience.position))
            .where(ChangeAudience.position > self._looked_to)
            .group_by(ChangeAudience.audience)
        ).all()
        positions = {row.audience: row[1] for row in rows}
        feed = db.session.scalars(select(Feed)).one()
        self.database_id, self.pruned_to = feed.database_id, feed.pruned_to
        self._looked_to = max([self._looked_to, *positions.values()])
        self.heard(positions)


def positions() -> Positions:
    """The running app's memory of positions."""
    found: Positions = current_app.extensions["doorgeven.positions"]
    return found
