"""From a list of orders to customers: one row each, with what their orders come to."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.errors import TooFewBuyers
from segmentation.intake.carried import Carried, carried_of
from segmentation.intake.column import ColumnView
from segmentation.intake.customer_history import History, history_of
from segmentation.intake.customer_table import CustomerTable
from segmentation.intake.made_columns import Made, choose_made, left_out, made_columns
from segmentation.intake.order_lines import OrderLines, called_off, read_lines
from segmentation.intake.order_receipt import (
    about,
    aside_steps,
    file_columns,
    order_steps,
    order_warnings,
)
from segmentation.intake.receipt import cell_steps
from segmentation.intake.roles import Verdict
from segmentation.intake.row_choice import MIN_CUSTOMERS
from segmentation.intake.transactions import OrderColumns
from segmentation.results import CleaningStep, Dataset
from segmentation.source import RawTable


def customers_of_orders(
    raw: RawTable,
    columns: Sequence[ColumnView],
    verdicts: Mapping[str, Verdict],
    found: OrderColumns,
    wanted: Sequence[str] = (),
) -> CustomerTable:
    """Aggregate a list of orders, and choose what its customers are compared by.

    Customers are compared by recency, frequency and monetary value unless other columns are
    asked for. Those of whom only returns are there stay in `raw` and take no part.

    Raises
    ------
    TooFewBuyers : fewer than MIN_CUSTOMERS customers ordered.
    NoVariation : all of them ordered alike.
    UnknownFeature : a wanted column that is not there or holds no numbers.
    """
    lines = read_lines(found)
    history = _enough(raw, lines)
    rest = [column for column in columns if column.name not in found.used]
    roles = {column.name: verdicts[column.name].role for column in rest}
    carried = carried_of(rest, roles, lines)
    key = pc.utf8_trim_whitespace(
        found.customer.cells.take(pa.array(lines.rows[lines.first_lines]))
    )
    taken = [found.customer.name, *(one.name for one in carried)]
    made = made_columns(history, lines, found, taken)
    used = [column for column in columns if column.name in found.used]
    return CustomerTable(
        name=raw.name,
        table=_typed(found, key, carried, made).loc[history.bought].reset_index(drop=True),
        raw=_as_text(found, key, carried, made),
        raw_to_used=np.where(history.bought, np.cumsum(history.bought) - 1, -1),
        dataset=Dataset(
            rows_read=raw.cells.num_rows,
            rows_used=len(lines.rows),
            duplicates_dropped=0,
            format=raw.format,
            columns=(
                *file_columns(columns, verdicts, found, carried),
                *(one.as_column() for one in made),
            ),
            kind="transactions",
            about=about(history),
            warnings=(*raw.warnings, *_warnings(lines, history, made, rest)),
            receipt=(
                *raw.receipt, *_steps(used, lines, history, found),
                *aside_steps(rest, roles, carried),
            ),
        ),
        features=choose_made(raw.name, made, carried, wanted),
    )  # fmt: skip


def _enough(raw: RawTable, lines: OrderLines) -> History:
    """What the orders come to, of customers enough to compare. Raises TooFewBuyers."""
    rows = raw.cells.num_rows
    if lines.customers < MIN_CUSTOMERS:
        raise TooFewBuyers(raw.name, lines.customers, rows, MIN_CUSTOMERS)
    history = history_of(lines)
    buyers = int(history.bought.sum())
    if buyers < MIN_CUSTOMERS:
        raise TooFewBuyers(raw.name, buyers, rows, MIN_CUSTOMERS)
    return history


def _warnings(
    lines: OrderLines, history: History, made: Sequence[Made], rest: Sequence[ColumnView]
) -> Iterator[str]:
    yield from lines.warnings
    yield from called_off(rest, lines.rows)
    yield from order_warnings(lines, history)
    yield from left_out(made)


def _steps(
    used: Sequence[ColumnView], lines: OrderLines, history: History, found: OrderColumns
) -> Iterator[CleaningStep]:
    yield from cell_steps(used)
    yield from lines.receipt
    yield from order_steps(lines, history, found)


def _typed(
    found: OrderColumns, key: pa.ChunkedArray, carried: Sequence[Carried], made: Sequence[Made]
) -> pd.DataFrame:
    """One row a customer, numbers as numbers."""
    typed = {found.customer.name: pd.Series(key.to_pandas())}
    typed |= {one.name: one.typed for one in carried}
    typed |= {one.name: pd.Series(one.values) for one in made}
    return pd.DataFrame(typed, copy=False)


def _as_text(
    found: OrderColumns, key: pa.ChunkedArray, carried: Sequence[Carried], made: Sequence[Made]
) -> pa.Table:
    """The same as text cells."""
    cells = {found.customer.name: key} | {one.name: one.cells for one in carried}
    return pa.table(cells | {one.name: _written(one.values) for one in made})


def _written(values: np.ndarray) -> pa.Array:
    """Numbers as text, with two decimals at most; empty where nothing is known."""
    rounded = np.round(values, 2) + 0.0  # no minus before a zero
    return pc.cast(pa.array(rounded, mask=np.isnan(values)), pa.string())
