"""A file is recognised as the next version of a table by its columns and its name."""

from datetime import UTC, datetime

from bot.series import Series
from bot.services.recognise_version import (
    OTHER_TABLE,
    SAME_TABLE,
    recognise,
    stem,
    with_decision,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CUSTOMERS = ("CustomerID", "Age", "Income", "Spend", "City")


def table(id_: str, name: str, *columns: str) -> Series:
    return Series(id_, "T1", "C1", name, columns or CUSTOMERS, "U1", NOON)


def found(name: str, columns: tuple[str, ...], *known: Series) -> tuple[str, str | None]:
    recognised = recognise(name, columns, known)
    return recognised.certainty, recognised.series.id if recognised.series else None


def test_the_same_columns_are_the_same_table_whatever_it_is_called() -> None:
    assert found("other.csv", CUSTOMERS, table("a", "customers.csv")) == ("same", "a")


def test_spelling_and_order_of_columns_do_not_matter() -> None:
    columns = ("city", "customer_id", "AGE", "income", "Spend ")
    assert found("x.csv", columns, table("a", "customers.csv")) == ("same", "a")


def test_a_column_more_and_a_column_less_is_still_the_table() -> None:
    columns = ("CustomerID", "Age", "Income", "Spend", "Visits")
    assert found("customers.csv", columns, table("a", "customers.csv")) == ("same", "a")


def test_half_of_the_columns_under_another_name_is_asked_about() -> None:
    columns = ("CustomerID", "Age", "Income", "Visits")
    assert found("web.csv", columns, table("a", "customers.csv")) == ("unsure", "a")


def test_other_columns_are_another_table_even_under_the_same_name() -> None:
    columns = ("order", "date", "amount")
    assert found("customers.csv", columns, table("a", "customers.csv")) == ("new", None)


def test_of_two_tables_with_the_same_columns_the_name_tells() -> None:
    north, south = table("n", "north_2026-11.csv"), table("s", "south_2026-11.csv")
    assert found("south_2026-12.csv", CUSTOMERS, north, south) == ("same", "s")
    assert found("export.csv", CUSTOMERS, north, south)[0] == "unsure"


def test_where_two_fit_alike_both_are_named() -> None:
    known = (table("n", "north.csv"), table("s", "south.csv"))
    recognised = recognise("export.csv", CUSTOMERS, known)
    assert recognised.series is not None
    assert {recognised.series.id, *(one.id for one in recognised.others)} == {"n", "s"}


def test_what_was_said_of_these_columns_before_holds_whatever_the_file_is_called() -> None:
    columns = ("CustomerID", "Age", "Income", "Visits")
    asked = table("a", "customers.csv")
    assert found("web.csv", columns, with_decision(asked, columns, SAME_TABLE)) == ("same", "a")
    respelled = ("visits", "AGE", "customer id", "income")
    assert found("app.csv", respelled, with_decision(asked, columns, SAME_TABLE)) == ("same", "a")
    assert found("web.csv", columns, with_decision(asked, columns, OTHER_TABLE)) == ("new", None)
    assert found("web.csv", columns[:3], with_decision(asked, columns, OTHER_TABLE))[0] != "new"


def test_a_name_that_tells_counts_more_than_what_was_said_of_another_file() -> None:
    north, south = table("n", "north_1.csv"), table("s", "south_1.csv")
    north = with_decision(north, CUSTOMERS, SAME_TABLE)
    assert found("export.csv", CUSTOMERS, north, south) == ("same", "n")
    assert found("south_2.csv", CUSTOMERS, north, south) == ("same", "s")


def test_nothing_was_here_before() -> None:
    assert found("customers.csv", CUSTOMERS) == ("new", None)
    assert found("customers.csv", CUSTOMERS, Series("a", "T", "C", "x", (), "U", NOON)) == (
        "new", None,
    )  # fmt: skip


def test_dates_and_numbers_are_no_part_of_a_name() -> None:
    assert stem("customers-2026-11-30.csv") == stem("Customers 07.12.2026 (1).csv") == "customers"
    assert stem("2026.csv") == ""
