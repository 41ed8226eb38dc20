"""automatic triggers: escalations that are proposed, and what raised one

Revision: 0022
Revises: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

OPEN = sa.text("answered_at IS NULL")


def upgrade() -> None:
    op.add_column("escalations", sa.Column("set_off_by", sa.String(length=80), nullable=True))
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("watch", sa.String(length=80), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("reopens", sa.Integer(), nullable=True),
        sa.Column("asked", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("escalation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_proposals_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
    )
    op.create_index("ix_proposals_open", "proposals", ["due_at"], postgresql_where=OPEN, sqlite_where=OPEN)
    op.create_index("ix_proposals_account_id_watch", "proposals", ["account_id", "watch"])


def downgrade() -> None:
    op.drop_index("ix_proposals_account_id_watch", table_name="proposals")
    op.drop_index("ix_proposals_open", table_name="proposals")
    op.drop_table("proposals")
    op.drop_column("escalations", "set_off_by")
