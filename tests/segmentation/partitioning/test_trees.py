"""Trees of merges, dense regions, micro-clusters."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import DBSCAN

from segmentation.partitioning.density import density_tree
from segmentation.partitioning.micro_clusters import micro_clusters
from segmentation.partitioning.tree import cut, ward_tree
from tests.segmentation.choosing.files import SQUARE, around, same_groups

ROWS = np.random.default_rng(1).standard_normal((200, 3))


@pytest.mark.parametrize("k", [1, 2, 5, 17, 200])
def test_a_cut_has_exactly_that_many_groups(k: int) -> None:
    labels = cut(ward_tree(ROWS), k)
    assert set(labels) == set(range(k))
    assert same_groups(labels, fcluster(linkage(ROWS, "ward"), k, "maxclust"))


def test_weighted_points_merge_as_the_rows_they_stand_for() -> None:
    weights = np.random.default_rng(2).integers(1, 5, 60)
    tree = ward_tree(ROWS[:60], weights)
    repeated = ward_tree(np.repeat(ROWS[:60], weights, axis=0))
    for k in (2, 4, 9):
        assert same_groups(np.repeat(cut(tree, k), weights), cut(repeated, k))


def test_points_of_weight_one_make_the_usual_tree() -> None:
    for k in (2, 3, 8):
        assert same_groups(cut(ward_tree(ROWS, np.ones(200)), k), cut(ward_tree(ROWS), k))


@pytest.mark.parametrize("eps", [0.4, 0.6, 0.9])
def test_a_cut_through_densities_is_dbscan(eps: float) -> None:
    theirs = DBSCAN(eps=eps, min_samples=5).fit(ROWS)
    ours = density_tree(ROWS, 5).cut(eps, least=1)
    core = theirs.core_sample_indices_
    assert ((ours >= 0) == (theirs.labels_ >= 0)).all()
    assert same_groups(ours[core], theirs.labels_[core])


def test_specks_are_noise() -> None:
    X = np.concatenate([around(SQUARE, 40)[0], np.full((6, 2), 30.0)])
    tree = density_tree(X, 5)
    assert tree.cut(1.5, least=5).max() == 4
    assert tree.cut(1.5, least=10)[-1] == -1


def test_micro_clusters_stand_for_every_row_once() -> None:
    X, truth = around(SQUARE, 1_500)
    micro = micro_clusters(X, 1)
    assert len(micro.sizes) <= 800
    assert micro.sizes.sum() == len(X)
    assert (micro.sizes * micro.centres.T).sum(axis=1) == pytest.approx(X.sum(axis=0))
    assert all(len(set(truth[micro.labels == one])) == 1 for one in range(len(micro.sizes)))
