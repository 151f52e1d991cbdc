"""What sets the other algorithms apart from k-means."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from sklearn.cluster import DBSCAN, AgglomerativeClustering, BisectingKMeans

import segmentation.algorithms  # noqa: F401  (fills the registry)
from segmentation.algorithm import ALGORITHMS
from segmentation.algorithms.bisecting import Bisecting
from segmentation.algorithms.dbscan import Dbscan
from segmentation.algorithms.gaussian_mixture import GaussianMixture
from segmentation.algorithms.hdbscan import Hdbscan
from segmentation.algorithms.hierarchical import Hierarchical
from segmentation.algorithms.kmeans import KMeans
from segmentation.algorithms.minibatch import MiniBatch
from segmentation.choosing.indices import silhouettes
from segmentation.errors import SegmentCountOutOfRange
from segmentation.partitioning.assigning import within
from segmentation.partitioning.tree import Linkage
from tests.segmentation.choosing.files import (
    INCOME,
    SPENDING,
    SQUARE,
    around,
    mall,
    moons,
    same_groups,
)


def test_wards_segments_of_the_mall_have_the_published_sizes(shared_data: Path) -> None:
    X = mall(shared_data, INCOME, SPENDING)
    labels = Hierarchical().fit(X, 5, 42).labels
    assert sorted(np.bincount(labels)) == [21, 23, 32, 39, 85]
    assert silhouettes(X, [labels])[0] == pytest.approx(0.5530, abs=5e-5)


def test_ward_agrees_with_scikit_learn() -> None:
    X = np.random.default_rng(1).standard_normal((300, 4))
    theirs = AgglomerativeClustering(6).fit(X).labels_
    assert same_groups(Hierarchical().fit(X, 6, 1).labels, theirs)


def test_ward_on_micro_clusters_agrees_with_ward_on_the_rows() -> None:
    X, truth = around(SQUARE, 300, width=1.2)
    condensed = Hierarchical(most_rows=1_000).fit(X, 4, 1)
    assert same_groups(condensed.labels, truth)
    assert condensed.notes[0].endswith("small clusters of the 1,200 customers.")


@pytest.mark.parametrize("linkage", ["average", "complete"])
def test_other_linkages_agree_with_scikit_learn(linkage: Linkage) -> None:
    X = np.random.default_rng(1).standard_normal((300, 4))
    theirs = AgglomerativeClustering(6, linkage=linkage).fit(X).labels_
    assert same_groups(Hierarchical(linkage=linkage).fit(X, 6, 1).labels, theirs)


def test_average_linkage_keeps_a_customer_far_off_apart_where_ward_does_not() -> None:
    X = np.append(around(((0.0, 0.0), (5.0, 0.0)), 200)[0], [[2.0, 12.0]], axis=0)
    average = ALGORITHMS.get("hierarchical_average").fit(X, 2, 1).labels
    ward = ALGORITHMS.get("hierarchical").fit(X, 2, 1).labels
    assert (average == average[-1]).sum() == 1
    assert (ward == ward[-1]).sum() > 100


@pytest.mark.parametrize("rows", [900, 30_000])
def test_mini_batches_come_close_to_k_means(rows: int) -> None:
    X, _ = around(SQUARE, rows // 4, width=2.5)
    found = MiniBatch().fit(X, 4, 1)
    best = KMeans().fit(X, 4, 1)
    least = within(X, best.labels, best.centres)
    assert within(X, found.labels, found.centres) <= 1.01 * least
    assert found.parameters == {"batch_rows": 1_000}


def test_mini_batches_of_a_very_large_file_say_how_many_customers_they_saw() -> None:
    X, truth = around(SQUARE, 300)
    found = MiniBatch(batch_rows=100, most_batches=5).fit(X, 4, 1)
    assert same_groups(found.labels, truth)
    assert found.notes[0].startswith("The centres were learnt from 500 of 1,200 customers, 100 at")


def test_each_bisection_refines_the_one_before() -> None:
    X = np.random.default_rng(3).standard_normal((500, 3))
    cuts = Bisecting().fit_many(X, range(2, 9), 1)
    for coarse, fine in pairwise(cuts):
        pairs = set(zip(coarse.labels.tolist(), fine.labels.tolist(), strict=True))
        assert len(pairs) == fine.k


@pytest.mark.parametrize("k", [2, 3, 8])
def test_bisecting_is_as_tight_as_scikit_learns(k: int) -> None:
    corners = (
        (0, 0, 0),
        (9, 0, 0),
        (0, 9, 1),
        (9, 9, 1),
        (0, 0, 12),
        (9, 0, 12),
        (0, 9, 13),
        (9, 9, 13),
    )
    X, _ = around(corners, 100)
    theirs = BisectingKMeans(k, random_state=1, n_init=10).fit(X).inertia_
    ours = Bisecting().fit(X, k, 1)
    assert within(X, ours.labels, ours.centres) <= 1.001 * theirs


def test_more_bisections_than_there_are_different_customers_are_refused() -> None:
    with pytest.raises(SegmentCountOutOfRange) as trouble:
        Bisecting().fit(np.repeat([[0.0], [1.0], [5.0]], 4, axis=0), 5, 1)
    assert trouble.value.most == 3


def test_dbscan_with_given_parameters_agrees_with_scikit_learn() -> None:
    X, _ = around(SQUARE, 60)
    theirs = DBSCAN(eps=0.8, min_samples=6).fit(X)
    ours = Dbscan(eps=0.8, min_samples=6, least_share=0.0).fit(X, None, 1)
    core = theirs.core_sample_indices_
    assert same_groups(ours.labels[core], theirs.labels_[core])
    assert ours.parameters == {"eps": 0.8, "min_samples": 6}


@pytest.mark.parametrize("algorithm", [Dbscan(), Hdbscan()], ids=lambda a: a.name)
def test_density_methods_find_groups_that_are_not_round(algorithm: Dbscan | Hdbscan) -> None:
    X, truth = moons(300)
    labels = algorithm.fit(X, None, 1).labels
    inside = labels >= 0
    assert inside.mean() > 0.95
    assert same_groups(labels[inside], truth[inside])
    assert not same_groups(KMeans().fit(X, 2, 1).labels, truth)


@pytest.mark.parametrize("algorithm", [Dbscan(), Hdbscan()], ids=lambda a: a.name)
def test_customers_in_thin_places_belong_to_no_group(algorithm: Dbscan | Hdbscan) -> None:
    X, _ = around(SQUARE, 100)
    strays = np.array([[40.0, 0.0], [25.0, 25.0], [-25.0, 25.0], [0.0, 30.0]])
    labels = algorithm.fit(np.concatenate([X, strays]), None, 1).labels
    assert (labels[-4:] == -1).all()


def test_a_region_of_dbscan_says_which_radius_it_chose() -> None:
    X, _ = around(SQUARE, 100)
    parameters = Dbscan().fit(X, None, 1).parameters
    assert 0.5 < float(parameters["eps"]) < 4
    assert parameters["min_samples"] == 5


def test_a_mixture_finds_tilted_clouds_that_k_means_cuts_across() -> None:
    rng = np.random.default_rng(2)
    slope = np.array([[4.0, 4.0], [-0.4, 0.4]])
    X = np.concatenate(
        [rng.standard_normal((200, 2)) @ slope, rng.standard_normal((200, 2)) @ slope + [3, -3]]
    )
    truth = np.repeat([0, 1], 200)
    found = GaussianMixture().fit(X, 2, 1)
    assert found.parameters == {"clouds": "tilted"}
    assert max(np.mean(found.labels == truth), np.mean(found.labels != truth)) > 0.99
    k_means = KMeans().fit(X, 2, 1).labels
    assert 0.3 < np.mean(k_means == truth) < 0.7


def test_a_mixture_of_a_sample_places_every_customer() -> None:
    X, truth = around(SQUARE, 300)
    found = GaussianMixture(most_rows=400).fit(X, 4, 1)
    assert same_groups(found.labels, truth)
    assert found.notes == ("The clouds were fitted to 400 of 1,200 customers.",)
