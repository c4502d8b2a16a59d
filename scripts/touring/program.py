"""A team's program: one API key, one address, and what `/openapi.json` says there."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import requests

from scripts.touring.description import Description, Operation

_TIMEOUT = (5, 60)


@dataclass(frozen=True)
class Answer:
    """What came back: JSON as `data`, else its text; `following` is the next page's address."""

    status: int
    data: Any
    etag: str | None = None
    following: str | None = None


class Refused(Exception):
    """The server said no where the day needs a yes."""


class Program:
    """Calls by operationId; each call and each answer must be as described."""

    def __init__(self, server: str, key: str) -> None:
        self._server = server
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.headers["Authorization"] = f"Bearer {key}"
        self.description = Description(self._http.get(f"{server}/openapi.json", timeout=_TIMEOUT).json())

    def do(self, name: str, body: Any = None, *, etag: str | None = None, expect: int = 0, **words: Any) -> Answer:
        """One call; `words` go into the path or the query. Raises NotDescribed, and Refused for another status.

        `expect` is a status that is wanted; without it any good one is.
        """
        operation = self.description.operation(name)
        path = operation.path.format(**{word: words.pop(word) for word in operation.takes("path")})
        answer = self._call(operation, path, words, body, etag)
        good = answer.status == expect if expect else answer.status < requests.codes.bad_request
        if not good:
            raise Refused(f"{name} answered {answer.status}: {answer.data}")
        return answer

    def items(self, name: str, **words: Any) -> Iterator[Any]:
        """Everything in a list, page by page, as `Link` leads."""
        answer = self.do(name, **words)
        yield from answer.data["items"]
        while answer.following:
            response = self._http.get(answer.following, timeout=_TIMEOUT)
            answer = self._told(self.description.operation(name), response)
            yield from answer.data["items"]

    def _call(self, operation: Operation, path: str, query: dict[str, Any], body: Any, etag: str | None) -> Answer:
        headers = {"If-Match": etag} if etag else {}
        if "Idempotency-Key" in operation.takes("header"):
            headers["Idempotency-Key"] = str(uuid.uuid4())
        self.description.check_call(operation, query, headers)
        if operation.bodies:
            body = {} if body is None else body
            self.description.check_body(operation, body)
        url = self._server + path
        response = self._http.request(operation.method, url, params=query, json=body, headers=headers, timeout=_TIMEOUT)
        return self._told(operation, response)

    def _told(self, operation: Operation, response: requests.Response) -> Answer:
        kind = response.headers.get("Content-Type", "").partition(";")[0] if response.content else ""
        data = response.json() if kind.endswith("json") else response.content.decode("utf-8-sig")
        self.description.check_answer(operation, response.status_code, kind, data)
        link = response.links.get("next", {}).get("url")
        return Answer(
            response.status_code, data, response.headers.get("ETag"), urljoin(self._server, link) if link else None
        )
