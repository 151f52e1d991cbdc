"""Whatever is written comes back; whatever is thrown at the reader gets a plain answer."""

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from segmentation.errors import UnreadableFile
from segmentation.source import RawTable
from segmentation.sources import open_source
from segmentation.spec import Limits

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=12
)
LATIN = st.lists(
    st.sampled_from(
        ["Müller", "Zoë", "Straße", "señor", "Anna", "12", ",", ";", "|", "\t", "'", '"', "\n", " "]
    ),
    max_size=6,
).map("".join)
calm = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)


@dataclass(frozen=True)
class Written:
    """A table and how it is written down."""

    rows: list[list[str]]
    delimiter: str
    line_end: str
    quoting: int
    encoding: str

    @property
    def content(self) -> bytes:
        text = StringIO(newline="")
        writer = csv.writer(
            text, delimiter=self.delimiter, lineterminator=self.line_end, quoting=self.quoting
        )
        writer.writerow(["customer", "age", "words", "more"])
        writer.writerows(self.rows)
        return text.getvalue().encode(self.encoding)


@st.composite
def tables(draw: st.DrawFn, words: st.SearchStrategy[str], encodings: list[str]) -> Written:
    """Tables whose first two columns are always filled with an id and a number."""
    count = draw(st.integers(5, 15))
    rows = [[f"C{row}", str(20 + row), draw(words), draw(words)] for row in range(count)]
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    # Python's writer leaves a line feed unquoted where lines end otherwise.
    styles = [csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC] + [csv.QUOTE_MINIMAL] * (end != "\r")
    return Written(
        rows,
        draw(st.sampled_from([",", ";", "\t", "|"])),
        end,
        draw(st.sampled_from(styles)),
        draw(st.sampled_from(encodings)),
    )


def read(folder: Path, content: bytes) -> RawTable:
    path = folder / "any.csv"
    path.write_bytes(content)
    return open_source(str(path), path.name).read(Limits())


def answered(folder: Path, content: bytes) -> RawTable | UnreadableFile:
    try:
        return read(folder, content)
    except UnreadableFile as told:
        return told


def assert_same(raw: RawTable, table: Written) -> None:
    assert raw.format.delimiter == table.delimiter
    assert raw.cells.column_names == ["customer", "age", "words", "more"]
    cells = zip(*raw.cells.to_pydict().values(), strict=True)
    assert [[cell or "" for cell in row] for row in cells] == table.rows


@calm
@given(tables(WORDS, ["utf-8", "utf-8-sig", "utf-16"]))
def test_unicode_comes_back_from_any_dialect(tmp_path: Path, table: Written) -> None:
    assert_same(read(tmp_path, table.content), table)


@calm
@given(tables(LATIN, ["cp1252", "utf-8", "utf-16-le", "utf-16-be"]))
def test_delimiters_quotes_and_line_ends_inside_cells_come_back(
    tmp_path: Path, table: Written
) -> None:
    assert_same(read(tmp_path, table.content), table)


@calm
@given(st.binary(max_size=2000))
@example(b"a\x00b")
@example(b'"')
@example(b'a,b\n1,"2\n')
@example(b"\xff\xfe\x00\xd8")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"sep=,")
@example(b"sep=\n1")
@example(b",\n,\n")
@example(b'"\r\n"')
def test_any_bytes_are_a_table_or_a_plain_answer(tmp_path: Path, content: bytes) -> None:
    answer = answered(tmp_path, content)
    if isinstance(answer, UnreadableFile):
        assert answer.problem.endswith(".")
        assert answer.next_step.endswith(".")
        return
    names = answer.cells.column_names
    assert answer.cells.num_rows > 0
    assert all(names)
    assert len(set(names)) == len(names)


@calm
@given(st.text(st.sampled_from('ab1.,;|\t"\n\r\x1a é-'), max_size=200))
def test_any_text_is_a_table_or_a_plain_answer(tmp_path: Path, text: str) -> None:
    answer = answered(tmp_path, text.encode())
    assert isinstance(answer, UnreadableFile) or answer.cells.num_rows > 0


@calm
@given(tables(st.sampled_from(["", "x", "y"]), ["utf-8"]), st.data())
def test_no_line_is_lost_without_being_counted(
    tmp_path: Path, table: Written, data: st.DataObject
) -> None:
    """Lines with a cell too many or too few are kept, mended or set aside: the sum is the file."""
    lines = [",".join(row) for row in table.rows]
    for at in data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=3, unique=True)):
        lines[at] = data.draw(st.sampled_from([lines[at] + ",z,z", "only,two", "3"]))
    raw = read(tmp_path, "\n".join(["customer,age,words,more", *lines]).encode())
    left_out = sum(step.count for step in raw.receipt if "set aside" in step.what)
    assert raw.cells.num_rows + left_out == len(lines)


def test_a_cell_over_the_limit_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="max_cell_chars"):
        read(tmp_path, b"id,note\n1," + b"x" * 100_001 + b"\n2,y\n")
