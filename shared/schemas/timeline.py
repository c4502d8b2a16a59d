"""A ticket's timeline: what is written, what came along, and what happened."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from shared.messages import Message
from shared.schemas.base import Contract, Instant, Known, Localised, Part, Text, Word, within
from shared.vocabulary import ActorKind, EntryType, Visibility

LONGEST_DESCRIPTION = 10_000
MOST_ENTRIES = 500
"""Of a timeline in one answer."""


class ActedBySchema(Contract):
    """The person on whose behalf a team's program acts."""

    name = Text(200, shortest=1, required=True)


class MessagePartSchema(Contract):
    """A message that goes along with a PATCH: `body`, or `template`, the slug of one of the team's.

    A public one reaches the ticket's children too, unless `children` is false.
    """

    body = Text(LONGEST_DESCRIPTION, shortest=1)
    template = Text(64, shortest=1)
    visibility = Word(Visibility, load_default=Visibility.PUBLIC.value)
    children = fields.Boolean(load_default=True, truthy={True}, falsy={False})

    @validates_schema(skip_on_field_errors=False)
    def _says_one_thing(self, data: dict[str, Any], **kwargs: Any) -> None:
        if "body" in data and "template" in data:
            raise ValidationError(Message("Send body or template, not both."), "template")

    @validates_schema
    def _says_something(self, data: dict[str, Any], **kwargs: Any) -> None:
        if "body" not in data and "template" not in data:
            raise ValidationError(Message("Required, unless a template is named."), "body")


class NewMessageSchema(MessagePartSchema):
    """`POST /tickets/{id}/messages`."""

    acted_by = Part(ActedBySchema)


class PersonReferenceSchema(Contract):
    """Somebody's id and name."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class ActorSchema(Contract):
    """Who did it; `name` is null for the system."""

    kind = Known(ActorKind, required=True)
    name = fields.String(required=True, allow_none=True)


class NewAttachmentsSchema(Contract):
    """The text fields of `POST /tickets/{id}/attachments`; `acted_by` is the person's name."""

    message = Text(LONGEST_DESCRIPTION, shortest=1)
    visibility = Word(Visibility, load_default=Visibility.PUBLIC.value)
    acted_by = Text(200, shortest=1)


class AttachmentSchema(Contract):
    """A file of an entry; `size` is in bytes, `width` and `height` of a photo in pixels, `url` wants a sign-in."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    type = fields.String(required=True)
    size = fields.Integer(required=True)
    width = fields.Integer(required=True, allow_none=True)
    height = fields.Integer(required=True, allow_none=True)
    url = fields.String(required=True)


class EntrySchema(Contract):
    """One thing that happened to a ticket; `changes` maps a field to `{"from": ..., "to": ...}`.

    `texts` is what a response template said, null in a language that it lacked; `body` is the reader's of them.
    `mentions` are the colleagues that its text names; empty for the reporter.
    """

    id = fields.String(required=True)
    ticket_id = fields.String(required=True)
    type = Known(EntryType, required=True)
    at = Instant(required=True)
    visibility = Known(Visibility, required=True)
    actor = Part(ActorSchema, required=True)
    body = fields.String(allow_none=True)
    texts = Localised(LONGEST_DESCRIPTION, allow_none=True)
    changes = fields.Dict(keys=fields.String(), allow_none=True)
    attachments = fields.List(Part(AttachmentSchema), required=True)
    mentions = fields.List(Part(PersonReferenceSchema))


class TimelineQuerySchema(Contract):
    """`GET /tickets/{id}/timeline`: a page, the whole of all but a few tickets."""

    limit = fields.Integer(load_default=MOST_ENTRIES, validate=within(1, MOST_ENTRIES))
    cursor = Text(400)


class EntryListSchema(Contract):
    """`GET /tickets/{id}/timeline`, oldest first."""

    items = fields.List(Part(EntrySchema), required=True)
