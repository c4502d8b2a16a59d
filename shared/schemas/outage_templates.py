"""Templates for what people are told of outages often."""

from marshmallow import fields, validate

from shared.messages import Message
from shared.schemas.base import Contract, Instant, Known, Localised, Part, Text, Word
from shared.vocabulary import OutageStatus

LONGEST_TEXT = 5000
# OpenAPI's patterns are JavaScript's, which has no \Z; `$` alone lets a line feed pass in Python.
_SLUG = validate.Regexp(
    r"^[a-z0-9][a-z0-9\-]{0,62}$(?!\n)", error=Message("Small letters, digits and hyphens, as in cable-cut.")
)


class NewOutageTemplateSchema(Contract):
    """`POST /outage-templates`; a placeholder is a name in braces, `{{` and `}}` are braces themselves."""

    slug = Text(63, required=True, validate=_SLUG)
    title = Localised(200, required=True)
    text = Localised(LONGEST_TEXT, required=True)
    status = Word(OutageStatus, allow_none=True)


class PatchOutageTemplateSchema(Contract):
    """`PATCH /outage-templates/{id}`: only the fields that are sent change."""

    slug = Text(63, validate=_SLUG)
    title = Localised(200)
    text = Localised(LONGEST_TEXT)
    status = Word(OutageStatus, allow_none=True)


class OutageTemplateSchema(Contract):
    """A template as it was written; an update with it sets `status`, unless it says another itself."""

    id = fields.String(required=True)
    slug = fields.String(required=True)
    title = Localised(200, required=True)
    text = Localised(LONGEST_TEXT, required=True)
    status = Known(OutageStatus, required=True, allow_none=True)
    missing = fields.List(fields.String(), required=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)


class OutageTemplateListSchema(Contract):
    """`GET /outage-templates`, by slug."""

    items = fields.List(Part(OutageTemplateSchema), required=True)
