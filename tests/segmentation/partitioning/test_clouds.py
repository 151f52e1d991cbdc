"""Mixtures of bell-shaped clouds."""

import numpy as np
import pytest
from sklearn.mixture import GaussianMixture

from segmentation.partitioning.clouds import Shape, Standard, mixture

RNG = np.random.default_rng(1)
FLAT, ROUND = RNG.standard_normal((150, 2)) * [1, 0.3], RNG.normal(2.5, 1.0, (100, 2))
ROWS = np.concatenate([FLAT, ROUND])
HALVES = np.repeat([0, 1], [150, 100])
NO_FLOOR = np.full(2, 1e-9)


@pytest.mark.parametrize(("shape", "theirs"), [("tilted", "full"), ("upright", "diag")])
def test_the_fit_is_as_likely_as_scikit_learns(shape: Shape, theirs: str) -> None:
    ours = mixture(ROWS, HALVES, NO_FLOOR, shape)
    model = GaussianMixture(2, covariance_type=theirs, n_init=5, random_state=0, tol=1e-5)
    best = model.fit(ROWS)
    assert ours.likelihood == pytest.approx(best.score(ROWS) * len(ROWS), abs=0.2)
    assert ours.bic(2) == pytest.approx(-best.bic(ROWS), abs=0.4)


def test_freer_shapes_fit_better() -> None:
    shared, upright, tilted = (
        mixture(ROWS, HALVES, NO_FLOOR, shape).likelihood
        for shape in ("shared", "upright", "tilted")
    )
    assert shared < upright <= tilted + 1e-6


def test_shared_clouds_have_one_shape() -> None:
    weights = mixture(ROWS, HALVES, NO_FLOOR, "shared").weights
    assert weights[0, 2:4] == pytest.approx(weights[1, 2:4])


def test_counts_repeat_a_row() -> None:
    counts = RNG.integers(1, 4, len(ROWS))
    repeated = mixture(
        np.repeat(ROWS, counts, axis=0), np.repeat(HALVES, counts), NO_FLOOR, "tilted"
    )
    counted = mixture(ROWS, HALVES, NO_FLOOR, "tilted", counts)
    assert counted.likelihood == pytest.approx(repeated.likelihood, rel=1e-3)


def test_bic_finds_the_number_of_clouds() -> None:
    thirds = np.repeat([0, 1, 2], [75, 75, 100])
    one = mixture(ROWS, np.zeros(250, dtype=int), NO_FLOOR, "upright").bic(2)
    two = mixture(ROWS, HALVES, NO_FLOOR, "upright").bic(2)
    assert two > max(one, mixture(ROWS, thirds, NO_FLOOR, "upright").bic(2))


def test_new_rows_go_to_the_likeliest_cloud() -> None:
    fitted = mixture(ROWS, HALVES, NO_FLOOR, "tilted")
    assert fitted.likeliest(np.array([[0.0, 0.0], [2.5, 2.5]])).tolist() == [0, 1]


def test_repeated_values_bound_how_narrow_a_cloud_may_be() -> None:
    answers = np.column_stack([RNG.integers(0, 2, 400), RNG.standard_normal(400)]).astype(float)
    standard = Standard.of(answers)
    step = 1 / answers[:, 0].std()
    assert standard.floor == pytest.approx([step**2 / 12, 1e-3])


def test_standard_columns_have_mean_0_and_variance_1() -> None:
    scaled = Standard.of(ROWS).scaled(ROWS)
    assert scaled.mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert scaled.std(axis=0) == pytest.approx([1, 1])
