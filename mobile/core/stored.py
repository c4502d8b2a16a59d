"""What lies on the phone for one person, counted: for whoever wants to know before they lend it, or sell it."""

from dataclasses import dataclass

from mobile.core.store import Store


@dataclass(frozen=True)
class Stored:
    """Numbers of things; `size` is in bytes, of all this person's files."""

    tickets: int
    entries: int
    outages: int
    help: int
    """Articles."""
    drafts: int
    waiting: int
    photos: int
    size: int


_COUNT = """
SELECT (SELECT count(*) FROM tickets) AS tickets, (SELECT count(*) FROM entries) AS entries,
       (SELECT count(*) FROM outages) AS outages, (SELECT count(*) FROM drafts) AS drafts,
       (SELECT count(*) FROM outbox) AS waiting, (SELECT count(*) FROM help) AS help
"""


def stored(store: Store) -> Stored:
    """Reads disk and database; raises StorageError."""
    with store.database.read() as db:
        counts = dict(db.execute(_COUNT).fetchone())
    files = store.files()
    photos = [path for path in files if path.suffix == ".jpg" and not path.stem.endswith(".small")]
    size = 0
    for path in files:
        try:
            size += path.stat().st_size
        except OSError:
            continue  # gone meanwhile
    return Stored(**counts, photos=len(photos), size=size)
