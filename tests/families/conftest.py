"""A store of every kind, for the tests of what all must do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from bot.series import Store
from bot.stores.memory import MemoryStore
from bot.stores.sql import SqlStore
from tests.conftest import a_server


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of a database with our tables in it."""
    with a_server() as url:
        yield url


def emptied(url: str) -> str:
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in inspect(connection).get_table_names():
            connection.execute(text(f"DROP TABLE {table} CASCADE"))
    engine.dispose()
    return url


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store
    if request.param == "memory":
        made = MemoryStore()
    elif request.param == "sqlite":
        made = SqlStore(f"sqlite:///{tmp_path}/deep/inside/bot.db")
    else:
        made = SqlStore(emptied(request.getfixturevalue("postgres")))
    yield made
    made.close()
