"""What goes on now, and who is on it."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Part
from shared.schemas.outages import OutageSchema


class SinceSchema(Contract):
    """Somebody by name, and since when."""

    name = fields.String(required=True)
    since = Instant(required=True)


class OutageHandlingSchema(Contract):
    """Who is on it: `on_it` acted last, and is since they first did; nobody is on a suspicion that nobody acknowledged.

    `silent` were told of it and have not answered, with when; `last_word` is who told people something last.
    """

    on_it = Part(SinceSchema, required=True, allow_none=True)
    silent = fields.List(Part(SinceSchema), required=True)
    last_word = Part(SinceSchema, required=True, allow_none=True)


class InHandSchema(Contract):
    """One outage, and who is on it."""

    outage = Part(OutageSchema, required=True)
    handling = Part(OutageHandlingSchema, required=True)


class InHandListSchema(Contract):
    """`GET /board/outages`: what goes on, the worst first; what is planned; what was over within a day."""

    current = fields.List(Part(InHandSchema), required=True)
    planned = fields.List(Part(InHandSchema), required=True)
    over = fields.List(Part(InHandSchema), required=True)
