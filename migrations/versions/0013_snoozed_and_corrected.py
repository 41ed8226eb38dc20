"""nudges that were put off; words to the customer that were corrected, and what they promised and kept

Revision: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("deadlines") as table:
        table.add_column(sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("snoozed_by", sa.String(length=40), nullable=True))
        table.add_column(sa.Column("snoozed_because", sa.Text(), nullable=True))
        table.add_column(sa.Column("snoozes", sa.Integer(), server_default=sa.text("0"), nullable=False))
        table.add_column(sa.Column("promised_in", sa.Integer(), nullable=True))
        table.add_column(sa.Column("met_by", sa.Integer(), nullable=True))
        table.create_index("ix_deadlines_met_by", ["met_by"])
    with op.batch_alter_table("customer_contacts") as table:
        table.add_column(sa.Column("message_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("corrects", sa.Integer(), nullable=True))
        table.add_column(sa.Column("corrected_by", sa.String(length=40), nullable=True))
        table.add_column(sa.Column("superseded_by", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("customer_contacts") as table:
        for column in ("superseded_by", "corrected_by", "corrects", "message_id"):
            table.drop_column(column)
    with op.batch_alter_table("deadlines") as table:
        table.drop_index("ix_deadlines_met_by")
        for column in ("met_by", "promised_in", "snoozes", "snoozed_because", "snoozed_by", "snoozed_until"):
            table.drop_column(column)
