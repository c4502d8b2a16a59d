"""What the company delivers, as the app shows it, and as managers and admins keep it."""

from typing import Any

from marshmallow import fields, validate, validates_schema

from shared.messages import Message
from shared.schemas.answers import MOST_QUESTIONS, NewQuestionSchema, QuestionSchema, few_and_once, questions_apart
from shared.schemas.base import Contract, Localised, Part, Text, within

MOST_SERVICES = 100
MOST_SETS = 10
USUAL_ICON = "help-circle-outline"
# OpenAPI's patterns are JavaScript's, which has no \Z; `$` alone lets a line feed pass in Python.
_SLUG = validate.Regexp(
    r"^[a-z0-9][a-z0-9\-]{0,39}$(?!\n)", error=Message("Small letters, digits and hyphens, as in smart-home.")
)
_ICON = validate.Regexp(
    r"^[a-z0-9][a-z0-9\-]{0,59}$(?!\n)", error=Message("The name of a Material Design icon, as in router-wireless.")
)


def _questions(**kwargs: Any) -> fields.List[Any]:
    return fields.List(Part(NewQuestionSchema), validate=few_and_once(MOST_QUESTIONS), **kwargs)


def _sets(**kwargs: Any) -> fields.List[Any]:
    return fields.List(Text(40, validate=_SLUG), validate=few_and_once(MOST_SETS), **kwargs)


class NewServiceSchema(Contract):
    """`POST /services`: it stands last; `sets` are wider groups that it belongs to, such as `fixed`."""

    slug = Text(40, required=True, validate=_SLUG)
    title = Localised(100, required=True)
    icon = Text(60, load_default=USUAL_ICON, validate=_ICON)
    questions = _questions(load_default=list)
    sets = _sets(load_default=list)

    @validates_schema
    def _knows_questions_apart(self, data: dict[str, Any], **kwargs: Any) -> None:
        questions_apart(data)


class PatchServiceSchema(Contract):
    """`PATCH /services/{slug}`: only the fields that are sent change; the slug is for good."""

    title = Localised(100)
    icon = Text(60, validate=_ICON)
    questions = _questions()
    sets = _sets()
    position = fields.Integer(strict=True, validate=within(1, 10_000))

    @validates_schema
    def _knows_questions_apart(self, data: dict[str, Any], **kwargs: Any) -> None:
        questions_apart(data)


class OrderServicesSchema(Contract):
    """`PUT /services`: all slugs in the order in which to show them."""

    order = fields.List(Text(40, shortest=1), required=True, validate=few_and_once(MOST_SERVICES))


class ServiceSchema(Contract):
    """One service; `sets` names the wider groups it belongs to, such as `fixed`."""

    slug = fields.String(required=True)
    title = Localised(required=True)
    icon = fields.String(required=True)
    questions = fields.List(Part(QuestionSchema), required=True)
    sets = fields.List(fields.String(), required=True)
    position = fields.Integer(required=True)


class ServiceListSchema(Contract):
    """`GET /services`, in the order in which to show them."""

    items = fields.List(Part(ServiceSchema), required=True)
