"""Tables over time, in the SQL database."""

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select

from bot.series import Series
from bot.store import Dataset
from bot.stores.sql_access import SqlAccess, add_row
from bot.stores.tables import channels, datasets, series


class SqlSeries(SqlAccess):
    """Series and their versions."""

    def add_series(self, new: Series) -> Series:
        with self._writing.begin() as connection:
            add_row(connection, series, asdict(new))
            return _series(connection.execute(select(series).where(series.c.id == new.id)).one())

    def series(self, series_id: str) -> Series | None:
        row = self._first(select(series).where(series.c.id == series_id))
        return _series(row) if row else None

    def series_of(self, channel: str) -> tuple[Series, ...]:
        latest = (
            select(func.max(datasets.c.created_at))
            .where(datasets.c.series_id == series.c.id)
            .scalar_subquery()
        )
        query = (
            select(series)
            .where(series.c.channel == channel)
            .order_by(func.coalesce(latest, series.c.created_at).desc(), series.c.id.desc())
        )
        return tuple(map(_series, self._all(query)))

    def change_series(self, changed: Series) -> None:
        self._update(
            series,
            series.c.id == changed.id,
            name=changed.name,
            columns=list(changed.columns),
            source=changed.source,
            standing=changed.standing,
        )

    def add_version(self, dataset: Dataset) -> Dataset:
        with self._writing.begin() as connection:
            _lock_series(connection, dataset.series_id)
            known = connection.execute(select(datasets).where(datasets.c.id == dataset.id)).first()
            if known:
                return Dataset(**known._mapping)
            numbered = replace(dataset, version=_next_version(connection, dataset.series_id))
            connection.execute(datasets.insert().values(asdict(numbered)))
            connection.execute(delete(channels).where(channels.c.channel == dataset.channel))
            return numbered

    def move_version(self, dataset_id: str, series_id: str) -> Dataset:
        with self._writing.begin() as connection:
            _lock_series(connection, series_id)
            row = connection.execute(select(datasets).where(datasets.c.id == dataset_id)).first()
            if row is None:
                raise KeyError(dataset_id)
            dataset = Dataset(**row._mapping)
            if dataset.series_id == series_id:
                return dataset
            number = _next_version(connection, series_id)
            moved = datasets.update().where(datasets.c.id == dataset_id)
            connection.execute(moved.values(series_id=series_id, version=number))
            return replace(dataset, series_id=series_id, version=number)

    def versions_of(self, series_id: str) -> tuple[Dataset, ...]:
        query = select(datasets).where(datasets.c.series_id == series_id)
        rows = self._all(query.order_by(datasets.c.version))
        return tuple(Dataset(**row._mapping) for row in rows)


def _lock_series(connection: Connection, series_id: str | None) -> None:
    """Let versions of one series be numbered one after the other. Raises KeyError."""
    query = select(series.c.id).where(series.c.id == series_id).with_for_update()
    if connection.execute(query).first() is None:
        raise KeyError(series_id)


def _next_version(connection: Connection, series_id: str | None) -> int:
    taken = select(func.coalesce(func.max(datasets.c.version), 0))
    found = connection.execute(taken.where(datasets.c.series_id == series_id)).scalar_one()
    return int(found) + 1


def _series(row: Row[Any]) -> Series:
    fields = dict(row._mapping)
    return Series(**{**fields, "columns": tuple(fields["columns"])})
