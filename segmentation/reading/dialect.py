"""Which sign separates the cells of a text table: found by trying each on the first lines."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from segmentation.reading.cells import kind_of

DELIMITERS = (",", ";", "\t", "|")
_SAMPLED_ROWS = 300
_ENOUGH = 0.35
_DECIMAL_COMMA = re.compile(r"\s*-?\d+,\d+\s*")
_SENTENCE_WORDS = 4
_WRAPPED = re.compile(r'"(?:[^"]|"")*"\s*')


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One row of the sample and the physical lines it takes, first to last, from 0."""

    cells: tuple[str, ...]
    first_line: int
    last_line: int

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if cell.strip())


@dataclass(frozen=True, slots=True)
class Dialect:
    """How lines fall into cells; a delimiter of " " means runs of blanks, "" means one column."""

    delimiter: str
    rows: tuple[SampleRow, ...]
    width: int


def split_rows(lines: Sequence[str], delimiter: str, most: int = _SAMPLED_ROWS) -> list[SampleRow]:
    """Cells of the first lines, without blank rows; [] where this delimiter makes no sense.

    lines: physical lines with their line ends.
    """
    reader = csv.reader(iter(lines), delimiter=delimiter, skipinitialspace=True)
    rows: list[SampleRow] = []
    line = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(SampleRow(tuple(cells), line, reader.line_num - 1))
            line = reader.line_num
            if len(rows) >= most:
                break
    except csv.Error:
        return []
    return rows


def split_at_blanks(lines: Sequence[str]) -> list[SampleRow]:
    """Cells of lines whose columns are aligned with runs of blanks."""
    squeezed = [re.sub(r"[ \t]+", " ", line.strip()) for line in lines]
    return split_rows(squeezed, " ")


def physical_lines(text: str) -> list[str]:
    r"""Lines with their ends; only \r, \n and \r\n end a line.

    >>> physical_lines("a\rb\r\nc")
    ['a\r', 'b\r\n', 'c']
    """
    return list(StringIO(text, newline=""))


def wrapped(lines: Sequence[str]) -> bool:
    """Whether every line stands in quotation marks as a whole, cells, delimiters and all."""
    filled = [line for line in lines if line.strip()]
    return (
        len(filled) > 1
        and all(_WRAPPED.fullmatch(line) for line in filled)
        and any(all(sign in line for line in filled) for sign in DELIMITERS)
        and all(len(row.cells) == 1 for row in split_rows(filled, ","))
    )


def find_dialect(lines: Sequence[str], delimiter: str = "") -> Dialect | None:
    """The delimiter that gives the most regular and best-typed table.

    Each candidate is scored by the share of rows that have its most frequent width, squared,
    times how well its cells are typed. Columns aligned with blanks count where no sign fits and
    half of the columns hold numbers. One column is the answer where nothing fits.

    Parameters
    ----------
    lines : physical lines with their ends.
    delimiter : a delimiter that the file itself declares (`sep=;`).

    Returns
    -------
    None where the lines read like sentences instead of cells.
    """
    if delimiter:
        return _dialect(delimiter, split_rows(lines, delimiter))
    candidates = [_dialect(sign, split_rows(lines, sign)) for sign in DELIMITERS]
    best = max(candidates, key=_score)
    if _score(best) >= _ENOUGH:
        if _is_decimal_column(best, lines):
            return _one_column(lines)
        return None if _is_sentences(best) else best
    aligned = _dialect(" ", split_at_blanks(lines))
    if _is_aligned(aligned):
        return aligned
    return None if _reads_like_prose(lines) else _one_column(lines)


def _dialect(delimiter: str, rows: list[SampleRow]) -> Dialect:
    widths = Counter(len(row.cells) for row in rows)
    width = max(widths, key=lambda width: (width > 1, widths[width], width), default=0)
    return Dialect(delimiter, tuple(rows), width)


def _regularity(dialect: Dialect) -> float:
    if dialect.width < 2:
        return 0.0
    fitting = sum(1 for row in dialect.rows if len(row.cells) == dialect.width)
    return fitting / len(dialect.rows)


def _score(dialect: Dialect) -> float:
    return _regularity(dialect) ** 2 * _typing(dialect)


def _typing(dialect: Dialect) -> float:
    """How clean the cells are, 0 to 1: a cell that another delimiter would split is not."""
    others = [sign for sign in DELIMITERS if sign != dialect.delimiter]
    cells = [cell for row in dialect.rows if len(row.cells) == dialect.width for cell in row.cells]
    return sum(_clean(cell, others) for cell in cells) / max(1, len(cells))


def _clean(cell: str, others: Sequence[str]) -> float:
    if kind_of(cell) != "text":
        return 1.0
    return 0.3 if any(sign in cell for sign in others) else 0.9


def _is_decimal_column(dialect: Dialect, lines: Sequence[str]) -> bool:
    """A comma that only ever stands inside numbers under a header that has none."""
    if dialect.delimiter != "," or dialect.width != 2:
        return False
    body = [line for line in lines[1:] if line.strip()]
    return "," not in lines[0] and all(
        _DECIMAL_COMMA.fullmatch(line) or line.strip().isdigit() for line in body
    )


def _is_aligned(dialect: Dialect) -> bool:
    if len(dialect.rows) < 3 or _regularity(dialect) < 0.9:
        return False
    body = [row.cells for row in dialect.rows[1:] if len(row.cells) == dialect.width]
    numeric = sum(
        sum(1 for cell in column if kind_of(cell) == "number") >= 0.8 * len(body)
        for column in zip(*body, strict=True)
    )
    return numeric * 2 >= dialect.width


def _one_column(lines: Sequence[str]) -> Dialect:
    rows = [
        SampleRow((line.strip().strip('"'),), number, number)
        for number, line in enumerate(lines[:_SAMPLED_ROWS])
        if line.strip()
    ]
    return Dialect("", tuple(rows), 1)


def _is_sentences(dialect: Dialect) -> bool:
    """Cells of many words and never a figure: commas of prose, not of a table."""
    cells = [cell for row in dialect.rows for cell in row.cells if cell.strip()]
    words = sum(len(cell.split()) for cell in cells)
    return words >= 3 * len(cells) and all(kind_of(cell) == "text" for cell in cells)


def _reads_like_prose(lines: Sequence[str]) -> bool:
    counts = [len(line.split()) for line in lines if line.strip()]
    return max(counts, default=0) >= 2 * _SENTENCE_WORDS or (
        sum(counts) >= _SENTENCE_WORDS * len(counts) > 0
    )
