"""The days that a column of dates tells, row by row, and how sure their order is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from segmentation.intake.column import ColumnView
from segmentation.intake.dates import (
    DAY_FIRST,
    EITHER,
    MONTH_FIRST,
    day_and_month,
    read_date_numbers,
    read_dates,
    spoken,
)

_ASTRAY_DAYS = 730
_FEW = 0.001


@dataclass(frozen=True)
class Days:
    """A column of dates as days.

    days: (n,) datetime64[D], NaT where nothing stands or nothing could be read.
    unread: how many filled cells hold no date.
    said: what a person should know where day and month could be the other way round.
    """

    days: np.ndarray
    unread: int
    said: str = ""

    @property
    def known(self) -> np.ndarray:
        """The days that are known, in the order of the rows."""
        there: np.ndarray = self.days[~np.isnat(self.days)]
        return there


def days_of(column: ColumnView, day_first: bool | None = None) -> Days:
    """Read a column whose role is date.

    Parameters
    ----------
    column : text such as 2010-12-01 8:26 or numbers such as 20101201.
    day_first : what the rest of the file says about the order of day and month, None for nothing.
        It decides only where the column's own cells don't.
    """
    if column.numbers is not None:
        days = read_date_numbers(column.numbers.values)
        return Days(days, len(column.numbers.filled) - int((~np.isnat(days)).sum()))
    said = column.words_said
    order, doubt = column.dates or "", ""
    if order == EITHER:
        order, doubt = _settled(column.name, said.distinct, said.codes, day_first)
    of_cells = np.append(read_dates(said.distinct, order), np.datetime64("NaT", "D"))
    days = of_cells[said.codes]
    return Days(days, int(((said.codes >= 0) & np.isnat(days)).sum()), doubt)


def day_comes_first(columns: Sequence[ColumnView], decimal: str, delimiter: str) -> bool | None:
    """What a file says about the order of day and month beside a column that leaves it open:
    columns that leave no choice, else a decimal comma or a delimiter that goes with one."""
    told = {column.dates for column in columns} & {DAY_FIRST, MONTH_FIRST}
    if len(told) == 1:
        return told == {DAY_FIRST}
    return True if decimal == "," or delimiter == ";" else None


def _settled(
    name: str, cells: pa.Array, codes: np.ndarray, day_first: bool | None
) -> tuple[str, str]:
    """The order that fits better, and why, in words."""
    first, why = _by_rows(cells, codes), "the rows are in that order"
    if first is None:
        first, why = _by_steadiness(cells), "one of the two parts hardly changes"
    if first is None and day_first is not None:
        first, why = day_first, "the rest of the file is written that way"
    if first is None:
        first, why = "/" not in (cells[0].as_py() or ""), "that is usual with this sign"
    order = DAY_FIRST if first else MONTH_FIRST
    example = cells.slice(0, 1)
    return order, (
        f"Day and month in {name} could be either way round; I read {example[0].as_py()} as"
        f" {spoken(read_dates(example, order)[0])}, because {why}."
    )


def _by_rows(cells: pa.Array, codes: np.ndarray) -> bool | None:
    """Whether the rows stand in the order of time when the day comes first, or the month."""
    filled = codes[codes >= 0]
    steps = [_backwards(read_dates(cells, order)[filled]) for order in (DAY_FIRST, MONTH_FIRST)]
    if min(steps) < 0.02 and max(steps) > 4 * min(steps) + 0.005:
        return steps[0] < steps[1]
    return None


def _backwards(days: np.ndarray) -> float:
    """The share of steps from row to row that go back in time (or forth, where most go back)."""
    steps = np.diff(days).astype(np.int64)
    if not len(steps):
        return 0.0
    return float(min((steps < 0).mean(), (steps > 0).mean()))


def _by_steadiness(cells: pa.Array) -> bool | None:
    """A part that is the same in all cells is the month of a monthly export, or, where it is 1,
    the day on which each month is counted."""
    first, second = day_and_month(cells)
    if len(cells) < 3 or (np.ptp(first) == 0) == (np.ptp(second) == 0):
        return None
    steady = first if np.ptp(first) == 0 else second
    steady_is_day = bool(steady[0] == 1)
    return steady_is_day == (steady is first)


def stray_days(days: np.ndarray) -> np.ndarray:
    """(n,) whether a day lies years after nearly all others: a slip such as 2111 for 2011."""
    known = np.sort(days[~np.isnat(days)])
    if not len(known):
        return np.zeros(len(days), dtype=bool)
    usual = known[int((len(known) - 1) * (1 - _FEW))]
    span = max(int((usual - known[0]).astype(np.int64)), _ASTRAY_DAYS)
    stray: np.ndarray = days > usual + span
    return stray
