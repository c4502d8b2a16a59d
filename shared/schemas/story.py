"""What came of outages: the story of one, who was reached, and figures over many."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Known, Localised, Part, Text, Word, within
from shared.schemas.timeline import ActorSchema
from shared.vocabulary import AlertKind, FiguresBy, OutageStatus, Separator


class NamedSchema(Contract):
    """Somebody by id and name."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class PeopleSchema(Contract):
    """Those behind an outage, and how many of them have looked at what they were told."""

    reached = fields.Integer(required=True)
    customers = fields.Integer(required=True)
    seen = fields.Integer(required=True)
    last_seen_at = Instant(required=True, allow_none=True)


class OfAlertSchema(Contract):
    """The alert that somebody was told by."""

    id = fields.String(required=True)
    kind = Known(AlertKind, required=True)


class HappenedSchema(Contract):
    """One thing that happened; `seen` is how many of those reached have seen the outage since."""

    at = Instant(required=True)
    type = fields.String(required=True)
    status = Known(OutageStatus, required=True, allow_none=True)
    actor = Part(ActorSchema, required=True)
    text = Localised(5000, required=True, allow_none=True)
    changes = fields.Dict(required=True)
    into = fields.String(required=True, allow_none=True)
    alert = Part(OfAlertSchema, required=True, allow_none=True)
    seen = fields.Integer(required=True, allow_none=True)


class MomentsSchema(Contract):
    """When it began, was seen and ended, and how long each took, in seconds."""

    started_at = Instant(required=True)
    suspected_at = Instant(required=True, allow_none=True)
    declared_at = Instant(required=True, allow_none=True)
    acknowledged_at = Instant(required=True, allow_none=True)
    resolved_at = Instant(required=True, allow_none=True)
    closed_at = Instant(required=True, allow_none=True)
    seconds_to_declare = fields.Integer(required=True, allow_none=True)
    seconds_to_acknowledge = fields.Integer(required=True, allow_none=True)
    seconds_to_resolve = fields.Integer(required=True, allow_none=True)


class HistorySchema(MomentsSchema):
    """`GET /outages/{id}/history`, oldest first."""

    outage_id = fields.String(required=True)
    people = Part(PeopleSchema, required=True)
    items = fields.List(Part(HappenedSchema), required=True)


class ReaderSchema(Contract):
    """One of those behind an outage, with how many customers, and up to when they have seen it."""

    person = Part(NamedSchema, required=True)
    customers = fields.Integer(required=True)
    seen_at = Instant(required=True, allow_none=True)


class ReaderListSchema(Contract):
    """`GET /outages/{id}/reached`, by name."""

    items = fields.List(Part(ReaderSchema), required=True)


class ReaderQuerySchema(Contract):
    """Which page of it."""

    limit = fields.Integer(load_default=100, validate=within(1, 500))
    cursor = Text(800)


class OutageFiguresSchema(Contract):
    """Outages of a group: how many reach into the span, how long at least one was going on in it, and how they went.

    Medians are of the whole outages, in seconds; null where there is none to tell of.
    """

    count = fields.Integer(required=True)
    minor = fields.Integer(required=True)
    major = fields.Integer(required=True)
    critical = fields.Integer(required=True)
    ongoing = fields.Integer(required=True)
    minutes = fields.Integer(required=True)
    median_seconds_to_declare = fields.Integer(required=True, allow_none=True)
    median_seconds_to_acknowledge = fields.Integer(required=True, allow_none=True)
    median_seconds_to_resolve = fields.Integer(required=True, allow_none=True)
    customers = fields.Integer(required=True)
    works = fields.Integer(required=True)
    still_broken = fields.Integer(required=True)
    said_still_broken = fields.Integer()


class MaintenanceFiguresSchema(Contract):
    """Planned work of a group, counted apart."""

    count = fields.Integer(required=True)
    minutes = fields.Integer(required=True)


class FiguresGroupSchema(Contract):
    """One service or province, or all together."""

    key = fields.String(required=True)
    title = Localised(200, required=True)
    outages = Part(OutageFiguresSchema, required=True)
    maintenance = Part(MaintenanceFiguresSchema, required=True)


class FiguresSchema(Contract):
    """`GET /outages/figures`."""

    since = Instant(required=True, data_key="from")
    until = Instant(required=True, data_key="to")
    by = Known(FiguresBy, required=True)
    items = fields.List(Part(FiguresGroupSchema), required=True)
    total = Part(FiguresGroupSchema, required=True)


class SpanQuerySchema(Contract):
    """From when until when; by default the last 90 days."""

    since = Instant(data_key="from")
    until = Instant(data_key="to")


class FiguresQuerySchema(SpanQuerySchema):
    """What to count by."""

    by = Word(FiguresBy, load_default=FiguresBy.SERVICE.value)


class FiguresFileQuerySchema(FiguresQuerySchema):
    """The same as a file; a Dutch Excel opens `semicolon` by itself."""

    separator = Word(Separator, load_default=Separator.COMMA.value)


class OutageExportQuerySchema(SpanQuerySchema):
    """Each outage of a span as a line of a file; a Dutch Excel opens `semicolon` by itself."""

    separator = Word(Separator, load_default=Separator.COMMA.value)
