"""what may be taken back for a short time

Revision: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "undoables",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=80), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("trace", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalations.id"], name=op.f("fk_undoables_escalation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undoables")),
    )
    op.create_index(op.f("ix_undoables_escalation_id"), "undoables", ["escalation_id"], unique=False)
    op.create_index(op.f("ix_undoables_message_id"), "undoables", ["message_id"], unique=False)
    op.create_index(
        "ix_undoables_until",
        "undoables",
        ["until"],
        unique=False,
        postgresql_where=sa.text("undone_at IS NULL"),
        sqlite_where=sa.text("undone_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_undoables_until", table_name="undoables")
    op.drop_index(op.f("ix_undoables_message_id"), table_name="undoables")
    op.drop_index(op.f("ix_undoables_escalation_id"), table_name="undoables")
    op.drop_table("undoables")
