"""questions with options, what was answered and tried, articles of help

Revision ID: 0044
Revises: 0043
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_SERVICE = sa.table("service", sa.column("slug", sa.String()), sa.column("questions", sa.JSON()))


def upgrade() -> None:
    op.add_column("service", sa.Column("retired", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    op.add_column("ticket", sa.Column("answers", sa.JSON()))
    op.add_column("ticket", sa.Column("tried", sa.JSON()))
    for table in ("ticket", "affected"):
        op.add_column(table, sa.Column("customer_informed", sa.Boolean(), nullable=False, server_default=sa.false()))
    _questions(lambda number, one: {"id": f"q{number}", "text": one["text"], "options": []})
    op.create_table(
        "help_article",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("service", sa.String(40)),
        sa.Column("team_slug", sa.String(64)),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("symptom", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("video_url", sa.String(2000)),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.Column("removed_at", _AT),
        sa.ForeignKeyConstraint(["service"], ["service.slug"], name=op.f("fk_help_article_service_service")),
        sa.ForeignKeyConstraint(["team_slug"], ["team.slug"], name=op.f("fk_help_article_team_slug_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_article")),
    )
    op.create_index("ix_help_article_service", "help_article", ["service", "position", "id"])
    op.create_index(op.f("ix_help_article_team_slug"), "help_article", ["team_slug"])
    _beside_articles("help_helped", "person_id", "person", sa.Column("draft", sa.String(255), nullable=False))
    _beside_articles("tried_help", "ticket_id", "ticket")


def downgrade() -> None:
    for table in ("tried_help", "help_helped", "help_article"):
        op.drop_table(table)
    _questions(lambda _, one: {"text": one["text"]})
    with op.batch_alter_table("affected") as table:
        table.drop_column("customer_informed")
    with op.batch_alter_table("ticket") as table:
        for name in ("customer_informed", "tried", "answers"):
            table.drop_column(name)
    with op.batch_alter_table("service") as table:
        table.drop_column("retired")


def _beside_articles(name: str, column: str, other: str, *further: sa.Column[Any]) -> None:
    """A table of an article and something else that it has to do with."""
    goes_along = "CASCADE" if other == "ticket" else None
    keys = ["article_id", column, *(one.name for one in further)]
    op.create_table(
        name,
        sa.Column("article_id", sa.String(64), nullable=False),
        sa.Column(column, sa.String(64), nullable=False),
        *further,
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["help_article.id"], name=op.f(f"fk_{name}_article_id_help_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}"), ondelete=goes_along
        ),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def _questions(made: Callable[[int, dict[str, Any]], dict[str, Any]]) -> None:
    bind = op.get_bind()
    for slug, questions in bind.execute(sa.select(_SERVICE.c.slug, _SERVICE.c.questions)).all():
        turned = [made(number, one) for number, one in enumerate(questions or [], start=1)]
        bind.execute(sa.update(_SERVICE).where(_SERVICE.c.slug == slug).values(questions=turned))
