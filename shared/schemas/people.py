"""People's accounts, for those who look after them."""

from typing import Any

from marshmallow import ValidationError, fields

from shared.messages import Message
from shared.schemas.accounts import MembershipSchema
from shared.schemas.base import Contract, Instant, Known, OneOf, Part, Text, Word, within
from shared.vocabulary import LANGUAGES, AccountState, Role

MOST_TEAMS = 100
LONGEST_GROUP = 80


def _each_once(values: list[Any]) -> None:
    if len(values) > MOST_TEAMS:
        raise ValidationError(Message("At most {longest} of them.", longest=MOST_TEAMS))
    if len(set(values)) < len(values):
        raise ValidationError(Message("Each of them once."))


def _teams(**kwargs: Any) -> fields.List[Any]:
    return fields.List(Text(63, shortest=1), validate=_each_once, **kwargs)


class PeopleQuerySchema(Contract):
    """The filters of `GET /people`; `q` is a part of a name or of an e-mail address."""

    q = Text(200)
    role = Word(Role)
    team = Text(64)
    group = Text(LONGEST_GROUP)
    state = Word(AccountState)
    limit = fields.Integer(load_default=50, validate=within(1, 100))
    cursor = Text(400)


class NewPersonSchema(Contract):
    """`POST /people`: without `name` the e-mail address stands for it; `invite` mails a link to choose a password."""

    email = Text(254, shortest=1, required=True)
    name = Text(200, load_default="")
    role = Word(Role, load_default=Role.EMPLOYEE.value)
    language = fields.String(load_default="nl", validate=OneOf(LANGUAGES))
    group = Text(LONGEST_GROUP, allow_none=True, load_default=None)
    teams = _teams(load_default=list)
    invite = fields.Boolean(load_default=True)


class PatchPersonSchema(Contract):
    """`PATCH /people/{id}`: only the fields that are sent change; `teams` (slugs) stands in place of those before."""

    email = Text(254, shortest=1)
    name = Text(200, shortest=1)
    role = Word(Role)
    language = fields.String(validate=OneOf(LANGUAGES))
    group = Text(LONGEST_GROUP, allow_none=True)
    teams = _teams()


class LeaveSchema(Contract):
    """`POST /people/{id}/leave`: the e-mail address of the colleague who gets the open tickets; else their teams."""

    tickets_to = Text(254, allow_none=True, load_default=None)


class ReturnSchema(Contract):
    """`POST /people/{id}/return`."""

    invite = fields.Boolean(load_default=True)


class AccountSchema(Contract):
    """An account as admins see it; `invited_until` is set while an invitation is still good."""

    id = fields.String(required=True)
    email = fields.String(required=True)
    name = fields.String(required=True)
    role = Known(Role, required=True)
    language = fields.String(required=True)
    group = fields.String(required=True, allow_none=True)
    teams = fields.List(Part(MembershipSchema), required=True)
    state = Known(AccountState, required=True)
    invited_until = Instant(required=True, allow_none=True)
    created_at = Instant(required=True)


class OpenTicketsSchema(Contract):
    """Tickets that have not ended: those that somebody passed on, and those that they have in hand."""

    reported = fields.Integer(required=True)
    assigned = fields.Integer(required=True)


class AccountDetailSchema(AccountSchema):
    """`GET /people/{id}`: with what a leaver would leave behind; the ETag is of the account alone."""

    open_tickets = Part(OpenTicketsSchema, required=True)


class HandedOnSchema(Contract):
    """What became of a leaver's open tickets."""

    reported = fields.Integer(required=True)
    released = fields.Integer(required=True)


class LeftSchema(AccountSchema):
    """The answer of `POST /people/{id}/leave`: how many tickets went to the colleague, how many are free again."""

    handed_on = Part(HandedOnSchema, required=True)


class AccountListSchema(Contract):
    """`GET /people`, by e-mail address."""

    items = fields.List(Part(AccountSchema), required=True)
