"""Who read whose personal data."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Known, Part, Text, within
from shared.vocabulary import ReadingOf


class ReadingQuerySchema(Contract):
    """The filters of `GET /readings`."""

    ticket = Text(64, metadata={"description": "A ticket's id or reference."})
    person = Text(64, metadata={"description": "The id of a person or API key."})
    limit = fields.Integer(load_default=50, validate=within(1, 100))
    cursor = Text(400)


class ReadingSchema(Contract):
    """One reading: by whom (`person:ID` or `key:ID`), of which ticket, first in that hour by what.

    Of an export, which is of many tickets, `filters` tell which; of mail that is with no ticket, which mail it was.
    """

    at = Instant(required=True)
    reader = fields.String(required=True)
    reader_name = fields.String(required=True)
    what = Known(ReadingOf, required=True)
    ticket = fields.String(required=True, allow_none=True)
    reference = fields.String(required=True, allow_none=True)
    filters = fields.Dict(keys=fields.String(), required=True, allow_none=True)


class ReadingListSchema(Contract):
    """`GET /readings`, newest first."""

    items = fields.List(Part(ReadingSchema), required=True)
