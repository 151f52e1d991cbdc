"""Tables whose cells came one by one, as in workbooks, Parquet and JSON: laid out and tidied."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.errors import EmptyFile
from segmentation.reading.bounds import check_table
from segmentation.reading.column_names import naming_steps, unique_names
from segmentation.reading.dialect import Dialect, SampleRow
from segmentation.reading.header import Layout, find_layout
from segmentation.reading.tidying import junk_steps, tidied
from segmentation.results import CleaningStep, FileFormat
from segmentation.source import RawTable
from segmentation.spec import Limits

_SAMPLED_ROWS = 300
# A row with so many cells is one of the table, not a remark above or below it.
_CELLS_OF_A_ROW = 3


def grid_table(
    name: str,
    cells: pa.Table,
    form: FileFormat,
    limits: Limits,
    steps: Sequence[CleaningStep] = (),
) -> RawTable:
    """A table out of a grid of cells, in which it begins somewhere and may have a header line.

    Parameters
    ----------
    name : what people call the file.
    cells : string columns of any names, null where nothing stands.
    form : how the file was read; its header is found out here.
    steps : what was mended before, for the receipt.

    Raises
    ------
    EmptyFile : no cell, or only a header.
    FileTooLarge : more than the limits allow.
    """
    filled = _filled(cells)
    cells = _inside(cells)
    rows = _sample(cells)
    if not rows:
        raise EmptyFile(name)
    layout = find_layout(Dialect("", tuple(rows), cells.num_columns))
    above = filled[: layout.first_line - layout.has_header]
    layout = replace(layout, junk=int(np.count_nonzero(above)))
    body = cells.slice(layout.first_line)
    return named_table(name, body, layout, replace(form, header=layout.has_header), limits, steps)


def named_table(
    name: str,
    cells: pa.Table,
    layout: Layout,
    form: FileFormat,
    limits: Limits,
    steps: Sequence[CleaningStep] = (),
) -> RawTable:
    """A table with names for its columns, tidied and held against the limits.

    cells: (rows, columns) the data alone; layout: the columns' names as given, and the junk above.
    """
    names = unique_names(layout.names, layout.has_header)
    cells = cells.rename_columns(list(names))
    table, tidying = tidied(cells, layout.names, remarks=form.kind == "excel")
    check_table(table, name, limits)
    named = naming_steps(layout.names, names, table.column_names, layout.has_header)
    receipt = (*steps, *junk_steps(layout.junk), *named, *tidying)
    return RawTable(name=name, cells=table, format=form, receipt=receipt)


def with_names(names: Sequence[str]) -> Layout:
    """The layout of a file that names its columns itself."""
    return Layout(tuple(" ".join(name.split()) for name in names), True, 0, 0)


def sample_rows(cells: pa.Table) -> list[SampleRow]:
    """The first rows that hold something."""
    return _sample(_inside(cells))


def _inside(cells: pa.Table) -> pa.Table:
    """Without the columns beside the table, which hold only remarks above or below it, or nothing:
    a table may begin in any column, and a title above it need not stand in the same one."""
    filled = _filled(cells)
    if not filled.any():
        return cells.select([])
    whole = np.flatnonzero(filled >= min(_CELLS_OF_A_ROW, filled.max()))
    table = slice(whole[0], whole[-1] + 1)
    body = cells.slice(table.start, table.stop - table.start)
    inside = [at for at, one in enumerate(body.columns) if one.null_count < len(one)]
    return cells.select(range(inside[0], inside[-1] + 1))


def _filled(cells: pa.Table) -> np.ndarray:
    """(rows,) how many cells of each row hold something."""
    count = np.zeros(cells.num_rows, np.int32)
    for column in cells.columns:
        count += np.asarray(pc.is_valid(column))
    return count


def _sample(cells: pa.Table) -> list[SampleRow]:
    head = cells.slice(0, 4 * _SAMPLED_ROWS).to_pydict()
    rows = [
        SampleRow(tuple(cell or "" for cell in row), number, number)
        for number, row in enumerate(zip(*head.values(), strict=True))
    ]
    return [row for row in rows if row.filled][:_SAMPLED_ROWS]
