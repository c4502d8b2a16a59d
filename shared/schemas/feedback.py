"""What people say about the app itself."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Part, Text, Word, within
from shared.schemas.timeline import PersonReferenceSchema
from shared.vocabulary import Separator

LONGEST_FEEDBACK = 4000


class NewFeedbackSchema(Contract):
    """`POST /feedback`: what somebody thinks of the app, from which of its screens, and in which version."""

    text = Text(LONGEST_FEEDBACK, shortest=1, required=True)
    screen = Text(60, allow_none=True, load_default=None)
    app_version = Text(40, allow_none=True, load_default=None)


class FeedbackSchema(Contract):
    """What somebody said about the app."""

    id = fields.String(required=True)
    text = fields.String(required=True)
    screen = fields.String(required=True, allow_none=True)
    app_version = fields.String(required=True, allow_none=True)
    by = Part(PersonReferenceSchema, required=True)
    created_at = Instant(required=True)


class FeedbackQuerySchema(Contract):
    """A page of `GET /feedback`."""

    limit = fields.Integer(load_default=50, validate=within(1, 100))
    cursor = Text(400)


class FeedbackExportQuerySchema(Contract):
    """How `GET /feedback/export.csv` parts its cells."""

    separator = Word(Separator, load_default=Separator.COMMA.value)


class FeedbackListSchema(Contract):
    """`GET /feedback`, newest first."""

    items = fields.List(Part(FeedbackSchema), required=True)
