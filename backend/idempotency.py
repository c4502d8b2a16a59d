"""One effect for each Idempotency-Key: the answer is kept in the effect's own transaction."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import JSON, LargeBinary, String, bindparam, delete, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from backend import db
from backend.clock import now
from backend.errors import Invalid

KEPT_FOR = dt.timedelta(days=30)

Kept = tuple[int, dict[str, str], bytes, str | None]
"""Status, headers, body, and the id of the resource told of."""


class IdempotentAnswer(db.Model):
    """A successful answer, kept to be given again; refusals are not kept, so that a body may be corrected."""

    __tablename__ = "idempotent_answer"

    scope: Mapped[str] = mapped_column(String(400), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    headers: Mapped[dict[str, str]] = mapped_column(JSON)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    subject: Mapped[str | None] = mapped_column(String(64), index=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)


_ITS = (IdempotentAnswer.scope == bindparam("of"), IdempotentAnswer.key == bindparam("under"))
_FIND = select(
    *(getattr(IdempotentAnswer, name).label(name) for name in ("digest", "status", "headers", "body", "at"))
).where(*_ITS)
_FORGET = delete(IdempotentAnswer).where(*_ITS)
_KEEP = insert(IdempotentAnswer)
_WAIT = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


def answered(scope: str, key: str) -> bool:
    """Whether `key` has an answer already, so that the work for another one may be spared."""
    query = select(IdempotentAnswer.at).where(IdempotentAnswer.scope == scope, IdempotentAnswer.key == key)
    at = db.session.scalar(query)
    return at is not None and at > now() - KEPT_FOR


def once(scope: str, key: str, digest: str, effect: Callable[[], Kept]) -> tuple[int, dict[str, str], bytes]:
    """The kept answer for `key`, or `effect`'s, kept from now on; runs inside `db.write`.

    `scope` names account, method and path. Raises Invalid where the key came with another body. A concurrent twin
    waits before it looks: on SQLite for the write lock, on PostgreSQL for a lock of that key.
    """
    _wait_for_twin(scope, key)
    its = {"of": scope, "under": key}
    found = db.execute(_FIND, its).first()
    if found is not None and found.at > now() - KEPT_FOR:
        if found.digest != digest:
            raise Invalid(
                "This Idempotency-Key came with another body before; make a new key for a new request.",
                pointer="/header/Idempotency-Key",
            )
        return found.status, found.headers, found.body
    if found is not None:
        db.execute(_FORGET, its)
    status, headers, body, subject = effect()
    row = {"scope": scope, "key": key, "digest": digest, "status": status, "headers": headers}
    db.execute(_KEEP, {**row, "body": body, "subject": subject, "at": now()})
    return status, headers, body


def _wait_for_twin(scope: str, key: str) -> None:
    """Before anything else is looked at: the effect itself could find what the twin changed, and refuse."""
    if db.is_postgresql():
        db.execute(_WAIT, {"name": f"{scope} {key}"})


def forget_old() -> int:
    """Drops answers older than 30 days; returns how many. Runs inside `db.write`."""
    result = db.session.execute(delete(IdempotentAnswer).where(IdempotentAnswer.at < now() - KEPT_FOR))
    return int(getattr(result, "rowcount", 0))
