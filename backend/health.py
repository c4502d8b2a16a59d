"""`/healthz` and `/readyz`: whether the process lives, and whether it can serve."""

from typing import Any

import orjson
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, Response, current_app
from sqlalchemy.exc import SQLAlchemyError

from backend import db, posting
from backend.config import config
from backend.forwarding import services as forwarding
from backend.inbox import services as inbox

blueprint = Blueprint("health", __name__)


def init_app(app: Flask) -> None:
    """Serves the two from `app`."""
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return _json({"status": "ok"})


@blueprint.get("/readyz")
def readyz() -> Response:
    """503 only where the database or its migrations are not ready; the outbox is reported, not judged."""
    try:
        missing = pending_migrations()
    except SQLAlchemyError:
        return _json({"status": "unavailable", "database": "unreachable"}, 503)
    if missing:
        return _json({"status": "unavailable", "database": "ok", "migrations": "pending"}, 503)
    mail = {**posting.waiting(), "server": config().smtp is not None}
    return _json(
        {"status": "ok", "database": "ok", "migrations": "ok", "outbox": forwarding.backlog(), "letters": mail}
        | {"inbox": inbox.counts()}
    )


def pending_migrations() -> bool:
    """Whether the database lacks a migration (or has one that this version does not know)."""
    script = ScriptDirectory(current_app.extensions["migrate"].directory)
    context = MigrationContext.configure(db.session.connection())
    return set(context.get_current_heads()) != set(script.get_heads())


def _json(body: dict[str, Any], status: int = 200) -> Response:
    response = Response(orjson.dumps(body), status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
