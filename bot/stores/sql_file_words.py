"""Words that came with a file, in the SQL database."""

from datetime import datetime

from sqlalchemy import select

from bot.stores.sql_access import SqlAccess, add_row
from bot.stores.tables import file_words


class SqlFileWords(SqlAccess):
    """What was said with a file, by the identity of its upload."""

    def note_words(self, identity: str, words: str, now: datetime) -> None:
        with self._writing.begin() as connection:
            add_row(connection, file_words, {"identity": identity, "words": words, "at": now})

    def words_with(self, identity: str) -> str:
        row = self._first(select(file_words.c.words).where(file_words.c.identity == identity))
        return str(row.words) if row else ""

    def forget_words(self, before: datetime) -> int:
        return self._delete(file_words, file_words.c.at < before)
