"""one cause that hits many customers: escalations are linked by its name

Revision: 0024
Revises: 0023
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

LINKED = sa.text("common_cause_key IS NOT NULL")


def upgrade() -> None:
    op.add_column("escalations", sa.Column("common_cause", sa.Text(), nullable=True))
    op.add_column("escalations", sa.Column("common_cause_key", sa.Text(), nullable=True))
    op.create_index(
        "ix_escalations_common_cause_key",
        "escalations",
        ["common_cause_key"],
        postgresql_where=LINKED,
        sqlite_where=LINKED,
    )


def downgrade() -> None:
    op.drop_index("ix_escalations_common_cause_key", table_name="escalations")
    op.drop_column("escalations", "common_cause_key")
    op.drop_column("escalations", "common_cause")
