"""Which columns are columns of numbers, and how doubtful cells are settled."""

import numpy as np
import pyarrow as pa
import pytest
from intake_tables import column_of, numbers

from segmentation.intake.column import ColumnView
from segmentation.intake.looking import look_at
from segmentation.intake.stand_ins import stand_in


def values(column: ColumnView) -> list[float]:
    assert column.numbers is not None
    return column.numbers.values.tolist()


def test_commas_before_three_digits_are_thousands_in_a_file_that_says_no_more() -> None:
    column = column_of("spend", ["1,234", "950", "12,500"])
    assert values(column) == [1234, 950, 12500]
    assert column.numbers is not None
    assert column.numbers.thousands


def test_one_cell_settles_what_the_others_leave_open() -> None:
    assert values(column_of("spend", ["1,234", "1,5", "2,000"])) == [1.234, 1.5, 2.0]
    assert values(column_of("spend", ["1.234", "1.234.567"], ";")) == [1234, 1234567]


def test_the_rest_of_the_file_settles_what_a_column_leaves_open() -> None:
    open_column = pa.array(["1,234", "2,500"])
    alone, _ = look_at(pa.table({"a": open_column}), ";")
    beside, decimal = look_at(pa.table({"a": open_column, "b": ["0,5", "7,25"]}), ";")
    assert values(alone[0]) == [1234, 2500]
    assert values(beside[0]) == [1.234, 2.5]
    assert decimal == ","


def test_points_before_three_digits_are_thousands_only_where_the_file_hints_at_it() -> None:
    cells = ["1.230", "12.500", "950"]
    assert values(column_of("umsatz", cells, ";")) == [1230, 12500, 950]
    assert values(column_of("weight", cells, ",")) == [1.23, 12.5, 950]
    assert values(column_of("index", ["92.893", "93.2", "94.465"], ";")) == [92.893, 93.2, 94.465]


def test_a_decimal_point_beside_a_decimal_comma_is_kept() -> None:
    table = pa.table({"a": ["1.5", "2.25", "3.75"], "b": ["0,5", "7,25", "1,1"]})
    columns, _ = look_at(table, ";")
    assert values(columns[0]) == [1.5, 2.25, 3.75]
    assert values(columns[1]) == [0.5, 7.25, 1.1]


def test_a_few_bad_cells_become_missing_and_are_counted() -> None:
    column = column_of("age", [*numbers(20), "abc", "n/a", None])
    assert column.numbers is not None
    assert column.numbers.bad == 1
    assert column.missing == 3


def test_a_column_with_many_words_is_no_column_of_numbers() -> None:
    assert column_of("note", ["12", "yes", "no", "14", "maybe"]).numbers is None


def test_an_open_last_answer_makes_a_category_and_is_not_lost() -> None:
    assert column_of("family", ["1", "2", "3+"] * 10).numbers is None


def test_figures_out_of_this_world_count_as_bad() -> None:
    column = column_of("spend", ["1", "2", "1e300", "inf"])
    assert column.numbers is not None
    assert column.numbers.bad == 2
    assert np.isfinite(column.numbers.filled).all()


def test_leading_zeros_make_a_code() -> None:
    assert column_of("customer", ["0001", "0002", "0100"]).padded
    assert not column_of("share", ["0", "0.5", "10"]).padded


def test_currency_and_percent_are_noticed() -> None:
    money, share = column_of("a", ["$1", "$2"]), column_of("b", ["1%", "2%"])
    assert money.numbers is not None
    assert share.numbers is not None
    assert (money.numbers.currency, money.numbers.percent) == (True, False)
    assert (share.numbers.currency, share.numbers.percent) == (False, True)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([34, 51, -999, 28], -999),
        ([3, -999, -2, 5], None),
        ([*range(20), -1, -1, -1], -1),
        ([*range(20), -1], None),
        ([0, 1, -1, 0, 1, -1, -1, -1], None),
        ([3, 6, 999, 999, 999, 12], 999),
        ([400, 900, 999, 999, 999, 700], None),
        ([3, 6, 999, 12], None),
        ([1, 2, 3], None),
        ([], None),
    ],
)
def test_a_number_stands_for_missing_only_on_good_evidence(
    cells: list[float], expected: float | None
) -> None:
    assert stand_in(np.array(cells, dtype=float)) == expected


def test_a_stand_in_becomes_missing_and_is_told() -> None:
    column = column_of("pdays", [*map(str, range(1, 30)), "-1", "-1", "-1"])
    assert column.numbers is not None
    assert (column.numbers.stand_in, column.numbers.stood_in) == (-1.0, 3)
    assert column.missing == 3
