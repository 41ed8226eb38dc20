"""heads-ups: what the owners of customers are told ahead, and whom of theirs they have told

Revision: 0028
Revises: 0027
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

WAITING = sa.text("told_at IS NULL AND called_off_at IS NULL")
ASKING = sa.text("next_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "heads_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("workaround", sa.Text(), nullable=True),
        sa.Column("inside", sa.Text(), nullable=True),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_by", sa.String(length=40), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tell_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_off_by", sa.String(length=40), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_heads_ups"),
    )
    op.create_index(
        "ix_heads_ups_waiting", "heads_ups", ["tell_at"], postgresql_where=WAITING, sqlite_where=WAITING
    )
    op.create_table(
        "heads_up_owners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("heads_up_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("passed_to", sa.String(length=40), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["heads_up_id"], ["heads_ups.id"], name="fk_heads_up_owners_heads_up_id"),
        sa.PrimaryKeyConstraint("id", name="pk_heads_up_owners"),
        sa.UniqueConstraint("heads_up_id", "owner", name="uq_heads_up_owners_heads_up_id_owner"),
    )
    op.create_index(
        "ix_heads_up_owners_next_at",
        "heads_up_owners",
        ["next_at"],
        postgresql_where=ASKING,
        sqlite_where=ASKING,
    )
    op.create_table(
        "heads_up_customers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("heads_up_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["heads_up_id"], ["heads_ups.id"], name="fk_heads_up_customers_heads_up_id"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_heads_up_customers_account_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["heads_up_owners.id"], name="fk_heads_up_customers_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_heads_up_customers"),
        sa.UniqueConstraint("heads_up_id", "account_id", name="uq_heads_up_customers_heads_up_id_account_id"),
    )
    op.create_index("ix_heads_up_customers_owner_id", "heads_up_customers", ["owner_id"])


def downgrade() -> None:
    op.drop_table("heads_up_customers")
    op.drop_table("heads_up_owners")
    op.drop_table("heads_ups")
