"""Whether a text is one SQL statement that reads; the first of several locks on a database."""

import re

from segmentation.source_errors import NotOneSelect

# What may hold any sign and asks for nothing: comments, words in quotes, dollar quotes.
_QUIET = re.compile(
    r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\$(\w*)\$.*?\$\1\$", re.DOTALL
)
_READS = re.compile(r"[\s(]*(select|with)\b", re.IGNORECASE)
_WRITES = re.compile(
    r"\binto\b|\bdelete\s+from\b|\bupdate\b[^;]*\bset\b|\bfor\s+(no\s+key\s+)?update\b",
    re.IGNORECASE,
)


def one_select(query: str, name: str) -> str:
    """The query without a semicolon at its end.

    A read-only transaction is what really holds; this says early and plainly what is wrong.

    Parameters
    ----------
    name : what people call the source.

    Raises
    ------
    NotOneSelect : several statements, or one that is no SELECT or writes.

    Examples
    --------
    >>> one_select("select 'a;b' as x from t; -- done", "crm")
    "select 'a;b' as x from t"
    """
    bare = _QUIET.sub(_blank, query)
    end = len(bare.rstrip().rstrip(";").rstrip())
    bare, query = bare[:end], query[:end]
    if not bare.strip():
        raise NotOneSelect(name, "is empty")
    if ";" in bare:
        raise NotOneSelect(name, "has several statements")
    if not _READS.match(bare):
        raise NotOneSelect(name, "is no SELECT")
    if _WRITES.search(bare):
        raise NotOneSelect(name, "would write or lock")
    return query


def _blank(quiet: re.Match[str]) -> str:
    """As many signs that say nothing: a comment is none, words in quotes still stand there."""
    return (" " if quiet[0].startswith(("--", "/*")) else "'") * len(quiet[0])
