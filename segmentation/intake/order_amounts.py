"""What an order line is worth: an amount of its own, or quantity times price."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from segmentation.column_words import feature_label
from segmentation.intake.column import ColumnView
from segmentation.intake.name_patterns import says
from segmentation.intake.order_words import (
    AMOUNT,
    NOT_AMOUNT,
    QUANTITY_BOUGHT,
    UNIT_PRICE,
    WHOLE_ORDER,
)
from segmentation.intake.roles import Verdict

_ENOUGH_ORDERS, _ENOUGH_AMOUNTS = 5, 4
_SAME_IN_MOST = 0.99
_CURRENCIES = {"$": "usd", "€": "eur", "£": "gbp"}
_SIGNS = {"$": "usd", "usd": "usd", "€": "eur", "eur": "eur", "£": "gbp", "gbp": "gbp"}
Unit = Literal["", "usd", "eur", "gbp"]


@dataclass(frozen=True)
class AmountColumns:
    """Where the money of a line stands: in `total`, or else in `quantity` and `price`."""

    total: ColumnView | None = None
    quantity: ColumnView | None = None
    price: ColumnView | None = None

    @property
    def columns(self) -> tuple[ColumnView, ...]:
        parts = (self.total, self.quantity, self.price)
        return tuple(part for part in parts if part is not None)

    @property
    def is_empty(self) -> bool:
        """Whether there is no money in the file."""
        return self.total is None and self.price is None

    @property
    def money(self) -> ColumnView | None:
        """The column whose name or cells tell the currency."""
        return self.total or self.price

    @property
    def unit(self) -> str:
        """`usd`, `eur`, `gbp`, or nothing where the file doesn't tell."""
        money = self.money
        if money is None:
            return ""
        named = _CURRENCIES.get(feature_label(money.name)[1], "")
        named = named or ("usd" if "dollar" in money.words else "")
        return named or _sign_in(money)

    def of_lines(self) -> np.ndarray | None:
        """(n,) what each line is worth, NaN where it can't be read; None without any money."""
        if self.total is not None:
            return _values(self.total)
        if self.price is None:
            return None
        if self.quantity is None:
            return _values(self.price)
        worth: np.ndarray = _values(self.quantity) * _values(self.price)
        return worth


def amount_columns(columns: Sequence[ColumnView], verdicts: Mapping[str, Verdict]) -> AmountColumns:
    """Find the money among the columns that tell neither who nor when nor which order."""
    told = [c for c in columns if _may_be_figures(c, verdicts[c.name])]
    quantity = next((c for c in told if says(QUANTITY_BOUGHT, c.words)), None)
    price = next((c for c in told if says(UNIT_PRICE, c.words)), None)
    total = min(
        (c for c in told if c is not quantity and c is not price and _is_sum(c)),
        key=lambda c: not _is_best_sum(c),
        default=None,
    )
    if total is None and price is None:
        total = _by_sign(told) or _nameless(told)
    return AmountColumns(total, quantity, price)


def _may_be_figures(column: ColumnView, verdict: Verdict) -> bool:
    return (
        column.numbers is not None
        and column.filled > 0
        and verdict.role in ("feature", "money", "category", "ignored")
    )


def _is_sum(column: ColumnView) -> bool:
    return says(AMOUNT, column.words) and not says(NOT_AMOUNT, column.words)


def _is_best_sum(column: ColumnView) -> bool:
    return any(word in column.words for word in ("total", "amount", "sales", "revenue", "value"))


def _by_sign(columns: Sequence[ColumnView]) -> ColumnView | None:
    """A column whose cells carry a currency."""
    return next((c for c in columns if c.numbers is not None and c.numbers.currency), None)


def _nameless(columns: Sequence[ColumnView]) -> ColumnView | None:
    """In a file without a heading: the one column of figures with two decimals."""
    found = [c for c in columns if c.words.startswith("column ") and _has_cents(c)]
    return found[0] if len(found) == 1 else None


def _has_cents(column: ColumnView) -> bool:
    assert column.numbers is not None
    cents = column.numbers.filled * 100
    return not column.numbers.whole and bool(np.allclose(cents, np.round(cents), atol=1e-4))


def _values(column: ColumnView) -> np.ndarray:
    assert column.numbers is not None
    return column.numbers.values


def _sign_in(column: ColumnView) -> str:
    """The currency that the cells carry."""
    if column.numbers is None or not column.numbers.currency or column.text is None:
        return ""
    cell = next((str(one).lower() for one in column.text.distinct[:20].to_pylist()), "")
    return next((unit for sign, unit in _SIGNS.items() if sign in cell), "")


def is_of_whole_order(total: ColumnView, order: np.ndarray, amount: np.ndarray) -> bool:
    """Whether an amount is that of the whole order, repeated on each of its lines.

    total : the column of the amount; its name must allow it.
    order : (m,) number of each line's order.
    amount : (m,) of each line.
    """
    if not says(WHOLE_ORDER, total.words):
        return False
    lines = np.bincount(order)
    low, high = np.full(len(lines), np.inf), np.full(len(lines), -np.inf)
    np.minimum.at(low, order, amount)
    np.maximum.at(high, order, amount)
    several = lines > 1
    if several.sum() < _ENOUGH_ORDERS or len(np.unique(low[several])) < _ENOUGH_AMOUNTS:
        return False
    return bool((low[several] == high[several]).mean() >= _SAME_IN_MOST)
