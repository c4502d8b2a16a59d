"""Mail that came in, for those who look after what is unclear."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, OneOf, Part, Text, Word, within
from shared.vocabulary import Visibility

STATES = ("kept", "received", "posted", "automatic", "bounce", "assigned", "discarded")


class MailQuerySchema(Contract):
    """The filters of `GET /inbox`."""

    state = fields.String(load_default="kept", validate=OneOf(STATES))
    limit = fields.Integer(load_default=50, validate=within(1, 100))
    cursor = Text(400)


class MailSchema(Contract):
    """One mail: `state`, and `reason` where it is in no timeline."""

    id = fields.String(required=True)
    state = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    detail = fields.String(required=True, allow_none=True)
    received_at = Instant(required=True)
    recipient = fields.String(required=True)
    from_address = fields.String(required=True, allow_none=True)
    from_name = fields.String(required=True, allow_none=True)
    subject = fields.String(required=True, allow_none=True)
    body = fields.String(required=True, allow_none=True)
    size = fields.Integer(required=True)
    ticket_id = fields.String(required=True, allow_none=True)
    handled_by = fields.String(required=True, allow_none=True)
    handled_at = Instant(required=True, allow_none=True)


class MailDetailSchema(MailSchema):
    """`GET /inbox/{id}`: with the beginning of the mail as it came, as text."""

    raw = fields.String(required=True)


class MailListSchema(Contract):
    """`GET /inbox`, newest first."""

    items = fields.List(Part(MailSchema), required=True)


class AssignMailSchema(Contract):
    """`POST /inbox/{id}/assign`: the ticket that it belongs to; internal unless said otherwise."""

    ticket_id = Text(64, shortest=1, required=True)
    visibility = Word(Visibility, load_default=Visibility.INTERNAL.value)
