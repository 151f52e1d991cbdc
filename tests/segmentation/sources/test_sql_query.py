"""A query of a database: read-only, bounded, told plainly; the values are those of a file."""

import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import NullPool, create_engine, make_url

from segmentation.errors import FileTooLarge
from segmentation.reading.kept_query import keep_query
from segmentation.source_errors import (
    MissingDriver,
    NotOneSelect,
    QueryFailed,
    SourceEmpty,
    SourceGone,
    SourceLocked,
    SourceRefused,
    SourceTooSlow,
    SourceUnreachable,
)
from segmentation.sources import open_source
from segmentation.sources.sql_query import SqlQuery
from segmentation.spec import Limits
from tests.customer_databases import asked_for_a_password, do, fill_postgres, fill_sqlite
from tests.segmentation.sources.test_round_trip import read as read_file

TABLE = pd.DataFrame(
    {
        "customer_id": ["0001", "0002", "0003", "0004"],
        "income": [90_000.5, 1_234.0, None, 0.1],
        "orders": [3, 0, 12, 7],
        "town": ["Zürich", None, "NA", "  "],
    }
)
EVERY_TYPE = """
    select 1234.50::numeric(10,2) as amount, 12.00::numeric as round, 1234.5::money as money,
        date '2024-05-01' as day, timestamp '2024-05-01 13:45' as moment, timestamp '2024-05-01'
        as midnight, time '13:45' as hour, interval '26 hours' as span, 'abc'::bytea as word,
        '\\xfffe'::bytea as bytes, '{"a": 1}'::jsonb as record, array[1, 2] as list, true as yes,
        0.1::float4 + 0.2::float4 as short, 0.1::float8 + 0.2 as long, 'NaN'::float8 as none,
        12345678901234567890123::numeric as huge, null as nothing, ' ' as blank,
        'a5b3ebc6-5a6f-4b6a-9d0c-000000000001'::uuid as uuid, 'a%b' as percent
"""


@pytest.fixture(scope="module")
def server(postgres: str) -> str:
    fill_postgres(postgres, TABLE, "buyers")
    return postgres


@pytest.fixture(params=["sqlite", "postgres"])
def crm(request: pytest.FixtureRequest, tmp_path: Path) -> SqlQuery:
    """The same table in either database."""
    query = "select * from buyers order by customer_id"
    if request.param == "sqlite":
        return SqlQuery("crm", fill_sqlite(tmp_path / "crm.db", TABLE, "buyers"), query)
    return SqlQuery("crm", request.getfixturevalue("server"), query)


def asking(source: SqlQuery, query: str) -> SqlQuery:
    return replace(source, query=query)


def test_a_table_gives_the_cells_that_a_file_of_it_gives(crm: SqlQuery, tmp_path: Path) -> None:
    raw = crm.read(Limits())
    assert raw.cells.to_pylist() == read_file(TABLE, "parquet", tmp_path).cells.to_pylist()
    assert (raw.format.kind, raw.receipt, raw.warnings) == ("sql", (), ())


def test_an_answer_that_was_kept_is_read_as_it_was(crm: SqlQuery, tmp_path: Path) -> None:
    twice = asking(crm, "select customer_id, income, orders, orders from buyers order by 1")
    keep_query(twice.fetch(Limits()), tmp_path / "kept")
    assert open_source(str(tmp_path / "kept"), "crm").read(Limits()) == twice.read(Limits())


def test_every_type_of_postgres_becomes_the_text_of_a_file(server: str) -> None:
    (row,) = SqlQuery("crm", server, EVERY_TYPE).fetch(Limits()).to_pylist()
    assert row == {
        "amount": "1234.50", "round": "12", "money": "$1,234.50", "day": "2024-05-01",
        "moment": "2024-05-01 13:45:00", "midnight": "2024-05-01", "hour": "13:45:00",
        "span": "26:00:00", "word": "abc", "bytes": "fffe", "record": '{"a": 1}', "list": "[1, 2]",
        "yes": "true", "short": "0.3", "long": "0.3", "none": None,
        "huge": "12345678901234567890123", "nothing": None, "blank": None,
        "uuid": "a5b3ebc6-5a6f-4b6a-9d0c-000000000001", "percent": "a%b",
    }  # fmt: skip


def test_only_the_columns_are_looked_at_when_nothing_more_is_wanted(crm: SqlQuery) -> None:
    assert crm.columns() == list(TABLE.columns)


def test_rows_beyond_the_bound_are_not_waited_for(crm: SqlQuery) -> None:
    endless = asking(
        crm, "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
    )
    with pytest.raises(FileTooLarge) as told:
        endless.read(Limits(max_rows=50))
    assert "more than 50 rows; the limit is 50" in told.value.problem


def test_a_query_that_never_ends_is_stopped_and_the_setting_is_named(crm: SqlQuery) -> None:
    endless = asking(
        crm,
        "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
    )
    with pytest.raises(SourceTooSlow, match=r"longer than 0\.4 seconds.*`seconds`"):
        replace(endless, seconds=0.4).read(Limits())


def test_an_answer_without_rows_is_empty(crm: SqlQuery) -> None:
    with pytest.raises(SourceEmpty, match=r"\*crm\*.*not one row"):
        asking(crm, "select * from buyers where orders > 99").read(Limits())


def test_a_table_that_is_gone_is_said_in_the_words_of_the_database(crm: SqlQuery) -> None:
    with pytest.raises(QueryFailed, match="gone"):
        asking(crm, "select * from gone").read(Limits())


