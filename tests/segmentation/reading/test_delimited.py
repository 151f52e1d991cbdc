"""Lines become cells, and broken lines are mended or set aside."""

import pyarrow as pa
import pytest

from segmentation.reading.delimited import Cells, parse, unwrapped

NAMES = ("a", "b", "c")


def parsed(text: str, delimiter: str = ",", names: tuple[str, ...] = NAMES) -> Cells:
    return parse(pa.py_buffer(text.encode()), names, delimiter)


def rows(cells: Cells) -> list[tuple[str | None, ...]]:
    return list(zip(*cells.table.to_pydict().values(), strict=True))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_line(end: str) -> None:
    cells = parsed(end.join(["1,x,2", "3,y,4"]))
    assert rows(cells) == [("1", "x", "2"), ("3", "y", "4")]


def test_cells_stand_as_they_are_and_empty_ones_are_null() -> None:
    assert rows(parsed('001, x ,\n"",NA,1.50\n')) == [("001", " x ", None), (None, "NA", "1.50")]


def test_quotes_hide_delimiters_line_ends_and_quotes() -> None:
    assert rows(parsed('1,"x, y","a\nb"\n2,"say ""hi""",z\n')) == [
        ("1", "x, y", "a\nb"),
        ("2", 'say "hi"', "z"),
    ]


def test_quotes_after_a_blank_count_as_quotes() -> None:
    assert rows(parsed('1, "x, y", 3\n4, "z", 5\n'))[0] == ("1", "x, y", " 3")


def test_quotes_inside_a_cell_are_letters() -> None:
    assert rows(parsed('1,5" pipe,3\n2,a "b" c,4\n'))[0] == ("1", '5" pipe', "3")


def test_a_quote_that_never_closes_costs_no_line() -> None:
    cells = parsed('1,x,2\n3,"y,4\n5,z,6\n7,"w",8\n')
    assert rows(cells) == [("1", "x", "2"), ("3", '"y', "4"), ("5", "z", "6"), ("7", "w", "8")]


def test_where_quotes_cannot_be_ignored_an_unpaired_one_is_said() -> None:
    text = '1,"x, y",2\n3,"z, w",4\n' * 5 + '5,"v,6\n'
    assert parsed(text).unpaired


def test_short_lines_are_filled_up_and_long_ones_cut_where_nothing_is_lost() -> None:
    cells = parsed("1,x,2\n3,y\n4,z,5,,\n6,w,7\n")
    assert rows(cells) == [("1", "x", "2"), ("3", "y", None), ("4", "z", "5"), ("6", "w", "7")]
    assert (cells.padded, cells.cut, cells.left_out) == (1, 1, ())


def test_lines_with_too_many_cells_are_set_aside_by_number() -> None:
    cells = parsed("1,x,2\n3,y,4,5\n6,z,7\n")
    assert rows(cells) == [("1", "x", "2"), ("6", "z", "7")]
    assert cells.left_out == (2,)


def test_short_lines_whose_cells_are_of_another_kind_are_set_aside() -> None:
    """A total, a footnote or a lost comma would otherwise put words under a heading of numbers."""
    good = "".join(f"{n},name,{n}\n" for n in range(1, 12))
    cells = parsed(good + "Total,12\nSource: CRM\n12,Zoe\n")
    assert cells.left_out == (12, 13)
    assert rows(cells)[-1] == ("12", "Zoe", None)


def test_mended_lines_keep_their_place_in_a_long_file() -> None:
    lines = [f"{n},x,{n}" if n % 1000 else f"{n},x" for n in range(200_000)]
    cells = parsed("\n".join(lines))
    assert cells.padded == 200
    assert cells.table["a"].to_pylist() == [str(n) for n in range(200_000)]


def test_blank_lines_are_rows_of_nothing() -> None:
    assert rows(parsed("1,x,2\n\n3,y,4\n"))[1] == (None, None, None)


def test_columns_aligned_with_blanks_are_split_at_runs_of_them() -> None:
    text = " 00001  19970101   11.77 \r\n 00002 19970112  12.00\r\n"
    assert rows(parsed(text, " ")) == [
        ("00001", "19970101", "11.77"),
        ("00002", "19970112", "12.00"),
    ]


def test_one_column_needs_no_delimiter() -> None:
    assert rows(parsed("1,5\n2;5\n", "", ("a",))) == [("1,5",), ("2;5",)]


def test_nothing_gives_a_table_without_rows() -> None:
    assert parsed("").table.num_rows == 0
    assert parsed("").table.column_names == list(NAMES)


def test_lines_longer_than_a_block_are_read() -> None:
    long = "x" * 5_000_000
    assert rows(parsed(f"1,{long},2\n3,y,4\n"))[0][1] == long


def test_quotes_around_whole_lines_are_taken_off() -> None:
    data = unwrapped(pa.py_buffer(b'"id,name"\r\n"1,""Anna, A"""\n"2,Ben"'))
    assert data.to_pybytes() == b'id,name\r\n1,"Anna, A"\n2,Ben'
