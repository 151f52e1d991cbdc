"""k-means on the Mall Customers file, against published figures."""

from pathlib import Path

import numpy as np
import pytest

from segmentation.algorithms.kmeans import KMeans
from segmentation.choosing.indices import silhouettes
from segmentation.partitioning.assigning import within
from tests.segmentation.choosing.files import AGE, INCOME, SPENDING, mall, zscored

Z_INERTIAS = {3: 157.704, 4: 108.921, 5: 65.568, 6: 55.057, 7: 44.865}
RAW_INERTIAS = {2: 181363.60, 3: 106348.37, 4: 73679.79, 5: 44448.46}


def inertia(X: np.ndarray, k: int) -> float:
    found = KMeans().fit(X, k, 42)
    return within(X, found.labels, found.centres)


@pytest.mark.parametrize(("k", "figure"), Z_INERTIAS.items())
def test_scaled_income_and_spending_are_as_tight_as_published(
    shared_data: Path, k: int, figure: float
) -> None:
    assert inertia(zscored(mall(shared_data, INCOME, SPENDING)), k) <= 1.001 * figure


@pytest.mark.parametrize(("k", "figure"), RAW_INERTIAS.items())
def test_raw_income_and_spending_are_as_tight_as_published(
    shared_data: Path, k: int, figure: float
) -> None:
    assert inertia(mall(shared_data, INCOME, SPENDING), k) <= 1.001 * figure


def test_the_five_segments_of_the_mall_have_the_published_sizes(shared_data: Path) -> None:
    X = mall(shared_data, INCOME, SPENDING)
    found = KMeans().fit(X, 5, 42)
    order = np.argsort(-np.bincount(found.labels))
    assert np.bincount(found.labels)[order].tolist() == [81, 39, 35, 23, 22]
    assert found.centres[order] == pytest.approx(
        np.array([(55.30, 49.52), (86.54, 82.13), (88.20, 17.11), (26.30, 20.91), (25.73, 79.36)]),
        abs=0.005,
    )
    assert silhouettes(X, [found.labels])[0] == pytest.approx(0.553932, abs=1e-6)


def test_the_six_segments_by_age_too_have_the_published_sizes(shared_data: Path) -> None:
    X = mall(shared_data, AGE, INCOME, SPENDING)
    found = KMeans().fit(X, 6, 42)
    assert sorted(np.bincount(found.labels)) == [21, 22, 35, 38, 39, 45]
    assert within(X, found.labels, found.centres) <= 1.001 * 58300.44
    assert silhouettes(X, [found.labels])[0] == pytest.approx(0.4523, abs=5e-5)


@pytest.mark.parametrize("seed", range(5))
def test_every_seed_finds_the_same_five_segments(shared_data: Path, seed: int) -> None:
    X = mall(shared_data, INCOME, SPENDING)
    found = KMeans().fit(X, 5, seed)
    assert within(X, found.labels, found.centres) == pytest.approx(44448.4554, abs=0.001)
