"""Updates on their way to a parent's many children: the worker's batches, each one whole or not at all."""

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import aliased

from backend import db
from backend.tickets import journal
from backend.tickets.services.family import children
from backend.tickets.services.following import follow
from backend.tickets.ties import FamilyUpdate, FamilyUpdateChild

BATCH = 50
"""Children in one transaction: a fraction of a second, in which nobody else writes to SQLite."""


def anything_for_children() -> bool:
    """Whether an update waits for children; a read."""
    return bool(db.session.scalar(select(exists().where(FamilyUpdate.seq.is_not(None)))))


def pass_to_children() -> int:
    """Gives the next batch of children what their parent's team said; 0 where nothing waits. Runs inside `db.write`.

    A child's row goes with what it was told in one transaction, so that a kill in between loses and doubles nothing.
    """
    update = _next()
    if update is None:
        return 0
    waiting = select(FamilyUpdateChild.child_id).where(FamilyUpdateChild.update_seq == update.seq)
    ids = list(db.session.scalars(waiting.order_by(FamilyUpdateChild.child_id).limit(BATCH)))
    actor = journal.Actor.of_kept(update.actor)
    for child in children(update.parent_id, ids):
        follow(child, update.told, actor)
    told = FamilyUpdateChild.update_seq == update.seq, FamilyUpdateChild.child_id.in_(ids)
    db.session.execute(delete(FamilyUpdateChild).where(*told))
    if len(ids) < BATCH:
        db.session.delete(update)
    return max(1, len(ids))


def _next() -> FamilyUpdate | None:
    """The oldest of a parent that nobody is busy with, so that a child hears things in the order of their saying."""
    earlier = aliased(FamilyUpdate)
    first = ~exists().where(earlier.parent_id == FamilyUpdate.parent_id, earlier.seq < FamilyUpdate.seq)
    query = select(FamilyUpdate).where(first).order_by(FamilyUpdate.seq).limit(1)
    return db.session.scalar(query.with_for_update(skip_locked=True))
