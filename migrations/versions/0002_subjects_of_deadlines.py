"""several deadlines of one kind at once: what each is about

Revision: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deadlines", sa.Column("subject", sa.String(length=80), nullable=True))
    op.add_column("deadlines", sa.Column("what", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("deadlines", "what")
    op.drop_column("deadlines", "subject")
