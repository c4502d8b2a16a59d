"""answers that a team gives often, and what they said in both languages

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "response_template",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("team_slug", sa.String(64), nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_slug"], ["team.slug"], name=op.f("fk_response_template_team_slug_team"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_template")),
        sa.UniqueConstraint("team_slug", "slug", name=op.f("uq_response_template_team_slug_slug")),
    )
    with op.batch_alter_table("entry") as table:
        table.add_column(sa.Column("texts", sa.JSON()))


def downgrade() -> None:
    with op.batch_alter_table("entry") as table:
        table.drop_column("texts")
    op.drop_table("response_template")
