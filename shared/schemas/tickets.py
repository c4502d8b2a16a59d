"""Tickets, their customers and their timelines."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from shared.messages import Message
from shared.schemas.base import Contract, Instant, Known, Localised, Part, Text, Word, within
from shared.vocabulary import (
    ActorKind,
    Channel,
    EntryType,
    HandlingAnswer,
    Kind,
    Severity,
    Status,
    StatusReason,
    Visibility,
)

LONGEST_DESCRIPTION = 10_000
LONGEST_HELD_FOR = 500


class CustomerSchema(Contract):
    """The friend or relative it is about; everything as far as known, the postcode checked by country at the edge."""

    name = Text(200, allow_none=True, load_default=None)
    phone = Text(40, allow_none=True, load_default=None)
    email = Text(254, allow_none=True, load_default=None)
    postcode = Text(16, allow_none=True, load_default=None)
    house_number = Text(20, allow_none=True, load_default=None)
    may_contact = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    preferred_channel = Word(Channel, allow_none=True, load_default=None)


class SubmitTicketSchema(Contract):
    """`POST /tickets`."""

    kind = Word(Kind, required=True)
    service = Text(40, allow_none=True, load_default=None)
    description = Text(LONGEST_DESCRIPTION, shortest=1, required=True)
    severity = Word(Severity, load_default=Severity.MAJOR.value)
    customer = Part(CustomerSchema, load_default=dict)
    outage_id = Text(64, allow_none=True, load_default=None)
    related_to = Text(64, allow_none=True, load_default=None)

    @validates_schema(skip_on_field_errors=False)
    def _has_what_routing_needs(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data.get("kind") != Kind.PROBLEM:
            return
        missing: dict[str, Any] = {}
        needed = [Message("Required for a problem.")]
        if not data.get("service"):
            missing["service"] = needed
        if not data.get("customer", {}).get("postcode"):
            missing["customer"] = {"postcode": needed}
        if missing:
            raise ValidationError(missing)

    @post_load
    def _fill_customer(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        data["customer"] = {**CustomerSchema().load({}), **data["customer"]}
        return data


class CorrectCustomerSchema(CustomerSchema):
    """`PATCH /tickets/{id}/customer`: only the fields that are sent change."""


class ReporterActionSchema(Contract):
    """`POST /tickets/{id}/confirm`, `/reopen`, `/cancel`: `{}`, or a word along with it."""

    body = Text(LONGEST_DESCRIPTION, shortest=1)


class ActedBySchema(Contract):
    """The person on whose behalf a team's program acts."""

    name = Text(200, shortest=1, required=True)


class MessagePartSchema(Contract):
    """A message that goes along with a PATCH: `body`, or `template`, the slug of one of the team's."""

    body = Text(LONGEST_DESCRIPTION, shortest=1)
    template = Text(64, shortest=1)
    visibility = Word(Visibility, load_default=Visibility.PUBLIC.value)

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


class PatchTicketSchema(Contract):
    """`PATCH /tickets/{id}`: what a team may change; only the fields that are sent change."""

    status = Word(Status)
    status_reason = Word(StatusReason, allow_none=True)
    assignee = Text(64, allow_none=True)
    team = Text(64, shortest=1)
    priority = fields.Integer(strict=True, validate=within(1, 4))
    outage_id = Text(64, allow_none=True)
    next_update_by = Instant(allow_none=True)
    held_until = Instant(allow_none=True)
    held_for = Text(LONGEST_HELD_FOR, allow_none=True)
    external_id = Text(200, allow_none=True)
    external_url = Text(2000, allow_none=True)
    acted_by = Part(ActedBySchema)
    message = Part(MessagePartSchema)

    @validates_schema
    def _link_is_a_web_address(self, data: dict[str, Any], **kwargs: Any) -> None:
        url = data.get("external_url")
        if url and not url.startswith(("https://", "http://")):
            raise ValidationError(Message("Not a web address; it begins with https://."), "external_url")


class PersonReferenceSchema(Contract):
    """Somebody's id and name."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class HandlingSchema(Contract):
    """The answer to "is it being handled?"."""

    answer = Known(HandlingAnswer, required=True)
    team = fields.String(required=True)
    since = Instant(required=True)
    last_human_action_at = Instant(required=True, allow_none=True)
    next_update_by = Instant(required=True, allow_none=True)


class RoutingSchema(Contract):
    """The rule that chose the team, as it was then; `rule` is null where the fallback did."""

    rule = fields.String(required=True, allow_none=True)
    service = fields.String(allow_none=True)
    kind = fields.String(allow_none=True)
    area = fields.String(allow_none=True)
    position = fields.Integer(allow_none=True)


class ShareTextSchema(Contract):
    """A line to pass on to the friend, without personal data."""

    nl = fields.String(required=True)
    en = fields.String(required=True)


class TicketSchema(Contract):
    """A ticket as its readers see it; in lists, readers other than the reporter get only the customer's postcode."""

    id = fields.String(required=True)
    reference = fields.String(required=True)
    kind = Known(Kind, required=True)
    service = fields.String(required=True, allow_none=True)
    description = fields.String(required=True)
    severity = Known(Severity, required=True)
    priority = fields.Integer(required=True)
    status = Known(Status, required=True)
    status_reason = Known(StatusReason, required=True, allow_none=True)
    team = fields.String(required=True)
    team_name = fields.String(required=True)
    assignee = fields.String(required=True, allow_none=True)
    assignee_name = fields.String(required=True, allow_none=True)
    reporter = Part(PersonReferenceSchema, required=True)
    customer = fields.Dict(keys=fields.String(), required=True)
    routed_by = Part(RoutingSchema, required=True)
    outage_id = fields.String(required=True, allow_none=True)
    related_to = fields.String(required=True, allow_none=True)
    held_until = Instant(required=True, allow_none=True)
    held_for = fields.String(required=True, allow_none=True)
    handling = Part(HandlingSchema, required=True)
    share_text = Part(ShareTextSchema, required=True)
    external_id = fields.String(required=True, allow_none=True)
    external_url = fields.String(required=True, allow_none=True)
    due_at = Instant(required=True, allow_none=True)
    breached = fields.Boolean(required=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)
    allowed = fields.List(fields.String(), required=True)


class TicketListSchema(Contract):
    """`GET /tickets`."""

    items = fields.List(Part(TicketSchema), required=True)


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


class EntryListSchema(Contract):
    """`GET /tickets/{id}/timeline`, oldest first."""

    items = fields.List(Part(EntrySchema), required=True)


class TicketQuerySchema(Contract):
    """The filters of `GET /tickets`; `status`, `service` and `team` take several, by commas."""

    status = Text(200)
    service = Text(400)
    team = Text(400)
    assignee = Text(64)
    outage_id = Text(64)
    external_id = Text(200)
    q = Text(200)
    updated_after = Instant()
    sort = fields.String(load_default="-created_at")
    limit = fields.Integer(load_default=50, validate=within(1, 100))
    cursor = Text(400)
