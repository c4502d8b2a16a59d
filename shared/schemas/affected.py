"""Customers behind a known outage, for whom no ticket is needed ("me too")."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Known, Part, Text, Word, within
from shared.schemas.share import ShareTextSchema
from shared.schemas.tickets import CustomerSchema
from shared.schemas.timeline import LONGEST_DESCRIPTION
from shared.vocabulary import AffectedAction, AffectedStatus, Severity


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
