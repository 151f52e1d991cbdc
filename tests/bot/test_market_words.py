"""Where the money is, in words."""

from dataclasses import replace

import pytest
from analyses import with_money

from bot.market_words import money_words, where_the_money_is
from segmentation.market_figures import Market
from segmentation.results import Analysis


def by(*columns: str) -> Analysis:
    """A shop whose money is the sum of these columns."""
    shop = with_money()
    assert shop.market is not None
    return replace(shop, market=replace(shop.market, columns=columns))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (("MonthlyCharges",), "all monthly charges"),
        (("Yearly Amount Spent",), "the yearly amount spent"),
        (("monetary_value_usd",), "the money"),
        (("MntWines", "MntFish"), "the money"),
        ((), "the money"),
    ],
)
def test_a_share_of_money_says_what_it_is_a_share_of(columns: tuple[str, ...], said: str) -> None:
    assert money_words(by(*columns)) == said
    assert f"of {said}." in where_the_money_is(by(*columns))


def test_a_column_is_called_what_pictures_call_it() -> None:
    shop = replace(by("M"), called={"M": "monthly bills"})
    assert money_words(shop) == "all monthly bills"


def test_the_largest_sum_to_win_is_not_called_the_largest_gap() -> None:
    said = where_the_money_is(by("Sales"))
    assert "The most to win:" in said
    assert "gap" in said
    assert "largest gap" not in said
    assert "(an upper estimate)" in said


def test_without_an_opportunity_only_the_shares_are_told() -> None:
    shop = replace(with_money(), market=Market(100.0, 1, 0.5, 0.2, None, ("Sales",)))
    assert where_the_money_is(shop).endswith("50 % of all sales.")
