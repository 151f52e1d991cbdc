"""A database of any age is brought to the shape that the program needs."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event, inspect

from bot.database import open_database, to_write
from bot.stores.migrating import FOLDER, alembic_config, migrate
from bot.stores.tables import metadata


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path}/bot.db")


def test_the_migrations_make_the_tables_that_the_program_uses(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        made = inspect(connection)
        for table in metadata.sorted_tables:
            wanted = {index.name for index in table.indexes}
            assert {index["name"] for index in made.get_indexes(table.name)} == wanted
    engine.dispose()


def test_a_database_that_is_up_to_date_is_only_looked_at(engine: Engine) -> None:
    migrate(engine)
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *event: said.append(event[2]))
    migrate(engine)
    assert said
    assert all(statement.startswith(("BEGIN", "PRAGMA", "SELECT")) for statement in said)
    engine.dispose()


def test_every_step_can_be_taken_back_and_again(engine: Engine) -> None:
    migrate(engine)
    with to_write(engine).begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_steps_form_one_line() -> None:
    scripts = ScriptDirectory(str(FOLDER))
    assert len(scripts.get_heads()) == 1
    assert all(not script.is_branch_point for script in scripts.walk_revisions())


def fail_half_way(engine: Engine) -> None:
    with to_write(engine).begin() as connection:
        command.upgrade(alembic_config(connection), "head")
        raise RuntimeError("half-way")


def test_a_failed_step_leaves_the_database_as_it_was(engine: Engine) -> None:
    with pytest.raises(RuntimeError, match="half-way"):
        fail_half_way(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()


def test_sqlite_waits_for_its_turn_keeps_references_and_survives_a_power_cut(
    engine: Engine,
) -> None:
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert pragmas == {
        "journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000, "synchronous": 2,
    }  # fmt: skip
    engine.dispose()
