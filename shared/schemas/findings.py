"""What is missing before a company goes live."""

from marshmallow import fields

from shared.schemas.base import Contract, Part


class FindingSchema(Contract):
    """One thing, in words; `about` is what it is of: `settings`, `people`, `duty`, ... or `team:SLUG`."""

    text = fields.String(required=True)
    blocks = fields.Boolean(required=True)
    about = fields.String(required=True)


class FindingListSchema(Contract):
    """`GET /findings`, what blocks first."""

    items = fields.List(Part(FindingSchema), required=True)
