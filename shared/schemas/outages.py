"""Outages and planned work, and their updates."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from shared.messages import Message
from shared.schemas.affected import BehindSchema
from shared.schemas.base import Contract, Instant, Known, Localised, Part, Text, Word, within
from shared.schemas.share import ShareTextSchema
from shared.schemas.suspicions import SuspicionSchema
from shared.vocabulary import Impact, OutageKind, OutageStatus, TextIn, UpdateKind

_MANY = 200
LONGEST_POSTMORTEM = 20_000


def _some(values: list[str]) -> None:
    if not 1 <= len(values) <= _MANY:
        raise ValidationError(Message("From 1 to {most} of them.", most=_MANY))


class DeclareOutageSchema(Contract):
    """`POST /outages`."""

    title = Localised(200, required=True)
    services = fields.List(Text(40, shortest=1), required=True, validate=_some)
    areas = fields.List(Text(120, shortest=1), required=True, validate=_some)
    impact = Word(Impact, required=True)
    advice = Localised(2000, allow_none=True)
    kind = Word(OutageKind, load_default=OutageKind.OUTAGE.value)
    started_at = Instant()
    expected_end_at = Instant(allow_none=True)
    next_update_at = Instant(allow_none=True)
    external_id = Text(200, allow_none=True)

    @validates_schema
    def _ends_after_it_begins(self, data: dict[str, Any], **kwargs: Any) -> None:
        _in_order(data)


class PatchOutageSchema(Contract):
    """`PATCH /outages/{id}`: only the fields that are sent change; the status changes through updates."""

    title = Localised(200)
    services = fields.List(Text(40, shortest=1), validate=_some)
    areas = fields.List(Text(120, shortest=1), validate=_some)
    impact = Word(Impact)
    advice = Localised(2000, allow_none=True)
    started_at = Instant()
    expected_end_at = Instant(allow_none=True)
    next_update_at = Instant(allow_none=True)
    postmortem = Localised(LONGEST_POSTMORTEM, allow_none=True)
    external_id = Text(200, allow_none=True)


class NewUpdateSchema(Contract):
    """`POST /outages/{id}/updates`: a `text`, or a `template` (slug); closing it may come with a `postmortem`."""

    status = Word(OutageStatus)
    text = Localised(5000)
    template = Text(63, shortest=1)
    next_update_at = Instant(allow_none=True)
    expected_end_at = Instant(allow_none=True)
    postmortem = Localised(LONGEST_POSTMORTEM)

    @validates_schema
    def _says_something_once(self, data: dict[str, Any], **kwargs: Any) -> None:
        if "text" in data and "template" in data:
            raise ValidationError(Message("Send a text or a template, not both."), "template")
        if "text" not in data and "template" not in data:
            raise ValidationError(Message("This must not be empty."), "text")


class MergeOutageSchema(Contract):
    """`POST /outages/{id}/merge`: as which one it goes on; `text` is what people are told, else that alone."""

    into = Text(64, shortest=1, required=True)
    text = Localised(5000)


class UpdateSchema(Contract):
    """What people were told, and the estimates as they were told then; a text in one language stands in both."""

    id = fields.String(required=True)
    # Not required, as all that came later: a phone of today also reads a server of before.
    kind = Known(UpdateKind)
    at = Instant(required=True)
    status = Known(OutageStatus, required=True)
    text = Localised(5000, required=True)
    text_in = Known(TextIn)
    next_update_at = Instant(required=True, allow_none=True)
    expected_end_at = Instant(required=True, allow_none=True)
    by = fields.String(required=True, allow_none=True)


class PreviewedUpdateSchema(Contract):
    """What people would be told, and what would be promised, were that update posted now."""

    status = Known(OutageStatus, required=True)
    text = Localised(5000, required=True)
    text_in = Known(TextIn, required=True)
    next_update_at = Instant(required=True, allow_none=True)
    expected_end_at = Instant(required=True, allow_none=True)


class EstimateSchema(Contract):
    """An end that people were told to expect, and since when; it holds no more."""

    expected_end_at = Instant(required=True)
    at = Instant(required=True)


class OutageSchema(Contract):
    """A known failure or planned work: services x areas x time; updates and earlier estimates newest first.

    A text in one language stands in both, and `..._in` says which that was. `overdue`: what was promised is late.
    `behind` counts who is behind it, for teams and managers as of the reading: the ETag does not move with it.
    `suspicion` is what detection knows of it, for managers, and null where people or programs told of it.
    """

    id = fields.String(required=True)
    external_id = fields.String(required=True, allow_none=True)
    kind = Known(OutageKind, required=True)
    status = Known(OutageStatus, required=True)
    impact = Known(Impact, required=True)
    title = Localised(200, required=True)
    # Not required, as all that came later: see UpdateSchema.
    title_in = Known(TextIn)
    advice = Localised(2000, required=True, allow_none=True)
    advice_in = Known(TextIn, allow_none=True)
    services = fields.List(fields.String(), required=True)
    areas = fields.List(fields.String(), required=True)
    where = Localised(
        2000,
    )
    started_at = Instant(required=True)
    expected_end_at = Instant(required=True, allow_none=True)
    estimates = fields.List(
        Part(EstimateSchema),
    )
    next_update_at = Instant(required=True, allow_none=True)
    overdue = fields.Boolean()
    announced_at = Instant(allow_none=True)
    resolved_at = Instant(required=True, allow_none=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)
    postmortem = Localised(LONGEST_POSTMORTEM, allow_none=True)
    postmortem_in = Known(TextIn, allow_none=True)
    merged_into = fields.String(allow_none=True)
    behind = Part(BehindSchema, allow_none=True)
    suspicion = Part(SuspicionSchema, allow_none=True)
    updates = fields.List(Part(UpdateSchema), required=True)
    postcodes = fields.List(fields.String(), required=True)
    share_text = Part(ShareTextSchema, allow_none=True)
    allowed = fields.List(fields.String(), required=True)


class OutageListSchema(Contract):
    """`GET /outages`, open ones first."""

    items = fields.List(Part(OutageSchema), required=True)


class OutageQuerySchema(Contract):
    """The filters of `GET /outages`; `status` takes several, by commas, or `open`.

    `limit` and `cursor` page what `status` or `external_id` asks for: the next page's address is in `Link`.
    """

    postcode = Text(16)
    service = Text(40)
    status = Text(200)
    external_id = Text(200, metadata={"description": "All of that external id, however long ago they ended."})
    limit = fields.Integer(load_default=100, validate=within(1, 500))
    cursor = Text(400)


def _in_order(data: dict[str, Any]) -> None:
    start, end = data.get("started_at"), data.get("expected_end_at")
    if start and end and end <= start:
        raise ValidationError(Message("The end lies before the start."), "expected_end_at")
