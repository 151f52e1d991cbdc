"""The store in an SQL database: SQLite by default, Postgres by address."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select

from bot.store import AnalysisRecord, Dataset, OutboxEntry
from bot.stores.sql_access import SqlAccess, add_row
from bot.stores.sql_digests import SqlDigests
from bot.stores.sql_failed_files import SqlFailedFiles
from bot.stores.sql_file_words import SqlFileWords
from bot.stores.sql_series import SqlSeries
from bot.stores.tables import analyses, channels, datasets, outbox

LATEST_FIRST = (datasets.c.created_at.desc(), datasets.c.id.desc())


class SqlStore(SqlSeries, SqlDigests, SqlFailedFiles, SqlFileWords, SqlAccess):
    """Everything that is remembered, in a database that is brought up to date when it is opened."""

    # data sets

    def add_dataset(self, dataset: Dataset) -> Dataset:
        with self._writing.begin() as connection:
            if add_row(connection, datasets, asdict(dataset)):
                connection.execute(delete(channels).where(channels.c.channel == dataset.channel))
                return dataset
            known = connection.execute(select(datasets).where(datasets.c.id == dataset.id)).one()
            return _dataset(known)

    def dataset(self, dataset_id: str) -> Dataset | None:
        return self._one_dataset(datasets.c.id == dataset_id)

    def dataset_of_thread(self, channel: str, thread_ts: str) -> Dataset | None:
        return self._one_dataset(datasets.c.channel == channel, datasets.c.thread_ts == thread_ts)

    def latest_dataset(self, channel: str) -> Dataset | None:
        return self._one_dataset(datasets.c.channel == channel)

    def current_dataset(self, channel: str, thread_ts: str | None = None) -> Dataset | None:
        own = self.dataset_of_thread(channel, thread_ts) if thread_ts else None
        return own or self._chosen_dataset(channel) or self.latest_dataset(channel)

    def use_dataset(self, channel: str, dataset_id: str) -> None:
        with self._writing.begin() as connection:
            connection.execute(delete(channels).where(channels.c.channel == channel))
            connection.execute(channels.insert().values(channel=channel, dataset_id=dataset_id))

    def datasets_of(
        self, *, channel: str | None = None, person: str | None = None, most: int = 20
    ) -> tuple[Dataset, ...]:
        wanted = {datasets.c.channel: channel, datasets.c.person: person}
        where = [column == value for column, value in wanted.items() if value is not None]
        query = select(datasets).where(*where).order_by(*LATEST_FIRST).limit(most)
        return tuple(map(_dataset, self._all(query)))

    def datasets_before(self, moment: datetime) -> tuple[Dataset, ...]:
        query = select(datasets).where(datasets.c.created_at < moment)
        return tuple(map(_dataset, self._all(query.order_by(datasets.c.created_at, datasets.c.id))))

    def find_upload(self, file_id: str, channel: str) -> Dataset | None:
        return self._one_dataset(datasets.c.file_id == file_id, datasets.c.channel == channel)

    def delete_dataset(self, dataset_id: str) -> bool:
        return self._delete(datasets, datasets.c.id == dataset_id) > 0

    # analyses

    def add_analysis(self, analysis: AnalysisRecord) -> AnalysisRecord:
        with self._writing.begin() as connection:
            _lock_dataset(connection, analysis.dataset_id)
            known = connection.execute(select(analyses).where(analyses.c.id == analysis.id)).first()
            if known:
                return _analysis(known)
            taken = select(func.coalesce(func.max(analyses.c.number), 0)).where(
                analyses.c.dataset_id == analysis.dataset_id
            )
            numbered = replace(analysis, number=connection.execute(taken).scalar_one() + 1)
            connection.execute(analyses.insert().values(asdict(numbered)))
            return numbered

    def analysis(self, analysis_id: str) -> AnalysisRecord | None:
        row = self._first(select(analyses).where(analyses.c.id == analysis_id))
        return _analysis(row) if row else None

    def latest_analysis(self, dataset_id: str) -> AnalysisRecord | None:
        query = select(analyses).where(analyses.c.dataset_id == dataset_id)
        row = self._first(query.order_by(analyses.c.number.desc()).limit(1))
        return _analysis(row) if row else None

    def analyses_of(self, dataset_id: str) -> tuple[AnalysisRecord, ...]:
        query = select(analyses).where(analyses.c.dataset_id == dataset_id)
        return tuple(map(_analysis, self._all(query.order_by(analyses.c.number))))

    def set_message(self, analysis_id: str, message_ts: str) -> None:
        self._update(analyses, analyses.c.id == analysis_id, message_ts=message_ts)

    def delete_analysis(self, analysis_id: str) -> bool:
        return self._delete(analyses, analyses.c.id == analysis_id) > 0

    # outbox

    def intend(self, key: str, method: str, channel: str, now: datetime) -> bool:
        entry = OutboxEntry(key, method, channel, "intended", now)
        with self._writing.begin() as connection:
            return add_row(connection, outbox, asdict(entry))

    def outbox_entry(self, key: str) -> OutboxEntry | None:
        row = self._first(select(outbox).where(outbox.c.key == key))
        return OutboxEntry(**row._mapping) if row else None

    def note(self, key: str, ts: str) -> None:
        self._update(outbox, outbox.c.key == key, ts=ts)

    def mark_sent(self, key: str, ts: str) -> None:
        self._update(outbox, outbox.c.key == key, ts=ts, state="sent")

    def forget_outbox(self, before: datetime) -> int:
        return self._delete(outbox, outbox.c.created_at < before)

    # how data sets are found

    def _one_dataset(self, *where: ColumnElement[bool]) -> Dataset | None:
        row = self._first(select(datasets).where(*where).order_by(*LATEST_FIRST).limit(1))
        return _dataset(row) if row else None

    def _chosen_dataset(self, channel: str) -> Dataset | None:
        query = select(datasets).join(channels).where(channels.c.channel == channel)
        row = self._first(query)
        return _dataset(row) if row else None


def _lock_dataset(connection: Connection, dataset_id: str) -> None:
    """Let analyses of one data set be numbered one after the other. Raises KeyError."""
    query = select(datasets.c.id).where(datasets.c.id == dataset_id).with_for_update()
    if connection.execute(query).first() is None:
        raise KeyError(dataset_id)


def _dataset(row: Row[Any]) -> Dataset:
    return Dataset(**row._mapping)


def _analysis(row: Row[Any]) -> AnalysisRecord:
    return AnalysisRecord(**row._mapping)
