"""The keys of a team's programs."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, OneOf, Part, Text


class NewKeySchema(Contract):
    """`POST /teams/{slug}/keys`; `rights` are a manager's or admin's to give."""

    name = Text(200, shortest=1, required=True)
    rights = fields.List(fields.String(validate=OneOf(["outages"])), load_default=list)


class KeySchema(Contract):
    """A key; `last_used_at` is exact to the hour, the secret is shown once, when it is made."""

    id = fields.String(required=True)
    team = fields.String(required=True)
    name = fields.String(required=True)
    rights = fields.List(fields.String(), required=True)
    created_at = Instant(required=True)
    last_used_at = Instant(required=True, allow_none=True)
    revoked_at = Instant(required=True, allow_none=True)
    secret = fields.String()


class KeyListSchema(Contract):
    """`GET /teams/{slug}/keys`, the newest first."""

    items = fields.List(Part(KeySchema), required=True)
