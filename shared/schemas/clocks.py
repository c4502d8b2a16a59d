"""A team's clocks: the hours that count, days off, and how long a first response and a resolution may take."""

import datetime as dt
import re
from typing import Any

from marshmallow import ValidationError, fields

from shared.messages import Message
from shared.schemas.base import Contract, Instant, Known, Part, Text, Word, within
from shared.vocabulary import Clock, ClockHours

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PRIORITIES = ("1", "2", "3", "4")
LONGEST = 525_600
"""A year, in minutes."""
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)", re.ASCII)
_DATE = re.compile(r"(\d{4}-)?\d{2}-\d{2}", re.ASCII)


class Span(Text):
    """From when until when: `08:00-18:00`; `22:00-06:00` goes on into the next day, `00:00-24:00` is all of it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not _SPAN.fullmatch(text) or text[:5] == text[6:]:
            raise ValidationError(
                Message("Not a span of hours; write it as 08:00-18:00, and a whole day as 00:00-24:00.")
            )
        return text


class Day(Text):
    """A date, `2026-12-24`, or one of every year, `12-24`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            if not _DATE.fullmatch(text):
                raise ValueError
            dt.date.fromisoformat(text if len(text) == len("2026-12-24") else f"2000-{text}")
        except ValueError:
            raise ValidationError(Message("Not a date; write it as 2026-12-24, or as 12-24 for every year.")) from None
        return text


def _many(inner: fields.Field[Any], most: int, **kwargs: Any) -> fields.List[Any]:
    def check(values: list[Any]) -> None:
        if len(values) > most:
            raise ValidationError(Message("At most {longest} of them.", longest=most))

    return fields.List(inner, validate=check, **kwargs)


class WeekSchema(Contract):
    """The hours of each day; a day that is left out is closed."""

    monday = _many(Span(11), 10, load_default=list)
    tuesday = _many(Span(11), 10, load_default=list)
    wednesday = _many(Span(11), 10, load_default=list)
    thursday = _many(Span(11), 10, load_default=list)
    friday = _many(Span(11), 10, load_default=list)
    saturday = _many(Span(11), 10, load_default=list)
    sunday = _many(Span(11), 10, load_default=list)


class HolidaysSchema(Contract):
    """Days off: public holidays of a country (`NL`) or a part of one (`DE-BY`), but those `worked`; and own dates."""

    region = Text(10, allow_none=True, load_default=None)
    worked = _many(Text(100, shortest=1), 50, load_default=list)
    closed = _many(Day(10), 400, load_default=list)
    opened = _many(Day(10), 400, load_default=list)


class TargetSchema(Contract):
    """How many minutes it may take, in business hours or around the clock."""

    minutes = fields.Integer(strict=True, required=True, validate=within(1, LONGEST))
    hours = Word(ClockHours, load_default=ClockHours.BUSINESS.value)


PriorityTargetsSchema = Contract.from_dict(
    {priority: Part(TargetSchema, allow_none=True) for priority in PRIORITIES}, name="PriorityTargetsSchema"
)
"""A target by priority: null is none, one that is left out is the company's."""


class TargetsSchema(Contract):
    """The targets of both clocks."""

    response = Part(PriorityTargetsSchema, load_default=dict)
    resolution = Part(PriorityTargetsSchema, load_default=dict)


class ClocksSchema(Contract):
    """`PUT /teams/{slug}/clocks` and `PUT /clocks`: what is null or left out is the company's, or the product's own."""

    hours = Part(WeekSchema, allow_none=True, load_default=None)
    holidays = Part(HolidaysSchema, allow_none=True, load_default=None)
    targets = Part(TargetsSchema, load_default=lambda: {str(clock): {} for clock in Clock})
    untouched_minutes = fields.Integer(strict=True, allow_none=True, load_default=None, validate=within(0, LONGEST))
    managers_after_minutes = fields.Integer(
        strict=True, allow_none=True, load_default=None, validate=within(0, LONGEST)
    )


class EffectiveClocksSchema(Contract):
    """What holds, all of it."""

    hours = Part(WeekSchema, required=True)
    holidays = Part(HolidaysSchema, required=True)
    targets = Part(TargetsSchema, required=True)
    untouched_minutes = fields.Integer(required=True)
    managers_after_minutes = fields.Integer(required=True)


class TeamClocksSchema(Contract):
    """`GET /teams/{slug}/clocks` and `GET /clocks`: what was set here, and what holds with what comes from above."""

    team = fields.String(required=True, allow_none=True)
    timezone = fields.String(required=True)
    own = Part(ClocksSchema, required=True)
    effective = Part(EffectiveClocksSchema, required=True)


class TryClocksSchema(Contract):
    """`POST /teams/{slug}/clocks/try`: a ticket of that priority, passed on at that moment (default: now)."""

    priority = fields.Integer(strict=True, required=True, validate=within(1, 4))
    at = Instant(load_default=None, allow_none=True)


class TriedClockSchema(Contract):
    """When one clock would warn and run out if nobody did anything; all null where the team has no such target."""

    name = Known(Clock, required=True)
    target_minutes = fields.Integer(required=True, allow_none=True)
    hours = Known(ClockHours, required=True, allow_none=True)
    warn_at = Instant(required=True, allow_none=True)
    due_at = Instant(required=True, allow_none=True)


class TriedClocksSchema(Contract):
    """Both clocks, and the moment from which they were tried."""

    at = Instant(required=True)
    clocks = fields.List(Part(TriedClockSchema), required=True)
