"""Delimiters, headers and names are found in the first lines."""

import pytest

from segmentation.reading.cells import kind_of
from segmentation.reading.column_names import naming_steps, unique_names
from segmentation.reading.dialect import find_dialect, physical_lines
from segmentation.reading.header import Layout, find_layout

BODY = ["1{0}Anna{0}34{0}12.5", "2{0}Ben{0}45{0}7.25", "3{0}Cleo{0}23{0}99.0", "4{0}Dora{0}61{0}3"]


def lines_of(*lines: str, sign: str = ",") -> list[str]:
    return physical_lines("\n".join(line.format(sign) for line in lines) + "\n")


def layout_of(*lines: str) -> Layout:
    dialect = find_dialect(lines_of(*lines))
    assert dialect is not None
    return find_layout(dialect)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(sign: str) -> None:
    dialect = find_dialect(lines_of("id{0}name{0}age{0}spend", *BODY, sign=sign))
    assert dialect is not None
    assert (dialect.delimiter, dialect.width) == (sign, 4)


@pytest.mark.parametrize(
    ("lines", "delimiter", "width"),
    [
        (["id;spend", "1;1,5", "2;2,5", "3;0,25"], ";", 2),
        (["1,5;2,5", "2,5;7,25", "0,5;1,75"], ";", 2),
        (["name;city", "Doe, John;Rome", "Roe, Jane;Bonn"], ";", 2),
        (['"a;b";"c"', '"x,y";"1"', '"z";"2"'], ";", 2),
        (["id,tags", "1,a;b", "2,c;d", "3,e;f"], ",", 2),
        ([" id  age  spend", " 1   34   12.5", " 2   45    7.2", " 3   23   99.0"], " ", 3),
        (["age", "34", "45"], "", 1),
        (["spend", "1,5", "22,75", "3"], "", 1),
        (["name", "Anna Smith", "Ben Jones", "Cleo Brown"], "", 1),
    ],
)
def test_signs_inside_cells_do_not_mislead(lines: list[str], delimiter: str, width: int) -> None:
    dialect = find_dialect(lines_of(*lines))
    assert dialect is not None
    assert (dialect.delimiter, dialect.width) == (delimiter, width)


@pytest.mark.parametrize(
    "text",
    [
        "Hello, this is a letter to you.",
        "Dear team,\nplease find attached the numbers for May. I hope, as always, they help.\nAnna",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit.\n" * 8,
    ],
)
def test_sentences_are_no_table(text: str) -> None:
    assert find_dialect(physical_lines(text)) is None


def test_lines_end_at_any_line_end_and_nowhere_else() -> None:
    assert physical_lines("a\rb\nc\r\nd\x0be\u2028f") == ["a\r", "b\n", "c\r\n", "d\x0be\u2028f"]


def test_words_above_figures_are_a_header() -> None:
    layout = layout_of("id,name,age,spend", *BODY)
    assert layout == Layout(("id", "name", "age", "spend"), True, 0, 1)


def test_figures_above_figures_are_none() -> None:
    assert layout_of(*BODY) == Layout(("",) * 4, False, 0, 0)


def test_years_may_stand_in_a_header() -> None:
    assert layout_of("customer,2019,2020", "C1,5,6", "C2,7,8").names == ("customer", "2019", "2020")


def test_a_table_of_words_has_a_header_unless_its_first_line_repeats() -> None:
    assert layout_of("town,colour", "Rome,red", "Bonn,blue").has_header
    assert not layout_of("Rome,red", "Bonn,blue", "Rome,green").has_header


@pytest.mark.parametrize(
    "junk", [["Customer report"], ["Report,,,", ",,,"], ["Report", "", "made on 2024-05-01, by me"]]
)
def test_junk_above_the_header_is_skipped_and_counted(junk: list[str]) -> None:
    layout = layout_of(*junk, "id,name,age,spend", *BODY)
    assert layout.names == ("id", "name", "age", "spend")
    assert layout.junk == sum(1 for line in junk if line.strip(","))
    assert layout.first_line == len(junk) + 1


def test_a_header_that_is_one_short_leaves_the_row_names_without_a_name() -> None:
    assert layout_of("name,age,spend", *BODY).names == ("", "name", "age", "spend")


def test_a_header_that_is_too_short_is_filled_up() -> None:
    assert layout_of("id,name", *BODY).names == ("id", "name", "", "")


def test_a_header_that_is_too_long_keeps_its_names() -> None:
    layout = layout_of("id,name,age,spend,notes", *BODY)
    assert layout.names == ("id", "name", "age", "spend", "notes")


def test_delimiters_at_the_end_of_the_header_make_no_columns() -> None:
    assert layout_of("id,name,age,spend,,", *BODY).names == ("id", "name", "age", "spend")


def test_line_ends_inside_quoted_names_become_blanks() -> None:
    layout = layout_of('id,"Annual\nIncome"', "1,5", "2,6", "3,7")
    assert layout.names == ("id", "Annual Income")
    assert layout.first_line == 2


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (["a", "b"], ("a", "b")),
        (["a", "a", "a"], ("a", "a (2)", "a (3)")),
        (["a", "a", "a (2)"], ("a", "a (3)", "a (2)")),
        (["", "a", ""], ("unnamed 1", "a", "unnamed 3")),
        (["", "unnamed 1"], ("unnamed 1 (2)", "unnamed 1")),
    ],
)
def test_names_become_unique_and_filled(given: list[str], names: tuple[str, ...]) -> None:
    assert unique_names(given, has_header=True) == names


def test_renamed_columns_stand_in_the_receipt() -> None:
    given = ["", "a", "a", ""]
    names = unique_names(given, has_header=True)
    steps = naming_steps(given, names, {"unnamed 1", "a", "a (2)"}, has_header=True)
    assert [step.count for step in steps] == [1, 1]
    headless = unique_names(["", ""], has_header=False)
    assert headless == ("column 1", "column 2")
    assert "no header" in naming_steps(["", ""], headless, headless, has_header=False)[0].what


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("", "empty"), (" - ", "empty"), ("N/A", "empty"), ("12", "number"), ("1.234,5", "number"),
        ("(3)", "number"), ("€ 5", "number"), ("45 %", "number"), ("2024-05-01", "date"),
        ("5/14/1965 0:00", "date"), ("10:30", "date"), ("12 May 2024", "date"), ("Age", "text"),
        ("C10001", "text"), ("26.47.1555 x", "text"),
    ],
)  # fmt: skip
def test_cells_look_like_what_they_are(cell: str, kind: str) -> None:
    assert kind_of(cell) == kind
