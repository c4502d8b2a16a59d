"""How a company calls and colours the product, for an app before anybody signs in."""

from marshmallow import fields

from shared.schemas.base import Contract, Localised, Part


class ColorsSchema(Contract):
    """The colour as `#rrggbb` in which text on a light and on a dark ground is readable: 4.5:1 at least."""

    light = fields.String(required=True)
    dark = fields.String(required=True)


class PublicBrandSchema(Contract):
    """`GET /brand`: `color` is the company's, null where it set none, or one that is no colour.

    `note` says what is wrong with it as it stands, null where nothing is; `colors` are for text whatever it is.
    `logo_type` is the logo's media type, null where it stands on another server.
    """

    name = fields.String(required=True)
    color = fields.String(required=True, allow_none=True)
    colors = Part(ColorsSchema)
    usable = fields.Boolean(load_default=True)
    note = Localised(500, allow_none=True, load_default=None)
    logo_url = fields.String(required=True, allow_none=True)
    logo_type = fields.String(allow_none=True, load_default=None)
