"""The "nothing new" answer of `/changes`, from memory and before Flask: what most polls of most phones get."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from flask import Flask

from backend.accounts.memory import Callers
from backend.accounts.tokens import digest
from backend.changes.cursor import Cursor, scope_of
from backend.changes.services import POLL_AFTER
from backend.forwarding.memory import Positions
from backend.watch import Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/api/v1/changes"
_HEADERS = [("Poll-After", str(POLL_AFTER)), ("Cache-Control", "private, no-cache")]


class QuickNothingNew:
    """WSGI middleware: 304 where the memories know that nothing is new; all else goes on to Flask."""

    def __init__(self, app: Flask, wsgi_app: "WSGIApplication") -> None:
        self._next = wsgi_app
        self._watch: Watch = app.extensions["doorgeven.watch"]
        self._callers: Callers = app.extensions["doorgeven.callers"]
        self._positions: Positions = app.extensions["doorgeven.positions"]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """One request."""
        if environ.get("PATH_INFO") == PATH and environ.get("REQUEST_METHOD") == "GET" and self._nothing_new(environ):
            start_response("304 NOT MODIFIED", _HEADERS)
            return []
        return self._next(environ, start_response)

    def _nothing_new(self, environ: "WSGIEnvironment") -> bool:
        if not self._watch.fresh:
            return False
        scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        query = parse_qs(environ.get("QUERY_STRING", ""))
        if scheme.lower() != "bearer" or set(query) != {"after"} or len(query["after"]) != 1:
            return False
        caller = self._callers.find(digest(token.strip()))
        cursor = Cursor.read(query["after"][0])
        if caller is None or cursor is None or cursor.phase or cursor.database != self._positions.database_id:
            return False
        if cursor.scope != scope_of(caller.audiences):
            return False
        if not self._positions.pruned_to <= cursor.position <= self._positions.newest:
            return False
        return self._positions.last(caller.audiences) <= cursor.position
