"""From text cells to a table of customers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_tables import numbers, raw_table, role_in, taken

from segmentation.errors import (
    NoFeatures,
    NothingLeft,
    NoVariation,
    SegmentationError,
    TooFewCustomers,
    UnknownFeature,
)
from segmentation.intake import MIN_CUSTOMERS, take_in

IDS = [str(100 + row) for row in range(20)]
AGES = numbers(20, start=18)
SPEND = [f"${n},500.00" for n in numbers(20, step=3)]
TOWNS = ["Rome", "Bonn", "n/a", "Bonn"] * 5


def test_numbers_are_float64_words_are_strings_and_kinds_are_categories() -> None:
    customers = take_in(raw_table(id=IDS, age=AGES, spend=SPEND, town=TOWNS))
    assert customers.features == ("age", "spend")
    assert customers.table["spend"].dtype == np.float64
    assert customers.table["spend"].tolist()[0] == 1500.0
    assert customers.table["id"].dtype == "str"
    assert isinstance(customers.table["town"].dtype, pd.CategoricalDtype)
    assert customers.table["town"].isna().sum() == 5
    assert isinstance(customers.table.index, pd.RangeIndex)


def test_the_raw_cells_stay_as_they_stood() -> None:
    raw = raw_table(id=IDS, age=AGES, spend=SPEND)
    customers = take_in(raw)
    assert customers.raw.equals(raw.cells)
    assert customers.dataset.rows_read == customers.dataset.rows_used == 20
    assert customers.raw_to_used.tolist() == list(range(20))


def test_equal_rows_with_an_id_are_one_customer() -> None:
    raw = raw_table(id=[*IDS, "100", "105"], age=[*AGES, AGES[0], AGES[5]])
    customers = take_in(raw)
    assert customers.dataset.duplicates_dropped == 2
    assert customers.dataset.rows_used == 20
    assert customers.raw_to_used[-2:].tolist() == [0, 5]
    assert any(step.count == 2 and "repeat" in step.what for step in customers.dataset.receipt)


def test_equal_rows_without_an_id_may_be_two_customers_and_are_kept_with_a_warning() -> None:
    customers = take_in(raw_table(age=[*AGES, AGES[0]], visits=[*AGES[::-1], AGES[-1]]))
    assert customers.dataset.rows_used == 21
    assert "1 row is equal" in customers.dataset.warnings[0]


def test_purchases_that_look_alike_are_not_taken_for_repeats() -> None:
    ids = [str(1000 + row % 15) for row in range(60)]
    spend = [str(10 + row % 30) for row in range(60)]
    customers = take_in(raw_table(customer_id=ids, spend=spend))
    assert customers.dataset.duplicates_dropped == 0
    assert "15 different values in 60 rows" in customers.dataset.warnings[0]


def test_an_id_that_repeats_with_other_cells_is_warned_about() -> None:
    customers = take_in(raw_table(customer_id=[*IDS, "100"], age=[*AGES, "99"]))
    assert customers.dataset.rows_used == 21
    assert "customer_id repeats in 1 row" in customers.dataset.warnings[0]


def test_rows_without_any_feature_are_left_out() -> None:
    ages = [*AGES[:18], None, "?"]
    customers = take_in(raw_table(id=IDS, age=ages, note=["x"] * 20))
    assert customers.dataset.rows_used == 18
    assert customers.raw_to_used[-3:].tolist() == [17, -1, -1]
    assert taken(customers, "age").missing == 2


def test_columns_that_say_the_same_as_another_one_count_once() -> None:
    rank = [str(-int(age)) for age in AGES]
    customers = take_in(raw_table(id=IDS, age=AGES, age__turned=rank))
    assert customers.features == ("age",)
    assert taken(customers, "age turned").role == "ignored"


def test_codes_stay_out_unless_asked_for() -> None:
    raw = raw_table(id=IDS, age=AGES, region=["1", "2", "3", "2"] * 5)
    assert take_in(raw).features == ("age",)
    asked = take_in(raw, ("region", "id", "AGE"))
    assert asked.features == ("region", "id", "age")
    assert taken(asked, "region").role == "feature"
    assert taken(asked, "region").reason == "you asked for it"
    assert asked.table["region"].dtype == np.float64


@pytest.mark.parametrize("asked", ["note", "since", "mail", "shoe size"])
def test_texts_dates_personal_data_and_unknown_columns_cannot_be_asked_for(asked: str) -> None:
    mail = [f"user{n}@example.com" for n in IDS]
    notes = [f"spoke with {n} about the weather" for n in IDS]
    since = [f"2024-01-{day + 1:02}" for day in range(20)]
    raw = raw_table(id=IDS, age=AGES, town=TOWNS, note=notes, since=since, mail=mail)
    with pytest.raises(UnknownFeature) as told:
        take_in(raw, (asked,))
    assert told.value.available == ("id", "age", "town")
    assert "column to compare customers by" in told.value.problem


def test_answers_take_part_when_asked_for_and_codes_beside_them_are_answers_too() -> None:
    raw = raw_table(id=IDS, age=AGES, town=TOWNS, region=["1", "2", "3", None] * 5)
    assert take_in(raw).features == ("age",)
    asked = take_in(raw, ("town", "region", "age"))
    assert asked.features == ("town", "region", "age")
    assert taken(asked, "region").role == taken(asked, "town").role == "category"
    assert list(asked.table["region"].cat.categories) == ["1", "2", "3"]
    assert asked.table["region"].isna().sum() == 5
    assert asked.table["age"].dtype == np.float64


def test_a_file_without_amounts_is_compared_by_its_answers() -> None:
    plans = ["basic", "pro", "pro", "team"] * 5
    codes = ["B", "P", "P", "T"] * 5
    customers = take_in(raw_table(id=IDS, plan=plans, plan__code=codes, town=TOWNS))
    assert customers.features == ("plan", "town")
    assert taken(customers, "plan code").role == "ignored"  # it says the same
    assert "by their answers" in customers.dataset.warnings[0]


def test_rows_without_any_answer_are_left_out() -> None:
    towns = [*TOWNS[:19], None]
    plans = [*["basic", "pro"] * 9, "pro", None]
    customers = take_in(raw_table(id=IDS, plan=plans, town=towns))
    assert customers.dataset.rows_used == 19


def test_columns_that_a_person_does_not_want_are_left_out_and_said_so() -> None:
    raw = raw_table(id=IDS, age=AGES, spend=SPEND, town=TOWNS)
    customers = take_in(raw, leave_out=("AGE", "Town"))
    assert customers.features == ("spend",)
    assert taken(customers, "age").reason == "you asked to leave it out"
    assert any(
        "Left out as you asked: age, town." in step.what for step in customers.dataset.receipt
    )
    assert take_in(raw, ("spend", "age"), leave_out=("age",)).features == ("spend",)


def test_leaving_everything_out_is_answered_plainly() -> None:
    with pytest.raises(NothingLeft, match="Without age, spend there is no column left"):
        take_in(raw_table(id=IDS, age=AGES, spend=SPEND), leave_out=("age", "spend"))
    with pytest.raises(NothingLeft):
        take_in(raw_table(id=IDS, age=AGES, spend=SPEND), ("age",), leave_out=("age",))


def test_an_unknown_column_to_leave_out_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownFeature) as told:
        take_in(raw_table(id=IDS, age=AGES, spend=SPEND), leave_out=("shoe size",))
    assert told.value.available == ("id", "age", "spend")


def test_one_column_of_numbers_is_enough() -> None:
    assert take_in(raw_table(age=AGES)).features == ("age",)


def test_yes_no_codes_are_used_where_there_is_nothing_else() -> None:
    flags = {
        name: [str(row * step % 5 % 2) for row in range(20)]
        for name, step in zip("ab", (1, 2), strict=True)
    }
    customers = take_in(raw_table(**flags))
    assert customers.features == ("a", "b")
    assert "yes/no" in customers.dataset.warnings[0]


def test_too_few_rows_are_said_so() -> None:
    with pytest.raises(TooFewCustomers) as told:
        take_in(raw_table(age=AGES[: MIN_CUSTOMERS - 1]))
    assert (told.value.rows, told.value.needed) == (9, 10)
    take_in(raw_table(age=AGES[:MIN_CUSTOMERS]))


def test_too_few_rows_with_a_value_are_said_so() -> None:
    with pytest.raises(TooFewCustomers):
        take_in(raw_table(id=IDS, age=[*AGES[:9], *[None] * 11]), ("age",))


@pytest.mark.parametrize(
    "columns",
    [
        {"town": TOWNS, "name": ["Anna", "Ben"] * 10},
        {"id": IDS},
        {"email": [f"user{n}@example.com" for n in IDS]},
    ],
)
def test_no_column_of_numbers_is_said_so(columns: dict[str, list[str]]) -> None:
    with pytest.raises(NoFeatures) as told:
        take_in(raw_table(**columns))
    assert told.value.columns == tuple(columns)


@pytest.mark.parametrize("columns", [{"a": ["3"] * 20}, {"id": IDS, "a": ["3"] * 20}])
def test_rows_that_all_say_the_same_are_said_so(columns: dict[str, list[str]]) -> None:
    with pytest.raises(NoVariation):
        take_in(raw_table(**columns))


def test_asking_for_a_constant_column_is_answered_with_no_variation() -> None:
    with pytest.raises(NoVariation):
        take_in(raw_table(id=IDS, age=AGES, z=["3"] * 20), ("z",))


def test_the_order_of_rows_and_columns_changes_no_role_and_no_value() -> None:
    raw = raw_table(id=IDS, age=AGES, spend=SPEND, town=TOWNS)
    order = np.random.default_rng(1).permutation(20)
    shuffled = type(raw)(
        raw.name, raw.cells.take(order).select(["town", "spend", "id", "age"]), raw.format
    )
    one, two = take_in(raw), take_in(shuffled)
    assert sorted(one.features) == sorted(two.features)
    for name in ("id", "age", "spend", "town"):
        assert taken(one, name) == taken(two, name)
    assert one.table["spend"].to_numpy()[order].tolist() == two.table["spend"].tolist()


def test_every_line_of_the_receipt_counts_and_says_how_to_undo_it() -> None:
    ages = [*AGES[:17], "abc", "?", "-999"]
    customers = take_in(raw_table(id=IDS, age=ages, spend=SPEND, town=TOWNS))
    for step in customers.dataset.receipt:
        assert step.what.endswith(".")
        assert step.count > 0
        assert step.undo.endswith(".")
    said = " ".join(step.what for step in customers.dataset.receipt)
    for part in ("“?”", "-999", "hold no number", "currency", "Identifiers", "“n/a”"):
        assert part in said


def test_personal_cells_appear_in_no_word_that_is_said() -> None:
    names = ["Zebedee"] * 10 + ["Quentin"] * 10
    customers = take_in(raw_table(id=IDS, first__name=names, age=AGES))
    said = repr(customers.dataset)
    assert "Zebedee" not in said
    assert "Quentin" not in said


def test_territories_keep_north_america_and_savings_do_not() -> None:
    rows = ["NA", "EMEA", "APAC", "NA"] * 5
    customers = take_in(raw_table(id=IDS, age=AGES, territory=rows, savings=["NA", "little"] * 10))
    assert taken(customers, "territory").missing == 0
    assert taken(customers, "savings").missing == 10
    assert role_in(raw_table(id=IDS, age=AGES, territory=rows), "territory") == "category"


CELLS = st.one_of(st.none(), st.text(max_size=8), st.integers().map(str))


@given(st.lists(st.lists(CELLS, min_size=12, max_size=12), min_size=1, max_size=4))
def test_no_table_of_text_whatsoever_breaks_the_intake(cells: list[list[str | None]]) -> None:
    raw = raw_table(**{f"c{at}": column for at, column in enumerate(cells)})
    try:
        customers = take_in(raw)
    except SegmentationError:
        return
    features = customers.table[list(customers.features)]
    assert features.notna().any(axis=1).all()
    assert not np.isinf(features.to_numpy()).any()
    assert len(customers.raw_to_used) == 12
    assert customers.raw_to_used.max() == len(customers.table) - 1


def test_codes_that_were_written_as_floats_are_read_as_whole_numbers() -> None:
    gone = ["1.0", "0.0", None, "0.0"] * 5
    mixed = ["1.0", "0.5", "2.0", "0.5"] * 5
    twice = ["1", "1.0", "2", "2"] * 5
    customers = take_in(raw_table(age=AGES, churn=gone, segment=mixed, cluster=twice))
    assert set(customers.table["churn"].cat.categories) == {"0", "1"}
    assert set(customers.table["segment"].cat.categories) == {"0.5", "1.0", "2.0"}
    assert set(customers.table["cluster"].cat.categories) == {"1", "1.0", "2"}
    assert customers.raw.column("churn").to_pylist() == gone


def test_the_receipt_gives_the_real_reason_why_columns_were_set_aside() -> None:
    rates = [f"{1 + row % 5 / 10}" for row in range(20)]
    raw = raw_table(
        age=AGES, spend=SPEND, country=["DE"] * 20, z_cost=["3"] * 19 + [None],
        note=[None] * 15 + ["1", "2", "3", "2", "3"], euribor3m=rates, **{"cons.conf.idx": rates},
    )  # fmt: skip
    said = [step.what for step in take_in(raw).dataset.receipt]
    assert "Columns that say the same in every row were set aside: country, z_cost." in said
    assert "Columns that are mostly empty were set aside: note." in said
    assert any(one.endswith("of the customer, were set aside: euribor3m, cons.conf.idx.")
               for one in said)  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "sign"),
    [("${}", "$"), ("{} EUR", "€"), ("£ {}.50", "£"), ("-€{}", "€"), ("R${}", ""), ("{}", ""),
     ("CHF {}", "")],
)  # fmt: skip
def test_a_column_knows_the_currency_sign_of_its_cells(cell: str, sign: str) -> None:
    customers = take_in(raw_table(age=AGES, spend=[cell.format(n) for n in numbers(20, step=3)]))
    assert next(c.unit for c in customers.dataset.columns if c.name == "spend") == sign


def test_cells_of_two_currencies_have_no_sign() -> None:
    cells = [f"{'$' if row % 2 else '€'}{row}" for row in range(20)]
    customers = take_in(raw_table(age=AGES, spend=cells))
    assert next(c.unit for c in customers.dataset.columns if c.name == "spend") == ""
