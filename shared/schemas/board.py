"""What managers see at a glance: outages, tickets against the usual, teams, and what nobody may have noticed."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Known, Localised, Part
from shared.vocabulary import BlindSpot, Impact, Level, OutageKind, OutageStatus


class AgainstUsualSchema(Contract):
    """How many came in, and how many do in the same hours of the same weekday: null while fewer than 4 weeks are known.

    `level` is `unknown` then.
    """

    count = fields.Integer(required=True)
    usual = fields.Float(required=True, allow_none=True)
    level = Known(Level, required=True)


class BoardOutageSchema(Contract):
    """One that is open, the worst first: `worst` is its place among them by impact, customers and age.

    `by` is who declared it or told of it last; `acknowledged` whether anybody said to have it, for what is suspected.
    """

    id = fields.String(required=True)
    kind = Known(OutageKind, required=True)
    status = Known(OutageStatus, required=True)
    impact = Known(Impact, required=True)
    title = Localised(200, required=True)
    services = fields.List(fields.String(), required=True)
    areas = fields.List(fields.String(), required=True)
    where = Localised(required=True)
    regions = fields.List(fields.String(), required=True)
    started_at = Instant(required=True)
    declared_at = Instant(required=True, allow_none=True)
    last_told_at = Instant(required=True, allow_none=True)
    next_update_at = Instant(required=True, allow_none=True)
    expected_end_at = Instant(required=True, allow_none=True)
    overdue = fields.Boolean(required=True)
    by = fields.String(required=True, allow_none=True)
    acknowledged_by = fields.String(required=True, allow_none=True)
    customers = fields.Integer(required=True)
    """Customers behind it, with a ticket and without; of a suspicion the tickets that it is drawn from."""
    last_report_at = Instant(required=True, allow_none=True)


class BoardOutagesSchema(Contract):
    """How many there are, and the first 50 of them: a storm of them is still one answer."""

    current = fields.Integer(required=True)
    suspected = fields.Integer(required=True)
    maintenance = fields.Integer(required=True)
    """Planned work that is under way, or begins within 24 hours."""
    overdue = fields.Integer(required=True)
    items = fields.List(Part(BoardOutageSchema), required=True)


class BoardTicketsSchema(Contract):
    """All tickets together: those open now, those past a promised time, and what came in."""

    open = fields.Integer(required=True)
    breached = fields.Integer(required=True)
    last_hour = Part(AgainstUsualSchema, required=True)
    """The last 60 minutes,"""
    last_day = Part(AgainstUsualSchema, required=True)
    """and the last 24 hours."""


class BoardServiceSchema(Contract):
    """One service; `slug` is null for what was passed on without one."""

    slug = fields.String(required=True, allow_none=True)
    title = Localised(200, required=True)
    open = fields.Integer(required=True)
    last_hour = Part(AgainstUsualSchema, required=True)
    last_day = Part(AgainstUsualSchema, required=True)


class BoardRegionSchema(Contract):
    """One part of the map: `key` as areas are written (`province:Utrecht`), null for what lies in none."""

    key = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    open = fields.Integer(required=True)
    outages = fields.Integer(required=True)
    last_hour = Part(AgainstUsualSchema, required=True)
    last_day = Part(AgainstUsualSchema, required=True)


class AgesSchema(Contract):
    """Open tickets by how long ago they were passed on."""

    hour = fields.Integer(required=True)
    day = fields.Integer(required=True)
    week = fields.Integer(required=True)
    older = fields.Integer(required=True)


class OldestSchema(Contract):
    """The ticket that is open longest."""

    id = fields.String(required=True)
    reference = fields.String(required=True)
    created_at = Instant(required=True)


class BoardTeamSchema(Contract):
    """One team's open tickets. `untouched` are those that no person has acted on yet.

    `silent` is when no person of it has acted for four hours of its own working time, while tickets wait for one.
    """

    slug = fields.String(required=True)
    name = fields.String(required=True)
    open = fields.Integer(required=True)
    ages = Part(AgesSchema, required=True)
    oldest = Part(OldestSchema, required=True, allow_none=True)
    breached = fields.Integer(required=True)
    untouched = fields.Integer(required=True)
    last_human_action_at = Instant(required=True, allow_none=True)
    silent = fields.Boolean(required=True)
    dead_letters = fields.Integer(required=True)
    waiting_seconds = fields.Float(required=True)
    """How long the oldest event that is to be sent to its system has waited."""


class BoardNamedSchema(Contract):
    """An outage by id and title."""

    id = fields.String(required=True)
    title = Localised(200, required=True)


class BlindSpotSchema(Contract):
    """One thing that nobody may have noticed, of a `kind`; what does not go with that kind is null.

    `place`: `count` tickets for `service` in `area` since `since`, without an outage there. `unreported`: an outage
    that nobody has passed on a customer behind since `since`. `overdue`: an update was promised for `since`. `silent`:
    no person of `team` has acted since. `dead_letters`: `count` events that `team` never got. `waiting`: its oldest
    event has waited since. `unacknowledged`: nobody has said to have `alert`; `people` are those who were told, the
    last one last. `nobody_on_duty`: there is no duty list.
    """

    kind = Known(BlindSpot, required=True)
    since = Instant(required=True, allow_none=True)
    count = fields.Integer(required=True, allow_none=True)
    service = fields.String(required=True, allow_none=True)
    area = fields.String(required=True, allow_none=True)
    where = Localised(required=True, allow_none=True)
    team = fields.String(required=True, allow_none=True)
    outage = Part(BoardNamedSchema, required=True, allow_none=True)
    alert = Part(BoardNamedSchema, required=True, allow_none=True)
    people = fields.List(fields.String(), required=True)


class DutySummarySchema(Contract):
    """Who is on duty, the first one first, and how many alerts nobody has acknowledged."""

    people = fields.List(fields.String(), required=True)
    unacknowledged = fields.Integer(required=True)


class SummarySchema(Contract):
    """`GET /board/summary`. `as_of` is up to when all that was committed is counted.

    `complete` is false while tickets from before are still being counted for the first time, or anew. `region_kind` is
    what `regions` are: `province` (and in the Netherlands there is a map), else `municipality`, `place` or `prefix`.
    """

    as_of = Instant(required=True)
    complete = fields.Boolean(required=True)
    outages = Part(BoardOutagesSchema, required=True)
    tickets = Part(BoardTicketsSchema, required=True)
    services = fields.List(Part(BoardServiceSchema), required=True)
    country = fields.String(required=True)
    region_kind = fields.String(required=True)
    regions = fields.List(Part(BoardRegionSchema), required=True)
    teams = fields.List(Part(BoardTeamSchema), required=True)
    blind_spots = fields.List(Part(BlindSpotSchema), required=True)
    duty = Part(DutySummarySchema, required=True)
