"""Find one customer in a file by what a person typed: an identifier, or the number of a row."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.results import Outcome

_ROW = re.compile(r"(?:row\s*)?#?(\d{1,9})", re.IGNORECASE)


def find_customer(outcome: Outcome, typed: str) -> int | None:
    """The position among the rows read of the customer that was typed, None if there is none.

    Looked for in the columns of identifiers, then in those of personal data (a person may know an
    address that the file holds), and, with `row 17` or in a file without identifiers, by the
    number of the row. Capitals and leading zeros make no difference.
    """
    columns = outcome.analysis.dataset.columns
    for role in ("id", "pii"):
        names = [c.name for c in columns if c.role == role and c.name in outcome.raw.column_names]
        for name in names:
            if (row := _row_of(outcome.raw[name], typed.strip())) is not None:
                return row
    asked = _ROW.fullmatch(typed.strip())
    by_row = typed.strip().lower().startswith("row") or not any(c.role == "id" for c in columns)
    if asked and by_row and 1 <= int(asked[1]) <= outcome.raw.num_rows:
        return int(asked[1]) - 1
    return None


def has_identifiers(outcome: Outcome) -> bool:
    """Whether the file has a column that tells customers apart."""
    return any(column.role == "id" for column in outcome.analysis.dataset.columns)


def _row_of(column: pa.ChunkedArray, typed: str) -> int | None:
    """The first row whose cell is what was typed."""
    cells = pc.utf8_lower(pc.utf8_trim_whitespace(column.cast(pa.string())))
    wanted = typed.lower()
    for prepared, sought in (
        (cells, wanted),
        (pc.utf8_ltrim(cells, characters="0"), wanted.lstrip("0")),
    ):
        if sought and (found := np.flatnonzero(pc.equal(prepared, sought).fill_null(False))).size:
            return int(found[0])
    return None
