"""What every source of customers must do, asked of each one: files of every kind, and databases."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from segmentation.errors import FileTooLarge
from segmentation.source import RawTable, Source
from segmentation.sources import open_source
from segmentation.sources.sql_query import SqlQuery
from segmentation.spec import Limits
from tests.customer_databases import fill_postgres, fill_sqlite
from tests.table_files import WRITERS

NAME = "What people call it"
ROWS = 12
TABLE = pd.DataFrame(
    {
        "id": range(ROWS),
        "age": range(20, 20 + ROWS),
        "town": ["Rome" if n % 2 else None for n in range(ROWS)],
        "spend": [None if n == 3 else n + 0.25 for n in range(ROWS)],
    }
)
Made = Callable[[], Source]


@pytest.fixture(params=["csv", "xlsx", "parquet", "json", "sqlite", "postgres"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Source:
    query = "select * from customers order by id"
    if request.param == "sqlite":
        return SqlQuery(NAME, fill_sqlite(tmp_path / "crm.db", TABLE), query)
    if request.param == "postgres":
        address = request.getfixturevalue("postgres")
        fill_postgres(address, TABLE)
        return SqlQuery(NAME, address, query)
    path = tmp_path / "table"
    path.write_bytes(WRITERS[request.param](TABLE))
    return open_source(str(path), NAME)


def read(source: Source, limits: Limits | None = None) -> RawTable:
    return source.read(limits or Limits())


def test_it_is_called_as_people_call_it(source: Source) -> None:
    assert isinstance(source, Source)
    assert source.name == read(source).name == NAME


def test_every_cell_is_the_text_that_a_csv_file_would_have(source: Source) -> None:
    cells = read(source).cells
    assert cells.schema.types == [pa.string()] * 4
    assert cells["age"].to_pylist() == [str(20 + n) for n in range(ROWS)]
    assert cells["town"].to_pylist() == ["Rome" if n % 2 else None for n in range(ROWS)]
    assert cells["spend"].to_pylist()[:5] == ["0.25", "1.25", "2.25", None, "4.25"]


def test_names_are_filled_and_unique(source: Source) -> None:
    assert read(source).cells.column_names == ["id", "age", "town", "spend"]


def test_reading_twice_gives_the_same(source: Source) -> None:
    one, two = read(source), read(source)
    assert one.cells.equals(two.cells)
    assert (one.format, one.receipt, one.warnings) == (two.format, two.receipt, two.warnings)


@pytest.mark.parametrize(
    ("limits", "setting"),
    [
        (Limits(max_rows=ROWS - 1), "limits.max_rows"),
        (Limits(max_columns=3), "limits.max_columns"),
        (Limits(max_cell_chars=3), "limits.max_cell_chars"),
    ],
)
def test_it_keeps_to_the_limits_and_names_the_setting(
    source: Source, limits: Limits, setting: str
) -> None:
    with pytest.raises(FileTooLarge) as told:
        read(source, limits)
    assert told.value.setting == setting
