"""An article of help as the server gives it."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Localised


class HelpArticleSchema(Contract):
    """Of `GET /help`: what can be tried for a symptom of a service."""

    id = fields.String(required=True)
    service = fields.String(required=True, allow_none=True)
    title = Localised(required=True)
    symptom = Localised(load_default=None, allow_none=True)
    steps = fields.List(Localised(), required=True)
    video_url = fields.String(load_default=None, allow_none=True)
    position = fields.Integer(load_default=0)
    updated_at = Instant(load_default=None, allow_none=True)
