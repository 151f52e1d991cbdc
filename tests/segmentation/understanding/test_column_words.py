"""What a column's name says in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segmentation.column_words import feature_label, in_units, normalised, with_unit
from segmentation.results import Column


@pytest.mark.parametrize(
    ("name", "label", "unit"),
    [
        ("Annual Income (k$)", "annual income", "k$"),
        ("Spending Score (1-100)", "spending score", ""),
        ("Score (0 to 100)", "score", ""),
        ("annual_income_thousands", "annual income", "k"),
        ("BALANCE_FREQUENCY", "balance frequency", ""),
        ("CASH_ADVANCE_TRX", "cash advance transactions", ""),
        ("Detergents_Paper", "detergents paper", ""),
        ("DebtIncomeRatio", "debt income ratio", ""),
        ("Avg. Session Length", "average session length", ""),
        ("NumWebPurchases", "web purchases", ""),
        ("MntWines", "wines", ""),
        ("tenure_months", "time as a customer", "months"),
        ("tenure in months", "time as a customer", "months"),
        ("visits_per_month", "visits per month", ""),
        ("Recency (days)", "time since the last purchase", "days"),
        ("AVG_ORDER_VALUE_USD", "average order value", "$"),
        ("Umsatz (EUR)", "umsatz", "€"),
        ("Umsatz in T€", "umsatz", "k€"),
        ("Jahreseinkommen (TEUR)", "jahreseinkommen", "k€"),
        ("Kunde seit (Monate)", "kunde seit", "months"),
        ("Conversion rate (%)", "conversion rate", "%"),
        ("total GMV (USD)", "total GMV", "$"),
        ("Spend (last 12 months)", "spend", ""),
        ("Größe", "größe", ""),
        ("R", "R", ""),
        ("Fresh", "fresh", ""),
        ("custcat", "customer category", ""),
        ("prod_cat", "product category", ""),
        ("cat_food", "cat food", ""),
        ("Kidhome", "kids at home", ""),
        ("MntGoldProds", "gold products", ""),
        ("NumDealsPurchases", "purchases on deals", ""),
        ("NumWebVisitsMonth", "web visits per month", ""),
        ("Total_visits_bank", "total bank visits", ""),
        ("TotalQTY", "total quantity", ""),
        ("tot_bal_usd", "total balance", "$"),
        ("PRC_FULL_PAYMENT", "paid in full", ""),
        ("Year_Birth", "year of birth", ""),
        ("(USD)", "usd", "$"),
        ("   ", "unnamed", ""),
    ],
)
def test_a_name_becomes_a_label_and_a_unit(name: str, label: str, unit: str) -> None:
    assert feature_label(name) == (label, unit)


def test_patterns_see_names_without_case_accents_and_punctuation() -> None:
    assert normalised("Dépenses_Annuelles") == "depenses annuelles"
    assert normalised("emp.var-rate") == "emp var rate"
    assert normalised("HTTPCallsMade") == "http calls made"


@pytest.mark.parametrize(
    ("figure", "unit", "written"),
    [
        ("86.5", "k$", "$86.5k"),
        ("-5", "€", "-€5"),
        ("40", "k", "40k"),
        ("12", "%", "12 %"),
        ("1", "", "1"),
    ],
)
def test_units_stand_where_people_put_them(figure: str, unit: str, written: str) -> None:
    assert with_unit(figure, unit) == written


@given(st.text(min_size=0, max_size=40))
def test_a_label_is_never_empty_and_carries_no_formatting_of_slack(name: str) -> None:
    label, unit = feature_label(name)
    assert label.strip()
    assert not set(label + unit) & set("*_~`<>&\n")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("QUANTITYORDERED", "quantity ordered"), ("PRICEEACH", "price each"),
        ("annualincome", "annual income"), ("totalcharges", "total charges"),
        ("membership", "membership"), ("household", "household"), ("ZZTOP", "zztop"),
    ],
)  # fmt: skip
def test_words_written_together_are_parted_where_all_of_them_are_known(
    name: str, label: str
) -> None:
    assert feature_label(name)[0] == label


def test_a_column_whose_name_tells_no_unit_has_that_of_its_cells() -> None:
    columns = [Column(n, "money", 0, "", unit="€") for n in ("Income", "Spend (k$)")]
    with in_units(columns):
        assert feature_label("Income") == ("income", "€")
        assert feature_label("Spend (k$)") == ("spend", "k$")
        assert feature_label("Age") == ("age", "")
    assert feature_label("Income") == ("income", "")
