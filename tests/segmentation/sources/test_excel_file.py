"""Workbooks of every make become tables of text; the sheet is named or found."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter

from segmentation.errors import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    NotATable,
    ProtectedFile,
    UnknownSheet,
)
from segmentation.intake import take_in
from segmentation.source import RawTable
from segmentation.sources import open_source
from segmentation.spec import Limits
from tests.table_files import ods_bytes, xlsx_bytes, zipped

Read = Callable[..., RawTable]
Rows = list[list[Any]]
HEADER = ["id", "town", "age", "spend"]
ROWS: Rows = [HEADER, *([n, "Rome" if n % 2 else "Oslo", 20 + n, n * 2.5] for n in range(1, 13))]
NOTES: Rows = [["Read me"], ["Customers stand on the next sheet"], ["Ask sales for more"]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: bytes, sheet: str | None = None, limits: Limits | None = None) -> RawTable:
        path = tmp_path / "stored-under-another-name"
        path.write_bytes(content)
        return open_source(str(path), "customers.xlsx", sheet).read(limits or Limits())

    return read


def workbook(*sheets: tuple[str, Rows], left: int = 0, top: int = 0, hidden: str = "") -> bytes:
    """A workbook whose tables begin so many columns from the left and rows from the top."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        for name, rows in sheets:
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(top + at, left, row)
            if name == hidden:
                page.hide()
            if name == sheets[-1][0]:
                page.activate()
    return written.getvalue()


def said(raw: RawTable) -> str:
    return " ".join(step.what for step in raw.receipt)


def test_a_plain_sheet_is_read_without_a_word(read: Read) -> None:
    raw = read(workbook(("Customers", ROWS)))
    assert raw.cells.column_names == HEADER
    assert raw.cells.to_pylist()[0] == {"id": "1", "town": "Rome", "age": "21", "spend": "2.5"}
    assert (raw.cells.num_rows, raw.receipt, raw.warnings) == (12, (), ())
    assert (raw.format.kind, raw.format.delimiter, raw.format.sheet) == ("excel", "", "Customers")


def test_values_stand_as_a_csv_of_them_would_have_them(read: Read) -> None:
    values = [
        1.0, 0.1 + 0.2, 1234567.891, 1e20, 12345678901234567, True, "007", "  ", None,
        datetime(2024, 5, 1), datetime(2024, 5, 1, 13, 45), time(13, 45), date(2024, 5, 1),
    ]  # fmt: skip
    head = [f"c{at}" for at in range(len(values))]
    raw = read(workbook(("S", [head, *[[*values]] * 3])))
    assert list(raw.cells.to_pylist()[0].values()) == [
        "1", "0.3", "1234567.891", "100000000000000000000", "12345678901234570", "true", "007",
        None, None, "2024-05-01", "2024-05-01 13:45:00", "13:45:00", "2024-05-01",
    ]  # fmt: skip


def test_spans_of_time_are_hours_minutes_and_seconds(read: Read) -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page, form = book.add_worksheet(), book.add_format({"num_format": "[h]:mm:ss"})
        page.write_row(0, 0, ["id", "time spent"])
        for row in range(1, 4):
            page.write_row(row, 0, [row])
            page.write_datetime(row, 1, timedelta(hours=30, seconds=row), form)
    assert read(written.getvalue()).cells["time spent"].to_pylist()[0] == "30:00:01"


def test_errors_of_formulas_are_empty_cells(read: Read) -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["id", "ratio"])
        for row in range(1, 4):
            page.write_row(row, 0, [row])
            page.write_formula(row, 1, f"=A{row + 1}/0", None, "#DIV/0!" if row > 1 else 4)
    assert read(written.getvalue()).cells["ratio"].to_pylist() == ["4", None, None]


def test_a_table_may_begin_anywhere_below_merged_titles(read: Read) -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet()
        page.merge_range("A1:H1", "Customers of the year")
        page.write("A2", "as of May")
        for at, row in enumerate(ROWS):
            page.write_row(4 + at, 3, row)
        page.write_row(20, 3, ["Source: CRM"])
    raw = read(written.getvalue())
    assert raw.cells.column_names == HEADER
    assert raw.cells.num_rows == 12
    assert "above the table" in said(raw)


def test_a_line_of_group_names_above_the_header_is_no_header(read: Read) -> None:
    groups = ["Who", None, "How much", None]
    raw = read(workbook(("S", [groups, *ROWS])))
    assert raw.cells.column_names == HEADER
    assert raw.cells.num_rows == 12


def test_blank_and_hidden_columns_and_lines_are_left_out(read: Read) -> None:
    rows = [[row[0], None, *row[1:]] for row in ROWS]
    raw = read(workbook(("S", [*rows[:5], [None], *rows[5:]])))
    assert raw.cells.column_names == HEADER
    assert raw.cells.num_rows == 12
    assert "Blank lines" in said(raw)
    assert "neither a name nor a value" in said(raw)


def test_totals_below_the_table_are_set_aside(read: Read) -> None:
    raw = read(workbook(("S", [*ROWS, ["Total", None, 318, 195]])))
    assert raw.cells.num_rows == 12
    assert "totals" in said(raw)


