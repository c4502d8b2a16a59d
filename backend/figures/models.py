"""What was counted, of each ticket and outage, and the cells that it adds up to."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend import db

_OPEN = text("open")


class TicketCounted(db.Model):
    """One ticket as it was counted; stays when the ticket goes. No reference to it: its deletion takes no row along.

    `hour` counts from 1970 (UTC). `service` and `region` are `-` where there is none. `cells` is what it adds to
    `figures_day`, written as `facts.py` reads it.
    """

    __tablename__ = "figures_ticket"

    ticket_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[dt.datetime]
    hour: Mapped[int]
    service: Mapped[str] = mapped_column(String(40))
    team: Mapped[str] = mapped_column(String(64))
    area: Mapped[str] = mapped_column(String(16))
    """The postcode's area as it is listed (in the Netherlands four digits), `-` where there is none."""
    region: Mapped[str] = mapped_column(String(140))
    open: Mapped[bool]
    runs: Mapped[bool]
    """Open, and waiting for its team."""
    due_at: Mapped[dt.datetime | None]
    breached_at: Mapped[dt.datetime | None]
    human_at: Mapped[dt.datetime | None]
    cells: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        # All that is asked of open tickets stands in the index, which holds few of them.
        Index(
            "ix_figures_ticket_open",
            "team",
            "at",
            "service",
            "region",
            "runs",
            "due_at",
            "breached_at",
            "human_at",
            # SQLite looks into the row for it, though the index holds only those.
            "open",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_figures_ticket_human", "team", "human_at"),
        Index("ix_figures_ticket_hour", "hour", "service", "area"),
        Index("ix_figures_ticket_area", "area", "hour", "service"),
    )


class HourCount(db.Model):
    """How many tickets came in, in an hour, for a service, from a region; `*` is the whole country."""

    __tablename__ = "figures_hour"

    region: Mapped[str] = mapped_column(String(140), primary_key=True)
    hour: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    service: Mapped[str] = mapped_column(String(40), primary_key=True)
    n: Mapped[int]

    __table_args__ = ({"sqlite_with_rowid": False},)


class DayCount(db.Model):
    """How often something was so, on a day or in a month of the company's, by team and service.

    `day` is the proleptic ordinal (of a month its first day's), `measure` and `value` are as in `measures.py`.
    """

    __tablename__ = "figures_day"

    grain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    team: Mapped[str] = mapped_column(String(64), primary_key=True)
    service: Mapped[str] = mapped_column(String(40), primary_key=True)
    measure: Mapped[str] = mapped_column(String(2), primary_key=True)
    value: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int]

    __table_args__ = ({"sqlite_with_rowid": False},)


class OutageCounted(db.Model):
    """What came of one outage or planned work; `counted` is false for what was none, merged, called off, suspected."""

    __tablename__ = "figures_outage"

    outage_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    counted: Mapped[bool]
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    impact: Mapped[str] = mapped_column(String(20))
    title: Mapped[dict[str, Any]]
    services: Mapped[list[str]]
    regions: Mapped[list[str]]
    started_at: Mapped[dt.datetime]
    suspected_at: Mapped[dt.datetime | None]
    declared_at: Mapped[dt.datetime | None]
    acknowledged_at: Mapped[dt.datetime | None]
    resolved_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    to_detect: Mapped[int | None]
    """Seconds from when it began until the first word of it,"""
    to_declare: Mapped[int | None]
    to_acknowledge: Mapped[int | None]
    to_resolve: Mapped[int | None]
    """and the rest as in backend/outages/story/times.py."""
    customers: Mapped[int]
    works: Mapped[int]
    still_broken: Mapped[int]
    updates: Mapped[int]
    promised: Mapped[int]
    """How many next updates and ends people were promised whose time has come."""
    kept: Mapped[int]
    reached: Mapped[int]
    """People behind it, and how many of them have looked at it."""
    seen: Mapped[int]
    last_report_at: Mapped[dt.datetime | None]

    __table_args__ = (Index("ix_figures_outage_started", "counted", "started_at", "outage_id"),)


class Progress(db.Model):
    """One row: how far the feed is counted, and how far all there is has been gone through (null: to its end)."""

    __tablename__ = "figures_progress"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
    rules: Mapped[str] = mapped_column(String(200))
    """By which rules, time zone and areas it is counted; by others all is gone through again."""
    walk: Mapped[str | None] = mapped_column(String(80))
