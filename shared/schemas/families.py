"""Tickets that have to do with each other: duplicates, parents and their children, related ones."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Known, Part, Text, Word
from shared.vocabulary import Likeness, LinkType, Status


class MergeSchema(Contract):
    """`POST /tickets/{id}/merge`: the ticket that it is a duplicate of."""

    into = Text(64, shortest=1, required=True)


class NewLinkSchema(Contract):
    """`POST /tickets/{id}/links`."""

    to = Text(64, shortest=1, required=True)
    type = Word(LinkType, load_default=LinkType.RELATED.value)


class LikelyDuplicateSchema(Contract):
    """Another ticket that is likely about the same, and why."""

    id = fields.String(required=True)
    reference = fields.String(required=True)
    status = Known(Status, required=True)
    reason = Known(Likeness, required=True)
    created_at = Instant(required=True)


class LikelyDuplicatesSchema(Contract):
    """`GET /tickets/{id}/duplicates`, open ones first."""

    items = fields.List(Part(LikelyDuplicateSchema), required=True)


class ChildrenSchema(Contract):
    """How many children a ticket has."""

    total = fields.Integer(required=True)
    open = fields.Integer(required=True)


class LinkedSchema(Contract):
    """A related ticket."""

    id = fields.String(required=True)
    reference = fields.String(required=True)
    status = Known(Status, required=True)
    type = Known(LinkType, required=True)
