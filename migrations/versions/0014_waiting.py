"""waiting for the customer

Revision: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("escalations", sa.Column("waiting_until", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "waiting_periods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_why", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalations.id"], name="fk_waiting_periods_escalation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_waiting_periods"),
    )
    op.create_index("ix_waiting_periods_escalation_id", "waiting_periods", ["escalation_id"])


def downgrade() -> None:
    op.drop_index("ix_waiting_periods_escalation_id", table_name="waiting_periods")
    op.drop_table("waiting_periods")
    op.drop_column("escalations", "waiting_until")
