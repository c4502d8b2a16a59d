"""Who changed what of a team's, a person's or the company's settings: append-only, in the change's own transaction."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend import db
from backend.clock import now

if TYPE_CHECKING:
    from backend.accounts.caller import Caller

COMMAND_LINE = "command line"
"""The name under which a command's changes stand: whoever has the machine's shell."""


class AuditRecord(db.Model):
    """One change of a setting; `changes` maps a field to `{"from": ..., "to": ...}` and holds no secret."""

    __tablename__ = "audit_record"

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    actor: Mapped[str | None] = mapped_column(String(80))
    """`person:ID` or `key:ID`; null for a command."""
    actor_name: Mapped[str] = mapped_column(String(200))
    team_slug: Mapped[str | None] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(60))
    """What was done, as `rule.added`."""
    subject: Mapped[str] = mapped_column(String(200))
    """What it was done to, as `rule:ID`."""
    changes: Mapped[dict[str, Any]]

    __table_args__ = (Index("ix_audit_record_team", "team_slug", "seq"), {"sqlite_autoincrement": True})


def record(
    who: "Caller | None", action: str, subject: str, *, team: str | None = None, changes: dict[str, Any] | None = None
) -> None:
    """Notes that `who` (None: a command) did `action` to `subject`; runs inside `db.write`."""
    row = AuditRecord(at=now(), action=action, subject=subject, team_slug=team, changes=changes or {})
    row.actor, row.actor_name = (who.scope, who.name) if who else (None, COMMAND_LINE)
    db.session.add(row)


def amend(row: object, values: dict[str, Any]) -> dict[str, Any]:
    """Sets what differs of `values` on a row, and says what did, as `changes` of `record`."""
    changes = {name: {"from": getattr(row, name), "to": new} for name, new in values.items()}
    changes = {name: change for name, change in changes.items() if change["from"] != change["to"]}
    for name, change in changes.items():
        setattr(row, name, change["to"])
    return changes


def made(values: dict[str, Any]) -> dict[str, Any]:
    """What something new began with, as `changes` of `record`."""
    return {name: {"to": value} for name, value in values.items() if value is not None}
