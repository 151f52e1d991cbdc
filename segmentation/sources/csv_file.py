"""Customer tables as text: CSV with any delimiter, encoding, header or line end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from segmentation.errors import EmptyFile, FileTooLarge, NotATable
from segmentation.reading.column_names import naming_steps, unique_names
from segmentation.reading.delimited import Cells, parse, unwrapped
from segmentation.reading.dialect import Dialect, find_dialect, physical_lines, wrapped
from segmentation.reading.encodings import Decoded, to_utf8
from segmentation.reading.file_kind import other_kind
from segmentation.reading.header import Layout, find_layout
from segmentation.results import CleaningStep, FileFormat
from segmentation.source import OPENERS, RawTable
from segmentation.spec import Limits

_SAMPLE_BYTES = 1 << 18
_DECLARED = re.compile(r"sep=(.)\s*")
_SOME = 3
_WRAP = (
    CleaningStep(
        "Every line stood in quotation marks as a whole; they were taken off.", 1,
        "Export the file without quotation marks around whole lines.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A text table in a file.

    path: where the bytes are.
    file_name: what people call it.
    """

    path: str
    file_name: str

    @property
    def name(self) -> str:
        return self.file_name

    def read(self, limits: Limits) -> RawTable:
        """Read every line as cells of text.

        Raises
        ------
        EmptyFile : no line of data.
        NotATable : bytes or sentences instead of cells.
        FileTooLarge : more bytes, rows, columns or letters in a cell than `limits` allows.
        """
        size = Path(self.path).stat().st_size
        self._within(size, limits.max_bytes, "bytes", "max_bytes")
        if size == 0:
            raise EmptyFile(self.file_name)
        with pa.memory_map(self.path) as file:
            return self._read(file.read_buffer(), limits)

    def _read(self, data: pa.Buffer, limits: Limits) -> RawTable:
        kind = other_kind(bytes(memoryview(data)[: 1 << 16]), self.file_name)
        if kind:
            raise NotATable(self.file_name, kind)
        text = to_utf8(data)
        lines = _first_lines(text.data)
        wrap = wrapped(lines)
        if wrap:
            text = replace(text, data=unwrapped(text.data))
            lines = _first_lines(text.data)
        return self._table(text, lines, limits, _WRAP if wrap else ())

    def _table(
        self, text: Decoded, lines: list[str], limits: Limits, steps: tuple[CleaningStep, ...]
    ) -> RawTable:
        dialect, skipped = self._dialect(lines)
        layout = find_layout(dialect)
        self._within(len(layout.names), limits.max_columns, "columns", "max_columns")
        names = unique_names(layout.names, layout.has_header)
        body = text.data.slice(_length(lines[: skipped + layout.first_line]))
        cells = self._parse(body, names, dialect.delimiter)
        table, tidied = _tidied(cells.table, layout)
        self._check(table, limits)
        named = naming_steps(layout.names, names, table.column_names, layout.has_header)
        return RawTable(
            name=self.file_name,
            cells=table,
            format=FileFormat(
                encoding=text.encoding,
                delimiter=dialect.delimiter or ",",
                header=layout.has_header,
            ),
            warnings=tuple(_warnings(cells, text)),
            receipt=(*steps, *_junk(layout), *named, *_mends(cells), *tidied),
        )

    def _dialect(self, lines: list[str]) -> tuple[Dialect, int]:
        """The delimiter, and how many lines the file uses to declare it."""
        declared = _DECLARED.fullmatch(lines[0]) if lines else None
        dialect = find_dialect(lines[1:], declared[1]) if declared else find_dialect(lines)
        if dialect is None:
            raise NotATable(self.file_name, "a text in sentences")
        if not dialect.rows:
            raise EmptyFile(self.file_name)
        return dialect, 1 if declared else 0

    def _parse(self, body: pa.Buffer, names: tuple[str, ...], delimiter: str) -> Cells:
        try:
            return parse(body, names, delimiter)
        except pa.ArrowInvalid as error:
            raise NotATable(self.file_name, "text whose lines don't line up in columns") from error

    def _check(self, table: pa.Table, limits: Limits) -> None:
        if table.num_rows == 0 or table.num_columns == 0:
            raise EmptyFile(self.file_name)
        self._within(table.num_rows, limits.max_rows, "rows", "max_rows")
        longest = max(_longest(column, limits.max_cell_chars) for column in table.columns)
        self._within(longest, limits.max_cell_chars, "letters in one cell", "max_cell_chars")

    def _within(self, found: int, limit: int, what: str, setting: str) -> None:
        if found > limit:
            raise FileTooLarge(
                self.file_name, what, f"{found:,}", f"{limit:,}", f"limits.{setting}"
            )


