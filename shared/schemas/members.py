"""Who works in a team."""

from marshmallow import fields

from shared.schemas.base import Contract, Part, Text


class NewMemberSchema(Contract):
    """`POST /teams/{slug}/members`."""

    email = Text(254, shortest=1, required=True)


class MemberSchema(Contract):
    """A member; `active` is false where the account is closed."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    role = fields.String(required=True)
    language = fields.String(required=True)
    active = fields.Boolean(required=True)


class MemberListSchema(Contract):
    """`GET /teams/{slug}/members`, by name."""

    items = fields.List(Part(MemberSchema), required=True)
