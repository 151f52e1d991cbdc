"""Whether the rows of a file are customers or their orders, and which column tells what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from segmentation.errors import NoOrders
from segmentation.intake.column import ColumnView
from segmentation.intake.date_columns import Days, days_of
from segmentation.intake.dates import are_clock_readings
from segmentation.intake.groups import dense_codes, different_within
from segmentation.intake.name_patterns import IDENTIFIER, MOMENT, says
from segmentation.intake.order_amounts import AmountColumns, amount_columns
from segmentation.intake.order_words import (
    AFTERWARDS,
    BOUGHT_ON,
    BUYER,
    LINE_NUMBER,
    NOT_BUYER,
    OF_THE_PERSON,
    ORDER_NUMBER,
    SURELY_ORDER,
)
from segmentation.intake.roles import Verdict

# Lines a customer: by accident a key repeats now and then, by its nature it does all the time.
_LINES_WITH_ORDER_NUMBER = 1.05
_LINES = 1.2
_DIFFERENT_DAYS = 0.3
_DATED = 0.3
# A table that has every customer once for every month counts states, not orders.
_MOST_SNAPSHOTS = 40
_SNAPSHOT_SHARE = 0.8


@dataclass(frozen=True)
class OrderColumns:
    """Which columns of a file tell who bought when, in which order, for how much.

    customer_codes : (n,) number of each row's customer, -1 where none stands.
    days : the days of the date column.
    order : the column of order numbers, None where there is none.
    """

    customer: ColumnView
    customer_codes: np.ndarray
    date: ColumnView
    days: Days
    order: ColumnView | None
    amount: AmountColumns

    @property
    def used(self) -> tuple[str, ...]:
        """The names of all columns that take part."""
        parts = (self.customer, self.date, self.order, *self.amount.columns)
        return tuple(part.name for part in parts if part is not None)


def find_orders(
    columns: Sequence[ColumnView], verdicts: Mapping[str, Verdict], day_first: bool | None
) -> OrderColumns | None:
    """The columns of a list of orders; None where the rows are customers, or where that is likely.

    The evidence asked for: a customer's key that repeats by its nature; dates that differ within
    a customer; an order number, or amounts; and not every customer once for every date.
    """
    found = _parts(columns, verdicts, day_first)
    if found is None or (found.amount.is_empty and not _are_surely_numbered(found)):
        return None
    return found if _are_orders(found) else None


def _are_surely_numbered(found: OrderColumns) -> bool:
    """Whether the numbers are those of orders; a ticket may be one of a help desk."""
    return found.order is not None and says(SURELY_ORDER, found.order.words)


def forced_orders(
    name: str,
    columns: Sequence[ColumnView],
    verdicts: Mapping[str, Verdict],
    day_first: bool | None,
) -> OrderColumns:
    """The same for a file that someone says is a list of orders.

    Raises
    ------
    NoOrders : no column tells who bought, or none tells when.
    """
    found = _parts(columns, verdicts, day_first)
    if found is None:
        whose = any(True for _ in _buyers(columns, verdicts))
        dated = any(True for _ in _dated(columns))
        missing = [("who bought", whose), ("when", dated)]
        raise NoOrders(name, [what for what, there in missing if not there])
    return found


def _parts(
    columns: Sequence[ColumnView], verdicts: Mapping[str, Verdict], day_first: bool | None
) -> OrderColumns | None:
    date = min(_dated(columns), key=lambda ranked: ranked[0], default=None)
    order = next(_order_numbers(columns, verdicts), None)
    buyers = [b for b in _buyers(columns, verdicts) if order is None or b[1] is not order]
    buyer = min(buyers, key=lambda ranked: ranked[0], default=None)
    if date is None or buyer is None:
        return None
    taken = (date[1], buyer[1], order)
    rest = [column for column in columns if not any(column is one for one in taken)]
    return OrderColumns(
        customer=buyer[1],
        customer_codes=codes_of(buyer[1]),
        date=date[1],
        days=days_of(date[1], day_first),
        order=order,
        amount=amount_columns(rest, verdicts),
    )


def _dated(columns: Sequence[ColumnView]) -> Iterator[tuple[int, ColumnView]]:
    """Columns of dates that may tell when something was bought, the likelier the lower."""
    for column in columns:
        read = column.dates or (
            column.numbers is not None and are_clock_readings(column.numbers.values)
        )
        if not read or says(OF_THE_PERSON, column.words):
            continue
        if column.dates is None and not says(MOMENT, column.words):
            continue
        afterwards, bought = says(AFTERWARDS, column.words), says(BOUGHT_ON, column.words)
        yield 2 if afterwards else 0 if bought else 1, column


def _buyers(
    columns: Sequence[ColumnView], verdicts: Mapping[str, Verdict]
) -> Iterator[tuple[tuple[int, int], ColumnView]]:
    """Columns that may tell who bought, the likelier the lower: numbers, names, addresses."""
    for column in columns:
        role, reason = verdicts[column.name].role, verdicts[column.name].reason
        named = says(BUYER, column.words) and not says(NOT_BUYER, column.words)
        if role == "id" or says(IDENTIFIER, column.words):
            nameless = column.words.startswith(("column ", "unnamed"))
            if named or (nameless and role == "id" and not column.all_differ):
                yield (0 if named else 4, -column.distinct), column
        elif role == "pii" and "names of" in reason:
            yield (1 if named else 3, -column.distinct), column
        elif role == "pii" and ("e-mail" in reason or "card" in reason):
            yield (2, -column.distinct), column
        elif column.words in _PLAIN_WHO and role in ("category", "text", "ignored"):
            yield (1, -column.distinct), column


_PLAIN_WHO = {"customer", "client", "kunde", "cliente", "buyer", "user", "member", "account"}


def _order_numbers(
    columns: Sequence[ColumnView], verdicts: Mapping[str, Verdict]
) -> Iterator[ColumnView]:
    for column in columns:
        named = says(ORDER_NUMBER, column.words) and not says(LINE_NUMBER, column.words)
        counted = column.numbers is None or column.numbers.whole
        fitting = verdicts[column.name].role in ("id", "text", "category", "feature")
        if named and counted and fitting and column.distinct > 1:
            yield column


def codes_of(column: ColumnView) -> np.ndarray:
    """(n,) int64, the same number for the same value; -1 where none stands."""
    if column.numbers is not None and np.abs(column.numbers.filled).max(initial=0) < 2**53:
        values = column.numbers.values
        known = ~np.isnan(values)
        codes = np.full(len(values), -1, dtype=np.int64)
        codes[known] = dense_codes(values[known])
        return codes
    said = column.words_said
    if said.merged:
        return said.codes.astype(np.int64)
    merged = said.distinct.dictionary_encode().indices.to_numpy(zero_copy_only=False)
    of_rows: np.ndarray = np.append(merged, -1)[said.codes]
    return of_rows.astype(np.int64)


def _are_orders(found: OrderColumns) -> bool:
    there = (found.customer_codes >= 0) & ~np.isnat(found.days.days)
    if there.mean() < _DATED:
        return False
    who = dense_codes(found.customer_codes[there])
    days = dense_codes(found.days.days[there].astype(np.int64))
    customers = int(who.max()) + 1
    if found.order is not None:
        return len(who) >= _LINES_WITH_ORDER_NUMBER * customers
    if len(who) < _LINES * customers:
        return False
    days_each = different_within(who, days, customers)
    repeat = np.bincount(who) > 1
    differ = bool((days_each[repeat] > 1).mean() >= _DIFFERENT_DAYS)
    return differ and not _are_snapshots(days_each, int(days.max()) + 1, len(who))


def _are_snapshots(days_each: np.ndarray, dates: int, lines: int) -> bool:
    """Whether every customer is there once for nearly every date, as in monthly states.

    days_each : (c,) on how many of the dates each customer is there.
    """
    if not 2 <= dates <= _MOST_SNAPSHOTS:
        return False
    pairs = int(days_each.sum())
    return pairs >= 0.99 * lines and pairs >= _SNAPSHOT_SHARE * len(days_each) * dates
