"""accounts: what is known of a customer, who is there, how its health went

Revision: 0016
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None

WITH_A_CHANNEL = sa.text("slack_channel IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("domain", sa.String(length=255), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("to_complete", sa.Boolean(), nullable=False),
        sa.Column("segment", sa.String(length=80), nullable=True),
        sa.Column("arr", sa.BigInteger(), nullable=True),
        sa.Column("health", sa.Integer(), nullable=True),
        sa.Column("renewal_on", sa.Date(), nullable=True),
        sa.Column("timezone", sa.String(length=80), nullable=True),
        sa.Column("csm", sa.Text(), nullable=True),
        sa.Column("executive_sponsor", sa.Text(), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("top", sa.Boolean(), nullable=False),
        sa.Column("next_qbr_on", sa.Date(), nullable=True),
        sa.Column("checkin_every", sa.String(length=20), nullable=True),
        sa.Column("slack_channel", sa.String(length=80), nullable=True),
        sa.Column("as_of", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("external_id", name="uq_accounts_external_id"),
        sa.UniqueConstraint("domain", name="uq_accounts_domain"),
    )
    op.create_index("ix_accounts_name_key", "accounts", ["name_key"])
    op.create_index(
        "ix_accounts_slack_channel",
        "accounts",
        ["slack_channel"],
        postgresql_where=WITH_A_CHANNEL,
        sqlite_where=WITH_A_CHANNEL,
    )
    op.create_table(
        "account_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("role", sa.String(length=80), nullable=True),
        sa.Column("preferred", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_account_contacts_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account_contacts"),
    )
    op.create_index("ix_account_contacts_account_id", "account_contacts", ["account_id"])
    op.create_index("ix_account_contacts_email", "account_contacts", ["email"])
    op.create_table(
        "health_readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_health_readings_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_health_readings"),
        sa.UniqueConstraint("account_id", "at", name="uq_health_readings_account_id_at"),
    )
    # No constraint: SQLite would have to write the whole table anew for it.
    op.add_column("escalations", sa.Column("account_id", sa.Integer(), nullable=True))
    op.create_index("ix_escalations_account_id", "escalations", ["account_id"])


def downgrade() -> None:
    op.drop_index("ix_escalations_account_id", table_name="escalations")
    op.drop_column("escalations", "account_id")
    op.drop_table("health_readings")
    op.drop_index("ix_account_contacts_email", table_name="account_contacts")
    op.drop_index("ix_account_contacts_account_id", table_name="account_contacts")
    op.drop_table("account_contacts")
    op.drop_index("ix_accounts_slack_channel", table_name="accounts")
    op.drop_index("ix_accounts_name_key", table_name="accounts")
    op.drop_table("accounts")
