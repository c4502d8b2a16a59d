"""Keyset cursors: opaque to clients, right while rows come in; and the `Link` that carries the next one."""

import base64
import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import request

from backend.config import config
from backend.errors import Invalid


def write_cursor(parts: list[Any]) -> str:
    """The place after a row, as an opaque text."""
    return base64.urlsafe_b64encode(orjson.dumps(parts)).rstrip(b"=").decode()


def read_cursor(cursor: str | None, kinds: Sequence[type]) -> list[Any] | None:
    """The parts of a cursor, each of its kind (`str` or `int`); raises Invalid where it is none of ours."""
    if not cursor:
        return None
    try:
        parts = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        parts = None
    if not isinstance(parts, list) or [type(part) for part in parts] != list(kinds) or not all(map(_storable, parts)):
        raise Invalid("That cursor is not one that this list gave.", pointer="/query/cursor")
    return parts


def read_place(cursor: str | None) -> tuple[dt.datetime, str] | None:
    """The cursor of a list that is in order of time, then of ids; raises Invalid."""
    parts = read_cursor(cursor, (str, str))
    if parts is None:
        return None
    try:
        return dt.datetime.fromisoformat(parts[0]).astimezone(dt.UTC), parts[1]
    except (ValueError, OverflowError):
        raise Invalid("That cursor is not one that this list gave.", pointer="/query/cursor") from None


def next_link(parts: list[Any]) -> dict[str, str]:
    """The `Link: <...>; rel="next"` header of this request's list, continued after `parts` (RFC 8288)."""
    query = {**request.args.to_dict(), "cursor": write_cursor(parts)}
    # By the configured address: what the request says of its host is anybody's word.
    return {"Link": f'<{config().public_url}{request.path}?{urlencode(query)}>; rel="next"'}


def _storable(part: Any) -> bool:
    """What a database can be asked for: no zero bytes, no number beyond 64 bits."""
    return "\x00" not in part if isinstance(part, str) else abs(part) < 2**63
