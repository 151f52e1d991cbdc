"""The table as it came, with two more columns: segment and segment_name."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from segmentation.results import Outcome

COLUMNS = ("segment", "segment_name")


def with_segments(outcome: Outcome) -> pa.Table:
    """Every row read, in input order, every cell as it stood, plus `segment` and `segment_name`.

    Rows that belong to no segment have both empty. A column of the file that already bears one
    of these names is kept as `…_original`.
    """
    numbers = outcome.assignment()
    names = np.array(["", *(s.name for s in outcome.analysis.segments)], dtype=object)
    raw = outcome.raw.rename_columns(
        [f"{name}_original" if name in COLUMNS else name for name in outcome.raw.column_names]
    )
    return raw.append_column("segment", pa.array(numbers, mask=numbers == 0)).append_column(
        "segment_name", pa.array(names[numbers], type=pa.string(), mask=numbers == 0)
    )


def write_segments(outcome: Outcome, path: Path, number: int | None = None) -> int:
    """Write the table with its segments as CSV, or one segment of it; how many rows were written.

    Raises UnknownSegment.
    """
    table = with_segments(outcome)
    if number is not None:
        outcome.analysis.segment(number)
        table = table.filter(pa.array(outcome.assignment() == number))
    options = pa_csv.WriteOptions(quoting_style="needed")
    pa_csv.write_csv(table, path, options)
    return int(table.num_rows)
