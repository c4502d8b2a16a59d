"""What a service asks of who passes a problem on, what is answered, and what was tried before."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from shared.messages import Message
from shared.schemas.base import Contract, Known, Localised, Part, Text, Word
from shared.vocabulary import Severity

MOST_QUESTIONS, MOST_OPTIONS = 10, 8
MOST_TRIED = 20
LONGEST_ANSWER = 1000
_ID = validate.Regexp(
    r"^[a-z0-9][a-z0-9\-]{0,39}$(?!\n)", error=Message("Small letters, digits and hyphens, as in smart-home.")
)


def few_and_once(most: int) -> Any:
    """Checks that a list holds at most `most` values, each of them once."""

    def check(values: list[Any]) -> None:
        if len(values) > most:
            raise ValidationError(Message("At most {longest} of them.", longest=most))
        if any(value in values[:index] for index, value in enumerate(values)):
            raise ValidationError(Message("Each of them once."))

    return check


def _ids_once(name: str, values: list[dict[str, Any]]) -> None:
    ids = [one["id"] for one in values if "id" in one]
    for index, one in enumerate(ids):
        if one in ids[:index]:
            raise ValidationError({index: {"id": [Message("Each of them once.")]}}, name)


class NewOptionSchema(Contract):
    """One answer to tap; with a `severity`, choosing it makes the ticket at least that severe.

    The `id` is for programs; one that is left out is made, or stays that of the option of the same text.
    """

    id = Text(40, validate=_ID)
    text = Localised(100, required=True)
    severity = Word(Severity, allow_none=True, load_default=None)


class NewQuestionSchema(Contract):
    """What a team wants to know of a problem with the service; without options it is answered in words."""

    id = Text(40, validate=_ID)
    text = Localised(300, required=True)
    options = fields.List(Part(NewOptionSchema), load_default=list, validate=few_and_once(MOST_OPTIONS))

    @validates_schema
    def _knows_options_apart(self, data: dict[str, Any], **kwargs: Any) -> None:
        _ids_once("options", data.get("options", []))


def questions_apart(data: dict[str, Any]) -> None:
    """Raises ValidationError where two of a service's questions have one id."""
    _ids_once("questions", data.get("questions") or [])


class OptionSchema(Contract):
    """An answer to tap, and what choosing it makes of the severity at least."""

    id = fields.String(required=True)
    text = Localised(required=True)
    severity = Known(Severity, required=True, allow_none=True)


class QuestionSchema(Contract):
    """A question of a service; no `options` ask for words."""

    # Not required, as they came later: a phone of today also reads a server of before.
    id = fields.String()
    text = Localised(required=True)
    options = fields.List(Part(OptionSchema))


class NewAnswerSchema(Contract):
    """An answer along with a ticket: the `option` that was tapped, or `text`."""

    question = Text(40, shortest=1, required=True)
    option = Text(40, shortest=1)
    text = Text(LONGEST_ANSWER, shortest=1)

    @validates_schema(skip_on_field_errors=False)
    def _is_one_answer(self, data: dict[str, Any], **kwargs: Any) -> None:
        if ("option" in data) == ("text" in data):
            raise ValidationError(Message("Send option or text, one of them."), "option")


class AnswerSchema(Contract):
    """What was asked and answered, in the words of then; what was typed stands in both languages alike."""

    question = fields.String(required=True)
    text = Localised(required=True)
    option = fields.String(required=True, allow_none=True)
    answer = Localised(required=True)


class TriedSchema(Contract):
    """An article of help that did not help, under its title of then."""

    id = fields.String(required=True)
    title = Localised(required=True)
