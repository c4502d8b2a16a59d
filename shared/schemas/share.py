"""What may be passed on to the friend."""

from marshmallow import fields

from shared.schemas.base import Contract


class ShareTextSchema(Contract):
    """A line to pass on to the friend, without personal data."""

    nl = fields.String(required=True)
    en = fields.String(required=True)
