"""who follows an escalation

Revision: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "followers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalations.id"], name=op.f("fk_followers_escalation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followers")),
        sa.UniqueConstraint("escalation_id", "user_id", name=op.f("uq_followers_escalation_id_user_id")),
    )
    op.create_index(op.f("ix_followers_user_id"), "followers", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_followers_user_id"), table_name="followers")
    op.drop_table("followers")
