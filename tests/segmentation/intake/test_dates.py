"""Dates in every way that exports write them, read back to the same day."""

from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segmentation.intake.date_columns import day_comes_first, days_of, stray_days
from segmentation.intake.dates import read_date_numbers, read_dates, spoken
from tests.segmentation.intake.intake_tables import column_of

days = st.dates(date(1970, 1, 2), date(2068, 12, 31))
SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WRITTEN = {
    "%Y-%m-%d": "year-month-day", "%Y/%m/%d": "year-month-day",
    "%Y-%m-%dT%H:%M:%SZ": "year-month-day", "%d.%m.%Y": "day-month-year",
    "%d-%m-%y": "day-month-year", "%d/%m/%Y %H:%M": "day-month-year",
    "%m/%d/%Y": "month-day-year", "%m/%d/%y %I:%M %p": "month-day-year",
    "%d %b %Y": "day, name of the month, year", "%d-%b-%y": "day, name of the month, year",
    "%B %d, %Y": "name of the month, day, year", "%a, %d %b %Y": "day, name of the month, year",
    "%Y%m%d": "year, month and day without a sign",
}  # fmt: skip


@given(day=days, form=st.sampled_from(sorted(WRITTEN)))
def test_a_day_survives_being_written_and_read(day: date, form: str) -> None:
    moment = datetime(day.year, day.month, day.day, 17, 5, tzinfo=UTC)
    cell = pa.array([f" {moment.strftime(form)} "])
    assert read_dates(cell, WRITTEN[form])[0] == np.datetime64(day)


@given(day=days)
def test_numbers_that_count_time_are_read_to_the_day(day: date) -> None:
    moment = datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC)
    compact = day.year * 10000 + day.month * 100 + day.day
    assert read_date_numbers(np.array([compact, np.nan]))[0] == np.datetime64(day)
    excel = (day - date(1899, 12, 30)).days + 0.75
    if 20_000 <= excel <= 60_000:
        assert read_date_numbers(np.array([excel]))[0] == np.datetime64(day)
    if 2000 <= day.year < 2040:
        for factor in (1, 1_000, 1_000_000):
            read = read_date_numbers(np.array([moment.timestamp() * factor]))
            assert read[0] == np.datetime64(day)


@given(cells=st.lists(st.text(max_size=12)), order=st.sampled_from(sorted(set(WRITTEN.values()))))
def test_any_text_is_a_date_or_none(cells: list[str], order: str) -> None:
    read = read_dates(pa.array(cells, pa.string()), order)
    assert read.shape == (len(cells),)
    assert read.dtype == np.dtype("datetime64[D]")


@pytest.mark.parametrize(
    "cell", ["2023-02-29", "31/04/2020", "2020-13-01", "0000-00-00", "9999-12-31", "soon", ""]
)
def test_days_that_never_were_are_no_dates(cell: str) -> None:
    assert np.isnat(read_dates(pa.array([cell]), "day-month-year"))[0]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1. März 2021", "2021-03-01"), ("12 févr. 2020", "2020-02-12"),
        ("3 août 2019", "2019-08-03"), ("3 de agosto de 2019", "2019-08-03"),
        ("14 juil. 2022", "2022-07-14"), ("4 juin 2022", "2022-06-04"),
        ("May 3rd, 2021", "2021-05-03"), ("2011-03", "2011-03-01"),
    ],
)  # fmt: skip
def test_months_have_names_in_many_languages(cell: str, day: str) -> None:
    assert read_dates(pa.array([cell]), "year-month-day")[0] == np.datetime64(day)


def test_two_figures_for_a_year_are_of_this_century_up_to_68() -> None:
    read = read_dates(pa.array(["01/02/68", "01/02/69"]), "day-month-year")
    assert read.tolist() == [date(2068, 2, 1), date(1969, 2, 1)]


def test_a_column_may_mix_forms_that_leave_no_doubt() -> None:
    cells = [f"{10 + row}.03.2024" for row in range(20)] + ["2024-03-30", "March 31, 2024", "?"]
    read = days_of(column_of("date", cells))
    assert read.days[-3:-1].tolist() == [date(2024, 3, 30), date(2024, 3, 31)]
    assert (read.unread, read.said) == (0, "")


def test_rows_in_the_order_of_time_tell_which_part_is_the_day() -> None:
    months = [f"{1 + row % 12:02}/{1 + row // 12:02}/2024" for row in range(144)]
    read = days_of(column_of("date", months))
    assert read.days[12] == np.datetime64("2024-02-01")
    assert "because the rows are in that order" in read.said
    turned = [f"{1 + row // 12:02}/{1 + row % 12:02}/2024" for row in range(144)]
    assert days_of(column_of("date", turned)).days[12] == np.datetime64("2024-02-01")


def test_a_part_that_stays_the_same_is_the_month() -> None:
    read = days_of(column_of("date", [f"{1 + 5 * row % 12:02}/03/2024" for row in range(40)]))
    assert read.days[0] == np.datetime64("2024-03-01")
    assert "one of the two parts hardly changes" in read.said
    first_of_month = [f"{1 + 5 * row % 12:02}/01/2024" for row in range(40)]
    assert days_of(column_of("date", first_of_month)).days[1] == np.datetime64("2024-06-01")


def test_the_rest_of_the_file_tells_which_part_is_the_day() -> None:
    open_ = column_of(
        "ordered", [f"{1 + 5 * row % 12:02}/{1 + 7 * row % 12:02}/24" for row in range(99)]
    )
    clear = column_of("shipped", [f"{13 + row % 9}/02/2024" for row in range(99)])
    assert day_comes_first([open_, clear], ".", ",") is True
    assert day_comes_first([open_], ",", ";") is True
    assert day_comes_first([open_], ".", ",") is None
    assert days_of(open_, True).days[1] == np.datetime64("2024-08-06")
    assert days_of(open_, None).days[1] == np.datetime64("2024-06-08")
    assert "I read 01/01/24 as 1 Jan 2024, because that is usual" in days_of(open_).said


def test_only_days_years_after_all_others_are_astray() -> None:
    steady = np.arange("2023-01-01", "2024-01-01", dtype="datetime64[D]")
    assert not stray_days(steady).any()
    far = np.append(steady, np.datetime64("2042-01-01"))
    assert np.flatnonzero(stray_days(far)).tolist() == [365]
    assert not stray_days(np.array([], dtype="datetime64[D]")).any()


def test_a_day_is_spoken_as_people_say_it() -> None:
    assert spoken(np.datetime64("2010-12-01")) == "1 Dec 2010"
