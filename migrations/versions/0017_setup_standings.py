"""how policy's and team's names stood at the last look

Revision: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "setup_standings",
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("standing", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("about", "what", name="pk_setup_standings"),
    )


def downgrade() -> None:
    op.drop_table("setup_standings")
