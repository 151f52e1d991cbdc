"""The tables of the database, as SQLAlchemy sees them; migrations bring a database to this shape."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

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


class Table(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON}  # noqa: RUF012 (SQLAlchemy's form)


class DatasetRow(Table):
    """A customer file that was dropped somewhere."""

    __tablename__ = "datasets"
    __table_args__ = (Index(None, "channel", "thread_ts"), Index(None, "file_id", "channel"))

    id: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str]
    channel: Mapped[str]
    thread_ts: Mapped[str]
    message_ts: Mapped[str]
    file_id: Mapped[str]
    name: Mapped[str]
    person: Mapped[str] = mapped_column(index=True)
    folder: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(index=True)


class AnalysisRow(Table):
    """One segmentation of a data set."""

    __tablename__ = "analyses"
    __table_args__ = (UniqueConstraint("dataset_id", "number"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    dataset_id: Mapped[str] = mapped_column(ForeignKey("datasets.id", ondelete="CASCADE"))
    number: Mapped[int]
    folder: Mapped[str]
    spec: Mapped[dict[str, Any]]
    k: Mapped[int]
    verdict: Mapped[str]
    algorithm: Mapped[str]
    made_by: Mapped[str]
    created_at: Mapped[datetime]
    message_ts: Mapped[str | None]


class ChannelRow(Table):
    """The data set that was chosen for a channel."""

    __tablename__ = "channels"

    channel: Mapped[str] = mapped_column(primary_key=True)
    dataset_id: Mapped[str] = mapped_column(
        ForeignKey("datasets.id", ondelete="CASCADE"), index=True
    )


class OutboxRow(Table):
    """Something that was to be sent."""

    __tablename__ = "outbox"

    key: Mapped[str] = mapped_column(primary_key=True)
    method: Mapped[str]
    channel: Mapped[str]
    state: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(index=True)
    ts: Mapped[str | None]
