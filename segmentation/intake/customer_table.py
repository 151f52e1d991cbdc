"""From text cells to customers: typed columns with roles, the features, and the receipt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from segmentation.intake.column import ColumnView
from segmentation.intake.feature_choice import Chosen, choose_features, values_of
from segmentation.intake.receipt import cell_steps, column_steps, repeat_steps, row_steps
from segmentation.intake.roles import Verdict, settled
from segmentation.intake.row_choice import RowsUsed, rows_used
from segmentation.results import CleaningStep, Column, Dataset
from segmentation.source import RawTable


@dataclass(frozen=True)
class CustomerTable:
    """A cleaned table, one row a customer.

    name: what people call the file.
    table: the rows used; numbers as float64 with NaN where missing, all else as string or category.
    raw: every row read, every cell as the text that stood in the file.
    raw_to_used: (rows read,) position in `table` of each row read, -1 where it was not used;
    dropped duplicates point to the row that was kept.
    dataset: roles with reasons, warnings and the cleaning receipt.
    features: the columns to segment by, in the file's order or as asked for.
    """

    name: str
    table: pd.DataFrame
    raw: pa.Table
    raw_to_used: np.ndarray
    dataset: Dataset
    features: tuple[str, ...]


def customers_of_rows(
    raw: RawTable, columns: list[ColumnView], wanted: Sequence[str] = ()
) -> CustomerTable:
    """Clean a table with one row a customer and choose the columns to segment them by.

    Parameters
    ----------
    raw : as a source read it.
    columns : its columns, looked at.
    wanted : names of the columns to use, loosely spelled; empty for every column of numbers that
        is no identifier, code, label, date or personal data.

    Raises
    ------
    TooFewCustomers : fewer than MIN_CUSTOMERS rows that can be used.
    NoFeatures : no column of numbers.
    NoVariation : every row says the same.
    UnknownFeature : a wanted column that is not there or holds no numbers.
    """
    chosen = choose_features(raw, columns, wanted)
    columns = [settled(column, chosen.verdicts[column.name]) for column in columns]
    rows = rows_used(raw, columns, chosen)
    described = tuple(_described(column, chosen.verdicts) for column in columns)
    return CustomerTable(
        name=raw.name,
        table=_typed(columns, chosen, rows.used),
        raw=raw.cells,
        raw_to_used=rows.raw_to_used,
        dataset=Dataset(
            rows_read=raw.cells.num_rows,
            rows_used=len(rows.used),
            duplicates_dropped=rows.duplicates,
            format=raw.format,
            columns=described,
            warnings=(*raw.warnings, *chosen.warnings, *rows.warnings),
            receipt=(*raw.receipt, *_receipt(columns, described, chosen, rows)),
        ),
        features=chosen.features,
    )


def _receipt(
    columns: Sequence[ColumnView], described: Sequence[Column], chosen: Chosen, rows: RowsUsed
) -> Iterator[CleaningStep]:
    yield from row_steps(rows.duplicates, rows.without_values)
    yield from cell_steps(columns)
    yield from repeat_steps(chosen.repeats)
    others = [column for column in described if column.name not in chosen.repeats]
    yield from column_steps(others, chosen.features)


def _described(column: ColumnView, verdicts: dict[str, Verdict]) -> Column:
    verdict = verdicts[column.name]
    return Column(column.name, verdict.role, column.missing, verdict.reason)


def _typed(columns: Sequence[ColumnView], chosen: Chosen, used: np.ndarray) -> pd.DataFrame:
    """The rows used, column by column; without a copy where all rows are."""
    everything = len(used) == columns[0].rows
    typed = {column.name: _typed_column(column, chosen) for column in columns}
    table = pd.DataFrame(typed, copy=False)
    return table if everything else table.take(used).reset_index(drop=True)


def _typed_column(column: ColumnView, chosen: Chosen) -> pd.Series:
    role = chosen.verdicts[column.name].role
    is_number = column.numbers is not None and role in ("feature", "money", "ignored")
    if is_number or column.name in chosen.features:
        return pd.Series(values_of(column), name=column.name)
    if role in ("category", "label"):
        said = column.words_said
        words = pd.Index(said.distinct.to_pandas(), dtype="str")
        return pd.Series(pd.Categorical.from_codes(said.codes, categories=words), name=column.name)
    return pd.Series(column.cells.to_pandas(), name=column.name)
