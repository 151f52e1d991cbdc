"""Made-up files without groups: like the original in every column, and one population."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kstest, spearmanr

from segmentation.choosing.null_model import one_peak, one_population
from segmentation.choosing.null_test import against_no_groups
from segmentation.choosing.verdict import groups_exist
from segmentation.features import make_features
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


def mixed(**columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A scaled matrix of numbers and answers, and which feature each column belongs to."""
    matrix = make_features(pd.DataFrame(columns), list(columns))
    return matrix.scaled, matrix.blocks


def bands(figures: np.ndarray, names: str, noise: float, rng: np.random.Generator) -> np.ndarray:
    """Answers that become commoner as figures grow."""
    felt = figures + noise * rng.standard_normal(len(figures))
    edges = np.quantile(felt, np.linspace(0, 1, len(names) + 1)[1:-1])
    return np.array(list(names))[np.searchsorted(edges, felt)]


def test_made_up_customers_give_one_answer_to_each_question_as_often_as_in_the_file() -> None:
    rng = np.random.default_rng(1)
    plan = rng.choice(["basic", "pro", "team"], 900, p=[0.6, 0.3, 0.1])
    X, blocks = mixed(plan=plan, age=rng.normal(40, 9, 900), member=rng.choice(["y", "n"], 900))
    made = one_population(X, blocks).draw(1, 20_000, rng)[0]
    looks = np.unique(X[:, :3], axis=0)
    drawn, shares = np.unique(made[:, :3], axis=0, return_counts=True)
    assert np.array_equal(drawn, looks)
    assert np.sort(shares / 20_000) == pytest.approx([0.1, 0.3, 0.6], abs=0.02)
    assert set(made[:, 4]) == set(X[:, 4])


def test_answers_stay_tied_to_numbers_and_to_each_other() -> None:
    rng = np.random.default_rng(2)
    first, second = rng.standard_normal((2, 1_000))
    X, blocks = mixed(
        x=first,
        y=first + 0.1 * rng.standard_normal(1_000),  # most of the spread is not of the answers'
        z=second,
        plan=bands(second, "dbca", 0.5, rng),
        town=bands(second, "bac", 0.5, rng),
    )
    made = one_population(X, blocks).draw(1, 20_000, rng)[0]
    wanted, found = np.corrcoef(X, rowvar=False), np.corrcoef(made, rowvar=False)
    assert np.abs(wanted[2, 3:]).max() > 0.5
    assert np.abs(found - wanted).max() < 0.1


def populations(rng: np.random.Generator) -> dict[str, dict[str, np.ndarray]]:
    """Files of one population each, with answers."""
    rows = int(rng.integers(200, 500))
    first, second = rng.standard_normal((2, rows))
    apart = {
        name: rng.choice(list("abcd"), rows, p=rng.dirichlet(np.full(4, 3.0))) for name in "st"
    }
    return {
        "independent answers": {**apart, "u": rng.choice(["y", "n"], rows)},
        "independent of numbers": {**apart, "x": first, "z": np.exp(second)},
        "follow a number": {
            "x": first,
            "z": second,
            "s": bands(first, "cabd", 0.6, rng),
            "t": bands(second, "bca", 0.6, rng),
        },
        "one factor": {name: bands(first, "bdac", 0.8, rng) for name in "stuv"},
    }


KINDS = tuple(populations(np.random.default_rng(0)))


@pytest.mark.parametrize("kind", KINDS)
def test_answers_of_one_population_are_not_called_groups(kind: str) -> None:
    """At least 19 of 20 files; the rest of the verdict can only take groups away."""
    called = 0
    for seed in range(20):
        X, blocks = mixed(**populations(np.random.default_rng(seed))[kind])
        result = against_no_groups(X[:300], range(2, 7), seed, blocks)
        called += groups_exist(result.test, max(result.closer.values()))
    assert called <= 1
