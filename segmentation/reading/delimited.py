"""UTF-8 text with a known delimiter into a table of text cells; broken lines are mended."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.csv as pc

from segmentation.reading.cells import kind_of

# Lines longer than a block are an error to Arrow, so the block grows before we give up.
_BLOCKS = (1 << 22, 1 << 26, 1 << 30)
_ONE_COLUMN = "\x01"
_QUOTE = ord('"')
_LOOKED_AT = 200


@dataclass(frozen=True)
class Cells:
    """What parsing gave.

    table: string columns, null where nothing stood; blank lines are rows of nulls.
    padded: lines that had fewer cells than the table has columns, but fit as far as they go.
    cut: lines that had more, all of them empty.
    left_out: lines (from 1) whose cells don't fit the columns.
    unpaired: a quotation mark opens and never closes, so that lines may have run together.
    """

    table: pa.Table
    padded: int = 0
    cut: int = 0
    left_out: tuple[int, ...] = ()
    unpaired: bool = False

    @property
    def broken(self) -> int:
        return self.padded + len(self.left_out)


def parse(data: pa.Buffer, names: Sequence[str], delimiter: str) -> Cells:
    """Cells of every line, as text exactly as it stands between the delimiters.

    Parameters
    ----------
    data : valid UTF-8, beginning with the first line of data.
    names : one a column, unique.
    delimiter : one sign; " " for columns aligned with blanks; "" for one column.

    Raises
    ------
    pa.ArrowInvalid : where no reading of the quotes makes a table of it.
    """
    if delimiter == " ":
        data = _squeezed(data)
    if len(data) == 0:
        return Cells(pa.table({name: pa.array([], pa.string()) for name in names}))
    quotes = _count(data, _QUOTE)
    if not quotes:
        return _parse(data, names, delimiter or _ONE_COLUMN, quoted=False)
    cells = _parse_quoted(data, names, delimiter or _ONE_COLUMN, unbalanced=quotes % 2 == 1)
    return _closer(data, cells, delimiter) if delimiter else cells


def unwrapped(data: pa.Buffer) -> pa.Buffer:
    """Lines without the quotation marks that enclose each of them as a whole."""
    bare = re.sub(rb'^"|"(?=[ \t]*\r?$)', b"", data.to_pybytes(), flags=re.MULTILINE)
    return pa.py_buffer(bare.replace(b'""', b'"'))


def _count(data: pa.Buffer, sign: int) -> int:
    signs = np.frombuffer(data, dtype=np.uint8)
    step = 1 << 24
    return sum(
        int(np.count_nonzero(signs[start : start + step] == sign))
        for start in range(0, len(signs), step)
    )


def _squeezed(data: pa.Buffer) -> pa.Buffer:
    """Runs of blanks as one, none at the ends of lines."""
    lines = re.sub(rb"[ \t]*(\r\n|\r|\n)[ \t]*", b"\n", data.to_pybytes().strip(b" \t"))
    return pa.py_buffer(re.sub(rb"[ \t]{2,}|\t", b" ", lines))


def _closer(data: pa.Buffer, cells: Cells, delimiter: str) -> Cells:
    """Read again without the blanks that some exports put between a delimiter and a quote, where
    they kept quotes from being seen as such."""
    loose = re.compile(re.escape(delimiter.encode()) + rb" +\"")
    if not loose.search(memoryview(data)):
        return cells
    unseen = any(
        compute.any(compute.match_substring_regex(column, r'^ +"[^"]*"$')).as_py()
        for column in cells.table.columns
    )
    if not unseen and not cells.broken:
        return cells
    close = pa.py_buffer(loose.sub(delimiter.encode() + b'"', data.to_pybytes()))
    again = _parse_quoted(close, cells.table.column_names, delimiter, unbalanced=False)
    fewer = again.broken < cells.broken
    return again if fewer or (unseen and _same_but_for_quotes(cells, again)) else cells


def _same_but_for_quotes(cells: Cells, again: Cells) -> bool:
    """Whether the blanks taken off stood before quotes, and not inside a cell."""
    if again.broken > cells.broken or again.table.num_rows != cells.table.num_rows:
        return False
    for before, after in zip(cells.table.columns, again.table.columns, strict=True):
        quoted = compute.match_substring_regex(before, '^ +"')
        kept = compute.invert(compute.fill_null(quoted, False))
        if not before.filter(kept).equals(after.filter(kept)):
            return False
    return True


def _parse_quoted(data: pa.Buffer, names: Sequence[str], delimiter: str, unbalanced: bool) -> Cells:
    """With quotes as such; where they don't pair, as ordinary signs if that breaks fewer lines."""
    try:
        cells = _parse(data, names, delimiter, quoted=True)
    except pa.ArrowInvalid:
        return _without_quotes(_parse(data, names, delimiter, quoted=False))
    if not unbalanced:
        return cells
    plain = _parse(data, names, delimiter, quoted=False)
    return _without_quotes(plain) if plain.broken <= cells.broken else replace(cells, unpaired=True)


