"""an update written once for all customers of a cause, kept with each escalation

Revision: 0026
Revises: 0025
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "prepared_updates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=40), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalations.id"], name="fk_prepared_updates_escalation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_prepared_updates"),
    )
    op.create_index("ix_prepared_updates_escalation_id", "prepared_updates", ["escalation_id"])


def downgrade() -> None:
    op.drop_index("ix_prepared_updates_escalation_id", table_name="prepared_updates")
    op.drop_table("prepared_updates")
