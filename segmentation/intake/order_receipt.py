"""What is said about a list of orders: its columns, what was left out, what it holds."""

from collections.abc import Iterator, Mapping, Sequence

from segmentation.intake.carried import Carried
from segmentation.intake.column import ColumnView
from segmentation.intake.customer_history import History
from segmentation.intake.dates import spoken
from segmentation.intake.order_lines import OrderLines
from segmentation.intake.roles import Verdict
from segmentation.intake.transactions import OrderColumns
from segmentation.results import CleaningStep, Column, Role

_AS_IT_IS = "Nothing to undo."
_PRIVATE = "Nothing to undo: personal data never takes part."


def about(history: History) -> str:
    """`18,532 orders by 4,338 customers from 1 Dec 2010 to 9 Dec 2011`"""
    first, last = spoken(history.first_day), spoken(history.last_day)
    when = f"from {first} to {last}" if first != last else f"of {first}"
    return f"{history.orders:,} orders by {_customers(int(history.bought.sum()))} {when}"


def _customers(count: int) -> str:
    return f"{count:,} customer{'s' if count != 1 else ''}"


def order_warnings(lines: OrderLines, history: History) -> Iterator[str]:
    """What is odd about the money."""
    if not lines.has_money:
        yield (
            "There is no column of amounts, so I compared customers by how recently and how often"
            " they ordered."
        )
        return
    poor = int((history.monetary[history.bought] <= 0).sum())
    if poor:
        why = (
            "sent back as much as they bought, or more" if lines.returned.any() else "paid nothing"
        )
        yield f"{_customers(poor)} {why}; they count like all others, with zero or less spent."


def order_steps(lines: OrderLines, history: History, found: OrderColumns) -> Iterator[CleaningStep]:
    """How lines became customers."""
    yield CleaningStep(
        f"Order lines were added up to customers, one for each value of {found.customer.name}.",
        len(lines.rows), "Say that each row is a customer (`rows customers`, or --kind customers).",
    )  # fmt: skip
    if found.order is None:
        yield CleaningStep(
            "Without a column of order numbers, what a customer bought on one day is one order.",
            history.orders, "Add a column with order numbers.",
        )  # fmt: skip
    without = int((~history.bought).sum())
    if without:
        what = "Customers of whom only returns are in the file were left out."
        yield CleaningStep(what, without, "Add the orders that they returned.")
    once = int((history.frequency == 1).sum())
    if once:
        what = "Customers with a single order have no days between orders."
        yield CleaningStep(what, once, _AS_IT_IS)


def aside_steps(
    rest: Sequence[ColumnView], roles: Mapping[str, Role], carried: Sequence[Carried]
) -> Iterator[CleaningStep]:
    """What became of the columns that tell neither who nor when nor how much."""
    kept = [one.name for one in carried]
    of_lines = [column.name for column in rest if column.name not in kept]
    if kept:
        what = f"Columns that say the same in all lines of a customer were kept: {_list(kept)}."
        yield CleaningStep(what, len(kept), _AS_IT_IS)
    if of_lines:
        what = f"Columns that tell of lines, not of customers, were set aside: {_list(of_lines)}."
        yield CleaningStep(what, len(of_lines), _AS_IT_IS)
    private = [name for name in roles if roles[name] == "pii"]
    if private:
        what = f"Columns of personal data take no part: {_list(private)}."
        yield CleaningStep(what, len(private), _PRIVATE)


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)


def file_columns(
    columns: Sequence[ColumnView], verdicts: Mapping[str, Verdict], found: OrderColumns,
    carried: Sequence[Carried],
) -> Iterator[Column]:  # fmt: skip
    """The columns of the file, and what each is used for."""
    parts, kept = _parts(found), {one.name for one in carried}
    for column in columns:
        role, reason = verdicts[column.name].role, verdicts[column.name].reason
        if column.name in parts:
            part, reason = parts[column.name]
            role = "pii" if role == "pii" else part
        elif column.name in kept:
            reason = f"{reason}; the same in all lines of a customer"
        elif role in ("feature", "money"):
            role, reason = "ignored", "differs from line to line, so it says nothing of customers"
        yield Column(column.name, role, column.missing, reason)


def _parts(found: OrderColumns) -> dict[str, tuple[Role, str]]:
    amount = found.amount
    told: tuple[tuple[ColumnView | None, Role, str], ...] = (
        (found.customer, "id", "tells whose order a line is"),
        (found.date, "date", "tells when each line was ordered"),
        (found.order, "id", "numbers the orders"),
        (amount.total, "money", "what each line is worth"),
        (amount.price, "money", "the price of each line"),
        (amount.quantity, "ignored", "how many were bought on each line"),
    )
    return {column.name: (role, reason) for column, role, reason in told if column is not None}