@pytest.mark.parametrize(
    "query",
    [
        "delete from buyers",
        "select 1; drop table buyers",
        "with gone as (delete from buyers returning 1) select * from gone",
        "select * into copied from buyers",
        "select * from buyers for update",
    ],
)
def test_what_writes_is_refused_before_it_is_sent(crm: SqlQuery, query: str) -> None:
    with pytest.raises(NotOneSelect):
        asking(crm, query).read(Limits())
    assert crm.read(Limits()).cells.num_rows == 4


def test_a_function_that_writes_is_refused_by_the_transaction(server: str) -> None:
    do(
        server,
        "create or replace function wipe() returns int language sql as"
        " 'delete from buyers returning 1'",
    )
    with pytest.raises(NotOneSelect, match="would write"):
        SqlQuery("crm", server, "select wipe()").read(Limits())
    off = "select set_config('transaction_read_only', 'off', false), wipe()"
    with pytest.raises(QueryFailed, match="read-write mode must be set before"):
        SqlQuery("crm", server, off).read(Limits())
    assert SqlQuery("crm", server, "select * from buyers").read(Limits()).cells.num_rows == 4


def test_a_file_of_sqlite_cannot_be_written_through_the_connection(tmp_path: Path) -> None:
    source = SqlQuery("crm", fill_sqlite(tmp_path / "crm.db", TABLE), "select 1")
    engine = source._engine(float("inf"))
    with engine.connect() as connection, pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("DELETE FROM customers")


@pytest.fixture
def held(crm: SqlQuery) -> Iterator[SqlQuery]:
    """The table, while someone else writes to it."""
    if crm.url.startswith("sqlite"):
        with closing(
            sqlite3.connect(crm.url.removeprefix("sqlite:///"), isolation_level=None)
        ) as db:
            db.execute("BEGIN EXCLUSIVE")
            yield crm
    else:
        with create_engine(crm.url, poolclass=NullPool).connect() as connection:
            connection.exec_driver_sql("LOCK TABLE buyers IN ACCESS EXCLUSIVE MODE")
            yield crm


def test_a_table_that_is_locked_is_told_before_the_time_is_over(held: SqlQuery) -> None:
    with pytest.raises(SourceLocked, match="locked by something that writes"):
        replace(held, seconds=0.4).read(Limits())


def test_a_wrong_password_is_told_without_it(server: str) -> None:
    with asked_for_a_password(server, "crm", "right-one") as address:
        query = "select count(*) as n from buyers"
        assert SqlQuery("crm", address, query, "right-one").read(Limits()).cells.num_rows == 1
        wrong = SqlQuery("crm", address, query, "hunter2")
        for source in (wrong, SqlQuery("crm", address, query)):
            with pytest.raises(SourceRefused, match="user or the password") as told:
                source.read(Limits())
            assert told.value.__cause__ is None
            assert "hunter2" not in f"{told.value!r} {source!r}"


def test_a_user_without_rights_is_told_which_ones_it_needs(server: str) -> None:
    do(server, "drop role if exists nothing", "create role nothing login")
    address = make_url(server).set(username="nothing").render_as_string()
    with pytest.raises(SourceRefused, match="Grant that user SELECT"):
        SqlQuery("crm", address, "select * from buyers").read(Limits())


@pytest.mark.parametrize(
    ("url", "error", "said"),
    [
        ("postgresql+psycopg://u@127.0.0.1:1/crm", SourceUnreachable, "nothing listens"),
        ("postgresql+psycopg://u@nowhere.invalid/crm", SourceUnreachable, "host .* not known"),
        ("sqlite:////nowhere/crm.db", SourceGone, "database file is not there"),
        ("sqlite://", SourceGone, "database file is not there"),
        ("mysql://u@db/crm", SourceRefused, r"begin with postgresql\+psycopg://"),
        ("crm", SourceRefused, "hold to reading"),
        ("postgresql+psycopg://u@db:nowhere/crm", SourceRefused, "hold to reading"),
        ("postgresql+psycopg://u@/crm?bogus=nowhere", SourceUnreachable, "broke the connection"),
    ],
)
def test_a_database_that_is_not_there_is_told_without_its_address(
    url: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said) as told:
        SqlQuery("crm", url, "select 1", "hunter2").read(Limits())
    assert "nowhere" not in str(told.value)
    assert "hunter2" not in str(told.value)


def test_a_database_that_does_not_exist_on_the_server_is_told(server: str) -> None:
    address = make_url(server).set(database="elsewhere").render_as_string()
    with pytest.raises(SourceGone, match="database that its address names"):
        SqlQuery("crm", address, "select 1").read(Limits())


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "crm.db").write_text("customer_id,income\n" * 100)
    with pytest.raises(SourceRefused, match="no SQLite database"):
        SqlQuery("crm", f"sqlite:///{tmp_path}/crm.db", "select 1 from t").read(Limits())


def test_a_driver_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # what an import of it finds then
    with pytest.raises(MissingDriver, match=r"pip install psycopg\[binary\]"):
        SqlQuery("crm", "postgresql+psycopg://u@db/crm", "select 1").read(Limits())


def test_a_server_that_takes_the_call_and_says_nothing_is_not_waited_for_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql+psycopg://u@127.0.0.1:{silent.getsockname()[1]}/crm"
        with pytest.raises(SourceUnreachable, match="doesn't answer"):
            SqlQuery("crm", address, "select 1", None, 0.4).columns()
