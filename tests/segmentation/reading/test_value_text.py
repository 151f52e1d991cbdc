"""Typed values become the text that a CSV file of them would have."""

from datetime import date, datetime, time, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segmentation.errors import UnknownSheet
from segmentation.reading.arrow_text import text_of
from segmentation.reading.table_choice import table_meant
from segmentation.reading.value_columns import column_text
from segmentation.reading.value_text import cell_text, literal_text, number_text

CELLS = st.one_of(
    st.floats(), st.integers(-(10**12), 10**12).map(float), st.text(max_size=8), st.booleans(),
    st.dates(), st.datetimes(), st.times(), st.timedeltas(), st.none(),
)  # fmt: skip


@given(st.floats(-1e300, 1e300))
def test_a_number_comes_back_to_fifteen_digits_without_noise(value: float) -> None:
    text = number_text(value)
    assert text is not None
    assert float(text) == pytest.approx(value, rel=1e-14)
    assert not text.endswith(".0")
    assert text != "-0"


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_is_written_without_point_or_exponent(value: int) -> None:
    assert number_text(float(value)) == str(value)
    assert literal_text(f"{value}.00") == str(value)


@given(st.integers(-(10**7), 10**7), st.integers(1, 4))
def test_a_decimal_of_few_digits_keeps_them(units: int, places: int) -> None:
    spelled = f"{units / 10**places:.{places}f}".rstrip("0").rstrip(".")
    assert number_text(float(spelled)) == (spelled if float(spelled) else "0")


@given(st.lists(CELLS, max_size=12))
def test_a_column_is_written_as_its_cells_are_one_by_one(values: list[object]) -> None:
    assert column_text(values).to_pylist() == [cell_text(value) for value in values]


@given(st.lists(st.floats() | st.none(), max_size=12))
def test_floats_of_workbooks_and_of_parquet_are_written_alike(values: list[float | None]) -> None:
    assert text_of(pa.array(values, pa.float64())).to_pylist() == column_text(values).to_pylist()


@given(st.dates(), st.datetimes(timezones=st.none()).map(lambda at: at.replace(microsecond=0)))
def test_dates_and_moments_come_back_from_their_text(day: date, moment: datetime) -> None:
    assert date.fromisoformat(cell_text(day) or "") == day
    assert datetime.fromisoformat(cell_text(moment) or "") == moment
    assert cell_text(datetime.combine(day, time())) == day.isoformat()


@given(st.integers(-(10**6), 10**6))
def test_a_span_of_time_comes_back_from_its_text(seconds: int) -> None:
    text = cell_text(timedelta(seconds=seconds)) or ""
    hours, minutes, rest = map(int, text.lstrip("-").split(":"))
    assert (3600 * hours + 60 * minutes + rest) * (-1 if text[0] == "-" else 1) == seconds


def test_a_sheet_is_not_guessed_where_several_fit() -> None:
    with pytest.raises(UnknownSheet, match=r"There are: May 1, May 2\."):
        table_meant("may", ["May 1", "May 2", "June"], "book.xlsx")
    with pytest.raises(UnknownSheet, match="There are: May, June"):
        table_meant("!", ["May", "June"], "book.xlsx")
