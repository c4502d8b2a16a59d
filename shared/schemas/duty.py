"""Who is on duty, and the alerts that they get."""

from typing import Any

from marshmallow import ValidationError, fields

from shared.messages import Message
from shared.schemas.base import Contract, Instant, Known, Localised, Part, Text, Word, within
from shared.vocabulary import AlertKind, AlertStatus

MOST_ON_DUTY = 50


def _not_too_many(values: list[Any]) -> None:
    if len(values) > MOST_ON_DUTY:
        raise ValidationError(Message("At most {longest} of them.", longest=MOST_ON_DUTY))


class OnDutySchema(Contract):
    """Somebody by id and name."""

    id = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)


class PutDutySchema(Contract):
    """`PUT /duty`: the managers who are told, by id, the first one first; an empty list tells all at once."""

    people = fields.List(Text(64, shortest=1), required=True, validate=_not_too_many)


class DutySchema(Contract):
    """`GET /duty`: who is told, in order, and which managers there are to choose from."""

    people = fields.List(Part(OnDutySchema), required=True)
    managers = fields.List(Part(OnDutySchema), required=True)
    next_person_after_seconds = fields.Integer(required=True)


class AlertSubjectSchema(Contract):
    """One thing that an alert is about; `label` is what people call it, such as a ticket's reference."""

    type = fields.String(required=True)
    id = fields.String(required=True)
    label = fields.String(required=True, allow_none=True)
    settled_at = Instant(required=True, allow_none=True)


class AlertToldSchema(Contract):
    """Whom it was brought to, and when."""

    person = Part(OnDutySchema, required=True)
    at = Instant(required=True)


class AlertSchema(Contract):
    """What somebody must see to; `next_person_at` is when it goes on to the next, null where it does not."""

    id = fields.String(required=True)
    kind = Known(AlertKind, required=True)
    status = Known(AlertStatus, required=True)
    title = Localised(400, required=True)
    text = Localised(20_000, required=True)
    about = fields.List(Part(AlertSubjectSchema), required=True)
    teams = fields.List(fields.String(), required=True)
    raised_at = Instant(required=True)
    told = fields.List(Part(AlertToldSchema), required=True)
    next_person_at = Instant(required=True, allow_none=True)
    acknowledged_at = Instant(required=True, allow_none=True)
    acknowledged_by = Part(OnDutySchema, required=True, allow_none=True)
    settled_at = Instant(required=True, allow_none=True)


class AlertListSchema(Contract):
    """`GET /alerts`, newest first."""

    items = fields.List(Part(AlertSchema), required=True)


class AlertQuerySchema(Contract):
    """The filters of `GET /alerts`; `about` is the id of an outage or ticket."""

    status = Word(AlertStatus)
    kind = Word(AlertKind)
    about = Text(64)
    limit = fields.Integer(load_default=50, validate=within(1, 200))
    cursor = Text(400)
