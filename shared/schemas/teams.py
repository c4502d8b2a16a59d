"""Teams, where they receive, and what they got."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Part, Text, within


class TeamSchema(Contract):
    """A solving team."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    language = fields.String(required=True)


class TeamListSchema(Contract):
    """`GET /teams`."""

    items = fields.List(Part(TeamSchema), required=True)


class NewEndpointSchema(Contract):
    """`POST /teams/{slug}/endpoints`."""

    url = Text(2000, shortest=1, required=True)


class EndpointSchema(Contract):
    """Where a team receives; the secret is shown once, when it is made."""

    id = fields.String(required=True)
    team = fields.String(required=True)
    url = fields.String(required=True)
    active = fields.Boolean(required=True)
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


class DeliveryListSchema(Contract):
    """`GET /deliveries`, newest first."""

    items = fields.List(Part(DeliverySchema), required=True)


class DeliveryQuerySchema(Contract):
    """The filters of `GET /deliveries`."""

    team = Text(64)
    status = Text(20)
    ticket_id = Text(64)
    limit = fields.Integer(load_default=50, validate=within(1, 100))
    cursor = Text(400)
