"""What a single cell of text looks like: nothing, a number, a date, or words."""

import re
from typing import Literal

CellKind = Literal["empty", "number", "date", "text"]

# Spellings of "nothing here"; lower case. Kept beside the cells because headers, delimiters
# and numbers are all judged by what their cells say.
NOTHING = frozenset(
    {
        "", "-", "--", "---", "?", "??", ".", "…", "na", "n/a", "n.a.", "n.a", "#n/a", "#na",
        "<na>", "nan", "null", "(null)", "none", "nil", "#null!", "#value!", "#ref!", "#div/0!",
        "#name?", "#num!", "unknown", "undefined", "missing", "not available", "not applicable",
        "not specified", "not known", "(blank)", "(leer)", "(empty)", "k.a.", "k. a.",
        "keine angabe", "unbekannt", "s/d", "sin datos", "n.d.", "non disponible", "inconnu",
        "desconocido", "nicht angegeben", "\\n",
    }
)  # fmt: skip
_NUMBER = re.compile(
    r"[(+\-−]?\s*([$€£¥₹]|[A-Z]{3}\s)?\s*[+\-−]?(\d[\d.,'’   _]*|[.,]\d+)([eE][+-]?\d+)?"
    r"\s*(%|[$€£¥₹]|\s[A-Z]{3}|kr|zł)?\)?-?"
)
_DATE = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})"
    r"|\d{1,2}[ -][A-Za-z]{3,9}\.?[ -]\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2}, ?\d{4})"
    r"([T ]+\d{1,2}:\d{2}.*)?"
)
_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")


def kind_of(cell: str) -> CellKind:
    """What one cell looks like.

    Examples
    --------
    >>> [kind_of(cell) for cell in ("", "N/A", "$1,200.50", "2024-05-01", "Age")]
    ['empty', 'empty', 'number', 'date', 'text']
    """
    text = cell.strip()
    if text.lower() in NOTHING:
        return "empty"
    if _DATE.fullmatch(text) or _TIME.fullmatch(text):
        return "date"
    return "number" if _NUMBER.fullmatch(text) else "text"
