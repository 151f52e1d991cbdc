"""What every way to open a file must do, asked of each one."""

from contextlib import suppress
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

import segmentation.sources  # noqa: F401  (fills the registry)
from segmentation.errors import FileTooLarge, UnreadableFile
from segmentation.source import OPENERS, Opener, RawTable, Source
from segmentation.sources import HEAD_BYTES, open_source
from segmentation.spec import Limits
from tests.table_files import WRITERS

ROWS = 12
TABLE = pd.DataFrame(
    {
        "id": range(ROWS),
        "age": range(20, 20 + ROWS),
        "town": ["Rome" if n % 2 else None for n in range(ROWS)],
    }
)
# The ending of a file of each kind; a new member brings its own.
ENDINGS = {
    "csv": "csv",
    "gzip": "csv.gz",
    "zip": "zip",
    "excel": "xlsx",
    "parquet": "parquet",
    "json": "json",
}
PACKED = ("gzip", "zip", "excel", "parquet")


@pytest.fixture(params=OPENERS.names())
def opener(request: pytest.FixtureRequest) -> Opener:
    return OPENERS.get(request.param)


@pytest.fixture
def path(opener: Opener, tmp_path: Path) -> Path:
    ending = ENDINGS[opener.name]
    path = tmp_path / f"customers.{ending}"
    path.write_bytes(WRITERS[ending](TABLE))
    return path


def source_of(opener: Opener, path: Path) -> Source:
    return opener.open(str(path), path.name)


def table_of(opener: Opener, path: Path, limits: Limits | None = None) -> RawTable:
    return source_of(opener, path).read(limits or Limits())


def test_it_accepts_a_file_of_its_kind(opener: Opener, path: Path) -> None:
    assert opener.accepts(path.read_bytes()[:HEAD_BYTES], path.name)


def test_its_files_come_to_it(opener: Opener, path: Path) -> None:
    assert open_source(str(path), path.name) == source_of(opener, path)


def test_it_leaves_pictures_and_documents_alone(opener: Opener) -> None:
    assert not opener.accepts(b"\x89PNG\r\n\x1a\n\x00\x00", "customers.csv")
    assert not opener.accepts(b"%PDF-1.7\n", "customers.csv")


def test_its_source_is_called_as_the_file_is(opener: Opener, path: Path) -> None:
    source = opener.open(str(path), "What people call it")
    assert isinstance(source, Source)
    assert source.name == source.read(Limits()).name == "What people call it"


def test_every_cell_is_text_and_empty_ones_are_null(opener: Opener, path: Path) -> None:
    cells = table_of(opener, path).cells
    assert cells.schema.types == [pa.string()] * 3
    assert cells["town"].null_count == ROWS / 2
    assert cells["age"].to_pylist() == [str(20 + n) for n in range(ROWS)]


def test_names_are_filled_and_unique(opener: Opener, path: Path) -> None:
    assert table_of(opener, path).cells.column_names == ["id", "age", "town"]


def test_reading_twice_gives_the_same(opener: Opener, path: Path) -> None:
    one, two = table_of(opener, path), table_of(opener, path)
    assert one.cells.equals(two.cells)
    assert (one.format, one.receipt, one.warnings) == (two.format, two.receipt, two.warnings)


@pytest.mark.parametrize(
    ("limits", "setting"),
    [
        (Limits(max_rows=ROWS - 1), "limits.max_rows"),
        (Limits(max_columns=2), "limits.max_columns"),
        (Limits(max_bytes=10), "limits.max_bytes"),
        (Limits(max_cell_chars=3), "limits.max_cell_chars"),
    ],
)
def test_it_keeps_to_the_limits_and_names_the_setting(
    opener: Opener, path: Path, limits: Limits, setting: str
) -> None:
    with pytest.raises(FileTooLarge) as told:
        source_of(opener, path).read(limits)
    assert told.value.setting == setting


@pytest.mark.parametrize("name", PACKED)
def test_what_comes_out_of_packed_bytes_is_bounded(name: str, tmp_path: Path) -> None:
    path = tmp_path / "customers"
    path.write_bytes(WRITERS[ENDINGS[name]](TABLE))
    with pytest.raises(FileTooLarge) as told:
        table_of(OPENERS.get(name), path, Limits(max_decompressed_bytes=50))
    assert told.value.setting == "limits.max_decompressed_bytes"
    assert "once unpacked" in told.value.problem


def test_a_file_is_known_whatever_it_is_called(opener: Opener, path: Path) -> None:
    other = path.rename(path.with_name("stored-under-another-name"))
    assert open_source(str(other), "customers.csv").read(Limits()).cells.num_rows == ROWS


def test_a_file_cut_in_half_is_a_table_or_a_plain_answer(opener: Opener, path: Path) -> None:
    content = path.read_bytes()
    for size in range(0, len(content), max(1, len(content) // 40)):
        path.write_bytes(content[:size])
        with suppress(UnreadableFile):
            assert table_of(opener, path).cells.num_rows > 0


def test_a_file_is_left_as_it_was(opener: Opener, path: Path) -> None:
    before = path.read_bytes()
    table_of(opener, path)
    assert path.read_bytes() == before
    path.unlink()
