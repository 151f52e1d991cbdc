"""Dates of a table of customers, and the recency of buying models, as days that can be compared."""

from datetime import date, timedelta

import pytest

from segmentation.intake import take_in
from tests.segmentation.intake.intake_tables import Cells, numbers, raw_table, taken

ROWS = 40
DAYS = [(date(2024, 1, 1) + timedelta(days=7 * row % 97)).isoformat() for row in range(ROWS)]


def customers(**dates: Cells):  # type: ignore[no-untyped-def]
    return raw_table(age=numbers(ROWS), income=numbers(ROWS, step=11), **dates)


@pytest.mark.parametrize(
    ("column", "made"),
    [
        ("Dt_Customer", "tenure_days"), ("signup_date", "tenure_days"),
        ("Last purchase date", "recency_days"), ("last_login", "recency_days"),
    ],
)  # fmt: skip
def test_a_date_with_a_meaning_counts_to_the_last_one_in_the_file(column: str, made: str) -> None:
    table = customers(**{column.replace(" ", "__"): DAYS})
    plain = take_in(table)
    assert plain.features == ("age", "income")
    assert taken(plain, made).made
    assert "when you ask for it" in taken(plain, made).reason
    last = max(DAYS)
    gone = [(date.fromisoformat(last) - date.fromisoformat(day)).days for day in DAYS]
    assert plain.table[made].tolist() == gone
    assert made not in plain.raw.column_names
    assert take_in(table, (made, "age")).features == (made, "age")


def test_other_dates_stay_dates() -> None:
    made = [column.name for column in take_in(customers(birth_date=DAYS)).dataset.columns]
    assert made == ["age", "income", "birth_date"]


def test_the_recency_of_buying_models_is_turned_round() -> None:
    again = [row % 5 for row in range(ROWS)]
    whole = [60 + row % 13 for row in range(ROWS)]
    recency = [0 if f == 0 else w - 3 * f for f, w in zip(again, whole, strict=True)]
    table = raw_table(
        frequency=list(map(str, again)), recency=list(map(str, recency)), T=list(map(str, whole))
    )
    made = take_in(table)
    assert made.features == ("frequency", "T", "time_since_last_order")
    assert made.table["time_since_last_order"].tolist() == [
        w - r for w, r in zip(whole, recency, strict=True)
    ]
    assert "as buying models do" in taken(made, "recency").reason
    said = [step.what for step in made.dataset.receipt]
    assert any(one.startswith("recency was set aside: it counts from the first") for one in said)


def test_a_recency_that_counts_from_the_last_order_is_left_as_it_is() -> None:
    table = raw_table(
        frequency=[str(row % 5) for row in range(ROWS)],
        recency=[str(1 + row * 7 % 31) for row in range(ROWS)],
        T=[str(60 + row % 13) for row in range(ROWS)],
    )
    assert take_in(table).features == ("frequency", "recency", "T")
