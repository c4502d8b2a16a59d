"""a team's queue: an index for each way a list is scoped and ordered

Revision ID: 0012
Revises: 0011
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_ticket_due": ["due_at", "id"],
    "ix_ticket_team_due": ["team_slug", "due_at", "id"],
    "ix_ticket_priority": ["priority", "created_at", "id"],
    "ix_ticket_team_priority": ["team_slug", "priority", "created_at", "id"],
    "ix_ticket_status_created": ["status", "created_at", "id"],
    "ix_ticket_team_status": ["team_slug", "status", "created_at", "id"],
    "ix_ticket_postcode": ["customer_postcode", "created_at"],
}


def upgrade() -> None:
    op.drop_index("ix_ticket_due", "ticket")
    for name, columns in _INDEXES.items():
        op.create_index(name, "ticket", columns)


def downgrade() -> None:
    for name in _INDEXES:
        op.drop_index(name, "ticket")
    op.create_index("ix_ticket_due", "ticket", ["due_at"])
