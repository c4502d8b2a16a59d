"""What reporters wrote, for managers to read."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Known, Part, Text, within
from shared.vocabulary import Kind, Severity, Status


class WordsQuerySchema(Contract):
    """The filters of `GET /board/words`, as those of `GET /tickets`."""

    service = Text(400)
    team = Text(400)
    area = Text(200)
    outage_id = Text(64)
    created_after = Instant()
    created_before = Instant()
    limit = fields.Integer(load_default=50, validate=within(1, 100))
    cursor = Text(400)


class WordsSchema(Contract):
    """One ticket's words, contact details covered by a word in brackets; `id` is the ticket's, `area` no address."""

    id = fields.String(required=True)
    reference = fields.String(required=True)
    kind = Known(Kind, required=True)
    service = fields.String(required=True, allow_none=True)
    severity = Known(Severity, required=True)
    status = Known(Status, required=True)
    area = fields.String(required=True, allow_none=True)
    where = fields.String(required=True, allow_none=True)
    team = fields.String(required=True)
    outage_id = fields.String(required=True, allow_none=True)
    created_at = Instant(required=True)
    text = fields.String(required=True)


class WordsListSchema(Contract):
    """`GET /board/words`, newest first."""

    items = fields.List(Part(WordsSchema), required=True)
