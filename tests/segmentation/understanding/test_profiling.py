"""Each segment held against all customers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation.profiling import means_of, profile, times_average
from segmentation.results import Distinguishing


def test_means_medians_and_effects_are_those_of_pandas(mall: pd.DataFrame) -> None:
    labels = np.random.default_rng(1).integers(1, 5, len(mall))
    groups = mall.groupby(labels)
    for p in profile(mall, labels):
        assert p.size == (labels == p.number).sum()
        assert p.share == pytest.approx(p.size / len(mall))
        assert p.centre == pytest.approx(groups.mean().loc[p.number].to_dict())
        assert p.medians == pytest.approx(groups.median().loc[p.number].to_dict())
        effects = (groups.mean().loc[p.number] - mall.mean()) / mall.std(ddof=0)
        assert p.effect_sizes == pytest.approx(effects.to_dict())
        assert p.index == pytest.approx((100 * groups.mean().loc[p.number] / mall.mean()).to_dict())


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(-50, 50)), min_size=1, max_size=40))
@settings(max_examples=60)
def test_medians_hold_for_ties_and_single_customers(rows: list[tuple[int, int]]) -> None:
    labels = np.array([label for label, _ in rows])
    values = pd.DataFrame({"a": [float(value) for _, value in rows]})
    for p in profile(values, labels):
        assert p.medians["a"] == np.median(values["a"][labels == p.number])


def test_the_strongest_difference_comes_first(mall: pd.DataFrame) -> None:
    labels = np.where(mall["Age"] > 50, 2, 1)
    for p in profile(mall, labels):
        sizes = [abs(d.effect_size) for d in p.distinguishing]
        assert sizes == sorted(sizes, reverse=True)
        assert p.distinguishing[0].feature == "Age"
        assert {d.feature for d in p.distinguishing} == set(mall.columns)


def test_customers_in_no_segment_count_in_the_whole_and_have_no_profile() -> None:
    values = pd.DataFrame({"a": [1.0, 1.0, 5.0, 9.0]})
    (only,) = profile(values, np.array([1, 1, 0, 0]))
    assert (only.number, only.size, only.share) == (1, 2, 0.5)
    assert only.distinguishing[0].overall == 4.0


def test_a_column_that_says_the_same_everywhere_has_no_effect() -> None:
    values = pd.DataFrame({"same": [0.1] * 6, "other": [1.0, 2, 3, 4, 5, 6]})
    first, _ = profile(values, np.array([1, 1, 1, 2, 2, 2]))
    assert first.effect_sizes["same"] == 0
    assert first.distinguishing[0].feature == "other"


def test_an_index_needs_a_positive_average() -> None:
    values = pd.DataFrame({"a": [-4.0, -2.0, -3.0, 1.0]})
    first, _ = profile(values, np.array([1, 1, 2, 2]))
    assert first.index == {"a": None}


def test_shares_of_money_are_parts_of_the_whole_sum() -> None:
    spend = np.array([10.0, 20.0, 70.0])
    labels = np.array([1, 1, 2])
    values = pd.DataFrame({"a": spend})
    assert [p.share_of_money for p in profile(values, labels, spend)] == pytest.approx([0.3, 0.7])


def test_there_are_no_shares_where_returns_outweigh_sales() -> None:
    values = pd.DataFrame({"a": [1.0, 2.0, 3.0]})
    money = np.array([-10.0, 2.0, 30.0])
    shares = [p.share_of_money for p in profile(values, np.array([1, 2, 2]), money)]
    assert shares == [None, None]


def test_a_shuffled_file_gives_the_same_profile(mall: pd.DataFrame) -> None:
    labels = np.where(mall["Age"] > 50, 2, 1)
    order = np.random.default_rng(3).permutation(len(mall))
    plain = profile(mall, labels)
    shuffled = profile(mall.iloc[order, ::-1].reset_index(drop=True), labels[order])
    for a, b in zip(plain, shuffled, strict=True):
        assert a.centre == pytest.approx(b.centre)
        assert [d.feature for d in a.distinguishing] == [d.feature for d in b.distinguishing]


@pytest.mark.parametrize(
    ("value", "overall", "effect", "times"),
    [
        (82, 50, 1.2, 1.64),
        (17, 50, -1.3, 0.34),
        (-20, 50, -0.6, None),  # a negative mean
        (20, -50, 0.6, None),  # a negative average
        (30, 1, 0.9, None),  # an average near zero beside its spread
        (34, 33, 0.9, None),  # next to one
        (1, 50, -0.9, None),  # next to nothing
        (50, 50, 0.0, None),
    ],
)
def test_multiples_of_the_average_are_given_only_where_they_tell(
    value: float, overall: float, effect: float, times: float | None
) -> None:
    found = times_average(Distinguishing("a", value, overall, effect))
    assert found == (None if times is None else pytest.approx(times))


def test_figures_are_of_the_customers_whose_numbers_are_known() -> None:
    spend = pd.DataFrame({"spend": [10.0, np.nan, 20.0, 80.0, np.nan, 100.0]})
    low, high = profile(spend, np.array([1, 1, 1, 2, 2, 2]))
    assert (low.centre["spend"], low.medians["spend"]) == (15.0, 15.0)
    assert (high.centre["spend"], high.distinguishing[0].overall) == (90.0, 52.5)
    assert means_of(spend) == {"spend": 52.5}


def test_a_segment_of_which_nothing_is_known_is_taken_for_average() -> None:
    spend = pd.DataFrame({"spend": [10.0, 20.0, np.nan, np.nan]})
    unknown = profile(spend, np.array([1, 1, 2, 2]))[1]
    assert (unknown.centre["spend"], unknown.effect_sizes["spend"]) == (15.0, 0.0)
