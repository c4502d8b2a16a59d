"""Tickets, their customers and their timelines."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validates, validates_schema

from shared.messages import Message
from shared.schemas.base import Contract, Instant, Known, Localised, Part, Text, Word, within
from shared.schemas.problem import ProblemSchema
from shared.vocabulary import (
    ActorKind,
    Channel,
    Clock,
    CountBy,
    EntryType,
    HandlingAnswer,
    Kind,
    Likeness,
    LinkType,
    Separator,
    Severity,
    Status,
    StatusReason,
    TicketSort,
    Visibility,
)

LONGEST_DESCRIPTION = 10_000
LONGEST_COMMENT = 2000
LONGEST_HELD_FOR = 500
MOST_IN_BULK = 500
MOST_MINUTES = 5_256_000
"""Ten years: the longest age that can be asked for."""

_MOMENT = "2026-11-23T19:42:00Z"


def _told(description: str, example: Any) -> dict[str, Any]:
    """What OpenAPI says of a query parameter."""
    return {"description": description, "example": example}


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


class RateSchema(Contract):
    """`POST /tickets/{id}/rating`: how it went, 1 (badly) to 5 (very well)."""

    rating = fields.Integer(required=True, strict=True, validate=within(1, 5))
    comment = Text(LONGEST_COMMENT, allow_none=True, load_default=None)


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


class MergeSchema(Contract):
    """`POST /tickets/{id}/merge`: the ticket that it is a duplicate of."""

    into = Text(64, shortest=1, required=True)


class NewLinkSchema(Contract):
    """`POST /tickets/{id}/links`."""

    to = Text(64, shortest=1, required=True)
    type = Word(LinkType, load_default=LinkType.RELATED.value)


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


class ClockSchema(Contract):
    """One clock: when it runs out if it goes on running (null while it stands or has ended), and what it has used."""

    name = Known(Clock, required=True)
    target_minutes = fields.Integer(required=True)
    used_minutes = fields.Integer(required=True)
    due_at = Instant(required=True, allow_none=True)
    met_at = Instant(required=True, allow_none=True)
    breached = fields.Boolean(required=True)
    standing = fields.Boolean(required=True)


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


class RatingSchema(Contract):
    """How it went in the reporter's eyes, 1 to 5."""

    rating = fields.Integer(required=True)
    comment = fields.String(required=True, allow_none=True)
    at = Instant(required=True)


