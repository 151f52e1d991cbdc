"""Tables to take away: the customers with their segments, and those who changed theirs."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from segmentation.attribution import Matched
from segmentation.results import Outcome

COLUMNS = ("segment", "segment_name")


def with_segments(outcome: Outcome) -> pa.Table:
    """Every row read, in input order, every cell as it stood, plus `segment` and `segment_name`.

    Rows that belong to no segment have both empty. A column of the file that already bears one
    of these names is kept as `…_original`.
    """
    return labelled(outcome.raw, outcome.assignment(), names_of(outcome))


def names_of(outcome: Outcome) -> dict[int, str]:
    """The segments' names by their numbers."""
    return {segment.number: segment.name for segment in outcome.analysis.segments}


def labelled(cells: pa.Table, numbers: np.ndarray, called: Mapping[int, str]) -> pa.Table:
    """Rows with the (rows,) segment of each and its name; 0 leaves both empty."""
    names = _names(called)
    raw = cells.rename_columns(
        [f"{name}_original" if name in COLUMNS else name for name in cells.column_names]
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
    write_csv(table, path)
    return int(table.num_rows)


def write_moves(matched: Matched, before: np.ndarray, after: np.ndarray, path: Path) -> int:
    """Write who is in another segment than before as CSV: id, segment_before, segment_now, in the
    baseline's order; how many.

    Parameters
    ----------
    matched : the customers of both versions.
    before, after : (n,) and (m,) labels by the same segments, 0 for none.
    """
    old, new = before[matched.before], after[matched.after]
    moved = old != new
    columns = {
        "id": pa.array(matched.ids[moved].astype(str), type=pa.string()),
        "segment_before": pa.array(old[moved], type=pa.int64()),
        "segment_now": pa.array(new[moved], type=pa.int64()),
    }
    write_csv(pa.table(columns), path)
    return int(moved.sum())


def write_named_moves(moves: Path, id_column: str, names: Mapping[int, str], path: Path) -> None:
    """The same for people: under the name of the id's column, with the segments' names."""
    kept = pa_csv.read_csv(
        moves, convert_options=pa_csv.ConvertOptions(column_types={"id": pa.string()})
    )
    called, columns = _names(names), {_free(id_column): kept["id"]}
    for when in ("before", "now"):
        numbers = kept[f"segment_{when}"].to_numpy()
        columns[f"segment_{when}"] = pa.array(numbers, mask=numbers == 0)
        columns[f"name_{when}"] = pa.array(called[numbers], type=pa.string(), mask=numbers == 0)
    write_csv(pa.table(columns), path)


def _free(id_column: str) -> str:
    """The id's column may itself be called as one of ours."""
    ours = {f"{what}_{when}" for what in ("segment", "name") for when in ("before", "now")}
    return f"{id_column}_original" if id_column in ours else id_column


def _names(names: Mapping[int, str]) -> np.ndarray:
    """The name of every number, from 0; numbers of segments that ended have none."""
    called = np.full(max(names, default=0) + 1, "", dtype=object)
    for number, name in names.items():
        called[number] = name
    return called


def write_csv(table: pa.Table, path: Path) -> None:
    """Quotes only where they are needed."""
    pa_csv.write_csv(table, path, pa_csv.WriteOptions(quoting_style="needed"))
