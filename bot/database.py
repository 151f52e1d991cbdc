"""How this program opens a database: SQLite set up for several threads, anything else as it is."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

BUSY_SECONDS = 30


def is_sqlite(url: str) -> bool:
    """Whether this address is one of SQLite's."""
    return url.startswith("sqlite")


def open_database(url: str) -> Engine:
    """An engine for our own tables."""
    if not is_sqlite(url):
        return create_engine(url, pool_pre_ping=True)
    engine = _open_sqlite(url, isolation_level=None)
    event.listen(engine, "begin", _begin)
    return engine


def to_write(engine: Engine) -> Engine:
    """The same engine for transactions that write: in SQLite they take the lock when they begin,
    so that what they have read still holds when they write."""
    return engine.execution_options(writes=True)


def open_job_database(url: str) -> Engine | None:
    """An engine for the job library's tables in SQLite; None where it opens the database itself."""
    return _open_sqlite(url, isolation_level="IMMEDIATE") if is_sqlite(url) else None


def _open_sqlite(url: str, isolation_level: str | None) -> Engine:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    def set_up(connection: Any, _: object) -> None:
        connection.isolation_level = isolation_level
        connection.execute("PRAGMA journal_mode = WAL")  # readers don't wait for the writer
        connection.execute("PRAGMA synchronous = FULL")  # a commit outlives a power cut
        connection.execute("PRAGMA foreign_keys = ON")

    event.listen(engine, "connect", set_up)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
