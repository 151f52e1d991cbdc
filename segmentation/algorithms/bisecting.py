"""Bisecting k-means: the widest group is split in two until there are enough."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segmentation.algorithm import ALGORITHMS, Clustering
from segmentation.errors import SegmentCountOutOfRange
from segmentation.partitioning.assigning import cluster_means, nearest_centre
from segmentation.partitioning.canonical import arranged
from segmentation.partitioning.lloyd import lloyd
from segmentation.partitioning.search import tightest
from segmentation.partitioning.seeding import plus_plus

EXACT_ROWS = 4_000
STARTS = 8
ALIKE = 1e-12  # of the rows' own squares: nothing is left to split


@dataclass(frozen=True)
class Bisecting:
    """Each number of groups refines the one before, so groups keep their place as k grows.

    The group with the largest spread (sum of squared distances to its mean) is split by k-means
    with two centres.

    References
    ----------
    Steinbach, M., Karypis, G. & Kumar, V. (2000). A comparison of document clustering
    techniques. KDD workshop on text mining.
    """

    name: str = "bisecting"
    title: str = "bisecting k-means"
    needs_k: bool = True

    def fit(self, X: np.ndarray, k: int | None, seed: int) -> Clustering:
        if k is None:
            raise ValueError("bisecting k-means needs the number of clusters")
        return self.fit_many(X, [k], seed)[0]

    def fit_many(self, X: np.ndarray, ks: Sequence[int], seed: int) -> list[Clustering]:
        there = arranged(X, seed)
        rows, labels = there.rows, np.zeros(len(X), dtype=np.intp)
        nothing = ALIKE * float(np.einsum("nd,nd->", rows, rows))
        spreads, found = [_spread(rows)], dict[int, np.ndarray]()
        for k in range(1, max(ks) + 1):
            if k > 1:
                widest = int(np.argmax(spreads))
                if spreads[widest] <= nothing:
                    raise SegmentCountOutOfRange(max(ks), k - 1)
                inside = np.flatnonzero(labels == widest)
                labels[inside[_second_half(rows[inside], seed)]] = k - 1
                spreads[widest] = _spread(rows[labels == widest])
                spreads.append(_spread(rows[labels == k - 1]))
            if k in ks:
                found[k] = labels.copy()
        return [there.back(Clustering(found[k], cluster_means(rows, found[k], k))) for k in ks]


def _second_half(rows: np.ndarray, seed: int) -> np.ndarray:
    """(n,) whether a row is in the second of two groups."""
    if len(rows) > EXACT_ROWS:
        return np.asarray(nearest_centre(rows, tightest(rows, 2, seed)) == 1)
    moved = rows - rows.mean(axis=0)
    rng = np.random.Generator(np.random.PCG64([seed % 2**63, 2, len(rows)]))
    return np.asarray(lloyd(moved, plus_plus(moved, 2, STARTS, rng)).best()[1] == 1)


def _spread(rows: np.ndarray) -> float:
    """The sum of squared distances to the mean."""
    gap = rows - rows.mean(axis=0)
    return float(np.einsum("nd,nd->", gap, gap))


ALGORITHMS.add(Bisecting())