def test_the_first_sheet_that_holds_a_table_is_read_and_named(read: Read) -> None:
    raw = read(workbook(("Notes", NOTES), ("Customers", ROWS), ("Archive", ROWS[:3])))
    assert raw.cells.num_rows == 12
    assert "The sheet “Customers” was read; left alone: Notes, Archive." in said(raw)


def test_a_hidden_sheet_is_read_only_where_no_other_holds_a_table(read: Read) -> None:
    content = workbook(("Old", ROWS[:12]), ("Customers", ROWS), hidden="Old")
    assert read(content).format.sheet == "Customers"
    only = workbook(("Customers", ROWS), ("Notes", []), hidden="Customers")
    assert read(only).format.sheet == "Customers"


@pytest.mark.parametrize("spelled", ["Customers 2024", "customers_2024", "CUSTOMERS", "2024"])
def test_a_sheet_is_chosen_by_its_name_however_spelled(read: Read, spelled: str) -> None:
    content = workbook(("Archive", ROWS), ("Customers 2024", ROWS[:4]))
    raw = read(content, spelled)
    assert raw.cells.num_rows == 3
    assert raw.receipt == ()


def test_a_sheet_that_is_not_there_gets_the_list_of_those_that_are(read: Read) -> None:
    with pytest.raises(UnknownSheet) as told:
        read(workbook(("May", ROWS), ("June", ROWS)), "July")
    assert "There are: May, June." in told.value.next_step


EMPTY = {
    "a blank sheet": workbook(("S", [])),
    "two blank sheets": workbook(("S", []), ("T", [])),
    "a header alone": workbook(("S", [HEADER])),
    "what pandas writes of nothing": xlsx_bytes(pd.DataFrame()),
    "an OpenDocument header alone": ods_bytes(pd.DataFrame({"id": []})),
}


@pytest.mark.parametrize("case", EMPTY)
def test_a_workbook_without_rows_is_said_to_be_empty(read: Read, case: str) -> None:
    with pytest.raises(EmptyFile):
        read(EMPTY[case])


def test_an_openoffice_sheet_is_read_as_an_excel_one(read: Read) -> None:
    table = pd.DataFrame(ROWS[1:], columns=HEADER)
    raw = read(ods_bytes(table))
    assert raw.cells.equals(read(xlsx_bytes(table)).cells)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


ENCRYPTED_ODS = {
    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
    "META-INF/manifest.xml": b"<manifest:encryption-data/>",
    "content.xml": b"\x00\x01",
}
UNREADABLE: dict[str, tuple[bytes, type[Exception]]] = {
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le") + bytes(512), ProtectedFile),
    "a password on OpenDocument": (zipped(ENCRYPTED_ODS), ProtectedFile),
    "an old letter": (OLE + "WordDocument".encode("utf-16-le") + bytes(512), NotATable),
    "nothing behind the first bytes": (OLE, DamagedFile),
    "no sheets": (zipped({"xl/workbook.xml": b"<workbook>"}), DamagedFile),
    "cut short": (workbook(("S", ROWS))[:-60], DamagedFile),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_opened_gets_a_plain_answer(read: Read, case: str) -> None:
    content, error = UNREADABLE[case]
    with pytest.raises(error):
        read(content)


def test_a_damaged_byte_inside_is_noticed(read: Read) -> None:
    content = bytearray(workbook(("S", ROWS)))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    content[at + 120] ^= 0xFF
    with pytest.raises(DamagedFile):
        read(bytes(content))


def test_two_cells_in_far_corners_don_t_take_all_memory(read: Read) -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet()
        page.write(0, 0, 1)
        page.write(1_048_575, 400, 2)
    with pytest.raises(FileTooLarge) as told:
        read(written.getvalue())
    assert told.value.setting == "limits.max_decompressed_bytes"


def test_cells_that_have_only_a_style_take_no_room(read: Read) -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page, bold = book.add_worksheet(), book.add_format({"bold": True})
        for at, row in enumerate(ROWS):
            page.write_row(at, 0, row)
        page.write_blank(1_048_575, 16_383, None, bold)
    assert read(written.getvalue()).cells.num_rows == 12


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_opened(read: Read) -> None:
    bomb = zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(1 << 22)})
    assert len(bomb) < 10_000
    with pytest.raises(FileTooLarge) as told:
        read(bomb, limits=Limits(max_decompressed_bytes=1 << 20))
    assert told.value.setting == "limits.max_decompressed_bytes"


def test_numbers_of_a_sheet_say_what_they_say_beside_text_with_commas(read: Read) -> None:
    rows = [["id", "ratio", "spend"]]
    rows += [[n, 1.25 + n / 1000, f"{n}.234,5{n % 10} €"] for n in range(1, 16)]
    taken = take_in(read(workbook(("S", rows))))
    assert taken.table["ratio"].tolist() == [1.25 + n / 1000 for n in range(1, 16)]
    assert taken.table["spend"].tolist()[0] == 1234.51
