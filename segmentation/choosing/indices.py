"""Figures that say how good a partition is: silhouette, Calinski-Harabasz, Davies-Bouldin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from scipy.spatial.distance import cdist

from segmentation.partitioning.assigning import within
from segmentation.partitioning.second_process import side_by_side

BLOCK_CELLS = 4_000_000  # distances held at once


@dataclass(frozen=True)
class Spread:
    """How much of the spread of n rows (d columns) a partition into k groups leaves inside them.

    total: squared distances to the overall mean; inside: squared distances to the groups' means.
    """

    rows: int
    k: int
    total: float
    inside: float

    @property
    def calinski_harabasz(self) -> float:
        """Variance between groups over variance within, each by its degrees of freedom.

        Calinski, T. & Harabasz, J. (1974). A dendrite method for cluster analysis.
        """
        left = max(self.inside, 1e-12 * self.total, 1e-300)
        freedom = max(self.rows - self.k, 1) / (self.k - 1)
        return (self.total - self.inside) / left * freedom


def spread(X: np.ndarray, labels: np.ndarray, centres: np.ndarray) -> Spread:
    """The spread of the rows that belong to a group; rows labelled -1 are left out."""
    count = int(np.count_nonzero(labels >= 0))
    middle = sum(part.sum(axis=0) for part, _ in _blocks(X, labels)) / count
    total = sum(float(((part - middle) ** 2).sum()) for part, _ in _blocks(X, labels))
    return Spread(count, len(centres), total, within(X, labels, centres))


def davies_bouldin(X: np.ndarray, labels: np.ndarray, centres: np.ndarray) -> float:
    """How much each group overlaps its worst neighbour, on average: 0 is apart, more is worse.

    Davies, D. L. & Bouldin, D. W. (1979). A cluster separation measure.
    """
    reach, sizes = np.zeros(len(centres)), np.zeros(len(centres))
    for rows, own in _blocks(X, labels):
        reach += np.bincount(own, np.linalg.norm(rows - centres[own], axis=1), len(centres))
        sizes += np.bincount(own, minlength=len(centres))
    width = reach / sizes
    apart = cdist(centres, centres)
    np.fill_diagonal(apart, np.inf)
    tiny = 1e-12 * (np.abs(centres).max() or 1.0)
    return float(((width[:, None] + width) / np.maximum(apart, tiny)).max(axis=1).mean())


def _blocks(X: np.ndarray, labels: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Rows that are in a group, with their groups, so many at a time that no copy is large."""
    step = max(BLOCK_CELLS // (8 * X.shape[1]), 1)
    for start in range(0, len(X), step):
        rows, own = X[start : start + step], labels[start : start + step]
        kept = own >= 0
        yield (rows, own) if kept.all() else (rows[kept], own[kept])


def silhouettes(X: np.ndarray, partitions: Sequence[np.ndarray]) -> list[float]:
    """The mean silhouette of each of several partitions of the same rows.

    One pass over the distances serves all partitions. Rows labelled -1 are left out; a row that
    is alone in its group counts 0.

    Parameters
    ----------
    X
        (m, d) rows; the work grows with m².
    partitions
        Each (m,) labels 0 … k-1, or -1.

    References
    ----------
    Rousseeuw, P. J. (1987). Silhouettes: a graphical aid. J. Comput. Appl. Math. 20.
    """
    members = [_members(labels) for labels in partitions]
    beside = np.concatenate(members, axis=1)
    block = max(BLOCK_CELLS // len(X), 1)
    starts = range(0, len(X), block)
    sums = np.concatenate(side_by_side(partial(_sums, X, beside, block), starts))
    edges = np.cumsum([0, *(member.shape[1] for member in members)])
    return [
        _mean_silhouette(sums[:, left:right], labels)
        for (left, right), labels in zip(pairwise(edges), partitions, strict=True)
    ]


def _sums(X: np.ndarray, beside: np.ndarray, block: int, start: int) -> np.ndarray:
    """(at most block, all groups) sums of the distances from some rows to each group's rows."""
    return np.asarray(cdist(X[start : start + block], X) @ beside)


def _members(labels: np.ndarray) -> np.ndarray:
    """(m, k) ones where a row is in a group."""
    return np.asarray(labels[:, None] == np.arange(labels.max() + 1), dtype=np.float64)


def _mean_silhouette(sums: np.ndarray, labels: np.ndarray) -> float:
    """From (m, k) sums of distances to each group's rows."""
    kept = labels >= 0
    sums, own = sums[kept], labels[kept]
    rows, sizes = np.arange(len(own)), np.bincount(own, minlength=sums.shape[1])
    inside = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    others = sums / np.maximum(sizes, 1)
    others[rows, own] = np.inf
    others[:, sizes == 0] = np.inf
    nearest = others.min(axis=1)
    widest = np.maximum(inside, nearest)
    with np.errstate(invalid="ignore"):
        values = np.where((sizes[own] > 1) & (widest > 0), (nearest - inside) / widest, 0.0)
    return float(values.mean())
