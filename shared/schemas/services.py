"""What the company delivers, as the app shows it."""

from marshmallow import fields

from shared.schemas.base import Contract, Localised, Part


class ServiceSchema(Contract):
    """One service; `sets` names the wider groups it belongs to, such as `fixed`."""

    slug = fields.String(required=True)
    title = Localised(required=True)
    icon = fields.String(required=True)
    questions = fields.List(fields.Dict(), required=True)
    sets = fields.List(fields.String(), required=True)
    position = fields.Integer(required=True)


class ServiceListSchema(Contract):
    """`GET /services`, in the order in which to show them."""

    items = fields.List(Part(ServiceSchema), required=True)
