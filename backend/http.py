"""What views share: reading JSON strictly, who asks, ETags, and writing once for each Idempotency-Key."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

import flask_smorest
import orjson
from flask import Request, Response, g, request
from flask.json.provider import JSONProvider
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest as MalformedBody
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.routing import BaseConverter

from backend import db, idempotency, shown_once
from backend.errors import BadRequest
from backend.shown_once import Secret

JSON = dict[str, Any]
JSON_TYPES = ("application/json", "application/merge-patch+json")
LONGEST_JSON = 1_000_000
LONGEST_KEY = 255
_MARKER = "Doorgeven-Shown-Once"
"""Among a kept answer's headers: what its secret is derived from; never sent."""


class IdConverter(BaseConverter):
    """An id in a path: what can be none of ours is a 404 without asking the database."""

    regex = r"[A-Za-z0-9_\-]{1,64}"


class OrjsonProvider(JSONProvider):
    """Flask's JSON by orjson: quicker, and strict on what it reads (no NaN, no lone surrogates)."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """`obj` as JSON text."""
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """The value of JSON text; raises ValueError."""
        return orjson.loads(s)


class Parser(FlaskParser):
    """webargs with a body that is read strictly: by default it takes a wrong content type for empty JSON."""

    # webargs passes over unknown query parameters; a misspelt filter must not answer with everything.
    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {}

    def load_json(self, req: Request, schema: Any) -> Any:
        """The body, `{}` where there is none; 413, 415 or 400 where it is too large, not JSON by type or by content."""
        return read_json(req)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]  # the library has no types
    """A feature's routes; their arguments are parsed strictly."""

    ARGUMENTS_PARSER = Parser()


def read_json(req: Request) -> Any:
    """The request's JSON value; raises 413, 415 and 400 as problem documents."""
    # One more than allowed: a body of unknown length is cut there without a word, and must not pass as whole.
    req.max_content_length = LONGEST_JSON + 1
    body = req.get_data(cache=True)
    if len(body) > LONGEST_JSON:
        raise RequestEntityTooLarge
    if not body:
        return {}
    if req.mimetype not in JSON_TYPES:
        raise UnsupportedMediaType
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise MalformedBody from None


@dataclass(frozen=True)
class Answer:
    """What a view answers: plain data, ready to be kept and sent again."""

    body: Any
    status: int = 200
    etag: str | None = None
    subject: str | None = None
    """The id of the resource that the answer tells of, so that its erasure finds the answer."""
    headers: Mapping[str, str] = field(default_factory=dict)
    secret: Secret | None = None
    """Shown in the body (as `secret`, or a link's fields), now and at a retry, but not kept with the answer."""

    def response(self) -> Response:
        """As Flask sends it."""
        return _send(
            orjson.dumps(self.body), self.status, {**self.headers, **({"ETag": self.etag} if self.etag else {})}
        )


def answer(body: Any, *, etag: str | None = None, headers: Mapping[str, str] | None = None) -> Response:
    """A read's answer; 304 with no body where the caller has it already (If-None-Match)."""
    if etag and request.if_none_match.contains_weak(etag.strip('"')):
        return Response(status=304, headers={"ETag": etag, **(headers or {})})
    return Answer(body, etag=etag, headers=headers or {}).response()


def answer_bytes(body: bytes, etag: str) -> Response:
    """A read's answer that is JSON already; 304 with no body where the caller has it already."""
    if request.if_none_match.contains_weak(etag.strip('"')):
        return Response(status=304, headers={"ETag": etag})
    return _send(body, 200, {"ETag": etag})


def act(change: Callable[[], Answer], digest: str | None = None) -> Response:
    """Runs a POST's `change` once for its Idempotency-Key, durable when this returns; the same answer ever after.

    `digest` is the body's fingerprint where it is no JSON.
    """
    key, scope = idempotency_key(), _scope_of_key()
    digest = digest or body_digest()
    status, headers, body = db.write(lambda: idempotency.once(scope, key, digest, lambda: _kept(change())))
    return _send(body, status, headers)


def answered_before() -> bool:
    """Whether this POST is a retry whose answer is kept: `act` gives it without running its `change`."""
    return idempotency.answered(_scope_of_key(), idempotency_key())


def act_in_parts(parts: Mapping[str, Callable[[], Any]], join: Callable[[list[Any]], Any]) -> Response:
    """Runs a POST that is too long for one transaction: each part, by its name, once for the Idempotency-Key.

    Others write in between. A retry goes on where a killed one stopped, and gets for each part what it got at first;
    `join` makes the answer of the parts' values (plain data), in their order.
    """
    key, caller = idempotency_key(), g.caller
    scope = f"{caller.scope} {request.method} {request.path.rstrip('/')}"
    digest = body_digest()
    values = []
    for name, part in parts.items():
        once = partial(idempotency.once, f"{scope} {name}", key, digest, partial(_kept_part, part))
        values.append(orjson.loads(db.write(once)[2]))
    return Answer(join(values)).response()


def change(fn: Callable[[], Answer]) -> Response:
    """Runs a PATCH's or DELETE's `fn`, durable when this returns."""
    return db.write(fn).response()


def idempotency_key() -> str:
    """The request's Idempotency-Key; raises BadRequest where it is missing or unusable."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise BadRequest(
            "Send an Idempotency-Key of your own making, 1 to {longest} printable characters, the same at each retry.",
            longest=LONGEST_KEY,
            pointer="/header/Idempotency-Key",
        )
    return key


def body_digest() -> str:
    """A fingerprint of the parsed body: key order and white space do not count."""
    parsed = read_json(request)
    return hashlib.sha256(orjson.dumps(parsed, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _scope_of_key() -> str:
    return f"{g.caller.scope} {request.method} {request.path.rstrip('/')}"


def _kept(result: Answer) -> tuple[int, dict[str, str], bytes, str | None]:
    headers = {**result.headers, **({"ETag": result.etag} if result.etag else {})}
    if result.secret:
        headers[_MARKER] = result.secret.marker
    return result.status, headers, orjson.dumps(result.body), result.subject


def _kept_part(part: Callable[[], Any]) -> idempotency.Kept:
    return _kept(Answer(part()))


def _send(body: bytes, status: int, headers: Mapping[str, str]) -> Response:
    marker = headers.get(_MARKER)
    if marker:
        headers = {name: value for name, value in headers.items() if name != _MARKER} | {"Cache-Control": "no-store"}
        body = orjson.dumps({**orjson.loads(body), **shown_once.again(marker)})
    response = Response(body, status, mimetype="application/json")
    response.headers.extend(cast(dict[str, str], headers))
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response
