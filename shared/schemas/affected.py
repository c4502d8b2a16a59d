"""Customers behind a known outage, for whom no ticket is needed ("me too")."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from shared.messages import Message
from shared.schemas.base import Contract, Instant, Known, Part, Text, Word, within
from shared.schemas.share import ShareTextSchema
from shared.schemas.tickets import CustomerSchema, TicketSchema
from shared.schemas.timeline import LONGEST_DESCRIPTION
from shared.vocabulary import AffectedAction, AffectedStatus, RoundKind, Severity

MOST_LINKED = 100
"""Tickets that one call names."""


def _some(values: list[str]) -> None:
    if not 1 <= len(values) <= MOST_LINKED:
        raise ValidationError(Message("From 1 to {most} of them.", most=MOST_LINKED))


class JoinOutageSchema(Contract):
    """`POST /outages/{id}/affected`: all may be left out; what is given needs no retyping should a ticket follow.

    `service` is one of the outage's; where it has several and none is named, its first.
    """

    customer = Part(CustomerSchema, load_default=dict)
    description = Text(LONGEST_DESCRIPTION, allow_none=True, load_default=None)
    service = Text(40, allow_none=True, load_default=None)
    severity = Word(Severity, load_default=Severity.MAJOR.value)


class WorksSchema(Contract):
    """`POST /affected/{id}/works`: whether it works again; `body` is a word along with it."""

    works = fields.Boolean(required=True, truthy={True}, falsy={False})
    body = Text(LONGEST_DESCRIPTION, shortest=1)


class AffectedSchema(Contract):
    """One customer behind an outage, as the reporter sees it.

    `ticket_id` is the ticket that "still broken" made; `unread` says whether the outage had news since `seen_at`;
    `allowed` names what the reporter may do now: `works`, `still_broken`, `withdraw`.
    """

    id = fields.String(required=True)
    outage_id = fields.String(required=True)
    service = fields.String(required=True)
    severity = Known(Severity, required=True)
    customer = fields.Dict(keys=fields.String(), required=True)
    description = fields.String(required=True, allow_none=True)
    status = Known(AffectedStatus, required=True)
    allowed = fields.List(Known(AffectedAction), required=True)
    asked_at = Instant(required=True, allow_none=True)
    answered_at = Instant(required=True, allow_none=True)
    ticket_id = fields.String(required=True, allow_none=True)
    share_text = Part(ShareTextSchema, required=True)
    seen_at = Instant(required=True, allow_none=True)
    unread = fields.Boolean(required=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)


class AffectedListSchema(Contract):
    """`GET /affected`, the newest first."""

    items = fields.List(Part(AffectedSchema), required=True)


class AffectedQuerySchema(Contract):
    """What narrows `GET /affected`: `status` takes several by commas."""

    outage_id = Text(64)
    status = Text(200)
    limit = fields.Integer(load_default=50, validate=within(1, 100))
    cursor = Text(400)


class SeenSchema(Contract):
    """`POST /outages/{id}/seen`: up to when the caller has seen the outage."""

    outage_id = fields.String(required=True)
    seen_at = Instant(required=True)


class SpreadingSchema(Contract):
    """What is on its way to those behind an outage: `done` of `total` in `rounds` that are not finished."""

    rounds = fields.Integer(required=True)
    done = fields.Integer(required=True)
    total = fields.Integer(required=True)


class BehindSchema(Contract):
    """How many customers are behind an outage, as of the reading: `tickets` and `affected` together.

    They are as many as `waiting`, `asked`, `works`, `still_broken` and `closed` (not answered, or solved by itself).
    `said_still_broken` counts who ever said that it was not over, also where it was reopened since.
    `declined` tickets were said to be something else; `seen` is how many people have looked at it.
    """

    customers = fields.Integer(required=True)
    tickets = fields.Integer(required=True)
    affected = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    asked = fields.Integer(required=True)
    works = fields.Integer(required=True)
    still_broken = fields.Integer(required=True)
    closed = fields.Integer(required=True)
    # Not required, as it came later.
    said_still_broken = fields.Integer()
    declined = fields.Integer(required=True)
    seen = fields.Integer(required=True)
    spreading = Part(SpreadingSchema, required=True, allow_none=True)


class RoundSchema(Contract):
    """One thing that all behind an outage are told, and how far it has come; `update_id` is the outage's update.

    `total` is how many there were when it began; `tickets` and `affected` how many have it; `by` whose act it was.
    """

    id = fields.String(required=True)
    outage_id = fields.String(required=True)
    update_id = fields.String(required=True, allow_none=True)
    kind = Known(RoundKind, required=True)
    at = Instant(required=True)
    by = fields.String(required=True, allow_none=True)
    total = fields.Integer(required=True)
    done = fields.Integer(required=True)
    tickets = fields.Integer(required=True)
    affected = fields.Integer(required=True)
    finished_at = Instant(required=True, allow_none=True)


class RoundListSchema(Contract):
    """`GET /outages/{id}/rounds`, the newest first."""

    items = fields.List(Part(RoundSchema), required=True)


class PageQuerySchema(Contract):
    """Which page of a list."""

    limit = fields.Integer(load_default=50, validate=within(1, 100))
    cursor = Text(400)


class CandidatesSchema(Contract):
    """`GET /outages/{id}/candidates`: open tickets that match and are behind no outage; `total` of all pages."""

    items = fields.List(Part(TicketSchema), required=True)
    total = fields.Integer(required=True)


class LinkTicketsSchema(Contract):
    """`POST /outages/{id}/tickets`: these tickets (100 at most), or all that match."""

    ticket_ids = fields.List(Text(64, shortest=1), validate=_some)
    all = fields.Boolean(truthy={True}, falsy={False})

    @validates_schema
    def _says_which(self, data: dict[str, Any], **kwargs: Any) -> None:
        if bool(data.get("all")) == ("ticket_ids" in data):
            raise ValidationError(Message("Send ticket_ids, or all: true."), "ticket_ids")


class LinkedTicketsSchema(Contract):
    """How many came behind the outage now, and the round that brings the rest; null where none does."""

    linked = fields.Integer(required=True)
    round = Part(RoundSchema, required=True, allow_none=True)
