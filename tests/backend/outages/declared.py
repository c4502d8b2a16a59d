"""Outages as tests declare them over HTTP."""

import datetime as dt
from typing import Any

from flask import Flask

from backend import db
from backend.outages.models import Outage
from shared.schemas.base import rfc3339
from tests.backend.client import Client


def moment(**ahead: float) -> str:
    """A time from now on, `hours=2`, or before, `hours=-2`."""
    return rfc3339(dt.datetime.now(dt.UTC) + dt.timedelta(**ahead))


def outage(**changes: Any) -> dict[str, Any]:
    """The body of a declaration that is right, but for `changes`; a value of None leaves the field out."""
    body = {
        "title": {"nl": "Geen internet", "en": "No internet"},
        "services": ["internet"],
        "areas": ["3511"],
        "impact": "major",
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}


def declare(client: Client, **changes: Any) -> dict[str, Any]:
    """A declared outage, as the API shows it."""
    answer = client.post("/outages", outage(**changes))
    assert answer.status_code in (200, 201), answer.text
    return dict(answer.json)


def update(client: Client, row: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The outage after an update."""
    answer = client.post(f"/outages/{row['id']}/updates", {"text": "We are on it.", **fields})
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def amend(client: Client, row: dict[str, Any], **fields: Any) -> Any:
    """The answer to a PATCH of the outage as it is now."""
    etag = client.get(f"/outages/{row['id']}").headers["ETag"]
    return client.patch(f"/outages/{row['id']}", fields, etag)


def listed(client: Client, query: str = "") -> list[str]:
    """The ids that the list shows, in its order."""
    answer = client.get("/outages" + query)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json["items"]]


def rewind(app: Flask, row: dict[str, Any], **time: float) -> dict[str, Any]:
    """The outage as if all of it had happened so much earlier (`hours=2`), and been promised for then."""
    before = dt.timedelta(**time)
    with app.app_context():
        kept = db.session.get_one(Outage, row["id"])
        for one in (kept, *kept.kept):
            for column in one.__table__.columns:
                at = getattr(one, column.key)
                if isinstance(at, dt.datetime):
                    setattr(one, column.key, at - before)
        db.session.commit()
    return row
