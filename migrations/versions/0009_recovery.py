"""recovery: the steps that are owed for months after the resolution, and what is said once a week

Revision: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointments",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_appointments")),
    )
    op.create_index(op.f("ix_appointments_next_at"), "appointments", ["next_at"], unique=False)
    op.create_table(
        "recovery_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("phase", sa.String(length=80), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("button", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=True),
        sa.Column("ladder", sa.String(length=80), nullable=False),
        sa.Column("closes", sa.Boolean(), nullable=False),
        sa.Column("spoken", sa.Boolean(), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("date_asked", sa.String(length=80), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("channel", sa.String(length=80), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deadline_id"], ["deadlines.id"], name=op.f("fk_recovery_steps_deadline_id_deadlines")
        ),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalations.id"], name=op.f("fk_recovery_steps_escalation_id_escalations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_steps")),
        sa.UniqueConstraint("deadline_id", name=op.f("uq_recovery_steps_deadline_id")),
    )
    op.create_index(
        op.f("ix_recovery_steps_escalation_id"), "recovery_steps", ["escalation_id"], unique=False
    )
    op.create_index(
        "ix_recovery_steps_open",
        "recovery_steps",
        ["escalation_id"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_recovery_steps_open",
        table_name="recovery_steps",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_recovery_steps_escalation_id"), table_name="recovery_steps")
    op.drop_table("recovery_steps")
    op.drop_index(op.f("ix_appointments_next_at"), table_name="appointments")
    op.drop_table("appointments")
