"""hand-overs, and who stands in for the DRI until when

Revision: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("from_person", sa.String(length=40), nullable=False),
        sa.Column("to_person", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.String(length=40), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column("deadline_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("ended_as", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalations.id"], name=op.f("fk_hand_overs_escalation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    op.create_index(op.f("ix_hand_overs_escalation_id"), "hand_overs", ["escalation_id"])
    op.create_index(op.f("ix_hand_overs_deadline_id"), "hand_overs", ["deadline_id"])
    op.add_column("escalations", sa.Column("cover", sa.String(length=40), nullable=True))
    op.add_column("escalations", sa.Column("cover_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("escalations", "cover_until")
    op.drop_column("escalations", "cover")
    op.drop_table("hand_overs")
