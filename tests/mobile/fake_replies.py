"""What the fake server answers with."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.mobile.resources import JSON


@dataclass
class Reply:
    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


def problem(status: int, detail: str, errors: dict[str, str] | None = None, allowed: list[str] | None = None) -> Reply:
    faults = [{"pointer": pointer, "detail": said} for pointer, said in (errors or {}).items()]
    body = {"type": "about:blank", "title": "No", "status": status, "detail": detail, "errors": faults}
    return Reply(status, body if allowed is None else {**body, "allowed": allowed})


def etag(ticket: JSON) -> str:
    return f'"{hash(json.dumps(ticket, sort_keys=True))}"'


def with_etag(body: JSON, headers: dict[str, str]) -> Reply:
    tag = etag(body)
    return Reply(304, None, {"ETag": tag}) if headers.get("if-none-match") == tag else Reply(200, body, {"ETag": tag})
