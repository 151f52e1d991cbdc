"""A first look at every column: how its numbers are written, and what they are."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.column_words import normalised
from segmentation.intake.cell_text import CellText
from segmentation.intake.column import ColumnView, Numbers
from segmentation.intake.dates import are_compact_dates, date_order
from segmentation.intake.name_patterns import IDENTIFIER, says
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
    delimiter : the file's own; with `;` a point may well group thousands. "" where each cell is a
        value of its own: there a plain number says what it says.
    """
    seen = [_see(name, cells[name]) for name in cells.column_names]
    decimal = _decimal_of_file(seen)
    loose = delimiter not in (",", " ", "")
    signs = ["." if delimiter == "" and one.plain is not None else decimal for one in seen]
    return [_view(one, sign, loose) for one, sign in zip(seen, signs, strict=True)], decimal


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