@dataclass(frozen=True, slots=True)
class CsvOpener:
    """Opens whatever is text; asked last."""

    name: str = "csv"

    def accepts(self, head: bytes, file_name: str) -> bool:
        return other_kind(head, file_name) is None

    def open(self, path: str, file_name: str) -> CsvFile:
        return CsvFile(path, file_name)


def _first_lines(data: pa.Buffer) -> list[str]:
    """Whole lines from the beginning of the file; a cut one only where there is no other."""
    head = bytes(memoryview(data)[:_SAMPLE_BYTES])
    lines = physical_lines(head.decode("utf-8", "ignore"))
    return lines if len(head) == len(data) or len(lines) == 1 else lines[:-1]


def _length(lines: list[str]) -> int:
    return sum(len(line.encode("utf-8")) for line in lines)


def _longest(column: pa.ChunkedArray, enough: int) -> int:
    """The most letters in one cell; bytes are counted first because that is quicker."""
    most_bytes = pc.max(pc.binary_length(column)).as_py() or 0
    return most_bytes if most_bytes <= enough else pc.max(pc.utf8_length(column)).as_py()


def _tidied(table: pa.Table, layout: Layout) -> tuple[pa.Table, list[CleaningStep]]:
    """Without blank lines and without columns that have neither a name nor a cell."""
    steps = []
    empty = [
        column
        for column, name in zip(table.column_names, layout.names, strict=True)
        if not name and table[column].null_count == table.num_rows
    ]
    if empty and table.num_rows:
        table = table.drop_columns(empty)
        what = "Columns with neither a name nor a value were left out."
        steps.append(CleaningStep(what, len(empty), "Give them a name in the header line."))
    blank = _blank_rows(table)
    if blank is not None:
        table, before = table.filter(pc.invert(blank)), table.num_rows
        what = "Blank lines were left out."
        steps.append(CleaningStep(what, before - table.num_rows, "Nothing to undo."))
    return table, steps


def _blank_rows(table: pa.Table) -> pa.ChunkedArray | None:
    """Which rows have no cell at all; None where every row has one."""
    blank = None
    for column in table.columns:
        if column.null_count == 0:
            return None
        nulls = pc.is_null(column)
        blank = nulls if blank is None else pc.and_(blank, nulls)
    return blank if blank is not None and pc.any(blank).as_py() else None


def _junk(layout: Layout) -> Iterator[CleaningStep]:
    if layout.junk:
        yield CleaningStep(
            "Lines above the table were left out.", layout.junk,
            "Delete them, and let the file begin with its header line.",
        )  # fmt: skip


def _mends(cells: Cells) -> Iterator[CleaningStep]:
    undo = "Correct these lines in the file."
    if cells.padded:
        what = "Lines with too few cells were filled up with empty ones."
        yield CleaningStep(what, cells.padded, undo)
    if cells.cut:
        yield CleaningStep("Empty cells beyond the last column were cut off.", cells.cut, undo)
    if cells.left_out:
        shown = ", ".join(str(row) for row in cells.left_out[:_SOME])
        more = " …" if len(cells.left_out) > _SOME else ""
        what = f"Lines whose cells don't fit the columns were set aside (data lines {shown}{more})."
        yield CleaningStep(what, len(cells.left_out), undo)


def _warnings(cells: Cells, text: Decoded) -> Iterator[str]:
    if cells.left_out:
        yield (f"{_lines(len(cells.left_out))} set aside for having too many or too few cells.")
    if cells.unpaired:
        yield "A quotation mark is opened and never closed; some lines may have run together."
    if text.replaced:
        signs = "1 character" if text.replaced == 1 else f"{text.replaced:,} characters"
        yield f"{signs} could not be read (shown as “\ufffd”)."


def _lines(count: int) -> str:
    return "1 line was" if count == 1 else f"{count:,} lines were"


OPENERS.add(CsvOpener())
