"""Packed files: what comes out of them is read, within limits, or explained."""

import gzip
import tempfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from segmentation.errors import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    NotATable,
    ProtectedFile,
    SeveralTables,
    UnknownSheet,
)
from segmentation.source import RawTable
from segmentation.sources import open_source
from segmentation.spec import Limits
from tests.table_files import WRITERS, xlsx_bytes, zipped

Read = Callable[..., RawTable]
TABLE = pd.DataFrame({"id": range(12), "age": range(20, 32)})
CSV = WRITERS["csv"](TABLE)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: bytes, sheet: str | None = None, limits: Limits | None = None) -> RawTable:
        path = tmp_path / "stored-under-another-name"
        path.write_bytes(content)
        return open_source(str(path), "customers.zip", sheet).read(limits or Limits())

    return read


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which files are unpacked."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize(
    "ending", ["csv", "tsv", "xlsx", "xls", "xlsb", "ods", "parquet", "json", "ndjson"]
)
def test_any_kind_of_table_may_be_packed(read: Read, ending: str) -> None:
    plain = WRITERS[ending](TABLE)
    for content, packed in ((gzip.compress(plain), "gzip"), (zipped({"t": plain}), "zip")):
        raw = read(content)
        assert raw.cells.to_pydict()["age"] == [str(age) for age in range(20, 32)]
        assert (raw.format.packed, raw.name) == (packed, "customers.zip")


def test_what_systems_and_people_put_beside_the_table_is_left_alone(read: Read) -> None:
    members = {
        "__MACOSX/._customers.csv": b"\x00\x05\x16\x07", ".DS_Store": b"\x00\x01", "a/": b"",
        "a/customers.csv": CSV, "a/Thumbs.db": b"x", "readme.txt": b"Made in May\nby sales",
    }  # fmt: skip
    raw = read(zipped(members))
    assert raw.cells.num_rows == 12
    assert [(step.what, step.count) for step in raw.receipt] == [
        ("Other files in the archive were left alone.", 1)
    ]


def test_several_tables_are_listed_and_one_can_be_named(read: Read) -> None:
    content = zipped({"may.csv": CSV, "june.csv": WRITERS["csv"](TABLE[:5])})
    with pytest.raises(SeveralTables, match=r"may\.csv, june\.csv"):
        read(content)
    assert read(content, "june").cells.num_rows == 5
    with pytest.raises(UnknownSheet):
        read(content, "july")


def test_a_sheet_of_a_packed_workbook_can_be_named(read: Read) -> None:
    book = xlsx_bytes({"May": TABLE, "June": TABLE[:5]})
    assert read(zipped({"book.xlsx": book}), "june").cells.num_rows == 5
    assert read(gzip.compress(book), "june").cells.num_rows == 5


def test_a_workbook_stored_in_an_archive_is_no_workbook_itself(read: Read) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("book.xlsx", xlsx_bytes(TABLE))
    assert read(packed.getvalue()).format.packed == "zip"


def protected() -> bytes:
    """An archive whose member is marked as encrypted."""
    content = bytearray(zipped({"customers.csv": CSV}))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


UNUSABLE: dict[str, tuple[bytes, type[Exception]]] = {
    "no member": (zipped({}), EmptyFile),
    "an empty member": (zipped({"empty.csv": b""}), EmptyFile),
    "nothing in gzip": (gzip.compress(b""), EmptyFile),
    "a password": (protected(), ProtectedFile),
    "a picture": (zipped({"photo.png": b"\x89PNG\r\n\x1a\n"}), NotATable),
    "a PDF": (gzip.compress(b"%PDF-1.7\n"), NotATable),
    "a ZIP in a ZIP": (zipped({"a.zip": zipped({"a": CSV})}), NotATable),
    "gzip in gzip": (gzip.compress(gzip.compress(CSV)), NotATable),
    "gzip cut short": (gzip.compress(CSV)[:-9], DamagedFile),
    "a ZIP cut short": (zipped({"a.csv": CSV})[:-30], DamagedFile),
    "more behind gzip": (gzip.compress(CSV) + b"more", DamagedFile),
    "a wrong checksum": (gzip.compress(CSV)[:-8] + bytes(8), DamagedFile),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_what_is_no_packed_table_gets_a_plain_answer(read: Read, case: str) -> None:
    content, error = UNUSABLE[case]
    with pytest.raises(error) as told:
        read(content)
    assert "customers.zip" in str(told.value)


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zip": lambda content: zipped({"a.csv": content}),
}


@pytest.mark.parametrize("packed", PACK)
def test_unpacking_stops_at_the_limit_and_leaves_nothing_behind(
    read: Read, temporary: Path, packed: str
) -> None:
    bomb = PACK[packed](b"id,age\n" + b"1,2\n" * 5_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(FileTooLarge) as told:
        read(bomb, limits=Limits(max_decompressed_bytes=1 << 20))
    assert told.value.setting == "limits.max_decompressed_bytes"
    assert list(temporary.iterdir()) == []


def test_the_unpacked_table_may_be_larger_than_packed_files_may_be(
    read: Read, temporary: Path
) -> None:
    limits = Limits(max_bytes=5_000, max_decompressed_bytes=1 << 20)
    raw = read(gzip.compress(b"id,age\n" + b"1,2\n" * 5_000), limits=limits)
    assert raw.cells.num_rows == 5_000
    assert list(temporary.iterdir()) == []