def _without_quotes(cells: Cells) -> Cells:
    """Cells that were read with quotes as ordinary signs, freed of those that do pair."""
    columns = [
        compute.replace_substring_regex(column, r'^"(.*)"$', r"\1")
        for column in cells.table.columns
    ]
    return replace(cells, table=pa.table(columns, names=cells.table.column_names))


def _parse(data: pa.Buffer, names: Sequence[str], delimiter: str, quoted: bool) -> Cells:
    broken: list[tuple[int, str]] = []
    table = _read(data, names, delimiter, quoted, broken, threads=True)
    if not broken:
        return Cells(table)
    broken.clear()  # only a reading on one thread knows the lines' numbers
    table = _read(data, names, delimiter, quoted, broken, threads=False)
    return _mended(table, broken, delimiter, quoted)


def _read(
    data: pa.Buffer, names: Sequence[str], delimiter: str, quoted: bool,
    broken: list[tuple[int, str]], threads: bool,
) -> pa.Table:  # fmt: skip
    def keep(row: pc.InvalidRow) -> str:
        broken.append((row.number or 0, row.text))
        return "skip"

    parsing = pc.ParseOptions(
        delimiter=delimiter, quote_char='"' if quoted else False, newlines_in_values=quoted,
        ignore_empty_lines=False, invalid_row_handler=keep,
    )  # fmt: skip
    converting = pc.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()),
        strings_can_be_null=True, quoted_strings_can_be_null=True, null_values=[""],
    )  # fmt: skip
    for block_size in _BLOCKS:
        reading = pc.ReadOptions(
            column_names=list(names), use_threads=threads, block_size=block_size
        )
        try:
            return pc.read_csv(pa.BufferReader(data), reading, parsing, converting)
        except pa.ArrowInvalid:
            if block_size == _BLOCKS[-1] or block_size > len(data):
                raise
            broken.clear()
    raise AssertionError("unreachable")


def _mended(
    table: pa.Table, broken: Sequence[tuple[int, str]], delimiter: str, quoted: bool
) -> Cells:
    """Put the lines back that can be given the right number of cells, each in its place."""
    width, kinds = table.num_columns, [_usual_kind(column) for column in table.columns]
    mended: list[list[str | None]] = []
    places, left_out = [], []
    padded = cut = 0
    for number, text in broken:
        cells = _split(text, delimiter, quoted)
        if any(cells[width:]) or not _fit(cells, kinds):
            left_out.append(number)
            continue
        padded += 0 < len(cells) < width
        cut += len(cells) > width
        mended.append([cell or None for cell in (cells + [""] * width)[:width]])
        places.append(number)
    whole = _spliced(table, mended, places, left_out)
    return Cells(whole, padded, cut, tuple(left_out))


def _usual_kind(column: pa.ChunkedArray) -> str | None:
    """What nearly all of the first cells of a column are, if they are one thing."""
    kinds = Counter(kind_of(cell) for cell in column.slice(0, _LOOKED_AT).to_pylist() if cell)
    kinds.pop("empty", None)
    kind, count = max(kinds.items(), key=lambda item: item[1], default=("", 0))
    return kind if count >= 0.9 * kinds.total() > 0 else None


def _fit(cells: Sequence[str], kinds: Sequence[str | None]) -> bool:
    """Whether no cell is of another kind than its column: words among numbers betray a shift."""
    return not any(
        kind in ("number", "date") and kind_of(cell) not in (kind, "empty")
        for cell, kind in zip(cells, kinds, strict=False)
    )


def _split(text: str, delimiter: str, quoted: bool) -> list[str]:
    try:
        rows = list(csv.reader([text], delimiter=delimiter)) if quoted else [text.split(delimiter)]
    except csv.Error:
        rows = [text.split(delimiter)]
    cells = [cell for row in rows for cell in row]
    return cells if any(cell.strip() for cell in cells) else []


def _spliced(
    table: pa.Table, rows: Sequence[Sequence[str | None]], places: Sequence[int],
    left_out: Sequence[int],
) -> pa.Table:  # fmt: skip
    """The table with `rows` at the line numbers `places` (from 1), good lines around them."""
    if not rows:
        return table
    total = table.num_rows + len(rows) + len(left_out)
    is_good = np.ones(total + 1, dtype=bool)
    is_good[[0, *places, *left_out]] = False
    order = np.concatenate([np.flatnonzero(is_good), np.asarray(places)])
    columns = [
        pa.chunked_array([*column.chunks, pa.array([row[at] for row in rows], pa.string())])
        for at, column in enumerate(table.columns)
    ]
    return pa.table(columns, names=table.column_names).take(pa.array(np.argsort(order)))
