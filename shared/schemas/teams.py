"""Teams, where they receive, and what they got."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from shared.messages import Message
from shared.schemas.base import Contract, Instant, OneOf, Part, Text, within
from shared.vocabulary import LANGUAGES


class TeamSchema(Contract):
    """A solving team."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    language = fields.String(required=True)


class NewTeamSchema(Contract):
    """`POST /teams`."""

    slug = Text(63, shortest=1, required=True)
    name = Text(200, shortest=1, required=True)
    language = fields.String(load_default="nl", validate=OneOf(LANGUAGES))


class PatchTeamSchema(Contract):
    """`PATCH /teams/{slug}`: only the fields that are sent change."""

    name = Text(200, shortest=1)
    language = fields.String(validate=OneOf(LANGUAGES))


class TeamListSchema(Contract):
    """`GET /teams`."""

    items = fields.List(Part(TeamSchema), required=True)


class NewEndpointSchema(Contract):
    """`POST /teams/{slug}/endpoints`: the address of the team's system, or of its mailbox."""

    url = Text(2000, shortest=1)
    email = Text(254, shortest=1)

    @validates_schema
    def _one_of_both(self, data: dict[str, Any], **kwargs: Any) -> None:
        if ("url" in data) == ("email" in data):
            raise ValidationError(Message("Give either url or email."))


class RotateSecretSchema(Contract):
    """`POST /teams/{slug}/endpoints/{id}/rotate`: how long the old secret still signs, in seconds, up to a week."""

    overlap_seconds = fields.Integer(strict=True, load_default=86_400, validate=within(0, 604_800))


class EndpointSchema(Contract):
    """Where a team receives, at `url` or at `email`; a webhook's secret is shown once, when it is made."""

    id = fields.String(required=True)
    team = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)
    active = fields.Boolean(required=True)
    disabled_reason = fields.String(required=True, allow_none=True)
    created_at = Instant(required=True)
    secret = fields.String()


class EndpointListSchema(Contract):
    """`GET /teams/{slug}/endpoints`."""

    items = fields.List(Part(EndpointSchema), required=True)


class DeliverySchema(Contract):
    """One attempt chain to hand one event to one endpoint."""

    id = fields.String(required=True)
    event_id = fields.String(required=True)
    type = fields.String(required=True)
    team = fields.String(required=True)
    endpoint_id = fields.String(required=True)
    ticket_id = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)
    attempts = fields.Integer(required=True)
    next_attempt_at = Instant(required=True, allow_none=True)
    last_attempt_at = Instant(required=True, allow_none=True)
    last_status_code = fields.Integer(required=True, allow_none=True)
    last_error = fields.String(required=True, allow_none=True)
    delivered_at = Instant(required=True, allow_none=True)
    created_at = Instant(required=True)


class AttemptSchema(Contract):
    """One time that an event was posted: `seconds` it took, and the beginning of what came back."""

    at = Instant(required=True)
    seconds = fields.Float(required=True)
    status_code = fields.Integer(required=True, allow_none=True)
    error = fields.String(required=True, allow_none=True)
    answer = fields.String(required=True, allow_none=True)


class RequestSchema(Contract):
    """What is posted; the signature is made anew at each attempt."""

    url = fields.String(required=True)
    body = fields.Dict(required=True)


class DeliveryDetailSchema(DeliverySchema):
    """`GET /deliveries/{id}`: with the request and every attempt, oldest first."""

    request = Part(RequestSchema, required=True)
    log = fields.List(Part(AttemptSchema), required=True)


class RedeliverDeadSchema(Contract):
    """`POST /deliveries/redeliver`: all dead letters in scope, or those of one team or endpoint."""

    team = Text(64)
    endpoint_id = Text(64)


class RedeliveredSchema(Contract):
    """How many were put into the outbox again, and how many are left for a further call."""

    redelivered = fields.Integer(required=True)
    remaining = fields.Integer(required=True)


class DeliveryListSchema(Contract):
    """`GET /deliveries`, newest first."""

    items = fields.List(Part(DeliverySchema), required=True)


class DeliveryQuerySchema(Contract):
    """The filters of `GET /deliveries`."""

    team = Text(64)
    endpoint_id = Text(64)
    status = Text(20)
    ticket_id = Text(64)
    limit = fields.Integer(load_default=50, validate=within(1, 100))
    cursor = Text(400)
