"""The orders of a list of tickets, and where in one a page ended: keysets, right while tickets come and go."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, literal, or_, tuple_

from backend import db
from backend.errors import Invalid
from backend.tickets.models import Ticket
from shared.schemas.base import rfc3339
from shared.vocabulary import TicketSort

_FIELDS: dict[str, tuple[str, ...]] = {
    "created_at": ("created_at", "id"),
    "updated_at": ("updated_at", "id"),
    "due_at": ("due_at", "id"),
    # In one priority the oldest first: what has waited longest.
    "priority": ("priority", "created_at", "id"),
}
_NULL = ""
"""How a cursor writes a missing time."""

Place = tuple[Any, ...]
"""The values of the sort's fields in the last row of a page."""


@dataclass(frozen=True)
class Order:
    """One of `TicketSort`; tickets without a value (no clock runs) come last, whichever way it goes."""

    sort: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that order, the id last, so that no two are equal."""
        return _FIELDS[self.sort.removeprefix("-")]

    @property
    def descending(self) -> bool:
        """Whether the highest comes first."""
        return self.sort.startswith("-")

    @property
    def has_gaps(self) -> bool:
        """Whether tickets may lack the first field's value."""
        return self.fields[0] == "due_at"

    def by(self) -> list[ColumnElement[Any]]:
        """What the whole list is ordered by."""
        gaps = [Ticket.due_at.is_(None)] if self.has_gaps else []
        return [*gaps, *self.ordered(self.fields)]

    def ordered(self, fields: tuple[str, ...]) -> list[ColumnElement[Any]]:
        """`fields` in this order's direction."""
        return [column.desc() if self.descending else column.asc() for column in map(_column, fields)]

    def stretches(self, place: Place | None) -> list[tuple[list[ColumnElement[bool]], tuple[str, ...]]]:
        """What comes after `place` (None: all), in stretches that an index gives in order: conditions, and fields."""
        if not self.has_gaps:
            return [([self._after(self.fields, place)] if place else [], self.fields)]
        without: list[ColumnElement[bool]] = [Ticket.due_at.is_(None)]
        if place and place[0] is None:
            return [([*without, self._after(("id",), place[1:])], ("id",))]
        has = [Ticket.due_at.is_not(None), *([self._after(self.fields, place)] if place else [])]
        return [(has, self.fields), (without, ("id",))]

    def after(self, place: Place) -> ColumnElement[bool]:
        """What comes after `place`, in one condition."""
        return or_(*(and_(*conditions) for conditions, _ in self.stretches(place)))

    def cursor(self, last: Ticket) -> list[Any]:
        """The place of `last`, as a cursor carries it."""
        return [self.sort, *(_written(getattr(last, name)) for name in self.fields)]

    def kinds(self) -> list[type]:
        """The kinds of a cursor's parts."""
        return [str, *(int if name == "priority" else str for name in self.fields)]

    def place(self, cursor: list[Any] | None) -> Place | None:
        """Where a list goes on; raises Invalid for a cursor of another sort, or one that we never gave."""
        if cursor is None:
            return None
        try:
            if cursor[0] != self.sort:
                raise ValueError
            return tuple(self._read(name, part) for name, part in zip(self.fields, cursor[1:], strict=True))
        except (ValueError, OverflowError):
            raise Invalid("That cursor is not one that this list gave.", pointer="/query/cursor") from None

    def _after(self, fields: tuple[str, ...], place: Place) -> ColumnElement[bool]:
        row = tuple_(*map(_column, fields))
        values = [literal(value, db.UtcDateTime() if isinstance(value, dt.datetime) else None) for value in place]
        last = tuple_(*values)
        return row < last if self.descending else row > last

    def _read(self, name: str, part: Any) -> Any:
        if name in ("id", "priority"):
            return part
        if part == _NULL and self.has_gaps:
            return None
        return dt.datetime.fromisoformat(part).astimezone(dt.UTC)


ORDERS = {str(sort): Order(str(sort)) for sort in TicketSort}


def _column(name: str) -> ColumnElement[Any]:
    column: ColumnElement[Any] = getattr(Ticket, name)
    return column


def _written(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return rfc3339(value)
    return _NULL if value is None else value
