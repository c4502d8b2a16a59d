"""Following from outside the app: status pages, subscriptions, mail, feeds."""

from marshmallow import fields, validate

from shared.schemas.base import Contract, Instant, Localised, Part, Text, within

MOST_DAYS = 90


class NewStatusPageSchema(Contract):
    """`POST .../status-page`: how long the link is to work; again, it is from now on."""

    days = fields.Integer(strict=True, load_default=30, validate=within(1, MOST_DAYS))


class StatusPageSchema(Contract):
    """A page without sign-in, for the friend; whoever has `url` can open it."""

    url = fields.String(required=True)
    expires_at = Instant(required=True)


class NewSubscriptionSchema(Contract):
    """`POST /subscriptions`: an area, with some services (none named: all)."""

    area = Text(120, shortest=1, required=True)
    services = fields.List(Text(40, shortest=1), load_default=list, validate=validate.Length(max=50))
    label = Text(80, allow_none=True, load_default=None)
    mail = fields.Boolean(truthy={True}, falsy={False}, load_default=True)


class SubscriptionSchema(Contract):
    """An area that the caller follows; a postcode lies in it where it begins with one of `postcodes`."""

    id = fields.String(required=True)
    area = fields.String(required=True)
    where = Localised(200, required=True)
    postcodes = fields.List(fields.String(), required=True)
    services = fields.List(fields.String(), required=True)
    label = fields.String(required=True, allow_none=True)
    mail = fields.Boolean(required=True)
    created_at = Instant(required=True)


class SubscriptionListSchema(Contract):
    """`GET /subscriptions`."""

    items = fields.List(Part(SubscriptionSchema), required=True)


class PatchNotificationsSchema(Contract):
    """`PATCH /me/notifications`: only what is sent changes."""

    tickets_by_mail = fields.Boolean(truthy={True}, falsy={False})


class NotificationsSchema(Contract):
    """`tickets_by_mail`: a letter where an own ticket changed its status and the caller has not looked at it since."""

    tickets_by_mail = fields.Boolean(required=True)
