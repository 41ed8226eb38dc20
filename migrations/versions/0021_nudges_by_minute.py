"""how many nudges a channel got lately is looked up by an index

Revision: 0021
Revises: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NUDGES = sa.text("template IN ('nudge', 'nudges_gathered')")


def upgrade() -> None:
    op.create_index(
        "ix_outbox_nudges", "outbox", ["lane", "created_at"], postgresql_where=NUDGES, sqlite_where=NUDGES
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_nudges", table_name="outbox")
