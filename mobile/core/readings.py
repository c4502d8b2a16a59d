"""What the server answers, read leniently: unknown fields are left out, and one unreadable item spoils no page."""

import datetime as dt
import json
import logging
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError

from mobile.core.errors import Offline, OfflineWhy
from shared.schemas.base import rfc3339

JSON = dict[str, Any]

_log = logging.getLogger(__name__)


def read(schema: type[Schema], data: Any) -> JSON:
    """`data` as the contract's `schema` has it; raises Offline where it is something else altogether."""
    try:
        return plain(schema(unknown=EXCLUDE).load(data))
    except ValidationError as error:
        # Only the fields' names: their values are people's data.
        _log.warning("unreadable answer for %s: %s", schema.__name__, _fields(error))
        raise Offline(OfflineWhy.UNREADABLE) from None


def read_each(schema: type[Schema], items: Any) -> list[JSON]:
    """Those of `items` that can be read; the others are left out and logged."""
    found = []
    for item in items if isinstance(items, list) else []:
        try:
            found.append(read(schema, item))
        except Offline:
            continue
    return found


def plain(loaded: Any) -> JSON:
    """Loaded data as plain JSON, times as RFC 3339 in UTC that sort as text."""
    result: JSON = json.loads(json.dumps(loaded, default=_text))
    return result


def _text(value: Any) -> str:
    return rfc3339(value) if isinstance(value, dt.datetime) else str(value)


def _fields(error: ValidationError) -> str:
    return ", ".join(sorted(str(key) for key in error.messages_dict))
