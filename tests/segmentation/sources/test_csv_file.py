"""CSV files of every make become tables of text, with a receipt."""

from collections.abc import Callable
from pathlib import Path

import pytest

from segmentation.errors import EmptyFile, FileTooLarge, NotATable, UnreadableFile
from segmentation.source import RawTable
from segmentation.sources import open_source
from segmentation.spec import Limits

Read = Callable[[bytes | str], RawTable]
ROWS = [f"{n},Anna,{20 + n},{n}.5" for n in range(1, 13)]
TABLE = "\n".join(["id,name,age,spend", *ROWS]) + "\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: bytes | str, limits: Limits | None = None) -> RawTable:
        path = tmp_path / "stored-under-another-name"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return open_source(str(path), "customers.csv").read(limits or Limits())

    return read


def said(raw: RawTable) -> str:
    return " ".join(step.what for step in raw.receipt)


def test_a_plain_file_is_read_without_a_word(read: Read) -> None:
    raw = read(TABLE)
    assert raw.name == "customers.csv"
    assert raw.cells.column_names == ["id", "name", "age", "spend"]
    assert raw.cells.num_rows == 12
    assert {str(column.type) for column in raw.cells.columns} == {"string"}
    assert (raw.receipt, raw.warnings) == ((), ())
    assert (raw.format.encoding, raw.format.delimiter, raw.format.header) == ("utf-8", ",", True)


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode("utf-8-sig"), TABLE.encode("utf-16"), TABLE.encode("utf-16-be"),
        TABLE.replace("\n", "\r\n").encode(), TABLE.replace("\n", "\r").encode(),
        TABLE.replace(",", ";").encode(), TABLE.replace(",", "\t").encode(),
        TABLE.replace(",", "|").encode(), ("sep=;\r\n" + TABLE.replace(",", ";")).encode(),
        "\n".join(",".join(f'"{c}"' for c in line.split(",")) for line in TABLE.split()).encode(),
        TABLE.replace("\n", "\n\n").encode(), ("Report\nof today\n\n" + TABLE).encode(),
        "\n".join(f"{line},," for line in TABLE.split()).encode(), TABLE.strip().encode(),
        "\n".join(f'"{line}"' for line in TABLE.split()).encode(),
    ],
)  # fmt: skip
def test_every_make_of_one_table_gives_the_same_cells(read: Read, content: bytes) -> None:
    assert read(content).cells.equals(read(TABLE).cells)


def test_a_file_without_a_header_gets_names(read: Read) -> None:
    raw = read("\n".join(ROWS))
    assert raw.cells.column_names == ["column 1", "column 2", "column 3", "column 4"]
    assert not raw.format.header
    assert raw.cells.num_rows == 12


def test_what_was_left_out_or_mended_stands_in_the_receipt(read: Read) -> None:
    raw = read("Report\n" + TABLE + "\n13,Ben\n14,Cleo,33,4.5,6,7\nTotal\n")
    assert raw.cells.num_rows == 13
    assert [step.count for step in raw.receipt] == [1, 1, 2, 1]
    for part in ("above the table", "too few cells", "set aside (data lines 15, 16)", "Blank"):
        assert part in said(raw)
    assert raw.warnings == ("2 lines were set aside for having too many or too few cells.",)


def test_columns_without_a_name_are_kept_if_they_hold_something(read: Read) -> None:
    raw = read(",a,,b\n" + "".join(f"{n},x{n},,{n}\n" for n in range(12)))
    assert raw.cells.column_names == ["unnamed 1", "a", "b"]
    assert [step.count for step in raw.receipt] == [1, 1]


def test_names_that_stand_twice_are_told_apart(read: Read) -> None:
    raw = read("id,x,x\n1,2,3\n4,5,6\n")
    assert raw.cells.column_names == ["id", "x", "x (2)"]
    assert "x (2)" in said(raw)


def test_letters_that_cannot_be_read_are_warned_about(read: Read) -> None:
    raw = read("id,town\n1,Köln\n2,Zürich\n3,Zür".encode() + b"\xff\n")
    assert raw.warnings == ("1 character could not be read (shown as “\ufffd”).",)


@pytest.mark.parametrize("content", [b"", b"\n \n\r\n", b"\xef\xbb\xbf", b"id,age,spend\n", b"id"])
def test_nothing_to_read_is_said_to_be_empty(read: Read, content: bytes) -> None:
    with pytest.raises(EmptyFile) as told:
        read(content)
    assert "*customers.csv* is empty" in str(told.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 ...", "a PDF"), (b"<html><body>", "web page"), (bytes(range(256)), "binary"),
        (b"We had a wonderful time, and the food was very good indeed.", "sentences"),
    ],
)  # fmt: skip
def test_other_kinds_of_files_are_called_what_they_are(
    read: Read, content: bytes, words: str
) -> None:
    with pytest.raises(NotATable) as told:
        read(content)
    assert words in told.value.looks_like
    assert "CSV" in told.value.next_step


@pytest.mark.parametrize(
    ("limits", "setting", "found"),
    [
        (Limits(max_bytes=20), "limits.max_bytes", str(len(TABLE))),
        (Limits(max_rows=11), "limits.max_rows", "12"),
        (Limits(max_columns=3), "limits.max_columns", "4"),
        (Limits(max_cell_chars=3), "limits.max_cell_chars", "4"),
    ],
)
def test_too_much_names_the_setting(
    tmp_path: Path, limits: Limits, setting: str, found: str
) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(TABLE)
    with pytest.raises(FileTooLarge) as told:
        open_source(str(path), path.name).read(limits)
    assert (told.value.setting, told.value.found) == (setting, found)
    assert setting in told.value.next_step


def test_letters_are_counted_and_not_bytes(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("id,town\n1,Zürich\n2,Köln\n", encoding="utf-8")
    assert open_source(str(path), path.name).read(Limits(max_cell_chars=6)).cells.num_rows == 2


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as told:
        open_source(str(tmp_path / "gone.csv"), "gone.csv")
    assert "gone.csv" in told.value.problem


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        open_source(str(tmp_path), "folder.csv")


def test_a_blank_before_a_closing_quote_belongs_to_its_cell(read: Read) -> None:
    rows = [["C1", "21", "", ""], ["C2", "22", "", ""], ["C3", "23", "; ", ' ""']]
    quoted = ["customer;age;words;more"] + [
        ";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows
    ]
    assert list(read("\n".join(quoted)).cells.to_pylist()[-1].values()) == rows[-1]
