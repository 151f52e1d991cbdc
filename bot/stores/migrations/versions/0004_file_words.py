"""Words that came with a file, by another way than the file itself."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of words said with files."""
    op.create_table(
        "file_words",
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("identity", name="pk_file_words"),
    )
    op.create_index("ix_file_words_at", "file_words", ["at"])


def downgrade() -> None:
    """Forget them."""
    op.drop_table("file_words")
