"""What a list of orders says of its customers themselves: their country, name, segment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from segmentation.intake.column import ColumnView
from segmentation.intake.order_lines import OrderLines
from segmentation.intake.transactions import codes_of
from segmentation.results import Role

_SAME_IN_MOST = 0.98
_ENOUGH = 3


@dataclass(frozen=True)
class Carried:
    """A column that says the same in all lines of a customer.

    rows : (c,) a row of the file where each customer's value stands; its first line where none of
    the customer's lines has one.
    """

    column: ColumnView
    role: Role
    rows: np.ndarray

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def cells(self) -> pa.ChunkedArray:
        """(c,) the text as it stood in the file."""
        return self.column.cells.take(pa.array(self.rows))

    @property
    def numbers(self) -> np.ndarray | None:
        """(c,) float64, where the column is a figure of the customer, such as an age."""
        if self.column.numbers is None or self.role not in ("feature", "money"):
            return None
        values: np.ndarray = self.column.numbers.values[self.rows]
        return values

    @property
    def typed(self) -> pd.Series:
        """(c,) as it stands in the cleaned table."""
        if self.numbers is not None:
            return pd.Series(self.numbers, name=self.name)
        if self.role in ("category", "label"):
            codes = self.column.words_said.codes[self.rows]
            kinds = pd.Categorical.from_codes(codes, self.column.answers)
            return pd.Series(kinds, name=self.name)
        return pd.Series(self.cells.to_pandas(), name=self.name)


def carried_of(
    columns: Sequence[ColumnView], roles: dict[str, Role], lines: OrderLines
) -> tuple[Carried, ...]:
    """The columns that belong to the customer and not to the order."""
    each = (_carried(c, roles[c.name], lines) for c in columns if roles[c.name] != "ignored")
    return tuple(found for found in each if found is not None)


def _carried(column: ColumnView, role: Role, lines: OrderLines) -> Carried | None:
    codes = codes_of(column)[lines.rows]
    known = codes >= 0
    who, said = lines.customer[known], codes[known]
    low, high = np.full(lines.customers, np.iinfo(np.int64).max), np.full(lines.customers, -1)
    np.minimum.at(low, who, said)
    np.maximum.at(high, who, said)
    several = np.bincount(who, minlength=lines.customers) > 1
    if several.sum() < _ENOUGH or (low == high)[several].mean() < _SAME_IN_MOST:
        return None
    rows = lines.rows[lines.first_lines]
    some, first = np.unique(who, return_index=True)
    rows[some] = lines.rows[known][first]
    return Carried(column, role, rows)
