"""What a database says when it refuses, sorted into what a person can do about it."""

from collections.abc import Callable
from dataclasses import dataclass

from segmentation.source_errors import (
    NotOneSelect,
    QueryFailed,
    SourceGone,
    SourceLocked,
    SourceRefused,
    SourceTooSlow,
    SourceUnreachable,
    UnreadableSource,
)

MOST_CHARS = 200


@dataclass(frozen=True, slots=True)
class Refusal:
    """A driver's error: whose source, its code (SQLSTATE, or SQLite's name for it), its words.

    seconds, setting: the bound in time that was set, and which setting raises it.
    """

    name: str
    code: str
    words: str
    seconds: float
    setting: str = "seconds"


def sorted_out(refusal: Refusal) -> UnreadableSource:
    """The error to raise. While it connects, a driver says too much: only its kind is kept."""
    for codes, make in _BY_CODE:
        if refusal.code and refusal.code.startswith(codes):
            return make(refusal)
    if refusal.code:
        return QueryFailed(refusal.name, _first_line(refusal.words))
    said = refusal.words.lower()
    for hints, make in _BY_WORDS:
        if any(hint in said for hint in hints):
            return make(refusal)
    return SourceUnreachable(refusal.name, "its database broke the connection off")


def _first_line(words: str) -> str:
    return " ".join(words.partition("\n")[0].split())[:MOST_CHARS].rstrip(".")


def _too_slow(refusal: Refusal) -> UnreadableSource:
    return SourceTooSlow(refusal.name, refusal.seconds, refusal.setting)


def _locked(refusal: Refusal) -> UnreadableSource:
    return SourceLocked(refusal.name)


def _writes(refusal: Refusal) -> UnreadableSource:
    return NotOneSelect(refusal.name, "would write or lock")


def _no_right(refusal: Refusal) -> UnreadableSource:
    why = "its database user has no right to read what the query asks for"
    return SourceRefused(refusal.name, why, "Grant that user SELECT there")


def _password(refusal: Refusal) -> UnreadableSource:
    why = "its database refuses the user or the password"
    return SourceRefused(refusal.name, why, "Check the variable that `password_env` names")


def _no_database(refusal: Refusal) -> UnreadableSource:
    return SourceGone(refusal.name, "the database that its address names", "url")


def _no_file(refusal: Refusal) -> UnreadableSource:
    return SourceGone(refusal.name, "its database file", "url")


def _no_sqlite(refusal: Refusal) -> UnreadableSource:
    why = "its file is no SQLite database, or a damaged one"
    return SourceRefused(refusal.name, why, "Have the setting `url` checked")


def _closed(refusal: Refusal) -> UnreadableSource:
    return SourceUnreachable(refusal.name, "nothing listens at the address of its database")


def _unknown_host(refusal: Refusal) -> UnreadableSource:
    return SourceUnreachable(refusal.name, "the host of its database is not known here")


def _silent(refusal: Refusal) -> UnreadableSource:
    return SourceUnreachable(refusal.name, "its database doesn't answer")


def _busy(refusal: Refusal) -> UnreadableSource:
    return SourceUnreachable(refusal.name, "its database takes no more connections just now")


_Makers = tuple[tuple[tuple[str, ...], Callable[[Refusal], UnreadableSource]], ...]
# The beginnings of codes: PostgreSQL's by https://www.postgresql.org/docs/current/errcodes-appendix
_BY_CODE: _Makers = (
    (("57014", "SQLITE_INTERRUPT"), _too_slow),
    (("55P03", "SQLITE_BUSY", "SQLITE_LOCKED"), _locked),
    (("25006", "SQLITE_READONLY"), _writes),
    (("42501", "SQLITE_PERM", "SQLITE_AUTH"), _no_right),
    (("28",), _password),
    (("3D000",), _no_database),
    (("SQLITE_CANTOPEN",), _no_file),
    (("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_IOERR"), _no_sqlite),
    (("53300", "57P03"), _busy),
    (("08", "57P"), _silent),
)
# Errors of connecting bear no code.
_BY_WORDS: _Makers = (
    (("password", "authentication", "pg_hba.conf", "role "), _password),
    (("too many", "remaining connection slots", "starting up"), _busy),
    (("refused", "no such file"), _closed),
    (("resolve host", "translate host"), _unknown_host),
    (("timeout", "timed out"), _silent),
    (("does not exist",), _no_database),
)
