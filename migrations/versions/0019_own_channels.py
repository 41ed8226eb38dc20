"""channels of an escalation's own, what is done to them, and who may read what is restricted

Revision: 0019
Revises: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

OPEN = sa.text("wanted > done AND error IS NULL")


def upgrade() -> None:
    op.create_table(
        "own_channels",
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("channel_id", sa.String(length=40), nullable=True),
        sa.Column("asked_at", sa.Float(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalations.id"], name=op.f("fk_own_channels_escalation_id")
        ),
        sa.PrimaryKeyConstraint("escalation_id", name=op.f("pk_own_channels")),
        sa.UniqueConstraint("channel_id", name=op.f("uq_own_channels_channel_id")),
        sa.UniqueConstraint("name", name=op.f("uq_own_channels_name")),
    )
    op.create_table(
        "channel_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("lane", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("target", sa.String(length=60), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Float(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalations.id"], name=op.f("fk_channel_tasks_escalation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_tasks")),
    )
    op.create_index("uq_channel_tasks_key", "channel_tasks", ["escalation_id", "kind", "target"], unique=True)
    op.create_index(
        "ix_channel_tasks_open", "channel_tasks", ["not_before"], postgresql_where=OPEN, sqlite_where=OPEN
    )
    op.add_column("escalations", sa.Column("line_id", sa.Integer(), nullable=True))
    op.add_column(
        "escalations", sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("escalations", sa.Column("named", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("escalations", "named")
    op.drop_column("escalations", "restricted")
    op.drop_column("escalations", "line_id")
    op.drop_table("channel_tasks")
    op.drop_table("own_channels")
