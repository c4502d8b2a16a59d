"""deliveries are found by endpoint

Revision ID: 0039
Revises: 0038
"""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_delivery_endpoint", "delivery", ["endpoint_id", "seq"])


def downgrade() -> None:
    op.drop_index("ix_delivery_endpoint", table_name="delivery")
