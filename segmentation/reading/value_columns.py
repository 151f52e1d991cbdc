"""Columns of values that carry a type, as the text that a CSV file of them would have."""

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from segmentation.reading.bounds import check_columns, unpacked_within, within
from segmentation.reading.value_text import cell_text, number_text
from segmentation.spec import Limits

# A number of more signs than this has digits that are noise, or an exponent.
_PLAIN_SIGNS = 15
# Rows above and below a table that don't count as its rows.
_SPARE_ROWS = 100


def column_text(values: Sequence[object]) -> pa.Array:
    """(n,) text of a column of a spreadsheet, as `cell_text` gives it for each cell.

    Columns of numbers alone or of words alone, which most are, take the quick way.
    """
    filled = [None if value == "" else value for value in values]
    kinds = set(map(type, filled)) - {type(None)}
    if kinds == {float}:
        return float_text(pa.array(filled, pa.float64()))
    if kinds == {str}:
        return without_blanks(pa.array(filled, pa.string()))
    return pa.array([cell_text(value) for value in filled], pa.string())


def float_text(numbers: pa.Array) -> pa.Array:
    """(n,) text of float64 numbers in at most 15 digits; null for what is no number."""
    text = pc.cast(pc.if_else(pc.is_finite(numbers), numbers, None), pa.string())
    odd = pc.or_(
        pc.greater(pc.binary_length(text), _PLAIN_SIGNS),
        pc.or_(pc.match_substring(text, "e"), pc.equal(text, "-0")),
    )
    if not pc.any(odd).as_py():
        return text
    mended = [number_text(number) for number in numbers.filter(odd).to_pylist()]
    return pc.replace_with_mask(text, pc.fill_null(odd, False), pa.array(mended, pa.string()))


def without_blanks(words: pa.Array) -> pa.Array:
    """Null where only blanks stand."""
    is_blank = pc.equal(pc.binary_length(pc.utf8_trim_whitespace(words)), 0)
    return pc.if_else(is_blank, None, words)


def gathered(batches: Iterable[pa.RecordBatch], name: str, limits: Limits) -> pa.Table | None:
    """Batches of string columns as one table; None where there is no batch.

    Raises
    ------
    FileTooLarge : as soon as the rows, the letters of a cell or all bytes go beyond the limits.
    """
    kept, rows, size = [], 0, 0
    for batch in batches:
        check_columns(_columns_with_cells(batch), name, limits)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows > limits.max_rows + _SPARE_ROWS:
            within(name, rows, limits.max_rows, "rows", "max_rows")
        unpacked_within(name, size, limits)
        kept.append(batch)
    return pa.Table.from_batches(kept) if kept else None


def _columns_with_cells(batch: pa.RecordBatch) -> int:
    return sum(column.null_count < batch.num_rows for column in batch.columns)
