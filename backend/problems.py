"""Every error as RFC 9457 `application/problem+json`, in the reader's language; the one place that maps them."""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from flask import Flask, Response, current_app, request
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from backend import db
from backend.errors import DomainError
from backend.i18n import reader_language, say
from shared.messages import Message

log = structlog.get_logger()

_DETAILS = {
    400: Message("The request cannot be read."),
    404: Message("There is no such address."),
    405: Message("This address does not take that method."),
    408: Message("The request took too long."),
    413: Message("That is too large; at most 1 MB of JSON is taken."),
    415: Message("Send JSON, with Content-Type: application/json."),
    500: Message("Something went wrong on our side. Nothing was kept of this request; try again later."),
}
_INVALID = Message("Some fields are not right.")
_CLASH = Message("That clashes with something that is there already.")


def init_app(app: Flask) -> None:
    """Makes every error of `app` a problem document."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(InterfaceError, _database)
    app.register_error_handler(IntegrityError, _clash)
    app.register_error_handler(StaleDataError, _clash)
    app.register_error_handler(Exception, _unexpected)


def document(error: DomainError, language: str | None = None) -> dict[str, Any]:
    """The problem document of a domain error, in `language` (None: the reader's)."""
    detail = say(error.message, language)
    errors = [{"pointer": error.pointer, "detail": detail}]
    body = _body(error.status, say(error.title, language), detail, errors)
    if error.allowed is not None:
        body["allowed"] = error.allowed
    if error.current is not None:
        body["current"] = error.current
    return body


def problem(
    status: int,
    title: str,
    detail: str,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer itself; texts are translated here, `errors` already are."""
    return _send(_body(status, title, detail, errors), headers)


def _body(status: int, title: str, detail: str, errors: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    head = {"type": "about:blank", "title": say(title), "status": status, "detail": say(detail)}
    return {**head, "errors": list(errors)}


def _send(body: Mapping[str, Any], headers: Mapping[str, str] | None) -> Response:
    status = body["status"]
    response = Response(orjson.dumps(body), status, mimetype="application/problem+json")
    response.headers.extend(dict(headers or {}))
    response.headers["Content-Language"] = reader_language()
    response.headers["Cache-Control"] = "no-store"
    return response


def faults(messages: Any, pointer: str) -> Iterator[dict[str, str]]:
    """marshmallow's nested messages as a flat list of `{pointer, detail}`."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            token = str(key).replace("~", "~0").replace("/", "~1").encode("utf-8", "replace").decode()
            yield from faults(inner, pointer if key == "_schema" else f"{pointer}/{token}")
    elif isinstance(messages, list):
        for inner in messages:
            yield from faults(inner, pointer)
    else:
        yield {"pointer": pointer, "detail": say(messages if isinstance(messages, str) else str(messages))}


def _domain(error: DomainError) -> Response:
    return _send(document(error), error.headers)


def http(error: HTTPException) -> Response:
    """The problem document of what Flask itself refuses."""
    if error.code == HTTPStatus.UNPROCESSABLE_ENTITY and hasattr(error, "data"):
        return _validation(error.data["messages"])
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    # Copied by hand: without them a 405 has no Allow, a 429 no Retry-After.
    headers = {k: v for k, v in error.get_headers(request.environ) if k not in ("Content-Type", "Content-Length")}
    detail = _DETAILS.get(status, Message(HTTPStatus(status).phrase))
    errors = [{"pointer": "", "detail": say(detail)}]
    return problem(status, HTTPStatus(status).phrase, detail, errors, headers=headers)


def _validation(messages: Mapping[str, Any]) -> Response:
    """webargs' messages: by location, `json` being the body that pointers are into."""
    errors = [
        fault
        for location, inner in messages.items()
        for fault in faults(inner, "" if location == "json" else f"/{location}")
    ]
    return problem(422, _INVALID, _INVALID, errors)


def _database(error: OperationalError | InterfaceError) -> Response:
    log.error("database", error=type(error).__name__, path=request.path)
    return _domain(db.unavailable(error))


def _clash(error: DBAPIError | StaleDataError) -> Response:
    log.warning("clash", error=type(error).__name__, path=request.path)
    return problem(409, _CLASH, _CLASH)


def _unexpected(error: Exception) -> Response:
    if current_app.testing:
        raise error
    log.exception("unexpected", path=request.path, method=request.method)
    return problem(500, "Internal Server Error", _DETAILS[500])
