"""Who changed what."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Part, Text, within


class AuditQuerySchema(Contract):
    """The filters of `GET /audit`."""

    team = Text(64)
    subject = Text(200)
    actor = Text(80)
    limit = fields.Integer(load_default=50, validate=within(1, 100))
    cursor = Text(400)


class AuditRecordSchema(Contract):
    """One change: by whom (`person:ID` or `key:ID`; null for a command), of what (`rule:ID`), and from what to what."""

    at = Instant(required=True)
    actor = fields.String(required=True, allow_none=True)
    actor_name = fields.String(required=True)
    team = fields.String(required=True, allow_none=True)
    action = fields.String(required=True)
    subject = fields.String(required=True)
    changes = fields.Dict(keys=fields.String(), required=True)


class AuditListSchema(Contract):
    """`GET /audit`, newest first."""

    items = fields.List(Part(AuditRecordSchema), required=True)
