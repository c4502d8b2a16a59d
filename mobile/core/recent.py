"""Those whom something was passed on for lately, so that one tap fills in all of it again."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from mobile.core.readings import JSON
from mobile.core.store import Store
from shared.postcodes import compact

MOST = 8
_LOOKED_THROUGH = 300
_TEXTS = ("name", "phone", "email", "postcode", "house_number")


@dataclass(frozen=True)
class RecentPerson:
    """Texts as they were typed, empty where unknown."""

    name: str
    phone: str = ""
    email: str = ""
    postcode: str = ""
    house_number: str = ""
    may_contact: bool = False
    preferred_channel: str | None = None


def recent_people(store: Store, reporter_id: str) -> list[RecentPerson]:
    """The latest first, each once; nobody is kept for this: who is erased on the server is gone here too."""
    found: dict[tuple[str, str], RecentPerson] = {}
    for customer in _customers(store, reporter_id):
        person = _person(customer)
        known = (" ".join(person.name.casefold().split()), compact(person.postcode))
        if person.name and known not in found:
            found[known] = person
        if len(found) >= MOST:
            break
    return list(found.values())


def _customers(store: Store, reporter_id: str) -> Iterator[JSON]:
    """Of what waits, then of what the server has; the latest that were touched alone, as there may be thousands."""
    for row in reversed(store.outbox.all()):
        if customer := row.body.get("customer"):
            yield customer
    with store.database.read() as db:
        rows = db.execute(_TOUCHED, {"reporter": reporter_id, "most": _LOOKED_THROUGH}).fetchall()
    for row in rows:
        yield json.loads(row["customer"] or "{}")


def _person(customer: JSON) -> RecentPerson:
    texts = {name: str(customer.get(name) or "").strip() for name in _TEXTS}
    channel = customer.get("preferred_channel")
    return RecentPerson(**texts, may_contact=bool(customer.get("may_contact")), preferred_channel=channel)


_TOUCHED = """
SELECT customer FROM (
    SELECT json_extract(body, '$.customer') AS customer, json_extract(body, '$.created_at') AS at FROM (
        SELECT body FROM tickets WHERE reporter_id = :reporter ORDER BY rowid DESC LIMIT :most
    )
    UNION ALL
    SELECT json_extract(body, '$.customer'), json_extract(body, '$.created_at') FROM affected
)
ORDER BY at DESC
"""
