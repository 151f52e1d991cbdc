"""Where a text table begins: the junk above its header, the header line, the columns' names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from segmentation.reading.cells import kind_of
from segmentation.reading.dialect import Dialect, SampleRow

_MOST_JUNK = 30
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the cells begin and what the columns are called.

    names: one a column, "" where the file gives none.
    has_header: whether the names stand in the file.
    junk: how many lines with something in them stand above the header.
    first_line: physical line (from 0) where the data begins.
    """

    names: tuple[str, ...]
    has_header: bool
    junk: int
    first_line: int


def find_layout(dialect: Dialect) -> Layout:
    """Tell the header from the junk above it and from the data below it.

    The table starts at the first row that has the table's width and is at least half filled.
    Its first row is the header where it has words above figures, or, in a table of words alone,
    values that the column below it never repeats.
    """
    rows = dialect.rows
    start = _first_row(rows, dialect.width)
    if start > 0 and _is_odd_header(rows[start - 1], rows[start:], dialect.width):
        start -= 1
    start = _real_header(rows, start, dialect.width)
    first, body = rows[start], rows[start + 1 :]
    if not _is_header(first, body):
        return Layout(("",) * dialect.width, False, start, first.first_line)
    return Layout(_names(first, body, dialect.width), True, start, first.last_line + 1)


def _first_row(rows: Sequence[SampleRow], width: int) -> int:
    for number, row in enumerate(rows[:_MOST_JUNK]):
        if len(row.cells) == width and row.filled * 2 >= width:
            return number
    return 0


def _is_odd_header(row: SampleRow, below: Sequence[SampleRow], width: int) -> bool:
    """A line of names that is shorter or longer than the data, right above data without any."""
    wide_enough = len(row.cells) >= 2 and row.filled * 2 >= width
    return wide_enough and _all_words(row) and not _is_header(below[0], below[1:])


def _real_header(rows: Sequence[SampleRow], start: int, width: int) -> int:
    """Step over lines that are wide enough but not full (remarks in cells, names of groups of
    columns) where the first full line has a name for every column and figures below."""
    for number in range(start, min(start + _MOST_JUNK, len(rows))):
        row = rows[number]
        if row.filled == len(row.cells) == width:
            below = _columns(row, rows[number + 1 :])
            is_header = number > start and _all_words(row) and any(map(_mostly_figures, below))
            return number if is_header else start
    return start


def _columns(first: SampleRow, body: Sequence[SampleRow]) -> list[list[str]]:
    """The cells below each cell of a row."""
    return [
        [row.cells[at] for row in body if at < len(row.cells)] for at in range(len(first.cells))
    ]


def _all_words(row: SampleRow) -> bool:
    return all(kind_of(cell) == "text" for cell in row.cells if cell.strip())


def _is_header(first: SampleRow, body: Sequence[SampleRow]) -> bool:
    columns = _columns(first, body)
    words_over_figures = figures_over_figures = 0
    for cell, below in zip(first.cells, columns, strict=True):
        if _mostly_figures(below):
            kind = kind_of(cell)
            words_over_figures += kind == "text"
            figures_over_figures += kind in ("number", "date") and not _is_year(cell)
    if words_over_figures or figures_over_figures:
        return words_over_figures > figures_over_figures
    return _unlike_body(first, columns)


def _is_year(cell: str) -> bool:
    return cell.strip().isdigit() and int(cell) in _YEARS


def _mostly_figures(cells: Sequence[str]) -> bool:
    kinds = Counter(kind_of(cell) for cell in cells)
    filled = len(cells) - kinds["empty"]
    return filled > 0 and kinds["number"] + kinds["date"] >= 0.7 * filled


def _unlike_body(first: SampleRow, columns: Sequence[Sequence[str]]) -> bool:
    names = [cell.strip() for cell in first.cells if cell.strip()]
    if not any(kind_of(name) == "text" for name in names) or len(set(names)) < len(names):
        return False
    return not any(
        cell.strip() and cell in below for cell, below in zip(first.cells, columns, strict=True)
    )


def _names(first: SampleRow, body: Sequence[SampleRow], width: int) -> tuple[str, ...]:
    names = [" ".join(cell.split()) for cell in first.cells]
    while len(names) > width and not names[-1]:
        names.pop()
    missing = width - len(names)
    if missing == 1 and _last_is_filled(body, width):
        return ("", *names)  # the row names that R writes have no name themselves
    return (*names, *[""] * missing)


def _last_is_filled(body: Sequence[SampleRow], width: int) -> bool:
    full = [row for row in body if len(row.cells) == width]
    first = [row.cells[0] for row in full]
    return all(row.cells[-1].strip() for row in full) and len(set(first)) == len(first)
