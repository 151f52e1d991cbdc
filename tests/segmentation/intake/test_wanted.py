"""Columns asked for by name, however they are spelled."""

import pytest

from segmentation.errors import UnknownFeature
from segmentation.intake.wanted import resolve

MALL = ("Age", "Annual Income (k$)", "Spending Score (1-100)")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Age", "Age"), ("AGE", "Age"), ("annual income (k$)", MALL[1]), ("annual_income", MALL[1]),
        ("AnnualIncome", MALL[1]), ("income", MALL[1]), ("spending", MALL[2]), ("score", MALL[2]),
        (" spend ", MALL[2]),
    ],
)  # fmt: skip
def test_a_loose_spelling_finds_the_one_column_it_fits(asked: str, meant: str) -> None:
    assert resolve([asked], MALL) == (meant,)


def test_the_order_asked_for_is_kept_and_repeats_are_dropped() -> None:
    assert resolve(["score", "age", "Age"], MALL) == (MALL[2], "Age")


def test_an_exact_name_wins_over_longer_ones() -> None:
    assert resolve(["M"], ["Milk", "M"]) == ("M",)


def test_an_unknown_name_is_told_with_the_columns_there_are() -> None:
    with pytest.raises(UnknownFeature) as told:
        resolve(["shoe size"], MALL)
    assert told.value.available == MALL


def test_an_ambiguous_name_is_told_with_the_columns_it_could_mean() -> None:
    with pytest.raises(UnknownFeature) as told:
        resolve(["Mnt"], ["MntWines", "MntFruits", "Age"])
    assert told.value.available == ("MntWines", "MntFruits")


@pytest.mark.parametrize("asked", ["(%)", "?", "$"])
def test_signs_alone_mean_no_column(asked: str) -> None:
    with pytest.raises(UnknownFeature):
        resolve([asked], MALL)
