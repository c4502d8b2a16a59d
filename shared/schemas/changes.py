"""What changed since a cursor."""

from marshmallow import fields

from shared.schemas.affected import AffectedSchema
from shared.schemas.base import Contract, Part, Text
from shared.schemas.duty import AlertSchema
from shared.schemas.outages import OutageSchema
from shared.schemas.tickets import TicketSchema
from shared.schemas.timeline import EntrySchema


class RemovedSchema(Contract):
    """Something the reader must forget: `type` is `ticket`, `entry`, `outage` or `affected`."""

    type = fields.String(required=True)
    id = fields.String(required=True)


class ChangesSchema(Contract):
    """`GET /changes`: whole resources as the reader may see them, and the cursor to ask with next.

    `alerts` are for managers: first those that still ask for somebody, then each that is new, told on or settled.
    """

    tickets = fields.List(Part(TicketSchema), required=True)
    entries = fields.List(Part(EntrySchema), required=True)
    outages = fields.List(Part(OutageSchema), required=True)
    # Not required, as all that came later: a phone of today also reads a server of before.
    affected = fields.List(Part(AffectedSchema))
    alerts = fields.List(Part(AlertSchema))
    removed = fields.List(Part(RemovedSchema), required=True)
    next_cursor = fields.String(required=True)
    has_more = fields.Boolean(required=True)
    poll_after_seconds = fields.Integer(required=True)


class ChangesQuerySchema(Contract):
    """`after` is a `next_cursor`, taken as it came; without it all that is in scope comes, in pages."""

    after = Text(400)
