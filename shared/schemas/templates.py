"""Response templates: answers that a team gives often, in both languages."""

from marshmallow import fields, validate

from shared.messages import Message
from shared.schemas.base import Contract, Instant, Localised, Part, Text
from shared.schemas.timeline import LONGEST_DESCRIPTION

# OpenAPI's patterns are JavaScript's, which has no \Z; `$` alone lets a line feed pass in Python.
_SLUG = validate.Regexp(
    r"^[a-z0-9][a-z0-9\-]{0,62}$(?!\n)", error=Message("Small letters, digits and hyphens, as in ask-which-lights.")
)


class NewTemplateSchema(Contract):
    """`POST /teams/{slug}/templates`; a placeholder is a name in braces, `{{` and `}}` are braces themselves."""

    slug = Text(63, required=True, validate=_SLUG)
    title = Localised(200, required=True)
    body = Localised(LONGEST_DESCRIPTION, required=True)


class PatchTemplateSchema(Contract):
    """`PATCH /teams/{slug}/templates/{id}`: only the fields that are sent change."""

    slug = Text(63, validate=_SLUG)
    title = Localised(200)
    body = Localised(LONGEST_DESCRIPTION)


class TemplateSchema(Contract):
    """A response template; `missing` are the languages that fall back to the other one's text."""

    id = fields.String(required=True)
    team = fields.String(required=True)
    slug = fields.String(required=True)
    title = Localised(200, required=True)
    body = Localised(LONGEST_DESCRIPTION, required=True)
    missing = fields.List(fields.String(), required=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)


class TemplateListSchema(Contract):
    """`GET /teams/{slug}/templates`, by slug."""

    items = fields.List(Part(TemplateSchema), required=True)


class PreviewTemplateSchema(Contract):
    """`POST /teams/{slug}/templates/{id}/preview`: for which ticket."""

    ticket_id = Text(64, shortest=1, required=True)


class PreviewedSchema(Contract):
    """Both texts as they would go out now; a language in `missing` gets the other one's."""

    texts = Localised(LONGEST_DESCRIPTION, required=True)
    missing = fields.List(fields.String(), required=True)
