"""From text cells to customers: typed columns with roles, the features, and the receipt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from segmentation.errors import NoFeatures, NoVariation, TooFewCustomers
from segmentation.intake.column import ColumnView, look_at
from segmentation.intake.duplicates import first_of_equal_rows
from segmentation.intake.name_patterns import CUSTOMER, says
from segmentation.intake.receipt import cell_steps, column_steps, repeat_steps, row_steps
from segmentation.intake.redundancy import repeats_of
from segmentation.intake.roles import Verdict, role_of
from segmentation.intake.wanted import resolve
from segmentation.results import CleaningStep, Column, Dataset
from segmentation.source import RawTable

MIN_CUSTOMERS = 10
_NEARLY_UNIQUE = 0.9


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


@dataclass(frozen=True)
class _Chosen:
    """The features, and what was decided on the way to them."""

    features: tuple[str, ...]
    verdicts: dict[str, Verdict]
    repeats: dict[str, str]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Rows:
    """Which rows take part: `raw_to_used` as above, `used` their numbers among the rows read."""

    raw_to_used: np.ndarray
    used: np.ndarray
    duplicates: int
    without_values: int
    warnings: tuple[str, ...]


def take_in(raw: RawTable, wanted: tuple[str, ...] = ()) -> CustomerTable:
    """Clean a table of text and choose the columns to segment its customers by.

    Parameters
    ----------
    raw : as a source read it.
    wanted : names of the columns to use, loosely spelled; empty for every column of numbers that
        is no identifier, code, label, date or personal data.

    Raises
    ------
    TooFewCustomers : fewer than MIN_CUSTOMERS rows that can be used.
    NoFeatures : no column of numbers.
    NoVariation : every row says the same.
    UnknownFeature : a wanted column that is not there or holds no numbers.
    """
    if raw.cells.num_rows < MIN_CUSTOMERS:
        raise TooFewCustomers(raw.name, raw.cells.num_rows, MIN_CUSTOMERS)
    columns, decimal = look_at(raw.cells, raw.format.delimiter)
    chosen = _choose(raw, columns, wanted)
    columns = [_settled(column, chosen) for column in columns]
    rows = _rows(raw, columns, chosen)
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
            format=replace(raw.format, decimal=decimal),
            columns=described,
            warnings=(*raw.warnings, *chosen.warnings, *rows.warnings),
            receipt=(*raw.receipt, *_receipt(columns, described, chosen, rows)),
        ),
        features=chosen.features,
    )


def _settled(column: ColumnView, chosen: _Chosen) -> ColumnView:
    """Identifiers and personal data are words, even where most of their cells are numbers."""
    is_word = chosen.verdicts[column.name].role in ("id", "pii") and column.text is not None
    return column.as_words() if is_word and column.numbers is not None else column


def _receipt(
    columns: Sequence[ColumnView], described: Sequence[Column], chosen: _Chosen, rows: _Rows
) -> Iterator[CleaningStep]:
    yield from row_steps(rows.duplicates, rows.without_values)
    yield from cell_steps(columns)
    yield from repeat_steps(chosen.repeats)
    others = [column for column in described if column.name not in chosen.repeats]
    yield from column_steps(others, chosen.features)


def _choose(raw: RawTable, columns: Sequence[ColumnView], wanted: Sequence[str]) -> _Chosen:
    verdicts = {column.name: role_of(column) for column in columns}
    by_name = {column.name: column for column in columns}
    if wanted:
        return _as_wanted(raw, by_name, verdicts, wanted)
    usable = [name for name, verdict in verdicts.items() if verdict.role in ("feature", "money")]
    warnings: tuple[str, ...] = ()
    if not usable:
        usable = _answers_as_numbers(columns, verdicts)
        warnings = (
            "There is no column of amounts or counts, so I compared customers by their yes/no"
            " columns.",
        )
    if not usable:
        raise _nothing_to_compare(raw, columns, verdicts)
    repeats = repeats_of({name: _values(by_name[name]) for name in usable})
    features = tuple(name for name in usable if name not in repeats)
    return _Chosen(features, _with_repeats(verdicts, repeats), repeats, warnings)


def _answers_as_numbers(columns: Sequence[ColumnView], verdicts: dict[str, Verdict]) -> list[str]:
    return [
        column.name
        for column in columns
        if verdicts[column.name].role == "category"
        and column.numbers is not None
        and column.numbers.few is not None
        and len(column.numbers.few) == 2
    ]


def _nothing_to_compare(
    raw: RawTable, columns: Sequence[ColumnView], verdicts: dict[str, Verdict]
) -> NoFeatures | NoVariation:
    """All rows alike, or no numbers: what a person can do about it differs."""
    telling = [column for column in columns if verdicts[column.name].role != "id"]
    if telling and all(column.distinct <= 1 for column in telling):
        return NoVariation(raw.name, raw.cells.num_rows)
    return NoFeatures(raw.name, raw.cells.column_names)


def _with_repeats(verdicts: dict[str, Verdict], repeats: dict[str, str]) -> dict[str, Verdict]:
    said = "orders the customers exactly as {} does, which would then count twice"
    return verdicts | {
        name: Verdict("ignored", said.format(kept)) for name, kept in repeats.items()
    }


def _as_wanted(
    raw: RawTable, by_name: dict[str, ColumnView], verdicts: dict[str, Verdict],
    wanted: Sequence[str],
) -> _Chosen:  # fmt: skip
    usable = [
        name
        for name, column in by_name.items()
        if column.numbers is not None and column.filled and verdicts[name].role != "pii"
    ]
    features = resolve(wanted, usable)
    if all(_is_constant(by_name[name]) for name in features):
        raise NoVariation(raw.name, raw.cells.num_rows)
    asked = {
        name: Verdict("feature", "you asked for it")
        for name in features
        if verdicts[name].role not in ("feature", "money")
    }
    return _Chosen(features, verdicts | asked, {})


def _is_constant(column: ColumnView) -> bool:
    return column.numbers is not None and column.numbers.constant


def _values(column: ColumnView) -> np.ndarray:
    assert column.numbers is not None
    return column.numbers.values


def _rows(raw: RawTable, columns: Sequence[ColumnView], chosen: _Chosen) -> _Rows:
    """Drop repeated customers and rows without a value; say what looks odd and was kept."""
    first, repeated, warnings = _duplicates(raw, columns, chosen)
    known = np.zeros(len(first), dtype=bool)
    for column in columns:
        if column.name in chosen.features:
            known |= ~np.isnan(_values(column))
    used = np.flatnonzero(known & (first == np.arange(len(first))))
    if len(used) < MIN_CUSTOMERS:
        raise TooFewCustomers(raw.name, len(used), MIN_CUSTOMERS)
    position = np.full(len(first), -1)
    position[used] = np.arange(len(used))
    return _Rows(position[first], used, repeated, int((~known).sum()), warnings)


def _duplicates(
    raw: RawTable, columns: Sequence[ColumnView], chosen: _Chosen
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


def _repeated_ids(ids: Sequence[ColumnView], chosen: _Chosen, rows: int) -> Iterator[str]:
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


def _described(column: ColumnView, verdicts: dict[str, Verdict]) -> Column:
    verdict = verdicts[column.name]
    return Column(column.name, verdict.role, column.missing, verdict.reason)


def _typed(columns: Sequence[ColumnView], chosen: _Chosen, used: np.ndarray) -> pd.DataFrame:
    """The rows used, column by column; without a copy where all rows are."""
    everything = len(used) == columns[0].rows
    typed = {column.name: _typed_column(column, chosen) for column in columns}
    table = pd.DataFrame(typed, copy=False)
    return table if everything else table.take(used).reset_index(drop=True)


def _typed_column(column: ColumnView, chosen: _Chosen) -> pd.Series:
    role = chosen.verdicts[column.name].role
    is_number = column.numbers is not None and role in ("feature", "money", "ignored")
    if is_number or column.name in chosen.features:
        return pd.Series(_values(column), name=column.name)
    if role in ("category", "label"):
        said = column.words_said
        words = pd.Index(said.distinct.to_pandas(), dtype="str")
        return pd.Series(pd.Categorical.from_codes(said.codes, categories=words), name=column.name)
    return pd.Series(column.cells.to_pandas(), name=column.name)
