"""Which columns customers are compared by: those asked for, or all that fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from segmentation.errors import NoFeatures, NothingLeft, NoVariation
from segmentation.intake.column import ColumnView
from segmentation.intake.redundancy import repeats_of, repeats_of_answers
from segmentation.intake.roles import Verdict, role_of
from segmentation.intake.wanted import resolve, without
from segmentation.source import RawTable

# A column of more answers than these divides customers into crumbs, unless someone asks for it.
_MOST_ANSWERS = 60
_MOST_ASKED_FOR = 500


@dataclass(frozen=True)
class Wishes:
    """Columns that a person named, loosely spelled: to compare by, to leave out."""

    features: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chosen:
    """The features, and what was decided on the way to them.

    verdicts: role and reason of every column.
    repeats: columns left out because another one says the same, and that one.
    answers: those of the features that are taken as answers rather than numbers.
    left_out: the columns that a person did not want.
    """

    features: tuple[str, ...]
    verdicts: dict[str, Verdict]
    repeats: dict[str, str]
    warnings: tuple[str, ...] = ()
    answers: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()


def choose_features(raw: RawTable, columns: Sequence[ColumnView], wishes: Wishes) -> Chosen:
    """Give every column its role, and take the columns asked for or all that fit.

    Those that fit are the columns of numbers; where there are none, the columns of answers.

    Raises
    ------
    NoFeatures, NoVariation : no column to compare by, or none that differs.
    NothingLeft : only columns that were left out.
    UnknownFeature : a column that was named is not there or cannot be compared by.
    """
    verdicts = {column.name: role_of(column) for column in columns}
    by_name = {column.name: column for column in columns}
    if wishes.features:
        return _as_wanted(raw, by_name, verdicts, wishes)
    left_out, verdicts = _left_out(by_name, verdicts, wishes.leave_out)
    usable = [name for name, verdict in verdicts.items() if verdict.role in ("feature", "money")]
    if usable:
        repeats = repeats_of({name: values_of(by_name[name]) for name in usable})
        features = tuple(name for name in usable if name not in repeats)
        return Chosen(features, _with_repeats(verdicts, repeats), repeats, left_out=left_out)
    kept = [column for column in columns if column.name not in left_out]
    found = _by_answers(kept, verdicts)
    if not found.features and left_out:
        raise NothingLeft(left_out)
    if not found.features:
        raise _nothing_to_compare(raw, columns, verdicts)
    return replace(found, left_out=left_out)


def _left_out(
    by_name: Mapping[str, ColumnView], verdicts: dict[str, Verdict], named: Sequence[str]
) -> tuple[tuple[str, ...], dict[str, Verdict]]:
    """The columns to leave out, and the roles with these set aside. Raises UnknownFeature."""
    left_out = resolve(named, list(by_name))
    aside = {
        name: Verdict("ignored", "you asked to leave it out")
        for name in left_out
        if verdicts[name].role in ("feature", "money")
    }
    return left_out, verdicts | aside


def _by_answers(columns: Sequence[ColumnView], verdicts: dict[str, Verdict]) -> Chosen:
    """Columns of answers, for a file without amounts; yes/no columns of noughts and ones stay
    numbers where there is nothing else."""
    usable = [
        column
        for column in columns
        if verdicts[column.name].role == "category" and column.distinct <= _MOST_ANSWERS
    ]
    if all(_is_two_numbers(column) for column in usable):
        repeats = repeats_of({column.name: values_of(column) for column in usable})
        answers: frozenset[str] = frozenset()
        by = "yes/no columns"
    else:
        repeats = repeats_of_answers({c.name: c.words_said.codes for c in usable})
        answers = frozenset(column.name for column in usable) - frozenset(repeats)
        by = "answers"
    features = tuple(column.name for column in usable if column.name not in repeats)
    if answers and len(features) < 2:  # one question alone would be its own segmentation
        return Chosen((), verdicts, {})
    said = f"There is no column of amounts or counts, so I compared customers by their {by}."
    return Chosen(features, _with_repeats(verdicts, repeats), repeats, (said,), answers)


def _is_two_numbers(column: ColumnView) -> bool:
    numbers = column.numbers
    return numbers is not None and numbers.few is not None and len(numbers.few) == 2


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
    raw: RawTable, by_name: Mapping[str, ColumnView], verdicts: dict[str, Verdict], wishes: Wishes
) -> Chosen:
    """The columns that a person named. With columns of words among them, numbers that stand for
    kinds are answers too, so that a yes counts the same however it is written."""
    usable = [name for name, column in by_name.items() if _can_be_asked_for(column, verdicts[name])]
    left_out = resolve(wishes.leave_out, list(by_name))
    features = without(resolve(wishes.features, usable), left_out, list(by_name))
    if all(_is_constant(by_name[name]) for name in features):
        raise NoVariation(raw.name, raw.cells.num_rows)
    words = any(by_name[name].numbers is None for name in features)
    answers = frozenset(
        name
        for name in features
        if by_name[name].numbers is None or (words and verdicts[name].role == "category")
    )
    asked = {
        name: Verdict("category" if name in answers else "feature", "you asked for it")
        for name in features
        if verdicts[name].role not in ("feature", "money")
    }
    return Chosen(features, verdicts | asked, {}, (), answers, left_out)


def _can_be_asked_for(column: ColumnView, verdict: Verdict) -> bool:
    """Numbers, and answers that repeat; nothing personal, no dates."""
    if not column.filled or verdict.role == "pii":
        return False
    if column.numbers is not None:
        return True
    return verdict.role in ("category", "label", "ignored") and column.distinct <= _MOST_ASKED_FOR


def _is_constant(column: ColumnView) -> bool:
    return column.is_one_word if column.numbers is None else column.numbers.constant


def values_of(column: ColumnView) -> np.ndarray:
    """(n,) the numbers of a column that has some."""
    assert column.numbers is not None
    return column.numbers.values
