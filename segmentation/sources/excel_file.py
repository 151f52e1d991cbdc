"""Workbooks: Excel of every age and OpenDocument, one sheet of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from segmentation.errors import DamagedFile, EmptyFile, ProtectedFile
from segmentation.reading.bounds import check_file
from segmentation.reading.cells import kind_of
from segmentation.reading.table_choice import table_meant
from segmentation.reading.typed_table import grid_table, sample_rows
from segmentation.reading.value_columns import column_text, gathered
from segmentation.reading.workbook_check import KIND, check_workbook
from segmentation.reading.zip_kind import zip_kind
from segmentation.results import CleaningStep, FileFormat
from segmentation.source import OPENERS, RawTable
from segmentation.spec import Limits

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORM = FileFormat(delimiter="", kind="excel")
# A sheet of so many rows is a table; one of fewer only where there is no better.
_ENOUGH_ROWS = 10
_SOME_ROWS = 300
_BATCH_ROWS = 20_000
Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class ExcelFile:
    """One sheet of a workbook.

    path: where the bytes are.
    file_name: what people call it.
    sheet: which sheet, loosely spelled; None for the first that holds a table.
    """

    path: str
    file_name: str
    sheet: str | None = None

    @property
    def name(self) -> str:
        return self.file_name

    def read(self, limits: Limits) -> RawTable:
        """Read every cell of the sheet as text.

        Raises
        ------
        EmptyFile : no sheet with a cell.
        UnknownSheet : no sheet of that name.
        DamagedFile, ProtectedFile, NotATable : nothing that can be opened as a workbook.
        FileTooLarge : more than `limits` allows.
        """
        check_file(self.path, self.file_name, limits)
        check_workbook(self.path, self.file_name, limits)
        try:
            with CalamineWorkbook.from_path(self.path) as workbook:
                return self._read(workbook, limits)
        except PasswordError as error:
            raise ProtectedFile(self.file_name) from error
        except CalamineError as error:
            raise DamagedFile(self.file_name, KIND) from error

    def _read(self, workbook: CalamineWorkbook, limits: Limits) -> RawTable:
        sheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        names = [one.name for one in sheets]
        if self.sheet is None:
            sheet = self._first_table(workbook, sheets)
        else:
            wanted = table_meant(self.sheet, names, self.file_name)
            sheet = workbook.get_sheet_by_name(wanted)
        table = gathered(_batches(sheet.iter_rows()), self.file_name, limits)
        if table is None:
            raise EmptyFile(self.file_name)
        form = replace(_FORM, sheet=sheet.name)
        told = _choice(sheet.name, names) if self.sheet is None else ()
        return grid_table(self.file_name, table, form, limits, told)

    def _first_table(
        self, workbook: CalamineWorkbook, sheets: Sequence[SheetMetadata]
    ) -> CalamineSheet:
        """The first sheet that looks like a table; visible ones come first."""
        order = sorted(sheets, key=lambda one: one.visible != SheetVisibleEnum.Visible)
        best, most = None, 0
        for one in order:
            sheet = workbook.get_sheet_by_name(one.name)
            promise = _promise(sheet)
            if promise > most:
                best, most = sheet, promise
            if promise == _SURE:
                break
        if best is None:
            raise EmptyFile(self.file_name)
        return best


@dataclass(frozen=True, slots=True)
class ExcelOpener:
    """Opens workbooks, whatever they are called."""

    name: str = "excel"

    def accepts(self, head: bytes, file_name: str) -> bool:
        return head.startswith(_OLD) or zip_kind(head, file_name) == "workbook"

    def open(self, path: str, file_name: str, sheet: str | None = None) -> ExcelFile:
        return ExcelFile(path, file_name, sheet)


_SURE = 3


def _promise(sheet: CalamineSheet) -> int:
    """How much a sheet looks like a table of customers, 0 (empty) to 3."""
    sample = sample_rows(pa.table(_texts(sheet.to_python(nrows=_SOME_ROWS))))
    if not sample:
        return 0
    width = len(sample[0].cells)
    filled = [row for row in sample if 2 * row.filled >= width]
    numbers = any(kind_of(cell) == "number" for row in filled[1:] for cell in row.cells)
    if width < 2 and not numbers:
        return 1
    return _SURE if len(filled) > _ENOUGH_ROWS else 2


def _batches(rows: Iterator[Row]) -> Iterator[pa.RecordBatch]:
    while batch := list(islice(rows, _BATCH_ROWS)):
        yield pa.record_batch(_texts(batch))


def _texts(rows: Sequence[Row]) -> dict[str, pa.Array]:
    """The columns of a few rows, called by their place."""
    columns = zip(*rows, strict=True)
    return {str(at): column_text(column) for at, column in enumerate(columns)}


def _choice(chosen: str, names: Sequence[str]) -> tuple[CleaningStep, ...]:
    """Which sheet was read of several, for the receipt."""
    others = [name for name in names if name != chosen]
    if not others:
        return ()
    what = f"The sheet “{chosen}” was read; left alone: {', '.join(others)}."
    return (CleaningStep(what, len(others), "Name another sheet with `sheet`."),)


OPENERS.add(ExcelOpener())
