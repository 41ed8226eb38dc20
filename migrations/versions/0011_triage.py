"""what triage found, as far as it got

Revision: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "triages",
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("cause_type", sa.String(length=80), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("happened_before", sa.Boolean(), nullable=True),
        sa.Column("most_affected", sa.Text(), nullable=True),
        sa.Column("arr", sa.BigInteger(), nullable=True),
        sa.Column("renewal_on", sa.Date(), nullable=True),
        sa.Column("tried", sa.Text(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=40), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalations.id"], name=op.f("fk_triages_escalation_id")),
        sa.PrimaryKeyConstraint("escalation_id", name=op.f("pk_triages")),
    )


def downgrade() -> None:
    op.drop_table("triages")
