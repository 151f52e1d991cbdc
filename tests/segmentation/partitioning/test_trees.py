"""Trees of merges, dense regions, micro-clusters."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import DBSCAN

from segmentation.algorithms.hierarchical import Hierarchical
from segmentation.partitioning.density import density_tree
from segmentation.partitioning.micro_clusters import micro_clusters
from segmentation.partitioning.tree import TREE_ROWS, Linkage, merge_tree, top_of_tree
from tests.segmentation.choosing.files import SQUARE, around, same_groups

LINKAGES = pytest.mark.parametrize("how", ["ward", "average", "complete"])
ROWS = np.random.default_rng(1).standard_normal((200, 3))


@pytest.mark.parametrize("k", [1, 2, 5, 17, 200])
def test_a_cut_has_exactly_that_many_groups(k: int) -> None:
    labels = merge_tree(ROWS).cut(k)
    assert set(labels) == set(range(k))
    assert same_groups(labels, fcluster(linkage(ROWS, "ward"), k, "maxclust"))


@LINKAGES
def test_weighted_points_merge_as_the_rows_they_stand_for(how: Linkage) -> None:
    weights = np.random.default_rng(2).integers(1, 5, 60)
    tree = merge_tree(ROWS[:60], how, weights)
    repeated = merge_tree(np.repeat(ROWS[:60], weights, axis=0), how)
    for k in (2, 4, 9):
        assert same_groups(np.repeat(tree.cut(k), weights), repeated.cut(k))
    assert tree.heights == pytest.approx(repeated.heights[-59:])


@LINKAGES
def test_points_of_weight_one_make_the_usual_tree(how: Linkage) -> None:
    ours, theirs = merge_tree(ROWS, how, np.ones(200)), linkage(ROWS, how)
    assert ours.heights == pytest.approx(theirs[:, 2])
    for k in (2, 3, 8):
        assert same_groups(ours.cut(k), fcluster(theirs, k, "maxclust"))


@LINKAGES
def test_the_top_of_a_tree_is_its_last_merges(how: Linkage) -> None:
    top, whole = top_of_tree(ROWS, 42, 12, how), linkage(ROWS, how)
    assert top.heights == pytest.approx(whole[-11:, 2])
    assert top.sizes.sum() == 200
    assert np.bincount(top.labels).tolist() == top.sizes.tolist()
    assert same_groups(top.labels, fcluster(whole, 12, "maxclust"))
    for k in (2, 3, 5):
        drawn = fcluster(top.linkage(), k, "maxclust")
        assert same_groups(drawn[top.labels], fcluster(whole, k, "maxclust"))


def test_the_top_of_a_large_tree_is_the_one_that_was_cut() -> None:
    X, _ = around(SQUARE, TREE_ROWS // 2)
    top = top_of_tree(X, 42)
    assert len(top.sizes) == 30
    assert top.sizes.sum() == len(X)
    four = fcluster(top.linkage(), 4, "maxclust")[top.labels]
    assert same_groups(four, Hierarchical().fit(X, 4, 42).labels)


def test_the_top_of_a_tree_is_the_same_for_shuffled_rows() -> None:
    shuffle = np.random.default_rng(5).permutation(len(ROWS))
    here, there = top_of_tree(ROWS, 42), top_of_tree(ROWS[shuffle], 42)
    assert (here.heights == there.heights).all()
    assert same_groups(there.labels, here.labels[shuffle])


def test_a_few_customers_have_few_leaves() -> None:
    assert top_of_tree(ROWS[:5], 42).sizes.tolist() == [1] * 5
    assert top_of_tree(ROWS[:2], 42).linkage().shape == (1, 4)


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
    micro = micro_clusters(X)
    assert len(micro.sizes) <= 800
    assert micro.sizes.sum() == len(X)
    assert (micro.sizes * micro.centres.T).sum(axis=1) == pytest.approx(X.sum(axis=0))
    assert all(len(set(truth[micro.labels == one])) == 1 for one in range(len(micro.sizes)))
