"""JSON of every shape that programs write becomes a table of text."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segmentation.errors import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    NotATable,
    SeveralTables,
    UnknownSheet,
    UnreadableFile,
)
from segmentation.source import RawTable
from segmentation.sources import open_source
from segmentation.spec import Limits

Read = Callable[..., RawTable]
RECORDS = [{"id": n, "age": 20 + n, "spend": n / 2, "town": "Zürich"} for n in range(1, 13)]
NAMES = ["id", "age", "spend", "town"]
EXPECTED = [
    {"id": str(n), "age": str(20 + n), "spend": f"{n / 2:g}", "town": "Zürich"}
    for n in range(1, 13)
]
ROWS = [list(record.values()) for record in RECORDS]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: object, sheet: str | None = None, limits: Limits | None = None) -> RawTable:
        path = tmp_path / "stored-under-another-name"
        is_bytes = isinstance(content, bytes)
        path.write_bytes(content if is_bytes else json.dumps(content).encode())
        return open_source(str(path), "customers.json", sheet).read(limits or Limits())

    return read


def lines(records: list[object]) -> bytes:
    return "\n".join(json.dumps(record) for record in records).encode()


SHAPES: dict[str, object] = {
    "an array of records": RECORDS,
    "records over several lines": json.dumps(RECORDS, indent=2).encode(),
    "one record a line": lines([*RECORDS]),
    "one record a line, with a blank line": lines([*RECORDS]) + b"\n\n",
    "records one after the other": b" ".join(json.dumps(r, indent=1).encode() for r in RECORDS),
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(RECORDS, ensure_ascii=False).encode(),
    "UTF-16": json.dumps(RECORDS, ensure_ascii=False).encode("utf-16"),
    "UTF-16 without a mark": json.dumps(RECORDS, ensure_ascii=False).encode("utf-16-le"),
    "a wrapper": {"status": "ok", "count": 12, "data": RECORDS, "errors": []},
    "a wrapper in a wrapper": {"response": {"page": 1, "items": RECORDS}},
    "a wrapper with a schema": {"schema": {"fields": [{"name": "id"}]}, "data": RECORDS},
    "rows with a header": [NAMES, *ROWS],
    "rows, one a line": lines([NAMES, *ROWS]),
    "rows beside their names": {"columns": NAMES, "index": list(range(12)), "data": ROWS},
    "lists by column": {name: [r[name] for r in RECORDS] for name in NAMES},
    "objects by column": {
        name: {str(at): r[name] for at, r in enumerate(RECORDS)} for name in NAMES
    },
    "records by their place": {str(at): record for at, record in enumerate(RECORDS)},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_one_table_gives_the_same_cells(read: Read, shape: str) -> None:
    raw = read(SHAPES[shape])
    assert raw.cells.to_pylist() == EXPECTED
    assert (raw.receipt, raw.warnings, raw.format.kind) == ((), (), "json")


def test_records_under_their_keys_keep_them(read: Read) -> None:
    raw = read({f"c-{record['id']}": record for record in RECORDS})
    assert raw.cells["key"].to_pylist()[:2] == ["c-1", "c-2"]
    assert raw.cells.drop_columns("key").to_pylist() == EXPECTED


def test_a_record_in_a_record_is_flattened_by_one_level(read: Read) -> None:
    record = {
        "_id": {"$oid": "5f1"}, "address": {"city": "Rome", "geo": {"lat": 1.5}},
        "tags": ["new", "vip"], "orders": [{"sum": 3}], "none": None, "empty": [],
    }  # fmt: skip
    raw = read([record, record])
    assert raw.cells.to_pylist()[0] == {
        "_id": "5f1", "address.city": "Rome", "address.geo": '{"lat": "1.5"}',
        "tags": "new, vip", "orders": '[{"sum": "3"}]', "none": None, "empty": None,
    }  # fmt: skip


def test_values_stand_as_a_csv_of_them_would_have_them(read: Read) -> None:
    text = b'[{"a": 12.0, "b": 12.50, "c": true, "d": 12345678901234567890123, "e": NaN, "f": " "}]'
    assert list(read(text).cells.to_pylist()[0].values()) == [
        "12", "12.50", "true", "12345678901234567890123", None, None,
    ]  # fmt: skip


def test_names_that_come_later_are_columns_too(read: Read) -> None:
    raw = read([{"id": 1}, {"id": 2, "age": 30}, {"town": "Rome", "id": 3}])
    assert raw.cells.column_names == ["id", "age", "town"]
    assert raw.cells.to_pylist()[0] == {"id": "1", "age": None, "town": None}


def test_lines_that_are_no_json_are_set_aside_with_a_word(read: Read) -> None:
    content = lines([*RECORDS, *RECORDS]) + b'\n{"id": 13, "age": 3'
    raw = read(content)
    assert raw.cells.num_rows == 24
    assert [(step.what, step.count) for step in raw.receipt] == [
        ("Lines that are no JSON were set aside.", 1)
    ]
    assert read(content.replace(b'"id": 7,', b'"id" 7,', 1)).cells.num_rows == 23


def test_several_tables_are_listed_and_one_can_be_named(read: Read) -> None:
    both = {"customers": RECORDS, "orders": [{"order": 1, "sum": 2}]}
    with pytest.raises(SeveralTables, match="customers, orders"):
        read(both)
    assert read(both, "Orders").cells.column_names == ["order", "sum"]
    with pytest.raises(UnknownSheet):
        read(both, "products")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({"title": "Our year", "text": "We had a wonderful time."}, NotATable),
        ({"title": "Our year", "parts": ["one", "two"], "tags": ["a"]}, NotATable),
        (["a wonderful", "time"], NotATable), ([1, 2, 3], NotATable), ([[]], EmptyFile),
        ([], NotATable), ({}, NotATable), ([{}], EmptyFile), ([1, {"id": 2}], NotATable),
        ([{"id": 1}, "x"], NotATable), ({"a": [1, 2], "b": [1]}, NotATable),
        (b'[{"id": 1}, {"id": 2', DamagedFile), (b'[{"id": 1} {"id": 2}]', DamagedFile),
        (b'{"data": [{"id": 1}]', DamagedFile), (b'{"a": 1} x', DamagedFile),
        (b"[" * 100_000, DamagedFile), (b'{"a":' * 50_000, DamagedFile),
        (b'[{"id": 1}, {"id": "' + b"x" * 3_000_000, DamagedFile),
    ],
)  # fmt: skip
def test_json_without_a_table_gets_a_plain_answer(
    read: Read, content: object, error: type[Exception]
) -> None:
    with pytest.raises(error) as told:
        read(content)
    assert "customers.json" in str(told.value)


def test_letters_that_are_only_half_there_are_replaced(read: Read) -> None:
    assert read(b'[{"a": "x\\ud83d"}, {"a": "y"}]').cells["a"].to_pylist() == ["x?", "y"]


@pytest.mark.parametrize(
    ("limits", "setting"),
    [
        (Limits(max_rows=50), "limits.max_rows"), (Limits(max_columns=3), "limits.max_columns"),
        (Limits(max_cell_chars=4), "limits.max_cell_chars"),
        (Limits(max_decompressed_bytes=500), "limits.max_decompressed_bytes"),
    ],
)  # fmt: skip
def test_too_much_is_noticed_while_reading(read: Read, limits: Limits, setting: str) -> None:
    with pytest.raises(FileTooLarge) as told:
        read(RECORDS * 20, limits=limits)
    assert told.value.setting == setting


def test_a_record_is_whole_wherever_the_pieces_end(read: Read) -> None:
    records = [{"id": n, "text": "x" * (n * 37 % 5000), "n": 123456789} for n in range(1200)]
    raw = read(records)
    assert raw.cells["id"].to_pylist() == [str(n) for n in range(1200)]
    assert set(raw.cells["n"].to_pylist()) == {"123456789"}


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
NAMED = st.dictionaries(st.sampled_from("abcd"), SCALARS, min_size=1)


@given(records=st.lists(NAMED, min_size=1, max_size=20), indent=st.sampled_from([None, 2]))
def test_any_records_give_their_values_in_their_places(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, object]], indent: int | None
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.json"
    path.write_text(json.dumps(records, indent=indent), encoding="utf-8", errors="surrogatepass")
    rows = [row for row in records if any(map(_spelled, row.values()))]
    try:
        cells = open_source(str(path), "any.json").read(Limits()).cells.to_pylist()
    except EmptyFile:
        assert not rows
        return
    assert [{k: v for k, v in row.items() if v} for row in cells] == [
        {k: _spelled(v) for k, v in row.items() if _spelled(v)} for row in rows
    ]


def _spelled(value: object) -> str | None:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if value.strip() else None
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


@given(content=st.text(max_size=60), start=st.sampled_from(['{"', "[{", "[[", '[{"a": 1}, ']))
def test_any_text_that_begins_as_json_is_a_table_or_a_plain_answer(
    tmp_path_factory: pytest.TempPathFactory, content: str, start: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.json"
    path.write_text(start + content, encoding="utf-8")
    with suppress(UnreadableFile):
        assert open_source(str(path), "any.json").read(Limits()).cells.num_rows > 0
