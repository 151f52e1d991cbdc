"""The part of a customer table that is explored: columns that may be shown, a sample of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from segmentation.results import Dataset, Role
from segmentation.traits import plain_labels
from segmentation.vocabulary import Vocabulary

MOST_NUMBERS, MOST_CATEGORIES, MOST_ANSWERS = 40, 25, 20
_SAMPLE = 10_000
_NUMBERS: frozenset[Role] = frozenset({"feature", "money"})
_ANSWERS: frozenset[Role] = frozenset({"category", "label"})


@dataclass(frozen=True)
class Looked:
    """What is explored of a table.

    table: all rows. rows: (m,) positions of the sample. numbers, categories: names of columns.
    labels: categories that are a result given from elsewhere. missing: cells that hold nothing.
    called: column -> how sentences call it.
    """

    table: pd.DataFrame
    rows: np.ndarray
    numbers: tuple[str, ...]
    categories: tuple[str, ...]
    labels: frozenset[str]
    missing: dict[str, int]
    called: dict[str, str]

    @classmethod
    def at(
        cls,
        table: pd.DataFrame,
        dataset: Dataset,
        features: Sequence[str],
        vocabulary: Vocabulary | None = None,
    ) -> "Looked":
        """The columns of figures and answers of a table; no ids, no personal data, no text."""
        roles: dict[str, Role] = {c.name: c.role for c in dataset.columns if c.name in table}
        roles = {**{f: "feature" for f in features if f not in roles and f in table}, **roles}
        numbers = [n for n, role in roles.items() if role in _NUMBERS and _is_number(table[n])]
        # The features first, then as many others as there is room for, all in the file's order.
        numbers = sorted(sorted(numbers, key=lambda n: n not in features)[:MOST_NUMBERS],
                         key=list(roles).index)  # fmt: skip
        answers = [n for n, role in roles.items() if role in _ANSWERS and _is_category(table[n])]
        answers = answers[:MOST_CATEGORIES]
        return cls(
            table=table,
            rows=_sample(len(table)),
            numbers=tuple(numbers),
            categories=tuple(answers),
            labels=frozenset(n for n in answers if roles[n] == "label"),
            missing=_missing(table, dataset),
            called=_called([*numbers, *answers], roles, vocabulary or Vocabulary()),
        )

    def whole(self, column: str) -> np.ndarray:
        """(n,) the numbers of a column, NaN where missing."""
        values: np.ndarray = self.table[column].to_numpy(dtype=np.float64, na_value=np.nan)
        return values

    @cached_property
    def values(self) -> dict[str, np.ndarray]:
        """Column of numbers -> (m,) its values in the sample."""
        return {name: self.whole(name)[self.rows] for name in self.numbers}

    @cached_property
    def ranks(self) -> dict[str, np.ndarray]:
        """Column of numbers -> (m,) ranks of the known values as shares, 0 to 1; NaN elsewhere."""
        return {name: ranked(values) for name, values in self.values.items()}

    @cached_property
    def codes(self) -> dict[str, np.ndarray]:
        """Category -> (m,) which answer, -1 where missing; `answers` tells what they mean."""
        return {name: self._coded(name)[0] for name in self.categories}

    @cached_property
    def answers(self) -> dict[str, tuple[str, ...]]:
        """Category -> its most frequent answers in the sample, the first one most frequent."""
        return {name: self._coded(name)[1] for name in self.categories}

    def _coded(self, name: str) -> tuple[np.ndarray, tuple[str, ...]]:
        """Codes by falling frequency; answers beyond the MOST_ANSWERS first ones share a code."""
        column = self.table[name].cat
        codes = column.codes.to_numpy()[self.rows].astype(np.int64)
        counts = np.bincount(codes[codes >= 0], minlength=len(column.categories))
        order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
        place = np.full(len(column.categories) + 1, -1)
        place[order] = np.minimum(np.arange(len(order)), MOST_ANSWERS)
        words = tuple(str(column.categories[at]) for at in order[:MOST_ANSWERS])
        return place[codes], words

    def gaps_in(self, column: str) -> np.ndarray:
        """(g,) positions in the whole table of the rows without a value."""
        if column in self.categories:
            found: np.ndarray = np.flatnonzero(self.table[column].cat.codes.to_numpy() < 0)
        else:
            found = np.flatnonzero(np.isnan(self.whole(column)))
        return found


def _called(
    columns: Sequence[str], roles: Mapping[str, Role], vocabulary: Vocabulary
) -> dict[str, str]:
    """What sentences call columns; a result that is called `y` is the result."""
    plain = plain_labels(columns, vocabulary)
    bare = {c for c, label in plain.items() if roles[c] == "label" and len(label) <= 2}
    return {c: f"the result {c}" if c in bare else label for c, label in plain.items()}


def _missing(table: pd.DataFrame, dataset: Dataset) -> dict[str, int]:
    """Column -> customers without a value; a list of orders knows how many lines have none."""
    if dataset.kind == "customers":
        return {column.name: column.missing for column in dataset.columns}
    told = [column.name for column in dataset.columns if column.name in table]
    return {name: int(table[name].isna().sum()) for name in told}


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column)


def _is_category(column: pd.Series) -> bool:
    return isinstance(column.dtype, pd.CategoricalDtype) and len(column.cat.categories) > 1


def _sample(rows: int) -> np.ndarray:
    """(≤ _SAMPLE,) positions of a random sample, in order, the same every time."""
    if rows <= _SAMPLE:
        return np.arange(rows)
    drawn = np.random.default_rng(0).choice(rows, _SAMPLE, replace=False, shuffle=False)
    return np.sort(drawn)


def ranked(values: np.ndarray) -> np.ndarray:
    """(m,) ranks of the known values as shares, 0 to 1, ties together; NaN elsewhere."""
    known = np.isfinite(values)
    ranks = np.full(len(values), np.nan)
    ranks[known] = (pd.Series(values[known]).rank().to_numpy() - 0.5) / max(1, int(known.sum()))
    return ranks
