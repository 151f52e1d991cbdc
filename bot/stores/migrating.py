"""Bring a database to the shape that this program needs, at its start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from bot.database import to_write

FOLDER = Path(__file__).parent / "migrations"
# Any number will do, so long as it is always the same: replicas take turns at it.
LOCK = 7_364_012


def migrate(engine: Engine) -> None:
    """Apply what is missing; nothing but one look when all is there."""
    with engine.connect() as connection:
        if _version(connection) == _newest():
            return
    with to_write(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for a connection that is open already."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _newest() -> str | None:
    return ScriptDirectory(str(FOLDER)).get_current_head()
