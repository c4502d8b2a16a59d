"""ETags: of a row by its version, of a list by its content, of a row shown with others by both."""

import hashlib
import re
from typing import Any

import orjson

from backend.errors import PreconditionFailed, PreconditionRequired


def etag_of(content: Any) -> str:
    """A strong ETag of any JSON value."""
    return f'"{hashlib.sha256(orjson.dumps(content)).hexdigest()[:32]}"'


_BESIDE = re.compile(r'"(\d+)-[0-9a-f]+"')


def etag_for(version: int, beside: Any = None) -> str:
    """The ETag of a row that counts its versions; with what of others is shown `beside` it, for readers to tell.

    Who changes the row may send either: what moves beside it stands in no change's way.
    """
    return f'"{version}-{etag_of(beside)[1:17]}"' if beside else f'"{version}"'


def check_match(match: str | None, etag: str) -> None:
    """Lets a change through where `match` (If-Match) names the current ETag, or is `*`.

    Raises PreconditionRequired where there is none, PreconditionFailed where somebody else was first.
    """
    if not match or not match.strip():
        raise PreconditionRequired
    given = {_BESIDE.sub(r'"\1"', tag.strip().removeprefix("W/")) for tag in match.split(",")}
    if "*" not in given and etag not in given:
        raise PreconditionFailed(etag)
