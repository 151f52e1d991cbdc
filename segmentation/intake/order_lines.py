"""Reading orders: which lines count, what each is worth, which are returns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.intake.column import ColumnView
from segmentation.intake.date_columns import stray_days
from segmentation.intake.dates import spoken
from segmentation.intake.groups import dense_codes, first_places
from segmentation.intake.order_amounts import is_of_whole_order
from segmentation.intake.order_words import CALLED_OFF, STATUS
from segmentation.intake.transactions import OrderColumns, codes_of
from segmentation.results import CleaningStep

_CREDIT_NOTE = "^[Cc][0-9]+$"
_CORRECT = "Correct these cells in the file."
_WORTH_A_WARNING = 0.05
_MANY_RETURNS = 0.25


@dataclass(frozen=True)
class OrderLines:
    """The m lines that count, and what was left out.

    rows : (m,) their rows in the file.
    customer : (m,) number of each line's customer, 0 … c-1 in the order of first appearance.
    day : (m,) datetime64[D].
    order : (m,) number of each line's order; lines of one customer on one day are one order in
    a file without order numbers.
    amount : (m,) what the line is worth, negative for returns; 0 without any money.
    returned : (m,) whether the line takes something back.
    """

    rows: np.ndarray
    customer: np.ndarray
    day: np.ndarray
    order: np.ndarray
    amount: np.ndarray
    returned: np.ndarray
    has_money: bool
    receipt: tuple[CleaningStep, ...]
    warnings: tuple[str, ...]

    @property
    def customers(self) -> int:
        return int(self.customer.max(initial=-1)) + 1

    @property
    def first_lines(self) -> np.ndarray:
        """(c,) position of each customer's first line among the lines that count."""
        return first_places(self.customer)


def read_lines(columns: OrderColumns) -> OrderLines:
    """Take the lines apart that tell who, when and how much; set the others aside and say so."""
    amount = columns.amount.of_lines()
    stray = stray_days(columns.days.days)
    nobody = columns.customer_codes < 0
    undated = np.isnat(columns.days.days) | stray
    unpriced = np.zeros(len(nobody), dtype=bool) if amount is None else np.isnan(amount)
    rows = np.flatnonzero(~(nobody | undated | unpriced))
    customer = _by_appearance(columns.customer_codes[rows])
    day = columns.days.days[rows]
    order = _orders(columns.order, rows, customer, day)
    worth = np.zeros(len(rows)) if amount is None else amount[rows]
    returned = _returned(columns, rows, worth)
    once = amount is not None and _is_told_once(columns, order, worth)
    worth = np.where(returned, -np.abs(worth), worth)
    if once:
        worth = _counted_once(order, worth)
    return OrderLines(
        rows, customer, day, order, worth, returned, amount is not None,
        receipt=tuple(_receipt(columns, nobody, undated & ~nobody, unpriced & ~nobody & ~undated,
                               int(returned.sum()), once)),
        warnings=tuple(_warnings(columns, nobody, undated & ~nobody, stray,
                                 float(returned.mean()) if len(returned) else 0.0)),
    )  # fmt: skip


def _by_appearance(codes: np.ndarray) -> np.ndarray:
    """(m,) the same groups, numbered in the order in which they appear."""
    codes = dense_codes(codes)
    first = first_places(codes)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    numbers: np.ndarray = rank[codes]
    return numbers


def _orders(
    column: ColumnView | None, rows: np.ndarray, customer: np.ndarray, day: np.ndarray
) -> np.ndarray:
    """(m,) order numbers are those of a customer: 1, 2, 3 may mean the first of everyone."""
    by_day = day.astype(np.int64) - int(day.astype(np.int64).min(initial=0))
    if column is None:
        which = by_day
    else:
        codes = codes_of(column)[rows]
        # A line without an order number is an order of its day.
        which = np.where(codes >= 0, codes, codes.max(initial=-1) + 1 + by_day)
    pairs = customer * (int(which.max(initial=0)) + 1) + which
    return dense_codes(pairs)


def _returned(columns: OrderColumns, rows: np.ndarray, worth: np.ndarray) -> np.ndarray:
    back: np.ndarray = worth < 0
    quantity = columns.amount.quantity
    if quantity is not None and quantity.numbers is not None:
        back |= quantity.numbers.values[rows] < 0
    if columns.order is not None:
        back |= _credit_notes(columns.order)[rows]
    return back


