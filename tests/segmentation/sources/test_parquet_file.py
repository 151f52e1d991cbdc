"""Parquet files of every type become tables of text."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentation.errors import DamagedFile, EmptyFile, FileTooLarge, NestedColumns, NotATable
from segmentation.source import RawTable
from segmentation.sources import open_source
from segmentation.spec import Limits

Read = Callable[..., RawTable]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(table: pa.Table, limits: Limits | None = None, **options: Any) -> RawTable:
        path = tmp_path / "stored-under-another-name"
        pq.write_table(table, path, **options)
        return open_source(str(path), "customers.parquet").read(limits or Limits())

    return read


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (pa.array([1, None, 3]), ["1", None, "3"]),
        (pa.array([1.0, 0.1 + 0.2, float("nan")]), ["1", "0.3", None]),
        (pa.array([1e20, -0.0, 1e-7]), ["100000000000000000000", "0", "1e-07"]),
        (pa.array([0.1, 2.5, None], pa.float32()), ["0.1", "2.5", None]),
        (pa.array([True, False, None]), ["true", "false", None]),
        (pa.array(["007", " ", ""]), ["007", None, None]),
        (pa.array(["a", "b", "a"]).dictionary_encode(), ["a", "b", "a"]),
        (pa.array([Decimal("12.50"), Decimal("12.00"), None]), ["12.50", "12", None]),
        (pa.array([date(2024, 5, 1), None, date(2024, 5, 2)]), ["2024-05-01", None, "2024-05-02"]),
        (
            pa.array([datetime(2024, 5, 1), datetime(2024, 5, 1, 13, 45), None]),
            ["2024-05-01", "2024-05-01 13:45:00", None],
        ),
        (
            pa.array([datetime(2024, 5, 1, 13, 45, 5, 250_000)] * 3, pa.timestamp("ns")),
            ["2024-05-01 13:45:05.25"] * 3,
        ),
        (pa.array([time(13, 45)] * 3), ["13:45:00"] * 3),
        (pa.array([b"abc", b"\xff\xfe", None]), ["616263", "fffe", None]),
        (pa.array([b"abc", b"x", None]), ["abc", "x", None]),
    ],
)
def test_values_stand_as_a_csv_of_them_would_have_them(
    read: Read, column: pa.Array, text: list[str | None]
) -> None:
    raw = read(pa.table({"id": [1, 2, 3], "value": column}))
    assert raw.cells["value"].to_pylist() == text
    assert raw.cells.schema.types == [pa.string()] * 2


def test_the_index_that_pandas_keeps_has_no_name(read: Read) -> None:
    frame = pd.DataFrame({"age": [20, 30]}, index=[7, 9])
    raw = read(pa.Table.from_pandas(frame))
    assert raw.cells.column_names == ["age", "unnamed 2"]


def test_lists_and_records_in_cells_are_refused_by_name(read: Read) -> None:
    table = pa.table({"id": [1], "tags": [["a"]], "address": [{"city": "Rome"}]})
    with pytest.raises(NestedColumns, match="tags, address"):
        read(table)


def test_a_file_without_rows_is_empty(read: Read) -> None:
    with pytest.raises(EmptyFile):
        read(pa.table({"id": pa.array([], pa.int64())}))


def test_a_few_bytes_that_stand_for_many_are_refused_before_they_are_written_out(
    read: Read, tmp_path: Path
) -> None:
    long = pa.array(["x" * 90_000]).dictionary_encode()
    rows = pa.array([0] * 50_000, pa.int32())
    table = pa.table({"text": pa.DictionaryArray.from_arrays(rows, long.dictionary)})
    with pytest.raises(FileTooLarge) as told:
        read(table, Limits(max_decompressed_bytes=1_000_000_000))
    assert told.value.setting == "limits.max_decompressed_bytes"
    assert (tmp_path / "stored-under-another-name").stat().st_size < 50_000


def test_a_damaged_file_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "customers.parquet"
    pq.write_table(pa.table({"id": list(range(1000))}), path)
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(DamagedFile, match="a Parquet file"):
        open_source(str(path), path.name).read(Limits())


def test_an_encrypted_file_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "customers.parquet"
    path.write_bytes(b"PARE" + bytes(100))
    with pytest.raises(NotATable, match="encrypted Parquet"):
        open_source(str(path), path.name)
