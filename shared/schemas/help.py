"""Help at once: articles on what can be tried, and whom they helped."""

from typing import Any
from urllib.parse import urlsplit

from marshmallow import ValidationError, fields, validate

from shared.messages import Message
from shared.schemas.base import Contract, Instant, Localised, Part, Text, within

LONGEST_TITLE, LONGEST_SYMPTOM, LONGEST_STEP = 120, 500, 1000
MOST_STEPS = 20


def _is_https(url: str) -> None:
    try:
        parts = urlsplit(url)
        right = parts.scheme == "https" and bool(parts.hostname) and not parts.username and url.isprintable()
    except ValueError:
        right = False
    if not right or " " in url:
        raise ValidationError(Message("Not a safe web address; it begins with https://."))


def _steps(**kwargs: Any) -> "fields.List[Any]":
    few = validate.Length(min=1, max=MOST_STEPS, error=Message("From 1 to {most} of them.", most=MOST_STEPS))
    return fields.List(Localised(LONGEST_STEP), validate=few, **kwargs)


class NewHelpSchema(Contract):
    """`POST /help`: it stands last unless `position` says where.

    `service` is null where it holds for all of them, `team` where no team keeps it: both are for managers and admins. A
    solver's `team` may be left out.
    """

    service = Text(40, allow_none=True, load_default=None)
    team = Text(64, allow_none=True, load_default=None)
    title = Localised(LONGEST_TITLE, required=True)
    symptom = Localised(LONGEST_SYMPTOM, required=True)
    steps = _steps(required=True)
    video_url = Text(2000, allow_none=True, load_default=None, validate=_is_https)
    position = fields.Integer(strict=True, validate=within(1, 10_000))


class PatchHelpSchema(Contract):
    """`PATCH /help/{id}`: only the fields that are sent change."""

    service = Text(40, allow_none=True)
    team = Text(64, allow_none=True)
    title = Localised(LONGEST_TITLE)
    symptom = Localised(LONGEST_SYMPTOM)
    steps = _steps()
    video_url = Text(2000, allow_none=True, validate=_is_https)
    position = fields.Integer(strict=True, validate=within(1, 10_000))


class HelpSchema(Contract):
    """An article: what can be tried for a symptom of a service (null: of any), step by step."""

    id = fields.String(required=True)
    service = fields.String(required=True, allow_none=True)
    team = fields.String(required=True, allow_none=True)
    title = Localised(required=True)
    symptom = Localised(required=True)
    steps = fields.List(Localised(), required=True)
    video_url = fields.String(required=True, allow_none=True)
    position = fields.Integer(required=True)
    updated_at = Instant(required=True)


class HelpListSchema(Contract):
    """`GET /help`, in the order in which to show it; with `q` the best first."""

    items = fields.List(Part(HelpSchema), required=True)


class HelpQuerySchema(Contract):
    """Filters of `GET /help`: of a service (with what holds for all), with all words of `q` in either language."""

    service = Text(40, shortest=1)
    q = Text(200, shortest=1)


class HelpedSchema(Contract):
    """`POST /help/{id}/helped`: `ticket_draft` is the app's own name for what need not be passed on."""

    ticket_draft = Text(255, allow_none=True, load_default=None)


class HelpCountSchema(Contract):
    """Whom an article helped (nothing was passed on), and with how many tickets it went along as tried in vain."""

    id = fields.String(required=True)
    service = fields.String(required=True, allow_none=True)
    team = fields.String(required=True, allow_none=True)
    title = Localised(required=True)
    helped = fields.Integer(required=True)
    tried = fields.Integer(required=True)


class HelpCountsSchema(Contract):
    """`GET /help/counts`: what helped most first."""

    items = fields.List(Part(HelpCountSchema), required=True)
