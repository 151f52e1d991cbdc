"""Tables of customers in real databases: a file of SQLite, a schema of PostgreSQL."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from sqlalchemy import NullPool, create_engine, make_url

COLUMN_TYPES = {"int64": "bigint", "float64": "double precision", "bool": "boolean"}


def rows_of(table: pd.DataFrame) -> list[tuple[object, ...]]:
    """The rows with plain values, None where nothing stands."""
    plain = table.astype(object).where(table.notna(), None)
    return [tuple(row) for row in plain.itertuples(index=False)]


def fill_sqlite(path: Path, table: pd.DataFrame, name: str = "customers") -> str:
    """Put a table, anew, into a file; its address for SQLAlchemy."""
    columns = ", ".join(f'"{column}"' for column in table.columns)
    places = ", ".join("?" * len(table.columns))
    with sqlite3.connect(path) as connection:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
        connection.execute(f"CREATE TABLE {name} ({columns})")
        connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows_of(table))
    connection.close()
    return f"sqlite:///{path}"


def fill_postgres(address: str, table: pd.DataFrame, name: str = "customers") -> None:
    """Put a table, anew, into a database."""
    columns = ", ".join(
        f'"{column}" {COLUMN_TYPES.get(str(kind), "text")}' for column, kind in table.dtypes.items()
    )
    places = ", ".join(["%s"] * len(table.columns))
    do(address, f"DROP TABLE IF EXISTS {name}", f"CREATE TABLE {name} ({columns})")
    engine = create_engine(address, poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO {name} VALUES ({places})", rows_of(table))


def do(address: str, *statements: str) -> None:
    """Run statements in a database, each for good."""
    engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@contextmanager
def asked_for_a_password(address: str, user: str, password: str) -> Iterator[str]:
    """A user of the server that has to give this password; its address, without it."""
    do(
        address,
        f"DROP ROLE IF EXISTS {user}",
        f"CREATE ROLE {user} LOGIN PASSWORD '{password}' IN ROLE pg_read_all_data",
    )
    engine = create_engine(address, poolclass=NullPool)
    with engine.connect() as connection:
        rules = Path(str(connection.exec_driver_sql("SHOW hba_file").scalar()))
    before = rules.read_text(encoding="utf-8")
    rules.write_text(f"local all {user} scram-sha-256\n{before}", encoding="utf-8")
    reload(address)
    try:
        yield make_url(address).set(username=user).render_as_string(hide_password=False)
    finally:
        rules.write_text(before, encoding="utf-8")
        reload(address)
        do(address, f"DROP ROLE {user}")


def reload(address: str) -> None:
    """Have the server read its rules again, and wait until it has."""
    engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        asked = "SELECT pg_conf_load_time()"
        before = connection.exec_driver_sql(asked).scalar()
        connection.exec_driver_sql("SELECT pg_reload_conf()")
        while connection.exec_driver_sql(asked).scalar() == before:
            time.monotonic()  # the server answers when it has looked around
