"""who took an escalation up by hand

Revision: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("escalations", sa.Column("tier_held_by", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("escalations", "tier_held_by")
