"""Customer tables as text: CSV with any delimiter, encoding, header or line end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

from segmentation.errors import EmptyFile, NotATable
from segmentation.reading.bounds import check_columns, check_file, check_table
from segmentation.reading.column_names import naming_steps, unique_names
from segmentation.reading.delimited import Cells, parse, unwrapped
from segmentation.reading.dialect import Dialect, find_dialect, physical_lines, wrapped
from segmentation.reading.encodings import Decoded, to_utf8
from segmentation.reading.file_kind import other_kind
from segmentation.reading.header import find_layout
from segmentation.reading.tidying import junk_steps, tidied
from segmentation.results import CleaningStep, FileFormat
from segmentation.source import OPENERS, RawTable
from segmentation.spec import Limits

_SAMPLE_BYTES = 1 << 18
_DECLARED = re.compile(r"sep=(.)\s*")
_SOME = 3
_ZERO = re.compile(b"\0")
_ZEROS = (
    CleaningStep("Zero bytes, which stand for no letter, were taken out.", 1, "Nothing to undo."),
)
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
        check_file(self.path, self.file_name, limits)
        with pa.memory_map(self.path) as file:
            return self._read(file.read_buffer(), limits)

    def _read(self, data: pa.Buffer, limits: Limits) -> RawTable:
        kind = other_kind(bytes(memoryview(data)[: 1 << 16]), self.file_name)
        if kind:
            raise NotATable(self.file_name, kind)
        text = to_utf8(data)
        has_zeros = _ZERO.search(memoryview(text.data)) is not None
        if has_zeros:
            text = replace(text, data=pa.py_buffer(text.data.to_pybytes().replace(b"\0", b"")))
        lines = _first_lines(text.data)
        wrap = wrapped(lines)
        if wrap:
            text = replace(text, data=unwrapped(text.data))
            lines = _first_lines(text.data)
        steps = (*(_ZEROS if has_zeros else ()), *(_WRAP if wrap else ()))
        return self._table(text, lines, limits, steps)

    def _table(
        self, text: Decoded, lines: list[str], limits: Limits, steps: tuple[CleaningStep, ...]
    ) -> RawTable:
        dialect, skipped = self._dialect(lines)
        layout = find_layout(dialect)
        check_columns(len(layout.names), self.file_name, limits)
        names = unique_names(layout.names, layout.has_header)
        body = text.data.slice(_length(lines[: skipped + layout.first_line]))
        cells = self._parse(body, names, dialect.delimiter)
        table, tidying = tidied(cells.table, layout.names)
        check_table(table, self.file_name, limits)
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
            receipt=(*steps, *junk_steps(layout.junk), *named, *_mends(cells), *tidying),
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


@dataclass(frozen=True, slots=True)
class CsvOpener:
    """Opens whatever is text; asked last."""

    name: str = "csv"

    def accepts(self, head: bytes, file_name: str) -> bool:
        return other_kind(head, file_name) is None

    def open(self, path: str, file_name: str, sheet: str | None = None) -> CsvFile:
        return CsvFile(path, file_name)


def _first_lines(data: pa.Buffer) -> list[str]:
    """Whole lines from the beginning of the file; a cut one only where there is no other."""
    head = bytes(memoryview(data)[:_SAMPLE_BYTES])
    lines = physical_lines(head.decode("utf-8", "ignore"))
    return lines if len(head) == len(data) or len(lines) == 1 else lines[:-1]


def _length(lines: list[str]) -> int:
    return sum(len(line.encode("utf-8")) for line in lines)


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
