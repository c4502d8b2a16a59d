"""How every error looks: RFC 9457 `application/problem+json`."""

from marshmallow import fields

from shared.schemas.base import Contract, Part


class FaultSchema(Contract):
    """One thing that is wrong, at a JSON pointer (RFC 6901) into the body or `/query/...`, `/header/...`."""

    pointer = fields.String(required=True)
    detail = fields.String(required=True)


class ProblemSchema(Contract):
    """`title` and `detail` are in the caller's language; `allowed` names what would have been accepted, where known.

    `current` tells one who was too late what is: of a ticket `{status, since, by, assignee, assignee_name, team,
    etag}`.
    """

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.List(Part(FaultSchema), required=True)
    allowed = fields.List(fields.String())
    current = fields.Dict(keys=fields.String())
