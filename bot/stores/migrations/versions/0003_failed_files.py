"""Files that could not be read, for the next digest."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of files that could not be read."""
    op.create_table(
        "failed_files",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_files"),
    )
    op.create_index("ix_failed_files_channel_at", "failed_files", ["channel", "at"])
    op.create_index("ix_failed_files_at", "failed_files", ["at"])


def downgrade() -> None:
    """Forget them."""
    op.drop_table("failed_files")
