"""Large tables wait on disk, and nobody sees a difference."""

from pathlib import Path

import pyarrow as pa

from segmentation.reading.shelf import shelved

TABLE = pa.table({"id": [f"{n:05}" for n in range(50_000)], "note": ["ä", None] * 25_000})


def test_a_large_table_says_the_same_from_the_shelf_and_takes_no_memory() -> None:
    table = pa.concat_tables([TABLE, TABLE.slice(7)])
    kept = shelved(table, worth_it=1)
    assert kept.equals(table)
    before = pa.total_allocated_bytes()
    del table
    copy = kept.combine_chunks()
    assert pa.total_allocated_bytes() > before
    del copy
    assert pa.total_allocated_bytes() <= before


def test_no_file_is_left(tmp_path: Path) -> None:
    kept = shelved(TABLE, worth_it=1, folder=tmp_path)
    assert kept is not TABLE
    assert list(tmp_path.iterdir()) == []


def test_a_small_table_stays_where_it_is() -> None:
    assert shelved(TABLE) is TABLE


def test_where_nothing_can_be_written_a_table_stays_where_it_is(tmp_path: Path) -> None:
    assert shelved(TABLE, worth_it=1, folder=tmp_path / "nowhere") is TABLE
