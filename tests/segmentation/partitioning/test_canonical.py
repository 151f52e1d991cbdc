"""The order of rows that does not depend on how they were arranged."""

import numpy as np
import pytest

from segmentation.algorithm import Clustering
from segmentation.partitioning.canonical import (
    CanonicalRows,
    arranged,
    canonical_order,
    distinct_rows,
)


def table(rows: int = 500, columns: int = 3) -> np.ndarray:
    return np.random.default_rng(1).standard_normal((rows, columns))


def test_it_is_a_permutation() -> None:
    assert sorted(canonical_order(table(), 1)) == list(range(500))


def test_shuffled_rows_come_into_the_same_order() -> None:
    X = table()
    shuffled = X[np.random.default_rng(2).permutation(500)]
    assert (X[canonical_order(X, 1)] == shuffled[canonical_order(shuffled, 1)]).all()


def test_swapped_columns_do_not_change_the_order() -> None:
    X = table()
    assert (canonical_order(X, 1) == canonical_order(X[:, [1, 2, 0]], 1)).all()


def test_equal_looking_columns_in_other_places_are_told_apart_by_their_contents() -> None:
    X = np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 1.0], [2.0, 2.0], [1.0, 3.0]])
    assert distinct_rows(X) == 5


def test_the_last_digits_do_not_matter() -> None:
    X = table()
    assert (canonical_order(X, 1) == canonical_order(X * (1 + 1e-15), 1)).all()


def test_another_seed_gives_another_order() -> None:
    X = table()
    assert (canonical_order(X, 1) != canonical_order(X, 2)).any()


def test_the_first_rows_are_a_fair_sample_even_of_repeated_values() -> None:
    X = np.repeat([[0.0], [1.0], [5.0]], [6_000, 3_000, 1_000], axis=0)
    sample = X[canonical_order(X, 3)[:2_000], 0]
    assert np.mean(sample == 0.0) == pytest.approx(0.6, abs=0.04)
    assert np.mean(sample == 5.0) == pytest.approx(0.1, abs=0.03)


def test_distinct_rows_are_counted_once() -> None:
    assert distinct_rows(np.repeat(table(7), 4, axis=0)) == 7


def test_minus_zero_is_zero() -> None:
    assert distinct_rows(np.array([[0.0, 1.0], [-0.0, 1.0]])) == 1


def test_shuffled_rows_and_columns_are_arranged_alike_to_the_last_bit() -> None:
    X = np.round(table(), 1)
    X[::3, 1] += 1e-12  # as good as equal, but not quite
    shuffled = X[np.random.default_rng(2).permutation(500)][:, [2, 0, 1]]
    assert (arranged(X, 1).rows == arranged(shuffled, 1).rows).all()


def test_what_is_found_in_arranged_rows_comes_back_to_the_rows_of_the_file() -> None:
    X = table()
    there = arranged(X, 1)
    labels = (there.rows.sum(axis=1) > 0).astype(int)
    found = there.back(Clustering(labels, there.rows[:2]))
    assert (found.labels == (X.sum(axis=1) > 0)).all()
    assert (found.centres == X[there.order[:2]]).all()


def test_arranged_rows_are_not_arranged_again() -> None:
    there = arranged(table(), 1).rows.view(CanonicalRows)
    again = arranged(there, 7)
    assert (again.rows == there).all()
    assert (again.order == np.arange(500)).all()
    assert type(again.rows) is np.ndarray
