"""A form's fields as the JSON that a schema takes, and back: names are JSON pointers without their first slash."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from re import fullmatch
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import Schema, fields
from werkzeug.datastructures import MultiDict

from backend.config import config
from shared.schemas.base import Instant, Localised, rfc3339
from shared.vocabulary import LANGUAGES

Typed = MultiDict[str, str]
_YES, _NO = ("true", "on", "yes", "1"), ("false", "off", "no", "0")
_TO_THE_MINUTE = "%Y-%m-%dT%H:%M"


def read(schema: Schema, typed: Typed, clears: Collection[str] = (), under: str = "") -> dict[str, Any]:
    """What was typed as the schema's JSON; what is blank is left out, or null (a list: empty) where `clears` names it.

    Moments are in the company's time zone. What cannot be read stays as it is, for the schema to refuse.
    """
    body: dict[str, Any] = {}
    for key, field in schema.fields.items():
        name = f"{under}{field.data_key or key}"
        value = _value(field, name, typed, clears)
        if value is not None:
            body[field.data_key or key] = value
        elif name in clears and _is_there(name, typed):
            body[field.data_key or key] = [] if isinstance(field, fields.List) else None
    return body


def names(schema: Schema, under: str = "") -> Iterator[str]:
    """The names of all fields that a form of the schema can have; a part of a list has a number after the list's."""
    for key, field in schema.fields.items():
        name = f"{under}{field.data_key or key}"
        if isinstance(field, fields.Nested):
            yield from names(field.schema, f"{name}/")
        elif isinstance(field, Localised):
            yield from (f"{name}/{language}" for language in LANGUAGES)
        else:
            yield name


def write(value: Any, under: str = "") -> Iterator[tuple[str, str]]:
    """JSON as names and texts, a list of words by repetition."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from write(inner, f"{under}/{key}" if under else str(key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from write(inner, f"{under}/{number}" if isinstance(inner, Mapping) else under)
    elif isinstance(value, bool):
        yield under, "true" if value else "false"
    elif isinstance(value, dt.datetime):
        yield under, _local(value)
    elif value is not None:
        yield under, _as_typed(str(value))


def _value(field: fields.Field[Any], name: str, typed: Typed, clears: Collection[str]) -> Any:
    """None where nothing was typed."""
    if isinstance(field, fields.Nested):
        return read(field.schema, typed, clears, f"{name}/") or None
    if isinstance(field, Localised):
        texts = {language: _text(f"{name}/{language}", typed) for language in LANGUAGES}
        return texts if any(texts.values()) else None
    if isinstance(field, fields.List):
        return _many(field, name, typed, clears)
    text = _text(name, typed)
    return None if text is None else _one(field, text)


def _many(field: "fields.List[Any]", name: str, typed: Typed, clears: Collection[str]) -> list[Any] | None:
    if isinstance(field.inner, fields.Nested):
        schema = field.inner.schema
        rows = [read(schema, typed, clears, f"{name}/{number}/") for number in _numbers(name, typed)]
        return [row for row in rows if row] or None
    if isinstance(field.inner, Localised):
        texts = [_value(field.inner, f"{name}/{number}", typed, clears) for number in _numbers(name, typed)]
        return [text for text in texts if text] or None
    # By repetition, or one on each line.
    lines = [line.strip() for text in typed.getlist(name) for line in text.splitlines()]
    return [_one(field.inner, line) for line in lines if line] or None


def _numbers(name: str, typed: Typed) -> list[int]:
    found = {key.removeprefix(f"{name}/").partition("/")[0] for key in typed if key.startswith(f"{name}/")}
    return sorted(int(number) for number in found if number.isdecimal() and len(number) <= 3)[:200]  # noqa: PLR2004


def _one(field: fields.Field[Any], text: str) -> Any:
    if isinstance(field, fields.Boolean):
        return True if text in _YES else False if text in _NO else text
    if isinstance(field, fields.Integer):
        return int(text) if fullmatch(r"\s*-?\d{1,18}\s*", text) else text
    if isinstance(field, fields.Float):
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return text
    return _moment(text) if isinstance(field, Instant) else text


def _text(name: str, typed: Typed) -> str | None:
    """The last one of that name, so that a checkbox follows the hidden field that says no."""
    texts = typed.getlist(name)
    return texts[-1] if texts and texts[-1].strip() else None


def _is_there(name: str, typed: Typed) -> bool:
    return name in typed or any(f"{name}/{language}" in typed for language in LANGUAGES)


def _moment(text: str) -> str:
    """A browser's `2026-11-23T19:42` lies in the company's time zone; in the hour that comes twice, in the first."""
    try:
        local = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    if local.tzinfo is None:
        local = local.replace(tzinfo=ZoneInfo(config().timezone))
    try:
        return rfc3339(local)
    except OverflowError:
        return text


def _as_typed(text: str) -> str:
    """A moment of the API as a browser's field takes it; all else as it is."""
    if len(text) < len("2026-11-23T19:42Z") or not (text[4] == text[7] == "-" and text[10] == "T" and text[-1] == "Z"):
        return text
    try:
        return _local(dt.datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return text


def _local(moment: dt.datetime) -> str:
    return moment.astimezone(ZoneInfo(config().timezone)).strftime(_TO_THE_MINUTE)
