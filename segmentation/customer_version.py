"""One version of a customer table, as comparisons see it: numbers, words and ids by column."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa

from segmentation.column_words import normalised
from segmentation.drift_measure import Kind
from segmentation.intake import CustomerTable
from segmentation.intake.looking import look_at
from segmentation.intake.name_patterns import CUSTOMER, says
from segmentation.results import Column, Dataset, Outcome

_COMPARED = ("feature", "money", "category", "ignored")
_MOST_WORDS = 500  # different answers; beyond it words are no categories


@dataclass(frozen=True)
class CustomerVersion:
    """Customers (n rows), with gaps where a value isn't known.

    table: typed columns. raw: the text of every row read; raw_to_used: as in `Outcome`.
    features: what the segments are made of; in `table` their gaps are filled.
    """

    name: str
    table: pd.DataFrame
    raw: pa.Table
    raw_to_used: np.ndarray
    dataset: Dataset
    features: tuple[str, ...] = ()

    @classmethod
    def of_outcome(cls, outcome: Outcome, name: str) -> "CustomerVersion":
        dataset, features = outcome.analysis.dataset, outcome.analysis.features
        return cls(name, outcome.table, outcome.raw, outcome.raw_to_used, dataset, features)

    @classmethod
    def of_table(cls, customers: CustomerTable) -> "CustomerVersion":
        """Customers as they were taken in, before any gap was filled."""
        return cls(
            customers.name, customers.table, customers.raw, customers.raw_to_used, customers.dataset
        )

    @property
    def rows(self) -> int:
        return len(self.table)

    @cached_property
    def columns(self) -> dict[str, Column]:
        return {column.name: column for column in self.dataset.columns}

    @cached_property
    def _used(self) -> np.ndarray:
        """(n,) the row read that each customer came from."""
        found, first = np.unique(self.raw_to_used, return_index=True)
        return first[found >= 0]

    def has(self, name: str) -> bool:
        return name in self.table.columns

    def kind(self, name: str) -> Kind | None:
        """How a column is compared; None for ids, dates, personal data, labels and free text."""
        column = self.columns.get(name)
        if column is None:
            return "numbers" if self._is_float(name) else None
        if name in self.features:
            return "numbers" if self._is_float(name) else "categories"
        if column.role not in _COMPARED:
            return None
        if column.role != "category" and self._is_float(name):
            return "numbers"
        return "categories" if self._says_few_things(name) else None

    def _is_float(self, name: str) -> bool:
        return self.has(name) and pd.api.types.is_float_dtype(self.table[name])

    def _says_few_things(self, name: str) -> bool:
        return len(np.unique(self.words(name)[:20_000])) <= _MOST_WORDS

    def numbers(self, name: str) -> np.ndarray | None:
        """(n,) float64, NaN where nothing is known; None where the column holds no numbers."""
        column = self.columns.get(name)
        gaps_filled = name in self.features and column is not None and column.missing > 0
        if self._is_float(name) and not (gaps_filled and self._has_text(name)):
            return np.asarray(self.table[name].to_numpy(dtype=np.float64))
        values = self.all_numbers(name)
        return None if values is None else values[self._used]

    def given(self, name: str, kind: Kind | None) -> np.ndarray | pd.Series | None:
        """What a standing model takes of a column: numbers, or answers with gaps; None where the
        column is not there or holds no numbers."""
        if not self.has(name):
            return None
        if kind != "categories":
            return self.numbers(name)
        if isinstance(self.table[name].dtype, pd.CategoricalDtype):
            return self.table[name]
        words = pd.Series(self.words(name))
        return words.where(words != "", None)

    def _has_text(self, name: str) -> bool:
        return self.dataset.kind == "customers" and name in self.raw.column_names

    def all_numbers(self, name: str) -> np.ndarray | None:
        """(rows read,) the same for every row read, whatever the column was taken for."""
        if not self._has_text(name):
            return None
        views, _ = look_at(self.raw.select([name]), self.dataset.format.delimiter)
        return None if views[0].numbers is None else views[0].numbers.values

    def id_columns(self) -> tuple[str, ...]:
        """The columns that tell customers apart; those whose name says so come first."""
        ids = [name for name, column in self.columns.items() if column.role == "id"]
        ids.sort(key=lambda name: not says(CUSTOMER, normalised(name)))
        return tuple(name for name in ids if self.has(name))

    def words(self, name: str) -> np.ndarray:
        """(n,) what the cells say, trimmed; empty where nothing stands. Codes such as 2 and 2.0
        are the same word."""
        if self._has_text(name):
            cells = self.raw[name].to_pandas().iloc[self._used]
        else:
            cells = self.table[name]
        words = cells.astype("str").fillna("").str.strip()
        plain = words.str.replace(r"^(-?\d+)\.0+$", r"\1", regex=True)
        return np.asarray(plain.to_numpy(dtype=object))
