"""Many runs of k-means at once: starts, steps, and the best that is found."""

import numpy as np
import pytest
from sklearn.cluster import KMeans

from segmentation.errors import SegmentCountOutOfRange
from segmentation.partitioning.assigning import cluster_means, nearest_centre, within
from segmentation.partitioning.lloyd import lloyd, nearest
from segmentation.partitioning.search import refitted, tightest
from segmentation.partitioning.seeding import numbers_drawn, plus_plus
from tests.segmentation.choosing.files import SQUARE, around, same_groups

ROWS = np.random.default_rng(1).standard_normal((300, 3))


def reference(start: np.ndarray, weights: np.ndarray | None = None) -> KMeans:
    """scikit-learn's run from one start."""
    model = KMeans(len(start), init=start, n_init=1, tol=0, max_iter=500)
    return model.fit(ROWS, sample_weight=weights)


def test_each_run_ends_where_a_run_alone_would() -> None:
    starts = np.stack([ROWS[:4], ROWS[10:14], ROWS[20:24]])
    runs = lloyd(ROWS, starts, most_steps=500)
    for start, labels, inertia in zip(starts, runs.labels, runs.inertia, strict=True):
        assert inertia == pytest.approx(reference(start).inertia_)
        assert same_groups(labels, reference(start).labels_)


def test_weights_count_a_row_several_times() -> None:
    weights = np.random.default_rng(2).integers(0, 4, 300).astype(float)
    runs = lloyd(ROWS, ROWS[None, :5], weights[None], most_steps=500)
    assert runs.inertia[0] == pytest.approx(reference(ROWS[:5], weights).inertia_)


def test_runs_may_have_rows_of_their_own() -> None:
    both = np.stack([ROWS, ROWS[::-1] * 2])
    runs = lloyd(both, both[:, :4])
    for own, labels, inertia in zip(both, runs.labels, runs.inertia, strict=True):
        alone = lloyd(own, own[None, :4])
        assert (alone.labels[0] == labels).all()
        assert alone.inertia[0] == pytest.approx(inertia)


def test_a_cluster_without_rows_keeps_its_centre() -> None:
    far = np.array([[[0.0, 0, 0], [100.0, 100, 100]]])
    assert lloyd(ROWS, far).centres[0, 1].tolist() == [100.0, 100.0, 100.0]


def test_the_best_run_is_the_tightest() -> None:
    runs = lloyd(ROWS, np.stack([ROWS[at : at + 6] for at in range(0, 60, 6)]))
    assert runs.best()[2] == runs.inertia.min()


def test_starts_are_distinct_rows() -> None:
    copies = np.repeat(ROWS[:6], 50, axis=0)
    starts = plus_plus(copies, 6, 20, np.random.default_rng(3))
    assert all(len(np.unique(start, axis=0)) == 6 for start in starts)


def test_rows_of_weight_zero_are_no_start() -> None:
    weights = np.zeros((20, 300))
    weights[:, :10] = 1
    starts = plus_plus(ROWS, 3, 20, np.random.default_rng(3), weights)
    assert {tuple(row) for row in starts.reshape(-1, 3)} <= {tuple(row) for row in ROWS[:10]}


def test_starts_lie_in_different_groups_far_apart() -> None:
    X, truth = around(SQUARE, 50)
    for start in plus_plus(X, 4, 10, np.random.default_rng(4)):
        assert set(truth[nearest(start, X)[0]]) == {0, 1, 2, 3}


@pytest.mark.parametrize("rows", [800, 6_000, 30_000])
def test_no_partition_that_many_starts_find_is_tighter(rows: int) -> None:
    X = np.random.default_rng(rows).standard_normal((rows, 2)) * [1, 2]
    X[: rows // 3] += 3
    centres = tightest(X, 5, 1)
    best = KMeans(5, n_init=10, random_state=1).fit(X).inertia_
    assert within(X, nearest_centre(X, centres), centres) <= 1.001 * best


def test_more_groups_than_distinct_rows_are_refused() -> None:
    with pytest.raises(SegmentCountOutOfRange) as trouble:
        tightest(np.repeat(ROWS[:3], 5, axis=0), 4, 1)
    assert (trouble.value.k, trouble.value.most) == (4, 3)


def test_as_many_groups_as_distinct_rows_hold_one_each() -> None:
    centres = tightest(np.repeat(ROWS[:8], 5, axis=0), 8, 1)
    assert sorted(map(tuple, centres.round(9))) == sorted(map(tuple, ROWS[:8].round(9)))


def test_a_refit_to_every_row_once_finds_the_partition_again() -> None:
    X, truth = around(SQUARE, 40)
    centres = cluster_means(X, truth, 4)
    assert same_groups(refitted(X, np.ones((1, 160)), centres, 1)[0], truth)


def test_noise_has_no_part_in_means_and_spread() -> None:
    X = np.array([[0.0], [2.0], [100.0]])
    labels = np.array([0, 0, -1])
    assert cluster_means(X, labels, 1).tolist() == [[1.0]]
    assert within(X, labels, np.array([[1.0]])) == 2.0


def test_as_many_random_numbers_are_taken_as_is_said() -> None:
    for k in (2, 3, 8, 21):
        drawn, skipped = np.random.PCG64(5), np.random.PCG64(5)
        plus_plus(ROWS, k, 7, np.random.Generator(drawn))
        skipped.advance(numbers_drawn(k, 7))
        assert drawn.state == skipped.state


def test_more_centres_than_a_byte_can_number_are_told_apart() -> None:
    centres = np.arange(300.0)[:, None]
    assert nearest_centre(centres + 0.2, centres).tolist() == list(range(300))
