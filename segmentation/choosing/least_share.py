"""Groups that are too small for the one who asked join the nearest."""

from dataclasses import replace

import numpy as np
from scipy.spatial.distance import cdist

from segmentation.algorithm import Clustering
from segmentation.partitioning.assigning import cluster_means
from segmentation.phrasing import percent


def large_enough(X: np.ndarray, fit: Clustering, min_share: float) -> Clustering:
    """The clustering with its small groups merged; the same one where none is small.

    Parameters
    ----------
    X
        (n, d) the rows that were clustered.
    min_share
        The part of all n rows, those in no group included, that a group has at the least.
    """
    labels = absorbed(X, fit.labels, np.ones(len(X)), min_share)
    k = int(labels.max(initial=-1)) + 1
    if k == fit.k:
        return fit
    return replace(fit, labels=labels, centres=cluster_means(X, labels, k))


def largest_least_share(X: np.ndarray, fit: Clustering) -> float:
    """The largest wish that leaves two groups of this clustering."""
    low, high = 0.0, 0.5
    while high - low > 0.001:  # merging more and more leaves fewer and larger groups
        middle = (low + high) / 2
        low, high = (middle, high) if large_enough(X, fit, middle).k >= 2 else (low, middle)
    return low


def absorbed(X: np.ndarray, labels: np.ndarray, counts: np.ndarray, min_share: float) -> np.ndarray:
    """(n,) labels 0, 1 … after the smallest group joined the one with the nearest centre, again
    and again, until every group is large enough or one is left; -1 stays.

    counts: (n,) how often each row counts.
    """
    kept = labels >= 0
    k = int(labels.max(initial=-1)) + 1
    sizes = np.bincount(labels[kept], counts[kept], k)
    if not sizes.any() or sizes[sizes > 0].min() >= min_share * counts.sum():
        return labels
    sums = np.stack([np.bincount(labels[kept], counts[kept] * x, k) for x in X[kept].T], axis=1)
    joined = np.arange(k)
    alive = sizes > 0
    while alive.sum() > 1:
        smallest = int(np.argmin(np.where(alive, sizes, np.inf)))
        if sizes[smallest] >= min_share * counts.sum():
            break
        alive[smallest] = False
        others = np.flatnonzero(alive)
        centre = sums[smallest] / sizes[smallest]
        away = cdist(centre[None], sums[others] / sizes[others, None])[0]
        nearest = int(others[away.argmin()])
        sums[nearest] += sums[smallest]
        sizes[nearest] += sizes[smallest]
        joined[joined == smallest] = nearest
    found, number = np.unique(joined, return_inverse=True)
    if len(found) == k:
        return labels
    return np.asarray(np.append(number, -1)[labels])


def said_of_merging(before: int, after: int, min_share: float) -> str:
    """What happened, in a sentence."""
    few = before - after
    return (
        f"{few} of {before} groups {'was' if few == 1 else 'were'} smaller than"
        f" {percent(min_share)} of the customers and joined the nearest: {after} are left."
    )
