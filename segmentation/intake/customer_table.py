"""From text cells to customers: typed columns with roles, the features, and the receipt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from segmentation.intake.column import ColumnView
from segmentation.intake.feature_choice import Chosen, Wishes, choose_features, values_of
from segmentation.intake.receipt import (
    cell_steps,
    column_steps,
    repeat_steps,
    row_steps,
    wish_steps,
)
from segmentation.intake.roles import Verdict, settled
from segmentation.intake.row_choice import RowsUsed, rows_used
from segmentation.intake.since_columns import Since
from segmentation.results import CleaningStep, Column, Dataset
from segmentation.source import RawTable

_NO_WISHES = Wishes()
_NOTHING = Since()


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
    raw: RawTable,
    columns: list[ColumnView],
    wishes: Wishes = _NO_WISHES,
    since: Since = _NOTHING,
) -> CustomerTable:
    """Clean a table with one row a customer and choose the columns to segment them by.

    Parameters
    ----------
    raw : as a source read it.
    columns : its columns, looked at.
    since : columns made of them.
    wishes : names of the columns to use and to leave out, loosely spelled; without any to use,
        every column of numbers that is no identifier, code, label, date or personal data, or
        where there is none, every column of answers.

    Raises
    ------
    TooFewCustomers : fewer than MIN_CUSTOMERS rows that can be used.
    NoFeatures : no column of numbers, and none of answers.
    NoVariation : every row says the same.
    UnknownFeature : a column that was named and is not there, or cannot be compared by.
    """
    to_choose_from = _to_choose_from(columns, since, bool(wishes.features))
    chosen = choose_features(raw, to_choose_from, wishes)
    chosen = replace(chosen, verdicts=since.roles | chosen.verdicts | _replaced(since))
    columns = [*columns, *since.made]
    columns = [settled(column, chosen.verdicts[column.name]) for column in columns]
    rows = rows_used(raw, columns, chosen)
    made = {column.name for column in since.made}
    described = tuple(_described(column, chosen.verdicts, made) for column in columns)
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
    yield from wish_steps(chosen.left_out)
    said = {*chosen.repeats, *chosen.left_out}
    others = [column for column in described if column.name not in said]
    yield from column_steps(others, chosen.features)


def _to_choose_from(columns: list[ColumnView], since: Since, asked: bool) -> list[ColumnView]:
    """A person may ask for every made column; unasked, only those count that replace another."""
    if asked:
        return [*columns, *since.made]
    made = [column for column in since.made if column.name in since.default]
    return [column for column in columns if column.name not in since.instead_of] + made


def _replaced(since: Since) -> dict[str, Verdict]:
    return {name: since.roles[name] for name in (*since.instead_of, *since.default)}


def _described(column: ColumnView, verdicts: dict[str, Verdict], made: set[str]) -> Column:
    verdict = verdicts[column.name]
    is_made = column.name in made
    return Column(
        column.name, verdict.role, column.missing, verdict.reason, is_made, column.sign
    )  # fmt: skip


def _typed(columns: Sequence[ColumnView], chosen: Chosen, used: np.ndarray) -> pd.DataFrame:
    """The rows used, column by column; without a copy where all rows are."""
    everything = len(used) == columns[0].rows
    typed = {column.name: _typed_column(column, chosen) for column in columns}
    table = pd.DataFrame(typed, copy=False)
    return table if everything else table.take(used).reset_index(drop=True)


def _typed_column(column: ColumnView, chosen: Chosen) -> pd.Series:
    role = chosen.verdicts[column.name].role
    is_number = column.numbers is not None and role in ("feature", "money", "ignored")
    is_answers = column.name in chosen.answers
    if is_number or (column.name in chosen.features and not is_answers):
        return pd.Series(values_of(column), name=column.name)
    if role in ("category", "label") or is_answers:
        codes = column.words_said.codes
        return pd.Series(pd.Categorical.from_codes(codes, column.answers), name=column.name)
    return pd.Series(column.cells.to_pandas(), name=column.name)
