"""Updates on their way to a parent's many children: the worker's batches, each one whole or not at all."""

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import aliased

from backend import db
from backend.aside import Aside
from backend.tickets import journal
from backend.tickets.services.family import children
from backend.tickets.services.following import follow
from backend.tickets.ties import FamilyUpdate, FamilyUpdateChild

BATCH = 50
"""Children in one transaction: a fraction of a second, in which nobody else writes to SQLite."""


_UPDATES, _CHILDREN = Aside("families"), Aside("children")


def anything_for_children() -> bool:
    """Whether an update waits for children; a read."""
    waiting = exists().where(FamilyUpdate.seq.is_not(None), *_UPDATES.none_of(FamilyUpdate.seq))
    return bool(db.session.scalar(select(waiting)))


def pass_to_children() -> int:
    """Gives the next batch of children what their parent's team said; 0 where nothing waits. Runs inside `db.write`.

    A child's row goes with what it was told in one transaction, so that a kill in between loses and doubles nothing.
    """
    update = _next()
    if update is None:
        return 0
    waiting = select(FamilyUpdateChild.child_id).where(FamilyUpdateChild.update_seq == update.seq)
    those = waiting.where(*_CHILDREN.none_of(FamilyUpdateChild.child_id))
    ids = list(db.session.scalars(those.order_by(FamilyUpdateChild.child_id).limit(BATCH)))
    actor = journal.Actor.of_kept(update.actor)
    broke_off = _CHILDREN.each(children(update.parent_id, ids), lambda child: follow(child, update.told, actor))
    done = set(ids) - {child.id for child in broke_off}
    told = FamilyUpdateChild.update_seq == update.seq, FamilyUpdateChild.child_id.in_(done)
    db.session.execute(delete(FamilyUpdateChild).where(*told))
    if len(ids) < BATCH:
        _end(update, whole=db.session.scalar(waiting.limit(1)) is None)
    return max(1, len(ids))


def _end(update: FamilyUpdate, *, whole: bool) -> None:
    """A child with which it broke off hears it later, and its family what is said next; other families go on."""
    if whole:
        db.session.delete(update)
    else:
        _UPDATES.leave(update.seq)


def _next() -> FamilyUpdate | None:
    """The oldest of a parent that nobody is busy with, so that a child hears things in the order of their saying."""
    earlier = aliased(FamilyUpdate)
    first = ~exists().where(earlier.parent_id == FamilyUpdate.parent_id, earlier.seq < FamilyUpdate.seq)
    query = select(FamilyUpdate).where(first, *_UPDATES.none_of(FamilyUpdate.seq)).order_by(FamilyUpdate.seq).limit(1)
    return db.session.scalar(query.with_for_update(skip_locked=True))
