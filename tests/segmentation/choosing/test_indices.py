"""Indices of a partition, against scikit-learn's."""

import numpy as np
import pytest
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score

from segmentation.choosing.indices import davies_bouldin, silhouettes, spread
from segmentation.partitioning.assigning import cluster_means

ROWS = np.random.default_rng(1).standard_normal((250, 3))
THREE = np.arange(250) % 3
SEVEN = np.arange(250) % 7


def test_several_partitions_get_their_silhouettes_in_one_pass() -> None:
    assert silhouettes(ROWS, [THREE, SEVEN]) == pytest.approx(
        [silhouette_score(ROWS, THREE), silhouette_score(ROWS, SEVEN)]
    )


def test_a_customer_alone_in_a_group_counts_nothing() -> None:
    labels = THREE.copy()
    labels[0] = 3
    assert silhouettes(ROWS, [labels]) == pytest.approx([silhouette_score(ROWS, labels)])


def test_groups_that_coincide_have_silhouette_zero() -> None:
    assert silhouettes(np.ones((6, 2)), [np.array([0, 0, 0, 1, 1, 1])]) == [0.0]


def test_noise_is_left_out_of_every_index() -> None:
    labels = np.where(np.arange(250) < 40, -1, THREE)
    kept = labels >= 0
    centres = cluster_means(ROWS, labels, 3)
    assert silhouettes(ROWS, [labels]) == pytest.approx(
        [silhouette_score(ROWS[kept], labels[kept])]
    )
    assert spread(ROWS, labels, centres).calinski_harabasz == pytest.approx(
        calinski_harabasz_score(ROWS[kept], labels[kept])
    )
    assert davies_bouldin(ROWS, labels, centres) == pytest.approx(
        davies_bouldin_score(ROWS[kept], labels[kept])
    )


@pytest.mark.parametrize("labels", [THREE, SEVEN], ids=["three", "seven"])
def test_tightness_and_overlap_agree_with_scikit_learn(labels: np.ndarray) -> None:
    centres = cluster_means(ROWS, labels, labels.max() + 1)
    assert spread(ROWS, labels, centres).calinski_harabasz == pytest.approx(
        calinski_harabasz_score(ROWS, labels)
    )
    assert davies_bouldin(ROWS, labels, centres) == pytest.approx(
        davies_bouldin_score(ROWS, labels)
    )


def test_a_perfect_partition_is_finite() -> None:
    X = np.repeat([[0.0], [5.0]], 4, axis=0)
    labels = np.repeat([0, 1], 4)
    assert np.isfinite(spread(X, labels, cluster_means(X, labels, 2)).calinski_harabasz)
