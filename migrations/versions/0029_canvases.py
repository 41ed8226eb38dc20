"""the tracking document as a canvas that its channel's members read

Revision: 0029
Revises: 0028
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

OPEN = sa.text("error IS NULL AND step <> 'gone' AND (step <> 'keep' OR wanted > shown OR over IS NOT NULL)")


def upgrade() -> None:
    op.create_table(
        "canvases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("lane", sa.String(length=60), nullable=False),
        sa.Column("canvas_id", sa.String(length=40), nullable=True),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("plain", sa.Boolean(), nullable=False),
        sa.Column("over", sa.String(length=80), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Float(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalations.id"], name="fk_canvases_escalation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_canvases"),
        sa.UniqueConstraint("escalation_id", "private", name="uq_canvases_escalation_id"),
        sa.UniqueConstraint("lane", name="uq_canvases_lane"),
    )
    op.create_index("ix_canvases_open", "canvases", ["not_before"], postgresql_where=OPEN, sqlite_where=OPEN)


def downgrade() -> None:
    op.drop_table("canvases")
