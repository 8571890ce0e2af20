"""Month keys of the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ref_key",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("ref_key")
