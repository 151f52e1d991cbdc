"""Features and the columns of the matrix that each takes, there and back."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from outcomes import outcome_of

from segmentation.features import make_features
from segmentation.own_units import Axis, axes_of
from segmentation.results import Outcome


def mixed() -> Outcome:
    """A column of three answers, a number, a column of two answers, another number."""
    rng = np.random.default_rng(5)
    table = pd.DataFrame(
        {
            "plan": pd.Categorical(rng.choice(["basic", "free", "pro"], 90)),
            "age": rng.integers(18, 80, 90).astype(float),
            "newsletter": pd.Categorical(rng.choice(["No", "Yes"], 90)),
            "spend": rng.exponential(50, 90),
        }
    )
    matrix = make_features(table, list(table), "zscore")
    plain = outcome_of(table[["age", "spend"]], np.where(table["age"] > 50, 1, 2))
    analysis = replace(plain.analysis, features=tuple(table), scales=matrix.scales())
    return replace(plain, analysis=analysis, table=table, scaled=matrix.scaled)


def by_feature(outcome: Outcome) -> dict[str, Axis]:
    return {axis.feature: axis for axis in axes_of(outcome)}


def test_each_answer_takes_a_column_and_two_answers_share_one() -> None:
    axes = by_feature(mixed())
    assert list(axes) == ["plan", "age", "newsletter", "spend"]
    assert [axis.places for axis in axes.values()] == [(0, 1, 2), (3,), (4,), (5,)]
    assert [axis.is_number for axis in axes.values()] == [False, True, False, True]


@pytest.mark.parametrize("feature", ["age", "spend"])
def test_a_number_behind_answers_finds_its_own_way_back(feature: str) -> None:
    outcome = mixed()
    axis = by_feature(outcome)[feature]
    for row in (0, 7, 42):
        value = float(outcome.table[feature].iloc[row])
        assert axis.to_scaled(value) == pytest.approx(outcome.scaled[row, axis.places[0]])
        assert axis.to_own(axis.to_scaled(value)) == pytest.approx(value)
