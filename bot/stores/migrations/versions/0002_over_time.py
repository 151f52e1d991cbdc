"""Tables over time and their versions, digests and their periods."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make series, digests and slots; a data set may be a version of a series."""
    op.create_table(
        "series",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("standing", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
    )
    op.create_index("ix_series_channel", "series", ["channel"])
    op.add_column("datasets", sa.Column("series_id", sa.String(), nullable=True))
    op.add_column(
        "datasets", sa.Column("version", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_index("ix_datasets_series_id_version", "datasets", ["series_id", "version"])
    _create_digests()


def _create_digests() -> None:
    op.create_table(
        "digests",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("stopped", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_digests"),
        sa.UniqueConstraint("channel", name="uq_digests_channel"),
    )
    op.create_table(
        "digest_slots",
        sa.Column("digest_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digests.id"], name="fk_digest_slots_digest_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest_id", "key", name="pk_digest_slots"),
    )


def downgrade() -> None:
    """Forget what happened over time; data sets stay."""
    op.drop_table("digest_slots")
    op.drop_table("digests")
    op.drop_index("ix_datasets_series_id_version", "datasets")
    op.drop_column("datasets", "version")
    op.drop_column("datasets", "series_id")
    op.drop_index("ix_series_channel", "series")
    op.drop_table("series")
