"""Other kinds of files are told from their first bytes."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segmentation.reading.file_kind import other_kind


def archive(*names: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in names:
            file.writestr(name, "content")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"%PDF-1.4\n%\xe2\xe3", "PDF"), (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"), (b"GIF89a\x01\x00\x01\x00\x00\x00", "GIF"),
        (archive("xl/workbook.xml"), "workbook"), (archive("word/document.xml"), "Word"),
        (archive("ppt/slides.xml"), "PowerPoint"), (archive("customers.csv"), "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel"), (b"\x1f\x8b\x08\x00", "gzip"),
        (b"PAR1\x15\x04\x15\x00\x00\x00", "Parquet"), (b"SQLite format 3\x00", "SQLite"),
        (b"<!DOCTYPE html><html>", "web page"), (b"\n <TABLE><tr>", "web page"),
        (b'<?xml version="1.0"?><a></a>', "XML"), (b'[{"id": 1}]', "JSON"),
        (b'\xef\xbb\xbf{"id": 1}', "JSON"), (b'{"a": 1}\n{"a": 2}', "JSON"), (b"[1, 2]", "JSON"),
        (b"{\\rtf1\\ansi", "rich-text"), (bytes(range(256)) * 4, "binary data"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "film"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_called_by_its_name(head: bytes, words: str) -> None:
    kind = other_kind(head, "customers.csv")
    assert kind is not None
    assert words in kind


@pytest.mark.parametrize(
    "head",
    [
        b"id,age\n1,20\n", b"BMI,age\n1,20\n", b"PAR1,PAR2\n1,2\n", b"ID3,name\n", b"",
        b"[Age],[Income]\n", b"\xef\xbb\xbfid;age\n", b"\xff\xfei\x00d\x00,\x00a\x00",
        b"i\x00d\x00;\x00a\x00\n\x00",
        "Größe;Alter\n".encode("cp1252"), "顧客,年齢\n".encode("shift_jis"), b"<5,>5,age\n1,2,3\n",
    ],
)  # fmt: skip
def test_text_that_could_be_a_table_is_let_through(head: bytes) -> None:
    assert other_kind(head, "customers.csv") is None


def test_a_workbook_with_an_unusual_inside_is_known_by_its_name() -> None:
    assert "workbook" in (other_kind(archive("x"), "Customers.XLSX") or "")


@given(st.binary(max_size=300), st.text(max_size=10))
def test_any_bytes_get_an_answer(head: bytes, name: str) -> None:
    kind = other_kind(head, name)
    assert kind is None or kind.startswith(("a ", "an ", "binary"))
