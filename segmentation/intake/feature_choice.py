"""Which columns customers are compared by: those asked for, or all that fit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segmentation.errors import NoFeatures, NoVariation
from segmentation.intake.column import ColumnView
from segmentation.intake.redundancy import repeats_of
from segmentation.intake.roles import Verdict, role_of
from segmentation.intake.wanted import resolve
from segmentation.source import RawTable


@dataclass(frozen=True)
class Chosen:
    """The features, and what was decided on the way to them.

    verdicts: role and reason of every column.
    repeats: columns left out because another one says the same, and that one.
    """

    features: tuple[str, ...]
    verdicts: dict[str, Verdict]
    repeats: dict[str, str]
    warnings: tuple[str, ...] = ()


def choose_features(raw: RawTable, columns: Sequence[ColumnView], wanted: Sequence[str]) -> Chosen:
    """Give every column its role, and take the columns asked for or all that fit.

    Raises
    ------
    NoFeatures, NoVariation : no column of numbers, or none that differs.
    UnknownFeature : a wanted column that is not there or holds no numbers.
    """
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
    repeats = repeats_of({name: values_of(by_name[name]) for name in usable})
    features = tuple(name for name in usable if name not in repeats)
    return Chosen(features, _with_repeats(verdicts, repeats), repeats, warnings)


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
) -> Chosen:  # fmt: skip
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
    return Chosen(features, verdicts | asked, {})


def _is_constant(column: ColumnView) -> bool:
    return column.numbers is not None and column.numbers.constant


def values_of(column: ColumnView) -> np.ndarray:
    """(n,) the numbers of a column that has some."""
    assert column.numbers is not None
    return column.numbers.values
