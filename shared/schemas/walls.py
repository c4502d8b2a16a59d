"""Screens on a wall."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, OneOf, Part, Text
from shared.schemas.story import NamedSchema
from shared.vocabulary import LANGUAGES


class NewWallSchema(Contract):
    """`POST /board/walls`: where it hangs, and in which language it speaks (none named: the maker's)."""

    label = Text(80, shortest=1, required=True)
    language = fields.String(load_default=None, allow_none=True, validate=OneOf(LANGUAGES))


class WallSchema(Contract):
    """A wall; its link was shown once, as it was made."""

    id = fields.String(required=True)
    label = fields.String(required=True)
    language = fields.String(required=True)
    made_by = Part(NamedSchema, required=True)
    created_at = Instant(required=True)


class MadeWallSchema(WallSchema):
    """A new wall, and its link: whoever has `url` can open it."""

    url = fields.String(required=True)


class WallListSchema(Contract):
    """`GET /board/walls`, the oldest first."""

    items = fields.List(Part(WallSchema), required=True)