def _credit_notes(order: ColumnView) -> np.ndarray:
    """(n,) rows whose order number is one of plain digits with a C before, among plain digits."""
    none = np.zeros(order.rows, dtype=bool)
    if order.numbers is not None and order.text is None:
        return none
    said = order.words_said
    notes = np.asarray(pc.match_substring_regex(said.distinct, _CREDIT_NOTE), dtype=bool)
    plain = np.asarray(pc.match_substring_regex(said.distinct, "^[0-9]+$"), dtype=bool)
    if not notes.any() or plain.sum() < notes.sum():
        return none
    marked: np.ndarray = np.append(notes, False)[said.codes]
    return marked


def _is_told_once(columns: OrderColumns, order: np.ndarray, worth: np.ndarray) -> bool:
    total = columns.amount.total
    return (
        total is not None and columns.order is not None and is_of_whole_order(total, order, worth)
    )


def _counted_once(order: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """(m,) the order's amount at its first line, 0 at the others."""
    first = first_places(order)
    once = np.zeros(len(worth))
    once[first] = worth[first]
    return once


def _receipt(
    columns: OrderColumns, nobody: np.ndarray, undated: np.ndarray, unpriced: np.ndarray,
    returns: int, once: bool,
) -> Iterator[CleaningStep]:  # fmt: skip
    who, when = columns.customer.name, columns.date.name
    if nobody.any():
        what = f"Lines without a customer in {who} were left out."
        yield CleaningStep(what, int(nobody.sum()), "Fill in who bought.")
    if undated.any():
        what = f"Lines without a readable date in {when} were left out."
        yield CleaningStep(what, int(undated.sum()), _CORRECT)
    if unpriced.any():
        what = f"Lines without a readable amount in {_money_of(columns)} were left out."
        yield CleaningStep(what, int(unpriced.sum()), _CORRECT)
    if returns:
        what = "Returns and refunds were taken off what the customer spent; they are no orders."
        yield CleaningStep(what, returns, "Leave these lines out of the file.")
    if once:
        total = columns.amount.total
        assert total is not None
        what = f"{total.name} says the sum of the order on each of its lines; it counts once."
        yield CleaningStep(what, len(nobody), "Name the column otherwise if it is the line's own.")


def _money_of(columns: OrderColumns) -> str:
    amount = columns.amount
    if amount.total is not None:
        return amount.total.name
    return " or ".join(part.name for part in amount.columns)


def _warnings(
    columns: OrderColumns, nobody: np.ndarray, undated: np.ndarray, stray: np.ndarray,
    returns: float,
) -> Iterator[str]:  # fmt: skip
    if columns.days.said:
        yield columns.days.said
    for left_out, lack in ((nobody, columns.customer), (undated, columns.date)):
        if left_out.mean() > _WORTH_A_WARNING:
            yield (
                f"{100 * left_out.mean():.0f} % of the lines have no readable {lack.name} and"
                " were left out."
            )
    if returns > _MANY_RETURNS:
        yield (
            f"{100 * returns:.0f} % of the lines are below zero; I took them for returns. If they"
            " are something else, leave them out of the file."
        )
    if stray.any():
        far = spoken(columns.days.days[stray].max())
        yield (
            f"{columns.date.name} goes to {far}, years after nearly all other lines; I took"
            f" {int(stray.sum()):,} such date{'s' if stray.sum() > 1 else ''} for a slip."
        )


def called_off(columns: Sequence[ColumnView], rows: np.ndarray) -> Iterator[str]:
    """Lines whose status says that the order was cancelled or sent back, which still count."""
    for column in columns:
        if column.numbers is not None or not STATUS.search(column.words):
            continue
        said = column.words_said
        marked = np.asarray(pc.match_substring_regex(said.lower, CALLED_OFF.pattern), dtype=bool)
        count = int(np.append(marked, False)[said.codes[rows]].sum())
        if count:
            words = ", ".join(sorted(said.distinct.filter(pa.array(marked)).to_pylist())[:3])
            yield (
                f"{column.name} says {words} for {count:,} lines. They count like all others;"
                " leave them out of the file if they should not."
            )
