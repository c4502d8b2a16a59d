"""Calls of the server's API, tried until there is an answer."""

import threading
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import requests

_TIMEOUT = (5, 20)
_LONGEST_WAIT = 5.0
_ASK_AGAIN = {408, 425, 429}


class Stopped(Exception):
    """The program ends before there was an answer."""


@dataclass(frozen=True)
class Answer:
    """What the server said; `data` is None where it said nothing in JSON."""

    status: int
    data: Any
    etag: str | None

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.status < HTTPStatus.BAD_REQUEST


class Rest:
    """One API key's calls; thread-safe. A server that is away is waited for: a call ends with an answer, or Stopped."""

    def __init__(self, server: str, key: str, stopped: threading.Event) -> None:
        self._base = server.rstrip("/") + "/api/v1"
        self._key = key
        self._stopped = stopped
        self._local = threading.local()

    def call(self, method: str, path: str, body: Any = None, *, etag: str | None = None, key: str = "") -> Answer:
        """One call; every try of a POST has the same Idempotency-Key (`key`, or a new one), so that it is done once."""
        headers = {"Authorization": f"Bearer {self._key}", "Accept-Language": "en"}
        if method == "POST":
            headers["Idempotency-Key"] = key or str(uuid.uuid4())
        if etag:
            headers["If-Match"] = etag
        wait = 0.1
        while True:
            answer = self._try(method, path, body, headers)
            if answer is not None:
                return answer
            if self._stopped.wait(wait):
                raise Stopped
            wait = min(_LONGEST_WAIT, wait * 2)

    def _try(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Answer | None:
        """None where there was no answer, or one that asks to come back."""
        try:
            response = self._session().request(method, self._base + path, json=body, headers=headers, timeout=_TIMEOUT)
        except requests.RequestException:
            return None
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status_code in _ASK_AGAIN:
            return None
        is_json = "json" in response.headers.get("Content-Type", "")
        return Answer(response.status_code, response.json() if is_json else None, response.headers.get("ETag"))

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.trust_env = False
        return session
