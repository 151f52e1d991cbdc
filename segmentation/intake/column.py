"""One column as the intake sees it: its text, its numbers, and what was mended to get them."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.column_words import normalised
from segmentation.intake.cell_text import CellText
from segmentation.intake.dates import are_compact_dates, date_order
from segmentation.intake.name_patterns import IDENTIFIER, PLACE, says
from segmentation.intake.numbers import (
    LARGEST,
    DecimalSign,
    Written,
    ends_in_zero,
    groups_only,
    plain_numbers,
    read_numbers,
    written,
)
from segmentation.intake.stand_ins import stand_in

# A column is one of numbers when so many of its filled cells are.
_MOSTLY = 0.8
_FEW_CODES = 12
_ENOUGH_TO_TELL = 10_000


@dataclass(frozen=True)
class Numbers:
    """A column's numbers.

    values: (n,) float64, NaN where missing.
    bad: filled cells that hold no number.
    stand_in: the number that stood for "missing", and how often.
    thousands: set where the cells could be read in two ways and were taken for thousands.
    """

    values: np.ndarray
    bad: int = 0
    stand_in: float | None = None
    stood_in: int = 0
    currency: bool = False
    percent: bool = False
    thousands: bool = False

    @cached_property
    def filled(self) -> np.ndarray:
        known: np.ndarray = self.values[~np.isnan(self.values)]
        return known

    @cached_property
    def whole(self) -> bool:
        return bool((self.filled == np.floor(self.filled)).all())

    @cached_property
    def few(self) -> np.ndarray | None:
        """The distinct values in order, where they are whole and at most a hundred apart."""
        if not len(self.filled) or not self.whole or np.ptp(self.filled) > 100:
            return None
        low = self.filled.min()
        counts = np.bincount((self.filled - low).astype(np.int64))
        found: np.ndarray = np.flatnonzero(counts) + low
        return found

    @cached_property
    def constant(self) -> bool:
        return len(self.filled) > 0 and bool(self.filled.min() == self.filled.max())

    @cached_property
    def all_differ(self) -> bool:
        """Whether no number occurs twice; a repeat among the first rows answers at once."""
        head = self.filled[:_ENOUGH_TO_TELL]
        if len(np.unique(head)) < len(head):
            return False
        return len(np.unique(self.filled)) == len(self.filled)


@dataclass(frozen=True)
class ColumnView:
    """One column of the file.

    cells: its text as read.
    text: the same taken apart; absent where every cell is a plain number.
    numbers: where it is a column of numbers.
    dates: how its dates are written, where it holds dates.
    padded: whole numbers with leading zeros, which are codes and not figures.
    """

    name: str
    cells: pa.ChunkedArray
    text: CellText | None
    numbers: Numbers | None
    dates: str | None = None
    padded: bool = False

    def as_words(self) -> "ColumnView":
        """The column read as words only, for instance because its numbers are telephone numbers."""
        text = CellText.of(self.cells) if self.text is None else self.text
        return replace(self, text=text, numbers=None)

    @property
    def rows(self) -> int:
        return len(self.cells)

    @cached_property
    def words(self) -> str:
        return normalised(self.name)

    @cached_property
    def nothing(self) -> np.ndarray | None:
        """(u,) which distinct cells of a column of words say that nothing is known."""
        return self.text.says_nothing_in_words(self._holds_places) if self.text else None

    @property
    def _holds_places(self) -> bool:
        return says(PLACE, self.words) or (
            self.text is not None and self.text.share("^(EMEA|APAC|LATAM|MEA|ANZ|AMER)$") > 0
        )

    @cached_property
    def missing(self) -> int:
        """How many cells hold nothing."""
        if self.numbers is not None:
            return self.rows - len(self.numbers.filled)
        if self.text is None or self.nothing is None:
            return int(self.cells.null_count)
        return int((self.text.codes < 0).sum()) + self.text.count(self.nothing)

    @property
    def filled(self) -> int:
        return self.rows - self.missing

    @cached_property
    def words_said(self) -> CellText:
        """The column as words, without the cells that say nothing."""
        text = self.text or CellText.of(self.cells)
        return text.without(text.says_nothing_in_words(self._holds_places))

    @cached_property
    def distinct(self) -> int:
        """How many different values there are among the filled cells."""
        numbers = self._telling_numbers
        return self.words_said.distinct_count if numbers is None else len(np.unique(numbers.filled))

    @property
    def is_one_word(self) -> bool:
        """Whether the filled cells all say the same."""
        return self.words_said.merged and len(self.words_said.distinct) == 1

    @cached_property
    def all_differ(self) -> bool:
        """Whether every filled cell occurs once."""
        numbers = self._telling_numbers
        return self.distinct == self.filled if numbers is None else numbers.all_differ

    @property
    def _telling_numbers(self) -> Numbers | None:
        """The numbers, where they tell cells apart; beyond 2^53 float64 no longer does."""
        if self.numbers is None or np.abs(self.numbers.filled).max(initial=0) >= 2**53:
            return None
        return self.numbers


@dataclass(frozen=True)
class _Seen:
    """A column half looked at: its cells, and how they are written where that takes thought."""

    name: str
    cells: pa.ChunkedArray
    plain: np.ndarray | None
    writing: Written | None
    text: CellText | None = None

    @property
    def number_share(self) -> float:
        """The share of filled cells that are written as numbers."""
        if self.writing is None:
            return 0.0
        text = self.writing.text
        found = text.count(self.writing.numeric & ~text.says_nothing)
        return found / max(1, text.count(~text.says_nothing))

    @property
    def is_written_number(self) -> bool:
        return self.number_share >= _MOSTLY and not self._is_open_list()

    def _is_open_list(self) -> bool:
        """Answers such as 1, 2, 3+: few, and the ones that are no numbers are no slips."""
        assert self.writing is not None
        text = self.writing.text
        odd = int((~self.writing.numeric & ~text.says_nothing).sum())
        few = int(self.writing.numeric.sum()) <= _FEW_CODES
        return few and odd <= 3 and self.number_share < 0.95


def look_at(cells: pa.Table, delimiter: str) -> tuple[list[ColumnView], DecimalSign]:
    """Every column of a table with its numbers, and the file's decimal sign.

    Numbers that could be read in two ways (`1,234`) are read as the rest of their column is,
    else as the rest of the file is.

    Parameters
    ----------
    cells : string columns.
    delimiter : the file's own; with `;` a point may well group thousands.
    """
    seen = [_see(name, cells[name]) for name in cells.column_names]
    decimal = _decimal_of_file(seen)
    loose = delimiter not in (",", " ")
    return [_view(column, decimal, loose) for column in seen], decimal


def _see(name: str, cells: pa.ChunkedArray) -> _Seen:
    plain = plain_numbers(cells)
    if plain is not None and not pc.any(pc.starts_with(cells, "+")).as_py():
        return _Seen(name, cells, plain, None)
    text = CellText.of(cells)
    looks = _Seen(name, cells, None, written(text.sample))
    if looks.number_share < _MOSTLY / 2:
        return _Seen(name, cells, None, None, text)
    return _Seen(name, cells, None, written(text), text)


def _decimal_of_file(seen: list[_Seen]) -> DecimalSign:
    told = [
        column.writing.decimal
        for column in seen
        if column.writing is not None and column.is_written_number
    ]
    commas, points = told.count(","), told.count(".")
    points += sum(_has_decimal_point(column) for column in seen) if commas else 0
    return "," if commas > points else "."


def _has_decimal_point(column: _Seen) -> bool:
    if column.plain is None:
        return False
    return bool(
        pc.any(pc.match_substring_regex(column.cells, r"\.([0-9]{1,2}|[0-9]{4,})$")).as_py()
    )


def _view(seen: _Seen, of_file: DecimalSign, loose: bool) -> ColumnView:
    if seen.plain is not None:
        numbers, text = _plain(seen.plain, seen.cells, of_file, loose), None
    else:
        text = seen.text
        assert text is not None
        if seen.writing is None or not _is_amount(seen):
            return ColumnView(seen.name, seen.cells, text, None, date_order(text))
        numbers = _numbers(seen.writing, _decimal_for(seen.writing, of_file, loose))
    dates = "year-month-day" if are_compact_dates(numbers.values) else None
    padded = _are_padded(seen.cells, numbers)
    return ColumnView(seen.name, seen.cells, text, numbers, dates, padded)


def _is_amount(seen: _Seen) -> bool:
    """Written as numbers, and not by name a code that happens to have mostly digits."""
    return seen.is_written_number and not says(IDENTIFIER, normalised(seen.name))


def _plain(
    values: np.ndarray, cells: pa.ChunkedArray, of_file: DecimalSign, loose: bool
) -> Numbers:
    """Plain numbers, unless their points turn out to group thousands."""
    numbers = _tidy(Numbers(values))
    if numbers.whole or not (loose or of_file == ","):
        return numbers
    writing = written(CellText.of(cells))
    decimal = _decimal_for(writing, of_file, loose)
    return numbers if decimal == "." else _numbers(writing, decimal)


def _decimal_for(writing: Written, of_file: DecimalSign, loose: bool) -> DecimalSign:
    """The decimal sign of one column; where its own cells don't tell, the file's, except that
    points before exactly three digits are thousands in a file whose delimiter is no comma."""
    if writing.decimal is not None and not groups_only(writing, "."):
        return writing.decimal
    if of_file == "." and loose and groups_only(writing, ".") and ends_in_zero(writing):
        return ","
    return of_file


def _numbers(writing: Written, decimal: DecimalSign) -> Numbers:
    distinct = read_numbers(writing, decimal)
    text = writing.text
    grouped = rf"^[0-9]{{1,3}}{',' if decimal == '.' else '[.]'}[0-9]{{3}}$"
    numbers = Numbers(
        values=np.append(distinct, np.nan)[text.codes],
        bad=text.count(np.isnan(distinct) & ~text.says_nothing),
        currency=writing.share(writing.currency) >= 0.5,
        percent=writing.share(writing.percent) >= 0.5,
        thousands=writing.decimal is None and bool(writing.cores_like(grouped).any()),
    )
    return _tidy(numbers)


def _tidy(numbers: Numbers) -> Numbers:
    """Without figures out of this world and without numbers that stand for missing ones."""
    wild = np.abs(numbers.values) > LARGEST
    if wild.any():
        values = np.where(wild, np.nan, numbers.values)
        numbers = replace(numbers, values=values, bad=numbers.bad + int(wild.sum()))
    found = stand_in(numbers.values)
    if found is None:
        return numbers
    stood_in = numbers.values == found
    return replace(
        numbers,
        values=np.where(stood_in, np.nan, numbers.values),
        stand_in=found,
        stood_in=int(stood_in.sum()),
    )


def _are_padded(cells: pa.ChunkedArray, numbers: Numbers) -> bool:
    """Whether whole numbers carry leading zeros: 0001, 0002 … are codes."""
    if not len(numbers.filled) or not numbers.whole:
        return False
    padded = pc.sum(pc.match_substring_regex(cells, r"^\s*0[0-9]+\s*$")).as_py() or 0
    return padded >= max(1, 0.01 * len(numbers.filled))
