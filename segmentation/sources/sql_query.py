"""The rows that one query of a database gives: read-only, bounded in rows and in time, as text."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
from sqlalchemy import URL, Connection, CursorResult, Engine, NullPool, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from segmentation.errors import FileTooLarge
from segmentation.reading.bounds import check_columns
from segmentation.reading.database_refusals import Refusal, sorted_out
from segmentation.reading.one_select import one_select
from segmentation.reading.sql_values import sql_column
from segmentation.reading.typed_table import named_table, with_names
from segmentation.reading.value_columns import gathered
from segmentation.results import FileFormat
from segmentation.source import RawTable
from segmentation.source_errors import (
    MissingDriver,
    SourceEmpty,
    SourceGone,
    SourceRefused,
    SourceTooSlow,
)
from segmentation.spec import Limits

POSTGRES, SQLITE = "postgresql+psycopg", "sqlite"
_DRIVER = "psycopg[binary]"
_FORM = FileFormat(delimiter="", kind="sql")
_BATCH_ROWS = 10_000
# Who waits for a lock, or for a server to answer, gives up before the time is over and says so.
_WAIT_PART, _WAIT_SECONDS = 0.5, 10.0
_LEAST_CONNECT_SECONDS = 2  # what the driver rounds less up to
_STEPS_BETWEEN_LOOKS = 1_000


@dataclass(frozen=True, slots=True)
class SqlQuery:
    """A query and the database to ask.

    name: what people call this data.
    url: `postgresql+psycopg://user@host/database`, or `sqlite:////path/to/file.db`.
    query: one SELECT, which may begin with WITH.
    password: of the user in the url; never shown.
    seconds: how long it may take in all; setting: which one to raise, for the error that says so.
    """

    name: str
    url: str
    query: str
    password: str | None = field(default=None, repr=False)
    seconds: float = 60.0
    setting: str = "seconds"

    def read(self, limits: Limits) -> RawTable:
        """Read every value as text.

        Raises
        ------
        UnreadableSource : one of its children says what is wrong with the database or the query.
        FileTooLarge : more rows, columns or letters than `limits` allows; what is over is not read.
        """
        cells = self.fetch(limits)
        return named_table(self.name, cells, with_names(cells.column_names), _FORM, limits)

    def fetch(self, limits: Limits) -> pa.Table:
        """(rows, columns) of text before anything is tidied; names as the database gives them."""
        end = time.monotonic() + self.seconds
        with self._asked(end) as answer:
            check_columns(len(answer.keys()), self.name, limits)
            cells = gathered(self._batches(answer, limits, end), self.name, limits)
        if cells is None:
            raise SourceEmpty(self.name)
        return cells

    def columns(self) -> list[str]:
        """The names of the columns, after one row at the most: to see whether all is well."""
        with self._asked(time.monotonic() + self.seconds) as answer:
            answer.fetchone()
            return list(answer.keys())

    def _batches(
        self, answer: CursorResult[tuple[object, ...]], limits: Limits, end: float
    ) -> Iterator[pa.RecordBatch]:
        names, most, rows = list(answer.keys()), limits.max_rows, 0
        for part in answer.partitions(min(_BATCH_ROWS, most + 1)):
            rows += len(part)
            if rows > most:
                raise FileTooLarge(
                    self.name, "rows", f"more than {most:,}", f"{most:,}", "limits.max_rows"
                )
            if time.monotonic() > end:
                raise SourceTooSlow(self.name, self.seconds, self.setting)
            columns = [sql_column(column) for column in zip(*part, strict=True)]
            yield pa.RecordBatch.from_arrays(columns, names=names)

    @contextmanager
    def _asked(self, end: float) -> Iterator[CursorResult[tuple[object, ...]]]:
        """The answer to the query, row by row from the database; nothing is ever committed."""
        query = one_select(self.query, self.name)
        try:
            with self._engine(end).connect() as connection:
                self._lock_out_writing(connection)
                streaming = connection.execution_options(stream_results=True, no_parameters=True)
                with closing(streaming.exec_driver_sql(query)) as answer:
                    yield answer
        except DBAPIError as error:
            raise sorted_out(self._refusal(error)) from None

    def _refusal(self, error: DBAPIError) -> Refusal:
        said = error.orig
        code = getattr(said, "sqlstate", None) or getattr(said, "sqlite_errorname", None)
        words = str(said).replace(self.password, "…") if self.password else str(said)
        return Refusal(self.name, code or "", words, self.seconds, self.setting)

    def _engine(self, end: float) -> Engine:
        url = self._parsed()
        if url.get_backend_name() == SQLITE:
            file = self._file(url)
            return create_engine(
                "sqlite://", creator=lambda: _open_sqlite(file, self._wait, end), poolclass=NullPool
            )
        if self.password is not None:
            url = url.set(password=self.password)
        wait = {"connect_timeout": max(_LEAST_CONNECT_SECONDS, int(self._wait))}
        try:
            return create_engine(url, poolclass=NullPool, connect_args=wait)
        except ImportError:
            raise MissingDriver(self.name, _DRIVER) from None

    def _parsed(self) -> URL:
        try:
            url = make_url(self.url)
        except (ArgumentError, ValueError):  # the latter for a port that is no number
            url = None
        if url is None or url.drivername not in (POSTGRES, SQLITE):
            why = "its address is none of a database that I can hold to reading"
            mend = f"Have the setting `url` begin with {POSTGRES}:// or {SQLITE}:///"
            raise SourceRefused(self.name, why, mend) from None
        return url

    def _file(self, url: URL) -> str:
        file = Path(url.database or "")
        if not file.is_file():
            raise SourceGone(self.name, "its database file", "url")
        return str(file)

    @property
    def _wait(self) -> float:
        return min(self.seconds * _WAIT_PART, _WAIT_SECONDS)

    def _lock_out_writing(self, connection: Connection) -> None:
        """PostgreSQL holds the transaction to reading; a file of SQLite is opened so."""
        if connection.dialect.name != SQLITE:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {_ms(self.seconds)}")
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_ms(self._wait)}")


def _ms(seconds: float) -> int:
    return max(1, int(seconds * 1000))


def _open_sqlite(file: str, wait: float, end: float) -> sqlite3.Connection:
    """A connection that can't write, waits for locks so long, and stops at the end."""
    connection = sqlite3.connect(
        f"file:{quote(file)}?mode=ro", uri=True, timeout=wait, isolation_level=None
    )
    connection.execute("PRAGMA query_only = ON")
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS_BETWEEN_LOOKS)
    connection.text_factory = lambda letters: letters.decode("utf-8", "replace")
    return connection
