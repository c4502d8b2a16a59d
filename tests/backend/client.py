"""Callers as tests see them: a person or a team's program, over HTTP."""

import uuid
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

BASE = "/api/v1"


class Client:
    """Calls the API with one token; each POST gets a key of its own unless the test gives one."""

    def __init__(self, app: Flask, token: str | None = None) -> None:
        self.http: FlaskClient = app.test_client()
        self.token = token

    def call(self, method: str, path: str, json: Any = None, **headers: str) -> TestResponse:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        if method == "POST" and "/auth/" not in path:
            sent.setdefault("Idempotency-Key", uuid.uuid4().hex)
        sent = {name: value for name, value in sent.items() if value}
        return self.http.open(BASE + path, method=method, json=json, headers=sent)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, json: Any = None, **headers: str) -> TestResponse:
        return self.call("POST", path, {} if json is None else json, **headers)

    def patch(self, path: str, json: Any, etag: str = "", **headers: str) -> TestResponse:
        return self.call("PATCH", path, json, If_Match=etag, **headers)

    def delete(self, path: str) -> TestResponse:
        return self.call("DELETE", path)

    def submit(self, **changes: Any) -> dict[str, Any]:
        """A ticket passed on, as the API shows it."""
        answer = self.post("/tickets", problem(**changes))
        assert answer.status_code == 201, answer.text
        return dict(answer.json)

    def amend(self, ticket: dict[str, Any], **changes: Any) -> TestResponse:
        """A PATCH on the ticket as it is now."""
        etag = self.get(f"/tickets/{ticket['id']}").headers["ETag"]
        return self.patch(f"/tickets/{ticket['id']}", changes, etag)


def problem(**changes: Any) -> dict[str, Any]:
    """The body of a submission that is right, but for `changes`; a value of None leaves the field out."""
    body = {
        "kind": "problem",
        "service": "internet",
        "description": "No internet since noon.",
        "severity": "major",
        "customer": {"name": "Oma Truus", "phone": "0612345678", "postcode": "3511 AB", "house_number": "12"},
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}
