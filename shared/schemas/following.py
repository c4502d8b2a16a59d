"""Following from outside the app: status pages, subscriptions, mail, feeds."""

from marshmallow import fields

from shared.schemas.base import Contract, Instant, within

MOST_DAYS = 90


class NewStatusPageSchema(Contract):
    """`POST .../status-page`: how long the link is to work; again, it is from now on."""

    days = fields.Integer(strict=True, load_default=30, validate=within(1, MOST_DAYS))


class StatusPageSchema(Contract):
    """A page without sign-in, for the friend; whoever has `url` can open it."""

    url = fields.String(required=True)
    expires_at = Instant(required=True)
