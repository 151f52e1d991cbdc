"""What every clustering algorithm must do, whatever its idea of a group."""

import tracemalloc
from dataclasses import is_dataclass

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

import segmentation.algorithms  # noqa: F401  (fills the registry)
from segmentation.algorithm import ALGORITHMS, Algorithm, Clustering, FitsMany, Refits
from tests.segmentation.choosing.files import SQUARE, around, same_groups

MEMBERS = pytest.mark.parametrize("algorithm", list(ALGORITHMS), ids=lambda member: member.name)
BLOBS, TRUTH = around(SQUARE, 100)


def fit(algorithm: Algorithm, X: np.ndarray, k: int = 4, seed: int = 7) -> Clustering:
    """A clustering that keeps the contract: labels in range, centres the means."""
    found = algorithm.fit(X, k if algorithm.needs_k else None, seed)
    assert found.labels.shape == (len(X),)
    assert np.issubdtype(found.labels.dtype, np.integer)
    assert found.centres.shape == (found.k, X.shape[1])
    assert set(found.labels.tolist()) - {-1} == set(range(found.k))
    for cluster, centre in enumerate(found.centres):
        assert centre == pytest.approx(X[found.labels == cluster].mean(axis=0), abs=1e-8)
    return found


def test_the_algorithms_are_there_with_k_means_first() -> None:
    names = ALGORITHMS.names()
    assert names[0] == "kmeans"
    assert set(names) >= {
        "minibatch", "bisecting", "hierarchical", "hierarchical_average", "hierarchical_complete",
        "gaussian_mixture", "dbscan", "hdbscan",
    }  # fmt: skip


@MEMBERS
def test_it_is_a_frozen_value_with_a_name_and_a_title(algorithm: Algorithm) -> None:
    assert is_dataclass(algorithm)
    assert hash(algorithm) is not None
    assert ALGORITHMS.get(algorithm.name) is algorithm
    assert algorithm.title


@MEMBERS
def test_groups_far_apart_are_found(algorithm: Algorithm) -> None:
    found = fit(algorithm, BLOBS)
    inside = found.labels >= 0
    assert found.k == 4
    assert inside.mean() > 0.9
    assert same_groups(found.labels[inside], TRUTH[inside])


@MEMBERS
def test_the_same_call_gives_the_same_result(algorithm: Algorithm) -> None:
    first, second = fit(algorithm, BLOBS), fit(algorithm, BLOBS)
    assert (first.labels == second.labels).all()
    assert (first.centres == second.centres).all()
    assert first.parameters == second.parameters


