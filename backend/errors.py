"""What can go wrong in the domain: few exceptions, each with its status; backend/problems.py maps them to RFC 9457."""

from collections.abc import Iterable
from typing import Any

from click import ClickException

from shared.messages import Listed, Message


class Misconfigured(ClickException):
    """A setting is wrong; shown as one sentence, never as a traceback, also where a command begins."""

    def __init__(self, template: str, **params: Any) -> None:
        super().__init__(template.format(**params))


class DomainError(Exception):
    """Something the caller asked for cannot be; `message` says why, `allowed` names what would have been accepted.

    `current` tells what is, to one who was too late.
    """

    status = 400
    title = "Not possible."
    usual_pointer = ""
    """Where it is wrong unless said otherwise: the request as a whole (RFC 6901's empty pointer)."""

    def __init__(
        self,
        template: str,
        *,
        pointer: str | None = None,
        allowed: Iterable[str] | None = None,
        headers: dict[str, str] | None = None,
        current: dict[str, Any] | None = None,
        **params: Any,
    ) -> None:
        self.pointer = self.usual_pointer if pointer is None else pointer
        words = None if allowed is None else list(allowed)
        self.allowed = None if words is None else [str(word) for word in words]
        if "{allowed}" in template:
            params["allowed"] = Listed(words or ["-"])
        self.message = template if isinstance(template, Message) else Message(template, **params)
        self.headers = headers or {}
        self.current = current
        super().__init__(str(self.message))


class BadRequest(DomainError):
    """400: the request cannot be read."""

    title = "The request cannot be read."


class Unauthorized(DomainError):
    """401: no valid token."""

    status = 401
    title = "Not signed in."
    usual_pointer = "/header/Authorization"

    def __init__(self, template: str = "Sign in first.", **params: Any) -> None:
        super().__init__(template, headers={"WWW-Authenticate": 'Bearer realm="doorgeven"'}, **params)


class Forbidden(DomainError):
    """403: the caller may see it but not do this."""

    status = 403
    title = "Not allowed."


class NotFound(DomainError):
    """404: there is no such thing, as far as the caller may know."""

    status = 404
    title = "Not found."

    def __init__(self, template: str = "There is no such thing, or it is not yours to see.", **params: Any) -> None:
        super().__init__(template, **params)


class Conflict(DomainError):
    """409: not in the state that it is in; `allowed` names what is."""

    status = 409
    title = "Not possible in this state."


class Gone(DomainError):
    """410: the cursor is too old, or from another database."""

    status = 410
    title = "No longer there."


class PreconditionFailed(DomainError):
    """412: somebody else was first."""

    status = 412
    title = "It has changed meanwhile."
    usual_pointer = "/header/If-Match"

    def __init__(
        self, etag: str, template: str = "It has changed since you read it: read it again.", **params: Any
    ) -> None:
        super().__init__(template, headers={"ETag": etag}, **params)


class TooLarge(DomainError):
    """413: more than is taken."""

    status = 413
    title = "Too large."


class UnsupportedMedia(DomainError):
    """415: not of a type that is taken; `allowed` names those that are."""

    status = 415
    title = "Not a type that is taken."


class Invalid(DomainError):
    """422: one field is wrong, at `pointer`."""

    status = 422
    title = "Some fields are not right."


class PreconditionRequired(DomainError):
    """428: `If-Match` is missing."""

    status = 428
    title = "If-Match is required."

    def __init__(self) -> None:
        super().__init__("Send the ETag that you read as If-Match.", pointer="/header/If-Match")


class TooManyRequests(DomainError):
    """429: wait `seconds`."""

    status = 429
    title = "Too many requests."

    def __init__(self, template: str, seconds: int, **params: Any) -> None:
        super().__init__(template, headers={"Retry-After": str(seconds)}, seconds=seconds, **params)


class Unavailable(DomainError):
    """503: the database does not answer; nothing was done."""

    status = 503
    title = "Not available just now."
