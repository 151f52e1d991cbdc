"""The tables of the database; migrations bring a database to this shape."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, with its zone even from SQLite, which keeps none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(naming_convention=NAMES)

series = Table(
    "series",
    metadata,
    Column("id", String, primary_key=True),
    Column("team", String, nullable=False),
    Column("channel", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("columns", JSON, nullable=False),
    Column("person", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("source", String),
    Column("standing", JSON),
)

datasets = Table(
    "datasets",
    metadata,
    Column("id", String, primary_key=True),
    Column("team", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("thread_ts", String, nullable=False),
    Column("message_ts", String, nullable=False),
    Column("file_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("person", String, nullable=False, index=True),
    Column("folder", String, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
    # No foreign key: SQLite can't add one without building the table anew.
    Column("series_id", String),
    Column("version", Integer, nullable=False, server_default="0"),
    Index(None, "channel", "thread_ts"),
    Index(None, "file_id", "channel"),
    Index(None, "series_id", "version"),
)

analyses = Table(
    "analyses",
    metadata,
    Column("id", String, primary_key=True),
    Column("dataset_id", ForeignKey("datasets.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("folder", String, nullable=False),
    Column("spec", JSON, nullable=False),
    Column("k", Integer, nullable=False),
    Column("verdict", String, nullable=False),
    Column("algorithm", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("message_ts", String),
    UniqueConstraint("dataset_id", "number"),
)

# The data set that was chosen for a channel; without a row, its latest counts.
channels = Table(
    "channels",
    metadata,
    Column("channel", String, primary_key=True),
    Column("dataset_id", ForeignKey("datasets.id", ondelete="CASCADE"), nullable=False, index=True),
)

outbox = Table(
    "outbox",
    metadata,
    Column("key", String, primary_key=True),
    Column("method", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("state", String, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
    Column("ts", String),
)

file_words = Table(
    "file_words",
    metadata,
    Column("identity", String, primary_key=True),
    Column("words", String, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

failed_files = Table(
    "failed_files",
    metadata,
    Column("id", String, primary_key=True),
    Column("channel", String, nullable=False),
    Column("name", String, nullable=False),
    Column("problem", String, nullable=False),
    Column("next_step", String, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index(None, "channel", "at"),
)

digests = Table(
    "digests",
    metadata,
    Column("id", String, primary_key=True),
    Column("team", String, nullable=False),
    Column("channel", String, nullable=False, unique=True),
    Column("person", String, nullable=False),
    Column("days", JSON, nullable=False),
    Column("at", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("stopped", String, nullable=False),
)

digest_slots = Table(
    "digest_slots",
    metadata,
    Column("digest_id", ForeignKey("digests.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("seen", JSON(none_as_null=True)),
)
