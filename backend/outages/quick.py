"""The list of outages from memory and before Flask: what everybody asks for at once when a street is down."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.http import parse_etags

from backend.accounts.memory import Callers
from backend.accounts.tokens import digest
from backend.outages.listed import Listed, Page

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/api/v1/outages"


class QuickOutages:
    """WSGI middleware: the list where the memories have it, 304 where the caller has it too; all else goes to Flask."""

    def __init__(self, app: Flask, wsgi_app: "WSGIApplication") -> None:
        self._next = wsgi_app
        self._callers: Callers = app.extensions["doorgeven.callers"]
        self._listed: Listed = app.extensions["doorgeven.listed"]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """One request."""
        page = self._page(environ) if environ.get("PATH_INFO") == PATH else None
        if page is None:
            return self._next(environ, start_response)
        headers = [("ETag", page.etag), ("Cache-Control", "private, no-cache")]
        if parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_weak(page.etag.strip('"')):
            start_response("304 NOT MODIFIED", headers)
            return []
        headers += [("Content-Type", "application/json"), ("Content-Length", str(len(page.body)))]
        start_response("200 OK", headers)
        return [page.body]

    def _page(self, environ: "WSGIEnvironment") -> Page | None:
        if environ.get("REQUEST_METHOD") != "GET" or environ.get("QUERY_STRING"):
            return None
        scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        caller = self._callers.find(digest(token.strip())) if scheme.lower() == "bearer" else None
        return self._listed.ready(caller) if caller else None
