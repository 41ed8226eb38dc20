"""steps of a plan: done by whom, dropped and why, how often changed

Revision: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "plan_steps", sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False)
    )
    op.add_column("plan_steps", sa.Column("done_by", sa.String(length=40), nullable=True))
    op.add_column("plan_steps", sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("plan_steps", sa.Column("dropped_by", sa.String(length=40), nullable=True))
    op.add_column("plan_steps", sa.Column("dropped_because", sa.Text(), nullable=True))


def downgrade() -> None:
    for column in ("dropped_because", "dropped_by", "dropped_at", "done_by", "revision"):
        op.drop_column("plan_steps", column)
