"""What speaks for an outage that nobody declared, and what is watched below the threshold; for managers."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Localised, Part


class SuspicionTermSchema(Contract):
    """Another place and services that the same tickets speak for, and how strongly (hours, as `statistic`)."""

    level = fields.String(required=True)
    areas = fields.List(fields.String(), required=True)
    where = Localised(2000, required=True)
    services = fields.List(fields.String(), required=True)
    statistic = fields.Float(required=True)


class SuspicionSeriesSchema(Contract):
    """Tickets `seen` in steps of so many `seconds` from `at` on, and how many are `usual` in each."""

    at = Instant(required=True)
    seconds = fields.Integer(required=True)
    seen = fields.List(fields.Integer(), required=True)
    usual = fields.Float(required=True)


class SuspicionSchema(Contract):
    """What speaks for an outage, as of `updated_at`: `tickets` since `since`, where `expected` are usual until then.

    `statistic` is the evidence in hours, raised from `threshold` on, which chance alone reaches once in so many hours
    at most. `text` says it in words. `series` is read with one outage, and null in lists.
    """

    raised_at = Instant(required=True)
    updated_at = Instant(required=True)
    since = Instant(required=True)
    level = fields.String(required=True)
    areas = fields.List(fields.String(), required=True)
    services = fields.List(fields.String(), required=True)
    tickets = fields.List(fields.String(), required=True)
    expected = fields.Float(required=True)
    usual_per_hour = fields.Float(required=True)
    excess_per_hour = fields.Float(required=True)
    statistic = fields.Float(required=True)
    statistic_when_raised = fields.Float(required=True)
    threshold = fields.Float(required=True)
    others = fields.List(Part(SuspicionTermSchema), required=True)
    text = Localised(2000, required=True)
    series = Part(SuspicionSeriesSchema, required=True, allow_none=True)


class WatchedSchema(Contract):
    """A place and services below the threshold that are worth an eye; `at` is its last ticket's time."""

    at = Instant(required=True)
    since = Instant(required=True)
    level = fields.String(required=True)
    areas = fields.List(fields.String(), required=True)
    where = Localised(2000, required=True)
    services = fields.List(fields.String(), required=True)
    tickets = fields.List(fields.String(), required=True)
    expected = fields.Float(required=True)
    statistic = fields.Float(required=True)
    threshold = fields.Float(required=True)


class WatchListSchema(Contract):
    """`GET /outages/watched`, the strongest first."""

    items = fields.List(Part(WatchedSchema), required=True)
