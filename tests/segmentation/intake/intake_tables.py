"""Small raw tables for the tests of the intake."""

from collections.abc import Sequence

import pyarrow as pa

from segmentation.intake import CustomerTable, take_in
from segmentation.intake.column import ColumnView
from segmentation.intake.looking import look_at
from segmentation.results import Column, FileFormat
from segmentation.source import RawTable

Cells = Sequence[str | None]


def raw_table(delimiter: str = ",", **columns: Cells) -> RawTable:
    """Columns of text as a source would have read them; `__` in a name stands for a blank."""
    named = {
        name.replace("__", " "): pa.array(cells, pa.string()) for name, cells in columns.items()
    }
    return RawTable("customers.csv", pa.table(named), FileFormat(delimiter=delimiter))


def numbers(count: int, start: int = 1, step: int = 7, modulo: int = 53) -> list[str]:
    """Whole numbers that repeat and are in no order."""
    return [str(start + (row * step) % modulo) for row in range(count)]


def column_of(name: str, cells: Cells, delimiter: str = ",") -> ColumnView:
    """One column as the intake sees it."""
    return look_at(pa.table({name: pa.array(cells, pa.string())}), delimiter)[0][0]


def taken(customers: CustomerTable, name: str) -> Column:
    """What a column was taken for."""
    return next(column for column in customers.dataset.columns if column.name == name)


def role_in(raw: RawTable, name: str) -> str:
    return taken(take_in(raw), name).role
