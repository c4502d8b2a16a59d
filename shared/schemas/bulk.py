"""One change of many tickets."""

from typing import Any

from marshmallow import ValidationError, fields, validates, validates_schema

from shared.messages import Message
from shared.schemas.base import Contract, Instant, Known, Part, Text
from shared.schemas.problem import ProblemSchema
from shared.schemas.tickets import PatchTicketSchema
from shared.vocabulary import Status, StatusReason

MOST_IN_BULK = 500


class BulkSchema(Contract):
    """`POST /tickets/bulk`: one change of many tickets; `etags` (by id) of those that must be as they were read."""

    ids = fields.List(Text(64, shortest=1), required=True)
    etags = fields.Dict(keys=Text(64), values=Text(200), load_default=dict)
    change = Part(PatchTicketSchema, required=True)

    @validates("ids")
    def _some_and_each_once(self, ids: list[str], **kwargs: Any) -> None:
        if not 1 <= len(ids) <= MOST_IN_BULK:
            raise ValidationError(Message("From 1 to {most} of them.", most=MOST_IN_BULK))
        if len(set(ids)) < len(ids):
            raise ValidationError(Message("Each ticket once."))

    @validates_schema
    def _etags_are_of_these(self, data: dict[str, Any], **kwargs: Any) -> None:
        if not set(data["etags"]) <= set(data["ids"]):
            raise ValidationError(Message("Only of the tickets that are named in ids."), "etags")


class ChangedTicketSchema(Contract):
    """What a bulk change tells of a ticket: nothing of its customer, so that a kept answer holds nothing either."""

    id = fields.String(required=True)
    reference = fields.String(required=True)
    status = Known(Status, required=True)
    status_reason = Known(StatusReason, required=True, allow_none=True)
    priority = fields.Integer(required=True)
    team = fields.String(required=True)
    assignee = fields.String(required=True, allow_none=True)
    parent = fields.String(required=True, allow_none=True)
    etag = fields.String(required=True)
    updated_at = Instant(required=True)


class BulkResultSchema(Contract):
    """What became of one: `status` as PATCH would have answered, with the ticket or the problem."""

    id = fields.String(required=True)
    status = fields.Integer(required=True)
    ticket = Part(ChangedTicketSchema)
    problem = Part(ProblemSchema)


class BulkResultsSchema(Contract):
    """The answer of `POST /tickets/bulk`, in the order asked."""

    results = fields.List(Part(BulkResultSchema), required=True)
    succeeded = fields.Integer(required=True)
    failed = fields.Integer(required=True)
