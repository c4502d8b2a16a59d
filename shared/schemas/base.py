"""What all schemas build on: strict by default, texts that any database can keep, times in UTC."""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, cast

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate

from shared.messages import Message

JSON = dict[str, Any]
_ALLOWED_CONTROLS = "\t\n"


class Contract(Schema):
    """A schema of the contract; `Contract(unknown=EXCLUDE)` is lenient in its parts too."""

    error_messages = {
        "unknown": Message("Unknown field."),
        "type": Message("Not a JSON object."),
    }


class Part(fields.Nested):
    """A nested schema that treats unknown fields as the schema around it does."""

    @property
    def schema(self) -> Schema:
        """The nested schema, as strict or lenient as its owner."""
        schema = super().schema
        schema.unknown = cast(Schema, self.root).unknown
        return schema


class Text(fields.String):
    """A string of at most `longest` characters without control characters (but tab and newline) or lone surrogates."""

    def __init__(self, longest: int = 200, *, shortest: int = 0, **kwargs: Any) -> None:
        self.longest = longest
        self.shortest = shortest
        super().__init__(**kwargs)
        # Kept as a validator too, so that OpenAPI tells the length.
        self.validators.append(validate.Length(min=shortest or None, max=longest))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).replace("\r\n", "\n")
        if any(_is_control(c) for c in text):
            raise ValidationError(Message("Control characters are not allowed."))
        if any("\ud800" <= c <= "\udfff" for c in text):
            raise ValidationError(Message("Not valid Unicode text."))
        if len(text) > self.longest:
            raise ValidationError(Message("At most {longest} characters.", longest=self.longest))
        if len(text.strip()) < self.shortest or (self.shortest and not _shows(text)):
            raise ValidationError(Message("This must not be empty."))
        return text


class Instant(fields.AwareDateTime):
    """A moment: RFC 3339 with a zone in, UTC with `Z` out."""

    default_error_messages = {
        "invalid": Message("Not a time; write it as 2026-11-23T19:42:00Z."),
        "invalid_awareness": Message("The time needs a zone, as in 2026-11-23T19:42:00Z."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dt.datetime:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        moment = super()._deserialize(value, attr, data, **kwargs)
        try:
            return moment.astimezone(dt.UTC)
        except OverflowError as error:
            raise self.make_error("invalid") from error

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return value if value is None or isinstance(value, str) else rfc3339(value)


class Word(fields.String):
    """One word of an enumeration in a request; others are refused, naming those that are allowed."""

    def __init__(self, words: type[StrEnum], **kwargs: Any) -> None:
        allowed = [str(word) for word in words]
        super().__init__(validate=OneOf(allowed), **kwargs)


class Known(fields.String):
    """A word of an enumeration in an answer; one that this version does not know passes, for old phones."""

    def __init__(self, words: Iterable[str], **kwargs: Any) -> None:
        known = [str(word) for word in words]
        super().__init__(metadata={"examples": known, "description": "One of: " + ", ".join(known)}, **kwargs)


class OneOf(validate.OneOf):
    """marshmallow's OneOf with a message that can be translated."""

    def _format_error(self, value: Any) -> str:
        return Message("Must be one of: {choices}.", choices=self.choices_text)


class within(validate.Range):  # noqa: N801 - reads as the word it is
    """marshmallow's Range with a message that can be translated."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(min=least, max=most)

    def _format_error(self, value: Any, message: str) -> str:
        return Message("A whole number from {least} to {most}.", least=self.min, most=self.max)


class Localised(fields.Field[dict[str, str | None]]):
    """A text in two languages, `{"nl": ..., "en": ...}`; one may be missing (null), a plain string counts for both."""

    def __init__(self, longest: int = 2000, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(**kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, str | None]:
        if isinstance(value, str):
            value = {"nl": value, "en": value}
        # A later server may know more languages: an old phone takes those that it knows.
        lenient = getattr(self.root, "unknown", RAISE) == EXCLUDE
        if not isinstance(value, Mapping) or (set(value) - {"nl", "en"} and not lenient):
            raise ValidationError(Message('Not a text in two languages; write it as {"nl": "...", "en": "..."}.'))
        text = Text(self.longest)
        texts = {
            code: text.deserialize(value[code], attr, data) if value.get(code) is not None else None
            for code in ("nl", "en")
        }
        if not any(t and _shows(t) for t in texts.values()):
            raise ValidationError(Message("This must not be empty."))
        return texts


class EmptySchema(Contract):
    """The body `{}` of a call that needs no details."""


class LookedAtSchema(Contract):
    """`.../seen`: `until` is the latest `updated_at` of what was looked at; without it all up to now was."""

    until = Instant()


def rfc3339(moment: dt.datetime) -> str:
    """A moment as RFC 3339 in UTC to the microsecond: `2026-11-23T19:42:00.000000Z`, so that text sorts as time."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _shows(text: str) -> bool:
    """Whether there is something to see: a zero-width space, or a mark of direction, is no text by itself."""
    return any(unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp", "Zs") for char in text)


def _is_control(char: str) -> bool:
    return (char < " " and char not in _ALLOWED_CONTROLS) or "\x7f" <= char <= "\x9f"
