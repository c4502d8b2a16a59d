"""What managers see at a glance: outages, tickets against the usual, teams, and what nobody may have noticed."""

from typing import Any

from marshmallow import fields

from shared.messages import Message
from shared.schemas.base import Contract, Instant, Known, Localised, Part, Text, Word, within
from shared.vocabulary import (
    BlindSpot,
    HourSpan,
    Impact,
    Level,
    OutageKind,
    OutageStatus,
    PeriodFile,
    PeriodUnit,
    Separator,
)


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


class HoursQuerySchema(Contract):
    """For how long, for one service or all, in an area (`province:Utrecht`, `35`, `place:Zwolle`) or everywhere."""

    span = Word(HourSpan, load_default=HourSpan.DAY.value)
    service = Text(40)
    area = Text(120)


class SeriesSchema(Contract):
    """One line of a chart, a value an hour: what came in, and what usually does (null: not known yet)."""

    service = fields.String(required=True, allow_none=True)
    title = Localised(200, required=True)
    count = fields.List(fields.Integer(), required=True)
    usual = fields.List(fields.Float(allow_none=True), required=True)


class HoursSchema(Contract):
    """`GET /board/hours`. `hours` are when each begins, in seconds since 1970; the last one is the hour that runs.

    `total` is all of `series` together; a service without a ticket in all that time is there too.
    """

    as_of = Instant(required=True)
    complete = fields.Boolean(required=True)
    area = fields.String(required=True, allow_none=True)
    where = Localised(required=True, allow_none=True)
    hours = fields.List(fields.Integer(), required=True)
    total = Part(SeriesSchema, required=True)
    series = fields.List(Part(SeriesSchema), required=True)


