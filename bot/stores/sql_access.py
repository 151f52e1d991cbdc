"""How the store reads and writes its tables; SQLite and Postgres differ only here."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.database import open_database, to_write
from bot.stores.migrating import migrate

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class SqlAccess:
    """A database that is brought up to date when it is opened."""

    def __init__(self, url: str) -> None:
        self._reading = open_database(url)
        self._writing = to_write(self._reading)
        migrate(self._reading)

    def close(self) -> None:
        self._reading.dispose()

    def _first(self, query: Any) -> Row[Any] | None:
        with self._reading.connect() as connection:
            return connection.execute(query).first()

    def _all(self, query: Any) -> Sequence[Row[Any]]:
        with self._reading.connect() as connection:
            return connection.execute(query).all()

    def _update(self, table: Table, where: ColumnElement[bool], **values: Any) -> None:
        with self._writing.begin() as connection:
            connection.execute(update(table).where(where).values(values))

    def _delete(self, table: Table, where: ColumnElement[bool]) -> int:
        with self._writing.begin() as connection:
            return connection.execute(delete(table).where(where)).rowcount


def add_row(connection: Connection, table: Table, values: dict[str, Any]) -> bool:
    """Insert a row; False if its key is taken."""
    insert = INSERTS[connection.dialect.name](table).values(values).on_conflict_do_nothing()
    return connection.execute(insert.returning(*table.primary_key)).first() is not None