@MEMBERS
@pytest.mark.parametrize("rows", [300, 5_001])
def test_shuffled_rows_make_the_same_groups(algorithm: Algorithm, rows: int) -> None:
    X = np.random.default_rng(3).standard_normal((rows, 3))
    X += np.repeat([[0], [3], [5]], rows // 3, axis=0)
    shuffle = np.random.default_rng(4).permutation(rows)
    there, here = fit(algorithm, X[shuffle], 3), fit(algorithm, X, 3)
    assert same_groups(there.labels, here.labels[shuffle])


@MEMBERS
def test_swapped_columns_make_the_same_groups(algorithm: Algorithm) -> None:
    X = np.random.default_rng(5).standard_normal((250, 3)) * [1.0, 2.0, 0.5]
    X[:100] += 2
    swapped = fit(algorithm, np.ascontiguousarray(X[:, [2, 0, 1]]), 3)
    assert same_groups(swapped.labels, fit(algorithm, X, 3).labels)


@MEMBERS
def test_another_number_of_threads_makes_the_same_groups(algorithm: Algorithm) -> None:
    X = np.random.default_rng(6).standard_normal((6_000, 3))
    with threadpool_limits(1):
        one = fit(algorithm, X, 3)
    with threadpool_limits(2):
        assert (fit(algorithm, X, 3).labels == one.labels).all()


@MEMBERS
def test_many_copies_of_a_few_customers_are_no_trouble(algorithm: Algorithm) -> None:
    corners = np.repeat(np.array(SQUARE), 20, axis=0)
    found = fit(algorithm, corners)
    assert found.k == 4
    assert same_groups(found.labels, np.repeat(np.arange(4), 20))


@MEMBERS
def test_hardly_more_rows_than_groups_are_no_trouble(algorithm: Algorithm) -> None:
    fit(algorithm, np.array([[0.0, 0.0], [0.1, 0.0], [5.0, 5.0], [9.0, 1.0], [3.0, 8.0]]))


@MEMBERS
def test_a_single_column_is_enough(algorithm: Algorithm) -> None:
    X, truth = around(((0.0,), (20.0,), (50.0,)), 60)
    found = fit(algorithm, X, 3)
    inside = found.labels >= 0
    assert inside.mean() > 0.9
    assert same_groups(found.labels[inside], truth[inside])


@MEMBERS
def test_one_customer_far_off_does_not_tear_the_groups_apart(algorithm: Algorithm) -> None:
    X = np.append(BLOBS, [[300.0, 300.0]], axis=0)
    found = fit(algorithm, X, 5)
    alone = found.labels == found.labels[-1]
    assert found.labels[-1] == -1 or alone.sum() == 1
    rest = (found.labels[:-1] >= 0) & ~alone[:-1]
    assert same_groups(found.labels[:-1][rest], TRUTH[rest])


@MEMBERS
def test_a_column_that_says_nothing_changes_nothing(algorithm: Algorithm) -> None:
    with_constant = fit(algorithm, np.column_stack([BLOBS, np.full(len(BLOBS), 3.0)]))
    inside = with_constant.labels >= 0
    assert with_constant.k == 4
    assert same_groups(with_constant.labels[inside], TRUTH[inside])


@MEMBERS
def test_large_files_stay_within_bounds_and_say_how(algorithm: Algorithm) -> None:
    X, truth = around(SQUARE, 10_000)
    tracemalloc.start()
    found = fit(algorithm, X)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    inside = found.labels >= 0
    assert peak < 400_000_000  # all pairs of 40,000 rows would be 12,800,000,000 bytes
    assert inside.mean() > 0.9
    assert same_groups(found.labels[inside], truth[inside])
    if algorithm.name not in ("kmeans", "bisecting"):  # these see every row at every step
        assert any("40,000 customers" in note for note in found.notes)


@pytest.mark.parametrize(
    "algorithm", [a for a in ALGORITHMS if a.needs_k], ids=lambda member: member.name
)
def test_those_that_need_a_number_of_groups_say_so(algorithm: Algorithm) -> None:
    with pytest.raises(ValueError, match="needs the number"):
        algorithm.fit(BLOBS, None, 0)


@pytest.mark.parametrize(
    "algorithm", [a for a in ALGORITHMS if isinstance(a, FitsMany)], ids=lambda member: member.name
)
def test_many_numbers_at_once_are_the_same_as_one_by_one(algorithm: Algorithm) -> None:
    assert isinstance(algorithm, FitsMany)
    for each in algorithm.fit_many(BLOBS, [2, 3, 5], 7):
        assert (each.labels == algorithm.fit(BLOBS, each.k, 7).labels).all()


@pytest.mark.parametrize(
    "algorithm", [a for a in ALGORITHMS if isinstance(a, Refits)], ids=lambda member: member.name
)
def test_refits_to_resamples_find_clear_groups_again(algorithm: Algorithm) -> None:
    assert isinstance(algorithm, Refits)
    counts = np.random.default_rng(1).multinomial(400, np.full(400, 1 / 400), size=7)
    again = algorithm.refit(BLOBS, counts, algorithm.fit(BLOBS, 4, 7), 7)
    assert again.shape == (7, 400)
    assert all(same_groups(labels, TRUTH) for labels in again)
