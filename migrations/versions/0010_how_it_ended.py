"""how an escalation ended: resolutions, close-outs, when it was closed or merged; promises that open later

Revision: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deadlines", sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("escalations", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("escalations", sa.Column("merged_into", sa.Integer(), nullable=True))
    op.create_table(
        "resolutions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("root_cause", sa.String(length=80), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("remedy", sa.String(length=40), nullable=False),
        sa.Column("fix", sa.Text(), nullable=False),
        sa.Column("prevention", sa.Text(), nullable=False),
        sa.Column("product_feedback", sa.Text(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_by", sa.String(length=40), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("unconfirmed_because", sa.Text(), nullable=True),
        sa.Column("unconfirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("followed_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("standing", sa.String(length=40), nullable=True),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("satisfaction_words", sa.Text(), nullable=True),
        sa.Column("satisfaction_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("post_mortem_because", sa.Text(), nullable=True),
        sa.Column("post_mortem", sa.Text(), nullable=True),
        sa.Column("post_mortem_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("post_mortem_by", sa.String(length=40), nullable=True),
        sa.Column("waived_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalations.id"], name="fk_resolutions_escalation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_resolutions"),
        sa.UniqueConstraint("escalation_id", "number", name="uq_resolutions_escalation_id_number"),
    )
    op.create_index("ix_resolutions_escalation_id", "resolutions", ["escalation_id"])
    op.create_index("ix_resolutions_root_cause_resolved_at", "resolutions", ["root_cause", "resolved_at"])
    op.create_table(
        "close_outs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("root_cause", sa.Text(), nullable=False),
        sa.Column("actions", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("outlook", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalations.id"], name="fk_close_outs_escalation_id"),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolutions.id"], name="fk_close_outs_resolution_id"),
        sa.PrimaryKeyConstraint("id", name="pk_close_outs"),
    )
    op.create_index("ix_close_outs_escalation_id", "close_outs", ["escalation_id"])


def downgrade() -> None:
    op.drop_table("close_outs")
    op.drop_table("resolutions")
    op.drop_column("escalations", "merged_into")
    op.drop_column("escalations", "ended_at")
    op.drop_column("deadlines", "opens_at")
