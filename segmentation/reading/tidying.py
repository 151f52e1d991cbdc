"""What a table is freed of, whatever file it came from: blank lines and columns, totals below."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from segmentation.reading.totals import lines_below
from segmentation.results import CleaningStep


def tidied(
    table: pa.Table, given: Sequence[str], remarks: bool = True
) -> tuple[pa.Table, list[CleaningStep]]:
    """Without blank lines, totals and remarks below the data, and columns that have neither a name
    nor a cell.

    Parameters
    ----------
    table : string columns with unique names.
    given : (columns,) the names that stand in the file, "" where it gives none.
    remarks : whether the file is of a kind in which people write below a table.
    """
    steps = []
    empty = [
        column
        for column, name in zip(table.column_names, given, strict=True)
        if not name and table[column].null_count == table.num_rows
    ]
    if empty and table.num_rows:
        table = table.drop_columns(empty)
        what = "Columns with neither a name nor a value were left out."
        steps.append(CleaningStep(what, len(empty), "Give them a name in the header line."))
    blank = _blank_rows(table)
    if blank is not None:
        table, before = table.filter(pc.invert(blank)), table.num_rows
        what = "Blank lines were left out."
        steps.append(CleaningStep(what, before - table.num_rows, "Nothing to undo."))
    below = lines_below(table, remarks)
    if below:
        table = table.slice(0, table.num_rows - below)
        what = "Lines of totals or remarks below the data were set aside."
        steps.append(CleaningStep(what, below, "Give such a line an id of its own if it is one."))
    return table, steps


def junk_steps(junk: int) -> Iterator[CleaningStep]:
    """What was left out above the table, for the receipt."""
    if junk:
        yield CleaningStep(
            "Lines above the table were left out.", junk,
            "Delete them, and let the file begin with its header line.",
        )  # fmt: skip


def _blank_rows(table: pa.Table) -> pa.ChunkedArray | None:
    """Which rows have no cell at all; None where every row has one."""
    blank = None
    for column in table.columns:
        if column.null_count == 0:
            return None
        nulls = pc.is_null(column)
        blank = nulls if blank is None else pc.and_(blank, nulls)
    return blank if blank is not None and pc.any(blank).as_py() else None
