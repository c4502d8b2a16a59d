"""Signing in, and who one is."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, Known, Part, Text
from shared.vocabulary import Role


class LoginSchema(Contract):
    """`POST /auth/login`."""

    email = Text(254, shortest=1, required=True)
    password = Text(1024, shortest=1, required=True, load_only=True)


class UseCodeSchema(Contract):
    """`POST /auth/invitation`, `/auth/reset`: a one-time code, with its hyphens or without, and the new password."""

    code = Text(200, shortest=1, required=True)
    password = Text(1024, shortest=1, required=True, load_only=True)


class ForgotSchema(Contract):
    """`POST /auth/forgot`."""

    email = Text(254, shortest=1, required=True)


class RefreshSchema(Contract):
    """`POST /auth/refresh`."""

    refresh_token = Text(200, shortest=1, required=True)


class MembershipSchema(Contract):
    """A team that a person belongs to."""

    slug = fields.String(required=True)
    name = fields.String(required=True)


class PersonSchema(Contract):
    """An account as its owner sees it."""

    id = fields.String(required=True)
    email = fields.String(required=True)
    name = fields.String(required=True)
    role = Known(Role, required=True)
    language = fields.String(required=True)
    teams = fields.List(Part(MembershipSchema), required=True)


class SessionSchema(Contract):
    """What login and refresh answer; `expires_in` is in seconds, of the access token."""

    access_token = fields.String(required=True)
    refresh_token = fields.String(required=True)
    expires_in = fields.Integer(required=True)
    person = Part(PersonSchema, required=True)


class BrandSchema(Contract):
    """How the company calls and colours the product; empty where nothing was set."""

    name = fields.String(required=True)
    color = fields.String(allow_none=True)
    logo = fields.String(allow_none=True)


class MeSchema(PersonSchema):
    """`GET /me`: the account, and what an app must know of the company and the server."""

    country = fields.String(required=True)
    timezone = fields.String(required=True)
    minimum_app_version = fields.String(required=True)
    server_time = Instant(required=True)
    brand = Part(BrandSchema, required=True)
