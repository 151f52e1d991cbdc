"""What figures mean for a marketer."""

import pytest

from segmentation.results import Distinguishing, Trait
from segmentation.traits import (
    concept_of,
    fits,
    level_of,
    money_columns,
    short_labels,
    standing,
    traits_of,
)
from segmentation.vocabulary import Concept, Vocabulary


@pytest.mark.parametrize(
    ("effect", "level"),
    [(0, 0), (0.49, 0), (0.5, 1), (1.19, 1), (1.2, 2), (-0.5, -1), (-1.2, -2), (0.4999999999, 1)],
)
def test_levels_begin_at_half_and_at_one_point_two_deviations(effect: float, level: int) -> None:
    assert level_of(effect) == level


def test_the_first_fitting_concept_has_the_column() -> None:
    narrow = Concept("debt_ratio", (r"\bdebt\b.*\bratio\b",), "debt ratio", "a", "b")
    wide = Concept("income", (r"\bincome\b",), "income", "a", "b")
    words = Vocabulary((narrow, wide))
    assert concept_of("DebtIncomeRatio", words) is narrow
    assert concept_of("Annual Income (k$)", words) is wide
    assert concept_of("Milk", words) is None


def test_a_spending_score_counts_as_spend(vocabulary: Vocabulary) -> None:
    (trait,) = traits_of([Distinguishing("Spending Score (1-100)", 82, 50, 1.24)], vocabulary)
    assert trait == Trait("spend", "Spending Score (1-100)", 2, 1.24)


def test_columns_of_no_concept_are_traits_of_their_own(vocabulary: Vocabulary) -> None:
    (trait,) = traits_of([Distinguishing("Points", 9, 5, 0.7)], vocabulary)
    assert trait == Trait("", "Points", 1, 0.7)


def test_columns_that_contradict_each_other_leave_their_concept_open() -> None:
    up, down = Trait("spend", "A", 1, 0.9), Trait("spend", "B", -1, -0.6)
    mild = Trait("spend", "C", 0, 0.1)
    assert standing([up, down]) == {}
    assert standing([up, mild]) == {"spend": up}


def test_fitting_is_high_low_or_average() -> None:
    assert [fits(how, 2) for how in ("high", "low", "average")] == [True, False, False]
    assert [fits(how, 0) for how in ("high", "low", "average")] == [False, False, True]


@pytest.mark.parametrize(
    ("columns", "labels"),
    [
        (["Annual Income (k$)", "Spending Score (1-100)"], ["income", "spending"]),
        (["tenure", "MonthlyCharges", "TotalCharges"],
         ["time as a customer", "monthly charges", "total charges"]),
        (["R", "F", "M"], ["time since the last purchase", "orders", "spend"]),
        (["Card Debt", "Other Debt"], ["card debt", "other debt"]),
        (["MntWines", "MntFruits"], ["wines", "fruits"]),
        (["AvgSpent", "Monetary"], ["basket", "spend"]),
        (["Time on Website"], ["time on website"]),
        (["Grocery", "Annual Grocery"], ["grocery", "annual grocery"]),
    ],
)  # fmt: skip
def test_short_labels_are_short_and_never_shared(
    columns: list[str], labels: list[str], vocabulary: Vocabulary
) -> None:
    assert list(short_labels(columns, vocabulary).values()) == labels


@pytest.mark.parametrize(
    ("columns", "money"),
    [
        (["Age", "MonthlyCharges", "TotalCharges"], ("MonthlyCharges",)),
        (["Income", "MntWines", "MntFruits"], ("MntWines", "MntFruits")),
        (["Annual Income (k$)", "Spending Score (1-100)"], ()),
    ],
)
def test_money_is_what_customers_bring_and_no_score(
    columns: list[str], money: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    assert money_columns(columns, vocabulary) == money
