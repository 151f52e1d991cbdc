"""Numbers from text in the spellings of several countries."""

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from intake_tables import column_of

from segmentation.intake.cell_text import CellText
from segmentation.intake.numbers import DecimalSign, plain_numbers, read_numbers, written
from segmentation.intake.stand_ins import stand_in


def read(cell: str, decimal: DecimalSign = ".") -> float:
    column = written(CellText.of(pa.chunked_array([[cell]])))
    return float(read_numbers(column, decimal)[0])


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12), ("-3.5", -3.5), ("+7", 7), (".5", 0.5), ("5.", 5), ("1e3", 1000),
        ("2.5E-1", 0.25), ("1,234.50", 1234.5), ("1,234,567", 1234567), ("12,34,567.8", 1234567.8),
        ("1 234 567", 1234567), ("1'234.5", 1234.5), ("1’234", 1234), ("$90,000", 90000),
        ("-$5", -5), ("$-5", -5), ("US$ 12.50", 12.5), ("12 EUR", 12), ("€12", 12), ("CHF 5", 5),
        ("Rs. 500", 500), ("Rs.500", 500), ("kr. 20", 20), ("(1,234)", -1234), ("($5.00)", -5),
        ("5-", -5), ("45%", 45), ("12.5 %", 12.5), ("−3", -3), ("１２３", 123), ("￥1,200", 1200),
    ],
)  # fmt: skip
def test_spellings_with_a_decimal_point(cell: str, number: float) -> None:
    assert read(cell) == number


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,5", 1.5), ("1.234,50", 1234.5), ("1.234.567", 1234567), ("1 234,5 €", 1234.5),
        ("1\u202f234,50 €", 1234.5), ("0,25", 0.25), ("-3,5", -3.5), ("45,5 %", 45.5),
        ("1'234,5", 1234.5), ("12", 12),
    ],
)  # fmt: skip
def test_spellings_with_a_decimal_comma(cell: str, number: float) -> None:
    assert read(cell, ",") == number


@pytest.mark.parametrize(
    "cell",
    ["abc", "1.2.3", "12-34", "3+", "1/2", "", "-", "$", "5 5", "1,23", "e5", "1.2.3e4", "."],
)
def test_what_is_no_number_stays_unknown(cell: str) -> None:
    assert math.isnan(read(cell))


def grouped(number: float, sign: str) -> str:
    return f"{number:,.2f}".replace(",", sign)


@given(
    numbers=st.lists(
        st.floats(-9e12, 9e12).map(lambda number: round(number, 2)), min_size=3, max_size=20
    ),
    style=st.sampled_from(
        ["{:.2f}", "{:,.2f}", "de", "fr", "ch", "${:,.2f}", "{:,.2f} USD", "({:,.2f})"]
    ),
)
def test_a_column_in_any_style_reads_back_as_its_numbers(numbers: list[float], style: str) -> None:
    """Two decimals in every cell leave no doubt about the style."""
    assume(stand_in(np.array(numbers)) is None)
    if style == "({:,.2f})":
        cells = [f"({-n:,.2f})" if n < 0 else f"{n:,.2f}" for n in numbers]
    elif style in ("de", "fr", "ch"):
        sign = {"de": ".", "fr": "\u00a0", "ch": "'"}[style]
        swap = {"de": ",", "fr": ",", "ch": "."}[style]
        cells = [grouped(n, "#").replace(".", swap).replace("#", sign) for n in numbers]
    else:
        cells = [style.format(n) for n in numbers]
    column = column_of("spend", cells, delimiter=";")
    assert column.numbers is not None
    assert column.numbers.values.tolist() == numbers


@given(st.text(max_size=12))
def test_no_cell_whatsoever_breaks_the_reading(cell: str) -> None:
    for decimal in (".", ","):
        number = read(f"x{cell}", decimal)
        assert math.isnan(number) or math.isfinite(number)
        read(cell, decimal)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False).map(repr), min_size=1))
def test_the_quick_way_reads_what_programs_write(cells: list[str]) -> None:
    values = plain_numbers(pa.chunked_array([cells]))
    assert values is not None
    assert values.tolist() == [float(cell) for cell in cells]


def test_the_quick_way_gives_up_at_the_first_cell_that_is_no_plain_number() -> None:
    assert plain_numbers(pa.chunked_array([["1", "2,5"]])) is None
    gaps = plain_numbers(pa.chunked_array([["1", None]]))
    assert gaps is not None
    assert np.isnan(gaps[1])
