"""Following from outside the app: status pages, subscriptions, mail, feeds."""

from marshmallow import ValidationError, fields

from shared.messages import Message
from shared.schemas.base import Contract, Instant, Localised, OneOf, Part, Text, within
from shared.vocabulary import LANGUAGES

MOST_DAYS = 90
_MOST = 50


def _not_too_many(values: list[str]) -> None:
    if len(values) > _MOST:
        raise ValidationError(Message("At most {longest} of them.", longest=_MOST))


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
    services = fields.List(Text(40, shortest=1), load_default=list, validate=_not_too_many)
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


class NewFeedSchema(Contract):
    """`POST /feeds`: of some areas and services (none named: all), in a language (else the caller's)."""

    areas = fields.List(Text(120, shortest=1), load_default=list, validate=_not_too_many)
    services = fields.List(Text(40, shortest=1), load_default=list, validate=_not_too_many)
    label = Text(80, allow_none=True, load_default=None)
    language = fields.String(load_default=None, allow_none=True, validate=OneOf(LANGUAGES))


class FeedSchema(Contract):
    """A feed; whoever has an address can read it. Null where a changed SECRET_KEY lets them be shown no more."""

    id = fields.String(required=True)
    url = fields.String(required=True, allow_none=True, metadata={"description": "Atom: outages and planned work."})
    calendar_url = fields.String(required=True, allow_none=True, metadata={"description": "iCalendar: planned work."})
    label = fields.String(required=True, allow_none=True)
    areas = fields.List(fields.String(), required=True)
    services = fields.List(fields.String(), required=True)
    language = fields.String(required=True)
    created_at = Instant(required=True)


class FeedListSchema(Contract):
    """`GET /feeds`."""

    items = fields.List(Part(FeedSchema), required=True)
