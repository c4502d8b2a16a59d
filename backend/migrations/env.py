"""How migrations run: on the app's own engine, in one transaction each, on SQLite and PostgreSQL alike."""

from typing import Any, Literal

from alembic import context
from flask import current_app

from backend import db


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our column type is written as the plain one that it is made of: a migration must not need today's code."""
    if kind == "type" and isinstance(item, db.UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Runs the migrations that are asked for."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.Model.metadata,
            render_as_batch=True,
            render_item=render,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
