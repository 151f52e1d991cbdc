"""Which rows are customers: repeats are one, rows that say nothing are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from segmentation.errors import TooFewCustomers
from segmentation.intake.column import ColumnView
from segmentation.intake.duplicates import first_of_equal_rows
from segmentation.intake.feature_choice import Chosen, values_of
from segmentation.intake.name_patterns import CUSTOMER, says
from segmentation.source import RawTable

MIN_CUSTOMERS = 10
_NEARLY_UNIQUE = 0.9


@dataclass(frozen=True)
class RowsUsed:
    """Which rows take part: `raw_to_used` as above, `used` their numbers among the rows read."""

    raw_to_used: np.ndarray
    used: np.ndarray
    duplicates: int
    without_values: int
    warnings: tuple[str, ...]


def rows_used(raw: RawTable, columns: Sequence[ColumnView], chosen: Chosen) -> RowsUsed:
    """Drop repeated customers and rows without a value; say what looks odd and was kept.

    Raises
    ------
    TooFewCustomers : fewer than MIN_CUSTOMERS rows are left.
    """
    first, repeated, warnings = _duplicates(raw, columns, chosen)
    known = np.zeros(len(first), dtype=bool)
    for column in columns:
        if column.name in chosen.answers:
            known |= column.words_said.codes >= 0
        elif column.name in chosen.features:
            known |= ~np.isnan(values_of(column))
    used = np.flatnonzero(known & (first == np.arange(len(first))))
    if len(used) < MIN_CUSTOMERS:
        raise TooFewCustomers(raw.name, len(used), MIN_CUSTOMERS)
    position = np.full(len(first), -1)
    position[used] = np.arange(len(used))
    return RowsUsed(position[first], used, repeated, int((~known).sum()), warnings)


def _duplicates(
    raw: RawTable, columns: Sequence[ColumnView], chosen: Chosen
) -> tuple[np.ndarray, int, tuple[str, ...]]:
    """Equal rows are one customer where the file says who is who, else they may be two."""
    ids = [column for column in columns if chosen.verdicts[column.name].role in ("id", "pii")]
    everyone = np.arange(raw.cells.num_rows)
    if any(column.all_differ and not column.missing for column in columns):
        return everyone, 0, tuple(_repeated_ids(ids, chosen, raw.cells.num_rows))
    first = first_of_equal_rows(raw.cells)
    repeated = int((first != everyone).sum())
    kept = raw.cells.num_rows - repeated
    if any(column.distinct >= _NEARLY_UNIQUE * kept for column in ids):
        return first, repeated, tuple(_repeated_ids(ids, chosen, kept))
    warnings = list(_repeated_ids(ids, chosen, raw.cells.num_rows))
    if repeated and not ids:
        warnings.append(
            f"{_rows_are(repeated)} equal to another one, word for word. Without a customer id they"
            " may well be different customers, so I kept all of them."
        )
    return everyone, 0, tuple(warnings)


def _rows_are(count: int) -> str:
    return "1 row is" if count == 1 else f"{count:,} rows are"


def _repeated_ids(ids: Sequence[ColumnView], chosen: Chosen, rows: int) -> Iterator[str]:
    """What the ids say about rows that may belong to the same customer."""
    repeating = [
        column
        for column in ids
        if chosen.verdicts[column.name].role == "id" and column.distinct < column.filled
    ]
    several = []
    for column in repeating:
        extra = column.filled - (column.rows - rows) - column.distinct
        if extra > (1 - _NEARLY_UNIQUE) * rows:
            several.append(column)
        elif extra > 0:
            yield (
                f"{column.name} repeats in {extra:,} row{'s' if extra > 1 else ''} with other cells"
                " that differ; I kept each row as a customer of its own."
            )
    several.sort(key=lambda column: not says(CUSTOMER, column.words))
    for column in several[:1]:
        yield (
            f"{column.name} has {column.distinct:,} different values in {rows:,} rows. If each"
            " row is a purchase and not a customer, the segments are of purchases."
        )
