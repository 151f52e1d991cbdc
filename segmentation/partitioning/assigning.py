"""Rows to clusters and clusters to their means, a bounded block of rows at a time."""

import numpy as np

from segmentation.partitioning.lloyd import nearest_labels

BLOCK_CELLS = 250_000  # distances held at once


def nearest_centre(X: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """(n,) the nearest of (k, d) centres for every row of X (n, d); ties go to the first."""
    middle = centres.mean(axis=0)
    moved = centres - middle
    block = max(BLOCK_CELLS // len(centres), 1)
    labels = [
        nearest_labels(X[start : start + block] - middle, moved)
        for start in range(0, len(X), block)
    ]
    return np.concatenate(labels).astype(np.intp)


def cluster_means(X: np.ndarray, labels: np.ndarray, k: int) -> np.ndarray:
    """(k, d) the mean of each cluster's rows; no rows, no numbers; -1 is left out."""
    places = labels + 1  # so that place 0 takes what is left out
    counts = np.bincount(places, minlength=k + 1)[1:]
    sums = np.stack([np.bincount(places, column, k + 1)[1:] for column in X.T], axis=1)
    with np.errstate(invalid="ignore"):
        return np.asarray(sums / counts[:, None])


def within(X: np.ndarray, labels: np.ndarray, centres: np.ndarray) -> float:
    """The sum of squared distances of rows to their cluster's centre (inertia); no noise."""
    total = 0.0
    block = max(2 * BLOCK_CELLS // X.shape[1], 1)
    for start in range(0, len(X), block):
        part, to = X[start : start + block], labels[start : start + block]
        gap = part[to >= 0] - centres[to[to >= 0]]
        total += float(np.einsum("nd,nd->", gap, gap))
    return total
