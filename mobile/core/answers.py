"""What an answer of the server means: data, nothing new, or one of the app's errors."""

import email.utils
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import requests

from mobile.core.errors import Conflict, CoreError, Gone, Offline, OfflineWhy, Refused, SignedOut, TooManyRequests

_WAIT_SECONDS = 30.0
LONGEST_WAIT = 3600.0
"""Seconds that whoever answers may make the app wait: a proxy's word must not silence it for a day, or for ever."""
_NO_ANSWER_YET = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY})
"""Asked to come back: neither is the server's last word on what was sent."""
_KINDS: dict[int, type[Refused]] = {
    HTTPStatus.CONFLICT: Conflict,
    HTTPStatus.PRECONDITION_FAILED: Conflict,
    HTTPStatus.GONE: Gone,
}


@dataclass(frozen=True)
class Answer:
    """What came back; `data` is None for 204 and 304, `poll_after` is in seconds."""

    status: int
    data: Any
    etag: str | None = None
    poll_after: float | None = None

    @property
    def unchanged(self) -> bool:
        """Nothing new since the ETag or cursor that was sent."""
        return self.status == HTTPStatus.NOT_MODIFIED


def meaning(response: requests.Response) -> Answer:
    """The answer in `response`; raises Offline, SignedOut, TooManyRequests, Conflict, Gone or Refused."""
    status = response.status_code
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _NO_ANSWER_YET:
        raise Offline(OfflineWhy.SERVER_AWAY, retry_after=_retry_after(response))
    if status in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
        return _answer(response, None)
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST or not _is_json(response):
        # A captive portal redirects, or answers in HTML with any status: nothing was refused by our server.
        raise Offline(OfflineWhy.NOT_OUR_SERVER)
    try:
        data = response.json()
    except requests.JSONDecodeError:
        raise  # no JSON at all: a captive portal
    except (RecursionError, ValueError):
        raise Offline(OfflineWhy.UNREADABLE) from None
    if status >= HTTPStatus.BAD_REQUEST:
        raise _refusal(response, data)
    return _answer(response, data)


def _answer(response: requests.Response, data: Any) -> Answer:
    poll = response.headers.get("Poll-After")
    return Answer(response.status_code, data, response.headers.get("ETag"), _seconds(poll) if poll else None)


def _is_json(response: requests.Response) -> bool:
    kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def _refusal(response: requests.Response, data: Any) -> CoreError:
    status = response.status_code
    if status == HTTPStatus.UNAUTHORIZED:
        return SignedOut("401")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return TooManyRequests(_retry_after(response) or _WAIT_SECONDS)
    said = data if isinstance(data, dict) else {}
    return _KINDS.get(status, Refused)(
        status, str(said.get("detail") or ""), _faults(said), _words(said.get("allowed"))
    )


def _faults(said: dict[str, Any]) -> dict[str, str]:
    errors = said.get("errors")
    faults = [e for e in errors if isinstance(e, dict)] if isinstance(errors, list) else []
    return {str(e.get("pointer", "")): str(e.get("detail", "")) for e in faults}


def _words(value: Any) -> tuple[str, ...]:
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


def _retry_after(response: requests.Response) -> float | None:
    return _seconds(response.headers.get("Retry-After"))


def _seconds(text: str | None) -> float | None:
    """Seconds from now: a number, or (RFC 9110) a date."""
    if not text:
        return None
    try:
        return within_reason(float(text))
    except ValueError:
        pass
    try:
        return within_reason(email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def within_reason(seconds: float) -> float:
    """Between nothing and an hour; what is no number is nothing."""
    return min(LONGEST_WAIT, max(0.0, seconds))
