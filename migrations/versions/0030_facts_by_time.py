"""when the path rules are looked at although nobody acts

Revision: 0030
Revises: 0029
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TO_BE_FOLLOWED = sa.text("follow_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("escalations", sa.Column("follow_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_escalations_follow_at",
        "escalations",
        ["follow_at"],
        postgresql_where=TO_BE_FOLLOWED,
        sqlite_where=TO_BE_FOLLOWED,
    )


def downgrade() -> None:
    op.drop_index("ix_escalations_follow_at", table_name="escalations")
    op.drop_column("escalations", "follow_at")
