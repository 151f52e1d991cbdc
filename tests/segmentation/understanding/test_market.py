"""Preferences, habits, needs and money, from the segments' figures."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from segmentation.answers import Answers
from segmentation.describing import describe_segments
from segmentation.market import whole_market
from segmentation.results import Segment
from segmentation.vocabulary import Vocabulary

Clustered = Callable[[pd.DataFrame, int], np.ndarray]


def described(values: pd.DataFrame, labels: np.ndarray, words: Vocabulary) -> tuple[Segment, ...]:
    return describe_segments(values, labels, None, words, 42)


@pytest.fixture
def shop() -> tuple[pd.DataFrame, np.ndarray]:
    """Two groups of the same income, of which one spends less; one poorer that spends least."""
    rng = np.random.default_rng(2)
    labels = np.repeat([1, 2, 3], [100, 80, 60])
    income = np.array([0, 60_000, 60_000, 20_000])[labels] + rng.normal(0, 2_000, 240)
    fish = np.array([0, 400, 100, 30])[labels] + rng.normal(0, 10, 240)
    wine = np.array([0, 600, 300, 50])[labels] + rng.normal(0, 10, 240)
    orders = np.array([0, 9, 3, 3])[labels] + rng.normal(0, 1, 240)
    frame = {"Income": income, "MntFish": fish, "MntWines": wine, "Orders": orders}
    return pd.DataFrame(frame), labels


def test_the_opportunity_is_half_the_gap_to_customers_of_like_income(
    shop: tuple[pd.DataFrame, np.ndarray], vocabulary: Vocabulary
) -> None:
    values, labels = shop
    best, other, poor = described(values, labels, vocabulary)
    spent = values[["MntFish", "MntWines"]].sum(axis=1)
    assert best.market is not None
    assert best.market.opportunity is None
    assert other.market is not None
    chance = other.market.opportunity
    assert chance is not None
    assert chance.compared_with == (1,)
    assert chance.compared_by == "income"
    gap = spent[labels == 1].mean() - spent[labels == 2].mean()
    assert chance.amount == pytest.approx(gap / 2 * 80)
    assert "upper estimate" in chance.formula
    assert poor.market is not None
    assert poor.market.opportunity is not None
    assert poor.market.opportunity.compared_by == ""  # nobody else earns as little


def test_columns_of_answers_are_neither_money_nor_goods(vocabulary: Vocabulary) -> None:
    """“Sales: high” can't be added up, and “Milk: yes” is no amount of milk."""
    labels = np.repeat([1, 2], 30)
    values = pd.DataFrame({"Age": np.where(labels == 1, 30.0, 60.0) + np.arange(60) % 7})
    codes = (labels == 1).astype(np.intp)
    used = {
        "Sales": Answers("Sales", ("high", "low"), codes),
        "Milk": Answers("Milk", ("no", "yes"), codes),
        "Fish": Answers("Fish", ("no", "yes"), 1 - codes),
    }
    segments = describe_segments(values, labels, None, vocabulary, 42, used)
    assert whole_market(segments) is None
    for segment in segments:
        assert segment.market is not None
        assert segment.market.preferences == ()
        assert segment.market.habits == ()
        assert segment.market.opportunity is None


def test_shares_of_goods_are_held_against_those_of_all_customers(
    shop: tuple[pd.DataFrame, np.ndarray], vocabulary: Vocabulary
) -> None:
    values, labels = shop
    segments = described(values, labels, vocabulary)
    for segment in segments:
        assert segment.market is not None
        assert sum(p.share for p in segment.market.preferences) == pytest.approx(1)
        assert sum(p.overall for p in segment.market.preferences) == pytest.approx(1)
    assert segments[0].market is not None
    first = segments[0].market.preferences[0]
    assert first.feature == "MntFish"
    own = values[labels == 1].mean()
    assert first.share == pytest.approx(own["MntFish"] / (own["MntFish"] + own["MntWines"]))
    assert first.index == pytest.approx(100 * first.share / first.overall)


def test_habits_and_needs_follow_from_the_traits(
    shop: tuple[pd.DataFrame, np.ndarray], vocabulary: Vocabulary
) -> None:
    best, _, poor = described(*shop, vocabulary)
    assert best.market is not None
    assert poor.market is not None
    assert [(habit.kind, habit.level > 0) for habit in best.market.habits] == [
        ("spend", True), ("frequency", True),
    ]  # fmt: skip
    texts = {need.key for need in vocabulary.needs}
    assert set(best.market.needs) <= texts
    assert "recognition" in best.market.needs
    assert "low_prices" in poor.market.needs


def test_the_whole_market_names_where_the_money_is(
    shop: tuple[pd.DataFrame, np.ndarray], vocabulary: Vocabulary
) -> None:
    values, labels = shop
    found = whole_market(described(values, labels, vocabulary))
    assert found is not None
    assert found.most == 1
    assert found.total == pytest.approx(values[["MntFish", "MntWines"]].to_numpy().sum())
    assert found.most_customers == pytest.approx(100 / 240)
    assert found.largest_opportunity == 2
    assert found.columns == ("MntFish", "MntWines")


def test_whom_one_should_help_before_selling_is_no_opportunity(
    shop: tuple[pd.DataFrame, np.ndarray], vocabulary: Vocabulary
) -> None:
    values, labels = shop
    owing = values.assign(Card_Debt=np.array([0, 1_000, 9_000, 1_000])[labels] + values["Orders"])
    segments = described(owing.drop(columns="Income"), labels, vocabulary)
    second = segments[1]
    assert second.advice[0].template == "steady_the_debt"
    assert second.market is not None
    assert second.market.money_per_customer is not None
    assert second.market.opportunity is None
    found = whole_market(segments)
    assert found is not None
    assert found.largest_opportunity == 3


def test_a_file_without_money_has_no_market_in_money(
    mall: pd.DataFrame, clustered: Clustered, vocabulary: Vocabulary
) -> None:
    segments = described(mall, clustered(mall, 6), vocabulary)
    assert whole_market(segments) is None
    for segment in segments:
        assert segment.market is not None
        assert segment.market.opportunity is None
        assert segment.market.money_per_customer is None


def test_in_wholesale_the_six_kinds_of_goods_are_the_money(
    shared_data: Path, clustered: Clustered, vocabulary: Vocabulary
) -> None:
    goods = pd.read_csv(shared_data / "wholesale.csv").iloc[:, 2:].astype(float)
    segments = described(goods, clustered(goods, 3), vocabulary)
    assert sum(s.money_share or 0 for s in segments) == pytest.approx(1)
    assert all(len(s.market.preferences) == 6 for s in segments if s.market)
