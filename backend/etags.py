"""ETags: of a row by its version, of a list by its content."""

import hashlib
from typing import Any

import orjson

from backend.errors import PreconditionFailed, PreconditionRequired


def etag_of(content: Any) -> str:
    """A strong ETag of any JSON value."""
    return f'"{hashlib.sha256(orjson.dumps(content)).hexdigest()[:32]}"'


def etag_for(version: int) -> str:
    """The ETag of a row that counts its versions."""
    return f'"{version}"'


def check_match(match: str | None, etag: str) -> None:
    """Lets a change through where `match` (If-Match) names the current ETag, or is `*`.

    Raises PreconditionRequired where there is none, PreconditionFailed where somebody else was first.
    """
    if not match or not match.strip():
        raise PreconditionRequired
    given = {tag.strip().removeprefix("W/") for tag in match.split(",")}
    if "*" not in given and etag not in given:
        raise PreconditionFailed(etag)
