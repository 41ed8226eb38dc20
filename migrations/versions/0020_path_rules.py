"""path rules: how much revenue is at risk

Revision: 0020
Revises: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("triages", sa.Column("revenue_at_risk", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("triages", "revenue_at_risk")
