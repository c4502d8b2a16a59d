"""What a form holds where one press does several of the API's calls together."""

from marshmallow import fields, validate

from shared.schemas.base import Contract, Instant, Localised, Text, Word
from shared.vocabulary import Impact, OutageStatus

_KNOWN = (OutageStatus.INVESTIGATING, OutageStatus.IDENTIFIED, OutageStatus.MONITORING)


class ConfirmSchema(Contract):
    """A suspicion confirmed: what is known of it (`PATCH /outages/{id}`), and what people are told (`.../updates`)."""

    title = Localised(200, required=True)
    services = fields.List(Text(40, shortest=1), required=True)
    areas = fields.List(Text(120, shortest=1), required=True)
    impact = Word(Impact, required=True)
    advice = Localised(2000, allow_none=True)
    status = fields.String(
        load_default=str(OutageStatus.INVESTIGATING), validate=validate.OneOf([str(one) for one in _KNOWN])
    )
    text = Localised(5000, required=True)
    expected_end_at = Instant(allow_none=True)
    next_update_at = Instant(allow_none=True)
