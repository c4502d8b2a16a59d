"""The clocks that a company and its teams have set."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend import db

COMPANY = "company"
"""The id of the row that holds for every team."""


class ClockPlan(db.Model):
    """What a team has set (`team:SLUG`), or the company for all of them."""

    __tablename__ = "clock_plan"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    team_slug: Mapped[str | None] = mapped_column(ForeignKey("team.slug", ondelete="CASCADE"), unique=True)
    document: Mapped[dict[str, Any]]
    """ClocksSchema."""
    revision: Mapped[str] = mapped_column(String(64))
    """Another one with each document, never used again: a version of a change that was undone would be."""
    version: Mapped[int] = mapped_column()
    updated_at: Mapped[dt.datetime]
    applied: Mapped[bool]
    """Whether the worker has told all open tickets that their clocks may have changed."""
    applied_to: Mapped[str | None] = mapped_column(String(64))
    """The last ticket, by id, that it has told so far."""

    __mapper_args__ = {"version_id_col": version}
