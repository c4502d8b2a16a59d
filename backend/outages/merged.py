"""What was said of an outage holds for the one that it goes on as: which went into which, at any depth."""

from collections.abc import Collection

from sqlalchemy import select

from backend import db
from backend.outages.models import Outage


def with_merged(outage_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Each of these with all that went into it, itself first; a read, mostly of one statement."""
    found: dict[str, tuple[str, ...]] = {one: (one,) for one in outage_ids}
    # Of one that was reached, those of the asked that it went into: several where these went into each other.
    reached = {one: {one} for one in found}
    while reached:
        rows = select(Outage.id, Outage.merged_into_id).where(Outage.merged_into_id.in_(reached))
        below: dict[str, set[str]] = {}
        for outage_id, into in db.session.execute(rows):
            for root in reached[str(into)]:
                found[root] += (outage_id,)
                below.setdefault(outage_id, set()).add(root)
        reached = below
    return found
