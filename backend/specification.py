"""The OpenAPI document: made by flask-smorest from the routes, with what all of them share added."""

import copy
import re
import threading
from typing import Any

import flask_smorest
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask
from marshmallow import Schema, fields

from shared.schemas.base import Localised
from shared.schemas.problem import ProblemSchema

_PROBLEM = {
    "description": "What is wrong, in the caller's language (RFC 9457).",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Of the client's own making, the same at each retry; the first answer is given again for 30 days.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag that was read; 412 where somebody else was first.",
    "schema": {"type": "string", "minLength": 1, "pattern": "^[!-~]+$"},
}
_UPLOAD_OFFSET = {
    "name": "Upload-Offset",
    "in": "header",
    "required": True,
    "description": "At which byte the piece begins; 409 names where, if there is a gap.",
    "schema": {"type": "string", "pattern": "^[0-9]{1,12}$"},
}
_REFUSALS = {
    "get": (400, 401, 403, 404, 422, 429, 503),
    "post": (400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
    "patch": (400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 503),
    "put": (400, 401, 403, 404, 412, 413, 415, 422, 428, 429, 503),
    "delete": (401, 403, 404, 409, 429, 503),
}

_ALSO = {"changes": (410,)}
"""Refusals of one address alone: a cursor that is of no use any more."""
_ETAG = {
    "ETag": {
        "description": "What to send as If-Match with a change, or as If-None-Match to be told that nothing changed.",
        "schema": {"type": "string"},
    }
}
_LINK = {
    "Link": {
        "description": 'Where the list goes on, `<...>; rel="next"` (RFC 8288); absent on the last page.',
        "schema": {"type": "string"},
    }
}


_WHOLE = ("/clocks", "/duty", "/services")
"""What is read and put as a whole, under an ETag of its own."""


class Api(flask_smorest.Api):  # type: ignore[misc]  # the library has no types
    """flask-smorest without its error handler, which drops headers; backend/problems.py has ours.

    Routes are there at once; their description, half of what a start costs, is made when somebody first reads it.
    """

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None

    def __init__(self, **kwargs: Any) -> None:
        self._to_describe: list[Any] = []
        self._describing = threading.Lock()
        super().__init__(**kwargs)

    def register_blueprint(self, blp: Any, **options: Any) -> None:
        """Adds the routes of a feature."""
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blp.name] = self
        self._app.register_blueprint(blp, **options)
        self._to_describe.append(blp)

    def described(self) -> dict[str, Any]:
        """The description of all routes as the library makes it."""
        with self._describing:
            while self._to_describe:
                blueprint = self._to_describe.pop(0)
                blueprint.register_views_in_doc(self, self._app, self.spec, name=blueprint.name, parameters=None)
                self.spec.tag({"name": blueprint.name, "description": blueprint.description})
            return dict(self.spec.to_dict())

    def _register_error_handlers(self) -> None:
        return

    def _register_responses(self) -> None:
        """None of the library's 60, one a status: ours are written in by `document`, and name this schema."""
        self.spec.components.schema("Problem", schema=self.ERROR_SCHEMA)


def describe(app: Flask) -> Api:
    """The Api that collects the routes into `/openapi.json`."""
    app.config |= {
        "API_TITLE": "Doorgeven",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": None,
    }
    plugin = MarshmallowPlugin(schema_name_resolver=_name)
    api = Api(spec_kwargs={"marshmallow_plugin": plugin})
    api.init_app(app)
    converter: Any = plugin.converter
    converter.add_attribute_function(_localised)
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    app.extensions["doorgeven.api"] = api
    return api


def document(api: Api, app: Flask) -> dict[str, Any]:
    """The finished document: names, headers and refusals that every route shares are written in here, once."""
    # A copy: apispec hands out its own lists, and they would grow with every request.
    spec: dict[str, Any] = copy.deepcopy(api.described())
    spec.setdefault("components", {})["responses"] = {"Refused": _PROBLEM}
    names = _names(app)
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            if method in _REFUSALS:
                operation["operationId"] = names[path, method]
                _complete(path, method, operation)
    return spec


def _names(app: Flask) -> dict[tuple[str, str], str]:
    """What a program that is generated from the description calls each operation: its view's name."""
    return {
        (re.sub(r"<[^:>]+:(\w+)>", r"{\1}", rule.rule), method.lower()): rule.endpoint.rpartition(".")[2]
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    parameters = operation.setdefault("parameters", [])
    if method == "post" and "/auth/" not in path:
        parameters.append(_KEY)
    if _asks_what_was_read(path, method):
        parameters.append(_IF_MATCH)
    if _is_piece(path, method):
        parameters.append(_UPLOAD_OFFSET)
    responses = operation["responses"]
    for status in (*_REFUSALS[method], *_ALSO.get(path.rpartition("/")[2], ())):
        responses[str(status)] = {"$ref": "#/components/responses/Refused"}
    for status, response in responses.items():
        if status.startswith("2"):
            response["headers"] = {**response.get("headers", {}), **_sent_along(path, method, parameters)}


def _asks_what_was_read(path: str, method: str) -> bool:
    """A change of what two may change at once; a member who is put twice is one member."""
    return (method == "patch" and not path.endswith(("/customer", "/me/notifications", "/{upload_id}"))) or (
        method == "put" and path.endswith(_WHOLE)
    )


def _is_piece(path: str, method: str) -> bool:
    return method == "patch" and path.endswith("/uploads/{upload_id}")


def _sent_along(path: str, method: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    """The headers of a good answer that a program needs to go on."""
    if path.endswith("/{upload_id}"):
        return {}
    if method == "patch" or path.endswith(_WHOLE) or (method == "get" and path.endswith("}")):
        return _ETAG
    return _LINK if any(parameter.get("name") == "cursor" for parameter in parameters) else {}


def _name(schema: Schema | type[Schema] | str) -> str:
    cls = schema if isinstance(schema, type) else type(schema)
    return cls.__name__.removesuffix("Schema")


def _localised(_converter: Any, field: fields.Field[Any], **_: Any) -> dict[str, Any]:
    if not isinstance(field, Localised):
        return {}
    text = {"type": ["string", "null"], "maxLength": field.longest}
    return {
        "type": ["object", "null"] if field.allow_none else "object",
        "properties": {"nl": text, "en": text},
        "additionalProperties": False,
        "minProperties": 1,
    }
