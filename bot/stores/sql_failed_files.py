"""Files that could not be read, in the SQL database."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select

from bot.series import FailedFile
from bot.stores.sql_access import SqlAccess, add_row
from bot.stores.tables import failed_files


class SqlFailedFiles(SqlAccess):
    """What was brought to a channel and gave no table."""

    def add_failed_file(self, failed: FailedFile) -> None:
        with self._writing.begin() as connection:
            add_row(connection, failed_files, asdict(failed))

    def failed_files_of(self, channel: str, since: datetime) -> tuple[FailedFile, ...]:
        query = select(failed_files).where(
            failed_files.c.channel == channel, failed_files.c.at > since
        )
        rows = self._all(query.order_by(failed_files.c.at, failed_files.c.id))
        return tuple(FailedFile(**row._mapping) for row in rows)

    def forget_failed_files(self, before: datetime) -> int:
        return self._delete(failed_files, failed_files.c.at < before)
