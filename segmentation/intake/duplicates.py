"""Rows that repeat another row word for word."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def first_of_equal_rows(cells: pa.Table) -> np.ndarray:
    """(n,) for each row the number of the first row that says exactly the same.

    Columns are compared one by one, each time only for the rows that are still equal to another
    one, so that a column that tells all rows apart ends the search at once.
    """
    first = np.arange(cells.num_rows)
    rows = first
    groups = np.zeros(cells.num_rows, dtype=np.int64)
    for name in sorted(cells.column_names, key=lambda name: -_differing(cells[name])):
        column = cells[name] if len(rows) == cells.num_rows else cells[name].take(pa.array(rows))
        codes = _codes(column)
        _, groups = np.unique(groups * (codes.max(initial=0) + 1) + codes, return_inverse=True)
        repeated = np.bincount(groups)[groups] > 1
        rows, groups = rows[repeated], groups[repeated]
        if not len(rows):
            return first
    _, starts, groups = np.unique(groups, return_index=True, return_inverse=True)
    first[rows] = rows[starts][groups]
    return first


def _differing(column: pa.ChunkedArray, sample: int = 1000) -> int:
    """How well a column tells rows apart, by its first rows."""
    return int(pc.count_distinct(column.slice(0, sample)).as_py())


def _codes(column: pa.ChunkedArray) -> np.ndarray:
    coded = pc.dictionary_encode(column).unify_dictionaries().combine_chunks()
    codes: np.ndarray = (
        pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64) + 1
    )
    return codes
