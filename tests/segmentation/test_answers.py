"""Columns of answers: rare ones pooled, gaps told apart, each column as loud as a number."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segmentation.answers import MOST, NOT_GIVEN, OTHER, Answers, answers_of
from segmentation.features import make_features
from segmentation.spec import Scaling


def column(cells: Sequence[str | None]) -> Answers:
    return answers_of(pd.Series(list(cells), dtype="category", name="plan"))


def test_rare_answers_count_together_and_are_said() -> None:
    settled = column(["a"] * 600 + ["b"] * 390 + ["x"] * 6 + ["y"] * 4)
    assert settled.texts == ("a", "b", OTHER)
    assert settled.shares.tolist() == [0.6, 0.39, 0.01]
    assert settled.pooled == 2
    table = pd.DataFrame({"plan": settled.as_series(), "age": np.arange(1000.0)})
    told = make_features(table.assign(plan=["a"] * 985 + list("defghijklmnopqr")), ["plan"])
    assert "count together as “other”" in told.receipt()[0].what


def test_one_rare_answer_keeps_its_name() -> None:
    assert column(["a"] * 600 + ["b"] * 398 + ["x"] * 2).texts == ("a", "b", "x")


def test_beyond_twenty_the_rest_count_together() -> None:
    cells = [f"town {number:02}" for number in range(30) for _ in range(60 - number)]
    settled = column(cells)
    assert len(settled.texts) == MOST + 1
    assert "town 29" not in settled.texts


def test_many_gaps_are_an_answer_and_few_get_the_most_common_one() -> None:
    assert column(["a"] * 50 + ["b"] * 40 + [None] * 10).texts == ("a", "b", NOT_GIVEN)
    few = column(["a"] * 150 + ["b"] * 149 + [None])
    assert few.texts == ("a", "b")
    assert (few.filled, few.shares[0]) == (1, 151 / 300)


@given(st.lists(st.sampled_from(["a", "b", "c", "Other", "other", None]), min_size=3))
def test_every_customer_has_one_answer_whatever_stands_in_the_file(cells: list[str | None]) -> None:
    if not any(cells):
        return
    settled = column(cells)
    assert settled.shares.sum() == pytest.approx(1)
    assert (settled.shares > 0).all()
    assert len(settled.indicators()) == len(cells)
    assert list(settled.texts) == sorted(set(settled.texts))


def two_and_three(rows: int = 400) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    return pd.DataFrame(
        {
            "age": rng.normal(40, 10, rows),
            "plan": rng.choice(["basic", "pro", "team"], rows),
            "member": rng.choice(["yes", "no"], rows),
            "spend": rng.lognormal(3, 2, rows),
        }
    )


@pytest.mark.parametrize("scaling", ["none", "zscore", "robust"])
def test_two_different_answers_are_as_far_apart_as_two_customers_in_a_number(
    scaling: Scaling,
) -> None:
    table = two_and_three()
    matrix = make_features(table, ["age", "plan", "member"], scaling)
    assert matrix.blocks.tolist() == [0, 1, 1, 1, 2]
    age = matrix.scaled[:, 0]
    usual = ((age[:, None] - age) ** 2).mean()
    for name, columns in (("plan", slice(1, 4)), ("member", slice(4, 5))):
        own = matrix.scaled[:, columns]
        cells = table[name].to_numpy()
        apart = ((own[:, None] - own) ** 2).sum(axis=2)
        differs = cells[:, None] != cells
        assert apart[differs] == pytest.approx(usual)
        assert apart[~differs] == pytest.approx(0)
        assert own.mean(axis=0) == pytest.approx(0, abs=1e-12)


def test_numbers_are_scaled_as_if_there_were_no_answers() -> None:
    table = two_and_three()
    mixed = make_features(table, ["spend", "plan", "age"])
    alone = make_features(table, ["spend", "age"])
    assert mixed.method == alone.method == "robust"
    assert (mixed.scaled[:, [0, 4]] == alone.scaled).all()
    assert list(mixed.numbers) == ["spend", "age"]


@pytest.mark.parametrize("scaling", ["none", "zscore", "robust", "auto"])
def test_mixed_points_go_there_and_back(scaling: Scaling) -> None:
    weights = {"plan": 3.0, "age": 0.5}
    matrix = make_features(two_and_three(), ["age", "plan", "member", "spend"], scaling, weights)
    assert np.allclose(matrix.to_scaled(matrix.values), matrix.scaled)
    assert np.allclose(matrix.to_own_units(matrix.scaled), matrix.values)


def test_a_feature_that_counts_twice_is_as_if_it_stood_there_twice() -> None:
    table = two_and_three()
    heavy = make_features(table, ["age", "plan"], "zscore", {"plan": 2.0})
    twice = make_features(table.assign(again=table["plan"]), ["age", "plan", "again"], "zscore")

    def apart(X: np.ndarray) -> np.ndarray:
        return np.asarray(((X[:, None] - X) ** 2).sum(axis=2))

    assert np.allclose(apart(heavy.scaled), apart(twice.scaled))
    assert [step.what for step in heavy.receipt()] == ["plan: counts 2 times."]


def test_a_file_of_answers_alone_can_be_scaled_any_way() -> None:
    for scaling in ("auto", "none", "zscore", "robust"):
        matrix = make_features(two_and_three(), ["plan", "member"], scaling)
        assert matrix.scaled.shape == (400, 4)
        assert matrix.numbers == {}
