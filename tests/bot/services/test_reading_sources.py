"""A source is read into a file like one that was dropped; what is wrong is told plainly."""

import os
from pathlib import Path

import pandas as pd
import pytest
from pydantic import SecretStr

from bot.services.reading_sources import Living, look_at, read_living
from bot.source_settings import SourceSettings
from segmentation.source_errors import (
    SourceEmpty,
    SourceGone,
    SourceTooLarge,
    SourceUnusable,
)
from segmentation.sources import open_source
from segmentation.spec import Limits
from tests.customer_databases import fill_sqlite
from tests.table_files import parquet_bytes

TABLE = pd.DataFrame({"customer_id": range(30), "spend": [n * 1.5 for n in range(30)]})


def living(**settings: object) -> Living:
    return Living("crm", SourceSettings.model_validate({"channels": ["C1"], **settings}))


@pytest.fixture
def database(tmp_path: Path) -> Living:
    url = fill_sqlite(tmp_path / "crm.db", TABLE)
    return living(url=url, query="select * from customers")


def parquet(tmp_path: Path, content: bytes, **settings: object) -> Living:
    (tmp_path / "crm.parquet").write_bytes(content)
    return living(parquet=str(tmp_path / "crm.parquet"), **settings)


def test_a_query_becomes_a_file_that_is_read_as_any_other(database: Living, tmp_path: Path) -> None:
    facts = read_living(database, Limits(), tmp_path / "table")
    assert facts == {"rows": 30, "columns": ["customer_id", "spend"]}
    raw = open_source(str(tmp_path / "table"), "crm").read(Limits())
    assert (raw.format.kind, raw.cells["spend"].to_pylist()[:2]) == ("sql", ["0", "1.5"])


def test_a_parquet_file_is_copied_so_that_it_may_change_meanwhile(tmp_path: Path) -> None:
    source = parquet(tmp_path, parquet_bytes(TABLE))
    assert read_living(source, Limits(), tmp_path / "table")["rows"] == 30
    (tmp_path / "crm.parquet").unlink()
    assert open_source(str(tmp_path / "table"), "crm").read(Limits()).cells.num_rows == 30


@pytest.mark.parametrize("rows", [10, 29])
def test_a_source_has_a_bound_of_its_own_in_rows(
    database: Living, tmp_path: Path, rows: int
) -> None:
    for source in (database, parquet(tmp_path, parquet_bytes(TABLE))):
        tight = Living("crm", source.settings.model_copy(update={"rows": rows}))
        with pytest.raises(SourceTooLarge, match=f"{rows}.*`sources.crm.rows`"):
            read_living(tight, Limits(), tmp_path / "table")


def test_the_limits_of_all_files_hold_for_sources_too(tmp_path: Path) -> None:
    source = parquet(tmp_path, parquet_bytes(TABLE))
    for limits, setting in (
        (Limits(max_rows=20), "limits.max_rows"),
        (Limits(max_bytes=100), "limits.max_bytes"),
    ):
        with pytest.raises(SourceTooLarge, match=setting):
            read_living(source, limits, tmp_path / "table")


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (parquet_bytes(TABLE[:0]), SourceEmpty, "not one row"),
        (b"", SourceEmpty, "not one row"),
        (parquet_bytes(TABLE)[:200], SourceUnusable, "cut short or damaged"),
        (b"%PDF-1.7 \n", SourceUnusable, "PDF"),
    ],
)
def test_a_file_that_is_no_table_is_told_without_asking_to_drop_it_again(
    tmp_path: Path, content: bytes, error: type[Exception], said: str
) -> None:
    source = parquet(tmp_path, content)
    with pytest.raises(error, match=said) as told:
        read_living(source, Limits(), tmp_path / "table")
    assert "drop" not in str(told.value)


def test_a_file_that_is_not_there_is_told_and_a_pipe_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in ("gone.parquet", "pipe", "."):
        source = living(parquet=str(tmp_path / path))
        for read in (look_at, lambda one: read_living(one, Limits(), tmp_path / "table")):
            with pytest.raises(SourceGone, match=r"`sources\.crm\.parquet`"):
                read(source)


def test_looking_says_what_is_there(database: Living, tmp_path: Path) -> None:
    assert look_at(database) == "its database answers, with 2 columns: customer_id, spend"
    source = parquet(tmp_path, parquet_bytes(TABLE))
    assert look_at(source) == "the file is there, with 2 columns: customer_id, spend"


def test_a_password_shows_nowhere() -> None:
    source = Living("crm", SourceSettings(channels=("C1",)), SecretStr("hunter2"))
    assert "hunter2" not in repr(source)
