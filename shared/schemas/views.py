"""Saved views: the parameters of `GET /tickets` under a name."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates

from shared.schemas.base import Contract, Instant, Part, Text
from shared.schemas.queue import TicketQuerySchema

_NOT_KEPT = ("cursor", "limit")


def filters_of(query: Mapping[str, str]) -> dict[str, Any]:
    """The filters and order that a view's parameters mean, loaded; raises ValidationError."""
    data: dict[str, Any] = TicketQuerySchema(exclude=_NOT_KEPT).load(query)
    return data


def _query(**kwargs: Any) -> fields.Dict:
    told = {"description": "Filters and `sort` of `GET /tickets`, as texts.", "example": {"assignee": "me"}}
    return fields.Dict(keys=Text(40), values=Text(400), metadata=told, **kwargs)


class PatchViewSchema(Contract):
    """`PATCH /views/{id}`: only the fields that are sent change; a null `team` makes it one's own."""

    name = Text(100, shortest=1)
    query = _query()
    team = Text(64, shortest=1, allow_none=True)

    @validates("query")
    def _can_be_asked(self, query: dict[str, str], **kwargs: Any) -> None:
        try:
            filters_of(query)
        except ValidationError as error:
            raise ValidationError(error.messages) from error


class NewViewSchema(PatchViewSchema):
    """`POST /views`; with a `team` it is that team's."""

    name = Text(100, shortest=1, required=True)
    query = _query(required=True)
    team = Text(64, shortest=1, allow_none=True, load_default=None)


class ViewSchema(Contract):
    """A saved view; `own` where the caller made it, `team` where it is a team's."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    query = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    team = fields.String(required=True, allow_none=True)
    own = fields.Boolean(required=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)


class ViewListSchema(Contract):
    """`GET /views`, by name."""

    items = fields.List(Part(ViewSchema), required=True)
