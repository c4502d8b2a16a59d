"""Keeping what people say about the app, and reading it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, func, select, tuple_

from backend import db
from backend.accounts.caller import Caller
from backend.accounts.models import Person
from backend.clock import now
from backend.errors import Forbidden, TooManyRequests
from backend.feedback.models import Feedback
from backend.ids import new_id
from shared.vocabulary import Role

KEPT_FOR = dt.timedelta(days=730)
MOST_A_DAY = 50
"""Of one person."""
_A_DAY = dt.timedelta(days=1)
_WAIT = 3600
_PAGE = 500

Place = tuple[dt.datetime, str]
"""The last that was read: when it was written, and its id."""


def say(caller: Caller, data: dict[str, Any]) -> Feedback:
    """Keeps it (NewFeedbackSchema, loaded); raises TooManyRequests where one person says too much."""
    lately = select(func.count()).where(Feedback.person_id == caller.id, Feedback.created_at > now() - _A_DAY)
    if (db.session.scalar(lately) or 0) >= MOST_A_DAY:
        raise TooManyRequests("You told us a lot today, thank you: go on tomorrow.", _WAIT)
    told = {"text": data["text"].strip(), **{name: data[name] or None for name in ("screen", "app_version")}}
    row = Feedback(id=new_id(), person=db.session.get_one(Person, caller.id), **told, created_at=now())
    db.session.add(row)
    db.session.flush()
    return row


def list_feedback(caller: Caller, before: Place | None, most: int) -> list[Feedback]:
    """The newest first, before that place: for managers and admins; raises Forbidden."""
    _check_reads(caller)
    return _page(before, most)


def export(caller: Caller) -> Iterator[list[Feedback]]:
    """All of it, the newest first, a page at a time; raises Forbidden at once."""
    _check_reads(caller)
    return _pages()


def let_go() -> None:
    """Ends the reading between two pages: nothing stands open while somebody's line is slow."""
    db.session.remove()


def forget_old() -> int:
    """Drops what is older than two years; runs inside `db.write`."""
    result = db.session.execute(delete(Feedback).where(Feedback.created_at < now() - KEPT_FOR))
    return int(getattr(result, "rowcount", 0))


def _pages() -> Iterator[list[Feedback]]:
    before: Place | None = None
    while rows := _page(before, _PAGE):
        before = (rows[-1].created_at, rows[-1].id)
        yield rows


def _page(before: Place | None, most: int) -> list[Feedback]:
    query = select(Feedback).order_by(Feedback.created_at.desc(), Feedback.id.desc()).limit(most)
    if before is not None:
        query = query.where(tuple_(Feedback.created_at, Feedback.id) < before)
    return list(db.session.scalars(query))


def _check_reads(caller: Caller) -> None:
    if caller.role not in (Role.MANAGER, Role.ADMIN):
        raise Forbidden("Only managers and admins read what people say about the app.")
