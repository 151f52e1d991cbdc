"""Whether segments come back in resamples, against figures measured on the mall."""

from pathlib import Path

import numpy as np
import pytest

from segmentation.algorithm import Algorithm
from segmentation.algorithms.dbscan import Dbscan
from segmentation.algorithms.hierarchical import Hierarchical
from segmentation.algorithms.kmeans import KMeans
from segmentation.choosing.stability import recovered, stabilities
from tests.segmentation.choosing.files import (
    AGE,
    INCOME,
    SPENDING,
    SQUARE,
    around,
    mall,
)


def worst(X: np.ndarray, ks: list[int], algorithm: Algorithm | None = None) -> dict[int, float]:
    """The stability of the least stable segment for each k."""
    member = algorithm or KMeans()
    fits = [member.fit(X, k, 42) for k in ks]
    return {
        fit.k: float(held.min())
        for fit, held in zip(fits, stabilities(X, member, fits, 42), strict=True)
    }


def test_five_segments_by_income_and_spending_hold_and_four_do_not(shared_data: Path) -> None:
    held = worst(mall(shared_data, INCOME, SPENDING), [3, 4, 5, 6])
    assert held[3] > 0.9
    assert held[4] < 0.75
    assert held[5] > 0.9
    assert held[6] < 0.75


def test_six_segments_by_age_too_hold_and_seven_do_not(shared_data: Path) -> None:
    held = worst(mall(shared_data, AGE, INCOME, SPENDING), [4, 5, 6, 7])
    assert held[4] < 0.8
    assert held[5] > 0.85
    assert held[6] > 0.9
    assert held[7] < 0.75


def test_slices_of_one_cloud_do_not_hold() -> None:
    X = np.random.default_rng(1).standard_normal((300, 2))
    assert np.mean(list(worst(X, [5, 6, 7]).values())) < 0.75


@pytest.mark.parametrize("algorithm", [KMeans(), Hierarchical()], ids=lambda a: a.name)
def test_groups_far_apart_hold_perfectly(algorithm: Algorithm) -> None:
    X, _ = around(SQUARE, 40)
    assert worst(X, [4], algorithm)[4] == pytest.approx(1.0)


def test_similarity_is_shared_over_all_of_the_drawn_customers() -> None:
    labels = np.array([0, 0, 0, 1, 1])
    again = np.array([[0, 0, 1, 1, 1], [0, 0, 0, 1, 1]])
    counts = np.array([[1, 1, 1, 1, 1], [2, 0, 1, 0, 2]])
    assert recovered(labels, again, counts, 2) == pytest.approx([(2 / 3 + 1) / 2, (2 / 3 + 1) / 2])


def test_noise_is_no_group_to_come_back_as() -> None:
    labels = np.array([0, 0, 1, 1, -1])
    again = np.array([[-1, -1, 0, 0, 0]])
    held = recovered(labels, again, np.ones((1, 5), dtype=int), 2)
    assert held == pytest.approx([0.0, 2 / 3])


def test_a_group_that_no_resample_saw_has_not_held() -> None:
    held = recovered(np.array([0, 0]), np.array([[0, 0]]), np.ones((1, 2), dtype=int), 2)
    assert held.tolist() == [1.0, 0.0]


def test_an_algorithm_without_a_fast_way_is_refitted_one_resample_at_a_time() -> None:
    X, _ = around(SQUARE, 30)
    fit = Dbscan(eps=2.0).fit(X, None, 1)
    assert stabilities(X, Dbscan(eps=2.0), [fit], 1)[0].min() > 0.9