class Day(fields.Date):
    """A day of the company's: `2026-11-23`."""

    default_error_messages = {
        "invalid": Message("Not a day; write it as 2026-11-23."),
        "format": Message("Not a day; write it as 2026-11-23."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return value if value is None or isinstance(value, str) else value.isoformat()


class PeriodQuerySchema(Contract):
    """From which day to which, both of them in it; by default the last 30 days with today."""

    since = Day(data_key="from")
    until = Day(data_key="to")


class PeriodFileQuerySchema(PeriodQuerySchema):
    """What of it as a file; a Dutch Excel opens `semicolon` by itself."""

    what = Word(PeriodFile, load_default=PeriodFile.TICKETS.value)
    separator = Word(Separator, load_default=Separator.COMMA.value)


class PeriodOutagesQuerySchema(PeriodQuerySchema):
    """Which page of its outages."""

    limit = fields.Integer(load_default=50, validate=within(1, 500))
    cursor = Text(800)


class TicketsOfPeriodSchema(Contract):
    """Tickets of a group: each figure by the day on which it was so.

    `came` in; `answered` by a person, after a median and a ninth decile of so many seconds; of first responses that
    were `promised` (a clock with a target) so many were `kept`; the same of solving; `reopened` by reporters who said
    that it was still broken; `rated` 1 to 5, `rating` on the average. Times are right within 9 %, above a minute.
    """

    came = fields.Integer(required=True)
    answered = fields.Integer(required=True)
    answer_median_seconds = fields.Integer(required=True, allow_none=True)
    answer_p90_seconds = fields.Integer(required=True, allow_none=True)
    answer_promised = fields.Integer(required=True)
    answer_kept = fields.Integer(required=True)
    solved = fields.Integer(required=True)
    solve_median_seconds = fields.Integer(required=True, allow_none=True)
    solve_p90_seconds = fields.Integer(required=True, allow_none=True)
    solve_promised = fields.Integer(required=True)
    solve_kept = fields.Integer(required=True)
    reopened = fields.Integer(required=True)
    rated = fields.Integer(required=True)
    rating = fields.Float(required=True, allow_none=True)


class TicketsGroupSchema(TicketsOfPeriodSchema):
    """One team, one service, or one of both; `service` is null for what came without one, and where all are meant."""

    team = fields.String(required=True, allow_none=True)
    service = fields.String(required=True, allow_none=True)
    name = Localised(200, required=True)


class CameOfItSchema(Contract):
    """What came of one outage, or of many.

    Promises (next updates, ends) are those that were `kept` of those that have been decided. Asked whether it works
    again, `works` customers said yes, and `still_broken` ever said no; `reached` are people behind it, of whom `seen`
    have looked at what they were told.
    """

    promised = fields.Integer(required=True)
    kept = fields.Integer(required=True)
    customers = fields.Integer(required=True)
    works = fields.Integer(required=True)
    still_broken = fields.Integer(required=True)
    reached = fields.Integer(required=True)
    seen = fields.Integer(required=True)
    updates = fields.Integer(required=True)


class OutagesOfPeriodSchema(CameOfItSchema):
    """Outages of a group that reach into the period; medians, in seconds, are of the whole outages.

    To detect: from when it began until the first word of it; to declare: until all could know; to resolve: until it was
    over.
    """

    count = fields.Integer(required=True)
    minor = fields.Integer(required=True)
    major = fields.Integer(required=True)
    critical = fields.Integer(required=True)
    ongoing = fields.Integer(required=True)
    maintenance = fields.Integer(required=True)
    median_seconds_to_detect = fields.Integer(required=True, allow_none=True)
    median_seconds_to_declare = fields.Integer(required=True, allow_none=True)
    median_seconds_to_acknowledge = fields.Integer(required=True, allow_none=True)
    median_seconds_to_resolve = fields.Integer(required=True, allow_none=True)


class OutagesGroupSchema(OutagesOfPeriodSchema):
    """One service or region; an outage counts for each that it has."""

    key = fields.String(required=True, allow_none=True)
    name = Localised(200, required=True)


class CourseSchema(Contract):
    """How it went, by day, or by month where there are more than 100 days."""

    unit = Known(PeriodUnit, required=True)
    starts = fields.List(Day(), required=True)
    came = fields.List(fields.Integer(), required=True)
    solved = fields.List(fields.Integer(), required=True)


class PeriodTicketsSchema(Contract):
    """In all, by team, by service, and by both."""

    total = Part(TicketsOfPeriodSchema, required=True)
    teams = fields.List(Part(TicketsGroupSchema), required=True)
    services = fields.List(Part(TicketsGroupSchema), required=True)
    items = fields.List(Part(TicketsGroupSchema), required=True)


class PeriodOutagesSchema(Contract):
    """In all, by service and by region."""

    total = Part(OutagesOfPeriodSchema, required=True)
    services = fields.List(Part(OutagesGroupSchema), required=True)
    regions = fields.List(Part(OutagesGroupSchema), required=True)


class PeriodSchema(Contract):
    """`GET /board/period`."""

    as_of = Instant(required=True)
    complete = fields.Boolean(required=True)
    since = Day(required=True, data_key="from")
    until = Day(required=True, data_key="to")
    timezone = fields.String(required=True)
    course = Part(CourseSchema, required=True)
    tickets = Part(PeriodTicketsSchema, required=True)
    outages = Part(PeriodOutagesSchema, required=True)


class PeriodOutageSchema(CameOfItSchema):
    """One outage or planned work of a period, with what came of it."""

    id = fields.String(required=True)
    kind = Known(OutageKind, required=True)
    status = Known(OutageStatus, required=True)
    impact = Known(Impact, required=True)
    title = Localised(200, required=True)
    services = fields.List(fields.String(), required=True)
    regions = fields.List(fields.String(), required=True)
    started_at = Instant(required=True)
    declared_at = Instant(required=True, allow_none=True)
    resolved_at = Instant(required=True, allow_none=True)
    seconds_to_detect = fields.Integer(required=True, allow_none=True)
    seconds_to_declare = fields.Integer(required=True, allow_none=True)
    seconds_to_acknowledge = fields.Integer(required=True, allow_none=True)
    seconds_to_resolve = fields.Integer(required=True, allow_none=True)


class PeriodOutageListSchema(Contract):
    """`GET /board/period/outages`, the newest first."""

    items = fields.List(Part(PeriodOutageSchema), required=True)