class TicketSchema(Contract):
    """A ticket as its readers see it; in lists, readers other than the reporter get only the customer's postcode.

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


class BulkSchema(Contract):
    """`POST /tickets/bulk`: one change of many tickets; `etags` (by id) of those that must be as they were read."""

    ids = fields.List(Text(64, shortest=1), required=True)
    etags = fields.Dict(keys=Text(64), values=Text(200), load_default=dict)
    change = Part(PatchTicketSchema, required=True)

    @validates("ids")
    def _some_and_each_once(self, ids: list[str], **kwargs: Any) -> None:
        if not 1 <= len(ids) <= MOST_IN_BULK:
            raise ValidationError(Message("From 1 to {most} of them.", most=MOST_IN_BULK))
        if len(set(ids)) < len(ids):
            raise ValidationError(Message("Each ticket once."))

    @validates_schema
    def _etags_are_of_these(self, data: dict[str, Any], **kwargs: Any) -> None:
        if not set(data["etags"]) <= set(data["ids"]):
            raise ValidationError(Message("Only of the tickets that are named in ids."), "etags")


class ChangedTicketSchema(Contract):
    """What a bulk change tells of a ticket: nothing of its customer, so that a kept answer holds nothing either."""

    id = fields.String(required=True)
    reference = fields.String(required=True)
    status = Known(Status, required=True)
    status_reason = Known(StatusReason, required=True, allow_none=True)
    priority = fields.Integer(required=True)
    team = fields.String(required=True)
    assignee = fields.String(required=True, allow_none=True)
    parent = fields.String(required=True, allow_none=True)
    etag = fields.String(required=True)
    updated_at = Instant(required=True)


class BulkResultSchema(Contract):
    """What became of one: `status` as PATCH would have answered, with the ticket or the problem."""

    id = fields.String(required=True)
    status = fields.Integer(required=True)
    ticket = Part(ChangedTicketSchema)
    problem = Part(ProblemSchema)


class BulkResultsSchema(Contract):
    """The answer of `POST /tickets/bulk`, in the order asked."""

    results = fields.List(Part(BulkResultSchema), required=True)
    succeeded = fields.Integer(required=True)
    failed = fields.Integer(required=True)


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


class EntryListSchema(Contract):
    """`GET /tickets/{id}/timeline`, oldest first."""

    items = fields.List(Part(EntrySchema), required=True)


class TicketFilterSchema(Contract):
    """What narrows a list of tickets, its counts and its export: all that are given hold, unknown names are refused."""

    status = Text(
        200, metadata=_told("One or several by commas: " + ", ".join(Status) + ".", "acknowledged,in_progress")
    )
    service = Text(400, metadata=_told("Slugs of `GET /services`, one or several by commas.", "internet,tv"))
    team = Text(400, metadata=_told("Slugs of `GET /teams`, one or several by commas.", "internet"))
    assignee = Text(64, metadata=_told("A person's id, `me` (people only), or `none`: not taken up by anyone.", "none"))
    reporter = Text(64, metadata=_told("`me` (people only): what the caller passed on.", "me"))
    priority = Text(20, metadata=_told("1 (highest) to 4, one or several by commas.", "1,2"))
    mentioned = Text(64, metadata=_told("`me` (people only): where a colleague named the caller by `@`.", "me"))
    parent = Text(64, metadata=_told("The id of the ticket that they are under.", "4f1c"))
    merged = fields.Boolean(
        truthy={"true"},
        falsy={"false"},
        metadata=_told("`true`: duplicates of another ticket; `false`: those that are none.", False),
    )
    outage_id = Text(64, metadata=_told("The outage behind the tickets, or `none`: behind none.", "none"))
    external_id = Text(200, metadata=_told("The id in the team's own system, in full.", "INC-4711"))
    area = Text(
        200,
        metadata=_told(
            "Where the customer lives: the beginning of a postcode (`3511`, `35`), `place:Utrecht`, "
            "`municipality:Stichtse Vecht`, `province:Utrecht`, or `NL` for all that have a postcode.",
            "place:Utrecht",
        ),
    )
    older_than = fields.Integer(
        validate=within(0, MOST_MINUTES), metadata=_told("Passed on at least so many minutes ago.", 120)
    )
    younger_than = fields.Integer(
        validate=within(0, MOST_MINUTES), metadata=_told("Passed on less than so many minutes ago.", 1440)
    )
    created_after = Instant(metadata=_told("Passed on after this moment.", _MOMENT))
    created_before = Instant(metadata=_told("Passed on before this moment.", _MOMENT))
    updated_after = Instant(metadata=_told("Changed after this moment.", _MOMENT))
    due_before = Instant(metadata=_told("Whose clock runs out before this moment.", _MOMENT))
    breached = fields.Boolean(
        truthy={"true"},
        falsy={"false"},
        metadata=_told("`true`: a clock has run out, now or before; `false`: none has.", True),
    )
    q = Text(
        200,
        metadata=_told(
            "Words, all of which the ticket holds: in its reference, description, messages, external id, or the "
            "customer's name, phone (however written, or its last digits), e-mail address or postcode; for its team "
            "in internal notes too. Other forms of a word count, accents and case do not, and the last word may be "
            "the beginning of one.",
            "modem utrecht",
        ),
    )


class TicketQuerySchema(TicketFilterSchema):
    """`GET /tickets`: filters, order and page."""

    sort = Word(
        TicketSort,
        load_default=TicketSort.NEWEST.value,
        metadata=_told(
            "`due_at`: the first to run out first, those without a clock last; `priority`: 1 first, in it the oldest "
            "first.",
            "due_at",
        ),
    )
    limit = fields.Integer(load_default=50, validate=within(1, 100), metadata=_told("Tickets a page.", 50))
    cursor = Text(
        400, metadata={"description": "Where the page begins: from the `Link` of the one before, with the same sort."}
    )


class TicketExportQuerySchema(TicketFilterSchema):
    """`GET /tickets/export.csv`: filters, and what stands between fields."""

    separator = Word(
        Separator,
        load_default=Separator.COMMA.value,
        metadata=_told("What stands between fields: `semicolon` is what a Dutch Excel opens by itself.", "semicolon"),
    )


class TicketCountQuerySchema(TicketFilterSchema):
    """`GET /tickets/counts`: filters, and what to count by."""

    by = Word(CountBy, load_default=CountBy.STATUS.value, metadata=_told("What to count by.", "status"))


class TicketCountSchema(Contract):
    """How many tickets have one status, team, assignee (null: none) or priority: the field that was counted by."""

    status = Known(Status)
    team = fields.String()
    assignee = fields.String(allow_none=True)
    name = fields.String(allow_none=True, metadata={"description": "The team's or assignee's."})
    priority = fields.Integer()
    count = fields.Integer(required=True)


class TicketCountsSchema(Contract):
    """`GET /tickets/counts`: what there is none of is left out, but for statuses."""

    items = fields.List(Part(TicketCountSchema), required=True)
    total = fields.Integer(required=True)
