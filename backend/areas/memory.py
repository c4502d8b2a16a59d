"""The index in memory: right at once in the process that imported, and within a second elsewhere."""

import threading
import time
from functools import cache

from flask import current_app
from sqlalchemy import select

from backend import db
from backend.areas.index import Index
from backend.areas.listed import Row
from backend.areas.models import AreaImport, AreaPostcode
from backend.config import config

LOOK_EVERY = 1.0
"""Seconds between two looks at the count of imports."""


class Areas:
    """The running app's index, made anew after an import."""

    def __init__(self) -> None:
        self._index: Index | None = None
        self._version = -1
        self._looked_at = float("-inf")
        self._lock = threading.Lock()

    def index(self) -> Index:
        """The index as it is now."""
        index = self._index
        if index is None or time.monotonic() - self._looked_at >= LOOK_EVERY:
            with self._lock:
                index = self._look()
        return index

    @property
    def version(self) -> int:
        """Which import it was made of; 0 for none."""
        return max(self._version, 0)

    def reload(self) -> None:
        """Reads again now, right after an import was committed."""
        with self._lock:
            self._look()

    def _look(self) -> Index:
        version = db.session.scalar(select(AreaImport.version)) or 0
        # Never back: a request that began before an import still sees the database as it was then.
        if self._index is None or version > self._version:
            self._index, self._version = _read(config().country, version), version
        self._looked_at = time.monotonic()
        return self._index


def areas() -> Areas:
    """The running app's memory of areas."""
    found: Areas = current_app.extensions.setdefault("doorgeven.areas", Areas())
    return found


def _read(country: str, version: int) -> Index:
    if version == 0:
        return listed_only(country)
    rows = db.session.execute(
        select(AreaPostcode.code, AreaPostcode.place, AreaPostcode.municipality, AreaPostcode.province)
    )
    return Index(country, [Row(*row) for row in rows])


@cache
def listed_only(country: str) -> Index:
    """Of the package's list alone: the same for every app of the process."""
    return Index(country)
