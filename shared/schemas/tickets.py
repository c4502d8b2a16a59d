"""Tickets and their customers."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from shared.messages import Message
from shared.schemas.answers import (
    MOST_QUESTIONS,
    MOST_TRIED,
    AnswerSchema,
    NewAnswerSchema,
    TriedSchema,
    few_and_once,
)
from shared.schemas.base import Contract, Instant, Known, Part, Text, Word, within
from shared.schemas.families import ChildrenSchema, LikelyDuplicateSchema, LinkedSchema
from shared.schemas.share import ShareTextSchema
from shared.schemas.timeline import LONGEST_DESCRIPTION, ActedBySchema, MessagePartSchema, PersonReferenceSchema
from shared.vocabulary import Channel, Clock, HandlingAnswer, Kind, OutageAnswer, Severity, Status, StatusReason

LONGEST_COMMENT = 2000
LONGEST_HELD_FOR = 500
MOST_DECLINED = 20


class CustomerSchema(Contract):
    """The friend or relative it is about; everything as far as known, the postcode checked by country at the edge."""

    name = Text(200, allow_none=True, load_default=None)
    phone = Text(40, allow_none=True, load_default=None)
    email = Text(254, allow_none=True, load_default=None)
    postcode = Text(16, allow_none=True, load_default=None)
    house_number = Text(20, allow_none=True, load_default=None)
    may_contact = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    preferred_channel = Word(Channel, allow_none=True, load_default=None)
    informed = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    """They know that it is passed on."""


def _one_to_each(answers: list[dict[str, Any]]) -> None:
    asked = [one["question"] for one in answers]
    for index, one in enumerate(asked):
        if one in asked[:index]:
            raise ValidationError({index: {"question": [Message("Each of them once.")]}})


def _not_too_many(values: list[str]) -> None:
    if len(values) > MOST_DECLINED:
        raise ValidationError(Message("At most {longest} of them.", longest=MOST_DECLINED))


class SubmitTicketSchema(Contract):
    """`POST /tickets`; `declined_outage_ids` are known outages that were offered and are not it, the first one first.

    `declined_outage_id` names a single one, as older apps do. `answers` are to the service's questions; an option may
    raise the severity. `tried` are the ids of articles of help that did not help.
    """

    kind = Word(Kind, required=True)
    service = Text(40, allow_none=True, load_default=None)
    description = Text(LONGEST_DESCRIPTION, shortest=1, required=True)
    severity = Word(Severity, load_default=Severity.MAJOR.value)
    customer = Part(CustomerSchema, load_default=dict)
    outage_id = Text(64, allow_none=True, load_default=None)
    declined_outage_id = Text(64, allow_none=True, load_default=None)
    declined_outage_ids = fields.List(Text(64, shortest=1), load_default=list, validate=_not_too_many)
    related_to = Text(64, allow_none=True, load_default=None)
    answers = fields.List(
        Part(NewAnswerSchema), load_default=list, validate=[few_and_once(MOST_QUESTIONS), _one_to_each]
    )
    tried = fields.List(Text(64, shortest=1), load_default=list, validate=few_and_once(MOST_TRIED))

    @validates_schema
    def _is_behind_it_or_not(self, data: dict[str, Any], **kwargs: Any) -> None:
        outage = data.get("outage_id")
        for name, declined in (
            ("declined_outage_id", [data.get("declined_outage_id")]),
            ("declined_outage_ids", data.get("declined_outage_ids") or []),
        ):
            if outage is not None and outage in declined:
                raise ValidationError(Message("Behind it, or not behind it: name that outage once."), name)

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


class RateSchema(Contract):
    """`POST /tickets/{id}/rating`: how it went, 1 (badly) to 5 (very well)."""

    rating = fields.Integer(required=True, strict=True, validate=within(1, 5))
    comment = Text(LONGEST_COMMENT, allow_none=True, load_default=None)


class PatchTicketSchema(Contract):
    """`PATCH /tickets/{id}`: what a team may change; only the fields that are sent change."""

    status = Word(Status)
    status_reason = Word(StatusReason, allow_none=True)
    assignee = Text(64, allow_none=True)
    team = Text(64, shortest=1)
    priority = fields.Integer(strict=True, validate=within(1, 4))
    outage_id = Text(64, allow_none=True)
    parent = Text(64, allow_none=True)
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


class ClockSchema(Contract):
    """One clock: when it runs out if it goes on running (null while it stands or has ended), and what it has used."""

    name = Known(Clock, required=True)
    target_minutes = fields.Integer(required=True)
    used_minutes = fields.Integer(required=True)
    due_at = Instant(required=True, allow_none=True)
    met_at = Instant(required=True, allow_none=True)
    breached = fields.Boolean(required=True)
    standing = fields.Boolean(required=True)


class RatingSchema(Contract):
    """How it went in the reporter's eyes, 1 to 5."""

    rating = fields.Integer(required=True)
    comment = fields.String(required=True, allow_none=True)
    at = Instant(required=True)


class TicketSchema(Contract):
    """A ticket as its readers see it; in lists, readers other than the reporter get only the customer's postcode.

    `outage_answer` is what came of the question whether it works, once its outage is over; null until that is asked.
    `declined_outage_id` is the known outage that the reporter was offered and said is not it; of several, the first.
    `answers` and `tried` are what was asked, answered and tried before it was passed on, in the words of then.
    `parent` and `merged` are for who works on the ticket; so are `children`, `links` and `likely_duplicates`, which
    lists leave out.
    `seen_at` and `unread` (something said or done by others since then) are there for the reporter alone.
    """

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
    outage_answer = Known(OutageAnswer, allow_none=True)
    declined_outage_id = fields.String(allow_none=True)
    related_to = fields.String(required=True, allow_none=True)
    # Not required, as all that came later: a phone of today also reads a server of before.
    held_until = Instant(allow_none=True)
    held_for = fields.String(allow_none=True)
    handling = Part(HandlingSchema, required=True)
    share_text = Part(ShareTextSchema, required=True)
    external_id = fields.String(required=True, allow_none=True)
    external_url = fields.String(required=True, allow_none=True)
    due_at = Instant(required=True, allow_none=True)
    breached = fields.Boolean(required=True)
    clocks = fields.List(Part(ClockSchema), allow_none=True)
    rating = Part(RatingSchema, allow_none=True)
    answers = fields.List(Part(AnswerSchema))
    tried = fields.List(Part(TriedSchema))
    seen_at = Instant(allow_none=True)
    unread = fields.Boolean()
    created_at = Instant(required=True)
    updated_at = Instant(required=True)
    allowed = fields.List(fields.String(), required=True)
    parent = fields.String(allow_none=True)
    merged = fields.Boolean()
    children = Part(ChildrenSchema)
    links = fields.List(Part(LinkedSchema))
    likely_duplicates = fields.List(Part(LikelyDuplicateSchema))
