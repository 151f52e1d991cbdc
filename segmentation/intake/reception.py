"""Taking a file in: deciding whether its rows are customers or their orders, then reading it so."""

from dataclasses import replace

from segmentation.errors import TooFewCustomers
from segmentation.intake.customer_table import CustomerTable, customers_of_rows
from segmentation.intake.date_columns import day_comes_first
from segmentation.intake.feature_choice import Wishes
from segmentation.intake.looking import look_at
from segmentation.intake.order_customers import customers_of_orders
from segmentation.intake.roles import role_of, settled
from segmentation.intake.row_choice import MIN_CUSTOMERS
from segmentation.intake.since_columns import since_columns
from segmentation.intake.transactions import find_orders, forced_orders
from segmentation.intake.wanted import without
from segmentation.source import RawTable
from segmentation.spec import Kind


def take_in(
    raw: RawTable,
    wanted: tuple[str, ...] = (),
    kind: Kind = "auto",
    leave_out: tuple[str, ...] = (),
) -> CustomerTable:
    """Clean a table of text and choose the columns to segment its customers by.

    A list of orders (a customer who repeats, a date, an amount) becomes one row a customer with
    recency, frequency and monetary value.

    Parameters
    ----------
    raw : as a source read it.
    wanted : names of the columns to use, loosely spelled; empty for the intake's own choice.
    kind : what the rows are; `auto` lets the file tell.
    leave_out : names of columns not to use, loosely spelled.

    Raises
    ------
    TooFewCustomers : fewer than MIN_CUSTOMERS customers that can be used.
    NoOrders : said to be orders, but nothing tells who bought or when.
    NoFeatures : no column of numbers, nor of answers.
    NothingLeft : only columns that were left out.
    NoVariation : every row says the same.
    UnknownFeature : a column that was named and is not there, or cannot be compared by.
    """
    if raw.cells.num_rows < MIN_CUSTOMERS:
        raise TooFewCustomers(raw.name, raw.cells.num_rows, MIN_CUSTOMERS)
    columns, decimal = look_at(raw.cells, raw.format.delimiter)
    raw = replace(raw, format=replace(raw.format, decimal=decimal))
    verdicts = {column.name: role_of(column) for column in columns}
    read = [settled(column, verdicts[column.name]) for column in columns]
    day_first = day_comes_first(columns, decimal, raw.format.delimiter)
    if kind != "customers":
        found = find_orders(read, verdicts, day_first)
        if found is None and kind == "transactions":
            found = forced_orders(raw.name, read, verdicts, day_first)
        if found is not None:
            customers = customers_of_orders(raw, read, verdicts, found, wanted)
            kept = without(customers.features, leave_out, list(customers.table.columns))
            return replace(customers, features=kept)
    since = since_columns(read, verdicts, day_first)
    return customers_of_rows(raw, columns, Wishes(wanted, leave_out), since)
