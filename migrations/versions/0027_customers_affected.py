"""triage: how many customers have it

Revision: 0027
Revises: 0026
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("triages", sa.Column("customers_affected", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("triages", "customers_affected")
