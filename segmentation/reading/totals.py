"""Lines below the data that are no customers: totals, averages, remarks."""

import re
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from segmentation.reading.cells import kind_of

_MOST_LINES = 10
_REMARKED = 3
_TOTAL = re.compile(
    r"(?:(?:grand|sub|over ?all|running|report)[ -]?)?(?:totals?|sum(?:me|s)?|insgesamt|totale"
    r"|gesamt(?:summe|ergebnis)?|zwischensumme|total g[eé]n[eé]ral|suma(?: total)?|totaal|somme"
    r"|razem|toplam|итого|всего|合計|总计|合计|average|mean|durchschnitt|mittelwert|moyenne|promedio)"
    r"(?: \(?[^)]{1,30}\)?)?\s*:?",
    re.IGNORECASE,
)
_REMARK = re.compile(r"^[*(]|:| .+ .+ ")
_MOSTLY = 0.9
_NEAR = 0.005


def lines_below(table: pa.Table, remarks: bool = True) -> int:
    """How many of the last lines of a table are totals or remarks.

    A total begins with a word for it, and lacks a cell that nearly every other line has, or has
    words where the others have figures, or shows the sum or the mean of a column. A remark is a
    line of nothing but a first cell, under columns that are full.

    Parameters
    ----------
    table : string columns, null where nothing stands; no blank lines.
    remarks : whether the file is of a kind in which people write below a table.
    """
    rows = table.slice(max(0, table.num_rows - _MOST_LINES)).to_pylist()
    below = 0
    for row in reversed(rows):
        data = table.slice(0, table.num_rows - below - 1)
        if not data.num_rows or not _is_below(list(row.values()), data, remarks):
            break
        below += 1
    return below


def _is_below(row: Sequence[str | None], data: pa.Table, remarks: bool) -> bool:
    filled = [at for at, cell in enumerate(row) if cell and cell.strip()]
    if not filled:
        return False
    label, column = row[filled[0]] or "", data.column(filled[0])
    is_total = _TOTAL.fullmatch(label.strip()) is not None
    if not is_total and not (remarks and filled == [0] and data.num_columns >= _REMARKED):
        return False
    gaps = sum(row[at] is None and _is_full(data.column(at)) for at in range(len(row)))
    over_figures = kind_of(label) == "text" and _holds_figures(column)
    if is_total:
        return gaps > 0 or over_figures or any(_sums_up(row, data))
    return gaps >= 2 and (over_figures or _REMARK.search(label.strip()) is not None)


def _is_full(column: pa.ChunkedArray) -> bool:
    return bool(len(column) - column.null_count >= _MOSTLY * len(column))


def _holds_figures(column: pa.ChunkedArray) -> bool:
    kinds = [kind_of(cell) for cell in column.slice(0, 300).to_pylist() if cell]
    return bool(kinds) and kinds.count("text") <= (1 - _MOSTLY) * len(kinds)


def _sums_up(row: Sequence[str | None], data: pa.Table) -> Iterator[bool]:
    """For each figure of a line, whether it is the sum or the mean of the column above it."""
    for at, cell in enumerate(row):
        if cell is None or kind_of(cell) != "number":
            continue
        for decimal, group in ((".", ","), (",", ".")):
            figures = _figures(data.column(at), decimal, group)
            shown = _figures(pa.chunked_array([[cell]]), decimal, group)
            if figures is not None and shown is not None and len(data) > 1:
                total = pc.sum(figures).as_py() or 0.0
                told = shown[0].as_py()
                yield any(
                    told and abs(told - truth) <= _NEAR * abs(told)
                    for truth in (total, total / len(data))
                )


def _figures(column: pa.ChunkedArray, decimal: str, group: str) -> pa.ChunkedArray | None:
    """A column as numbers with this decimal sign; None where that makes no sense."""
    digits = pc.replace_substring_regex(column, rf"[^0-9{re.escape(decimal)}-]", "")
    digits = pc.replace_substring(pc.replace_substring(digits, group, ""), decimal, ".")
    try:
        return pc.cast(pc.if_else(pc.equal(digits, ""), None, digits), pa.float64())
    except pa.ArrowInvalid:
        return None
