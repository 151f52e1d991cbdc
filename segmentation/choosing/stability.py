"""Whether segments come back when the file is resampled: bootstrap Jaccard similarities."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from segmentation.algorithm import Algorithm, Clustering, FitsMany, Refits
from segmentation.choosing.least_share import absorbed
from segmentation.partitioning.second_process import side_by_side

RESAMPLES = 100
SLOW_RESAMPLES = 40  # for algorithms that are fitted one resample at a time
SLOW_ROWS = 300


def stabilities(
    X: np.ndarray, algorithm: Algorithm, fits: Sequence[Clustering], seed: int
) -> list[np.ndarray]:
    """How well each segment of each clustering survives resampling.

    Customers are drawn anew from the rows with replacement, as many as there are; the algorithm
    is fitted to them; each segment is compared with the new segment most like it, by the share
    of customers in both among those in either (Jaccard), over the customers that were drawn.

    Parameters
    ----------
    X
        (m, d) rows in canonical order.
    fits
        Clusterings of these rows.

    Returns
    -------
    list[np.ndarray]
        For each clustering the (k,) mean similarities: ≤ 0.5 dissolved, < 0.6 not to be trusted,
        0.6-0.75 a pattern, ≥ 0.75 valid, ≥ 0.85 highly stable.

    References
    ----------
    Hennig, C. (2007). Cluster-wise assessment of cluster stability. CSDA 52.
    """
    counts, again = _fitted_again(X, algorithm, fits, seed)
    rows = counts.shape[1]
    return [
        recovered(fit.labels[:rows], labels, counts, fit.k)
        for fit, labels in zip(fits, again, strict=True)
    ]


def stability_of_merged(
    X: np.ndarray,
    algorithm: Algorithm,
    fit: Clustering,
    merged: Clustering,
    min_share: float,
    seed: int,
) -> np.ndarray:
    """(k,) how well the groups of `merged` survive, when small groups of each resample merge too.

    Parameters
    ----------
    X
        (m, d) rows in canonical order.
    fit, merged
        Clusterings of these rows, before and after small groups joined others.
    """
    counts, (again,) = _fitted_again(X, algorithm, [fit], seed)
    rows = counts.shape[1]
    joined = [
        absorbed(X[:rows], labels, np.where(labels >= 0, count, 0.0), min_share)
        for labels, count in zip(again, counts, strict=True)
    ]
    return recovered(merged.labels[:rows], np.stack(joined), counts, merged.k)


def _fitted_again(
    X: np.ndarray, algorithm: Algorithm, fits: Sequence[Clustering], seed: int
) -> tuple[np.ndarray, list[np.ndarray]]:
    """(R, rows) how often each of the first rows was drawn, and for each clustering the (R, rows)
    labels of the refits."""
    rng = np.random.Generator(np.random.PCG64([seed % 2**63, 1]))
    if isinstance(algorithm, Refits):
        counts = resampled(len(X), RESAMPLES, rng)
        return counts, side_by_side(partial(_refitted, algorithm, X, counts, seed), fits)
    rows = X[:SLOW_ROWS]
    counts = resampled(len(rows), SLOW_RESAMPLES, rng)
    return counts, _one_by_one(rows, counts, algorithm, [fit.k for fit in fits], seed)


def _refitted(
    algorithm: Refits, X: np.ndarray, counts: np.ndarray, seed: int, fit: Clustering
) -> np.ndarray:
    return algorithm.refit(X, counts, fit, seed)


def recovered(labels: np.ndarray, again: np.ndarray, counts: np.ndarray, k: int) -> np.ndarray:
    """(k,) mean Jaccard similarity of each cluster with the most similar one of each resample.

    A cluster that no resample has a row of gets 0.

    Parameters
    ----------
    labels
        (m,) clusters of the rows, -1 for none.
    again
        (R, m) clusters that fits to R resamples gave, -1 for none.
    counts
        (R, m) how often each row was drawn; rows that were not drawn do not count.
    """
    resamples, width = len(again), int(again.max()) + 2
    drawn = (counts > 0) & (labels >= 0)
    cells = (np.arange(resamples)[:, None] * k + np.maximum(labels, 0)) * width + again + 1
    both = np.bincount(cells.ravel(), drawn.ravel(), resamples * k * width)
    both = both.reshape(resamples, k, width)
    before = both.sum(axis=2, keepdims=True)
    after = _sizes(again, counts, width)
    similarity = (both / np.maximum(before + after - both, 1))[:, :, 1:].max(axis=2, initial=0.0)
    present = before[:, :, 0] > 0
    return np.asarray(
        (similarity * present).sum(axis=0) / np.maximum(present.sum(axis=0), 1), dtype=np.float64
    )


def _sizes(again: np.ndarray, counts: np.ndarray, width: int) -> np.ndarray:
    """(R, 1, width) how many drawn rows each new cluster has."""
    cells = np.arange(len(again))[:, None] * width + again + 1
    sizes = np.bincount(cells.ravel(), (counts > 0).ravel(), len(again) * width)
    return sizes.reshape(len(again), 1, width)


def resampled(rows: int, resamples: int, rng: np.random.Generator) -> np.ndarray:
    """(R, rows) how often each row is drawn in each bootstrap resample."""
    return rng.multinomial(rows, np.full(rows, 1 / rows), size=resamples)


def _one_by_one(
    X: np.ndarray, counts: np.ndarray, algorithm: Algorithm, ks: Sequence[int], seed: int
) -> list[np.ndarray]:
    """For each k the (R, m) labels of the drawn rows; -1 where a row was not drawn."""
    again = side_by_side(partial(_fitted_to, X, algorithm, ks, seed), list(counts))
    return list(np.stack(again, axis=1))


def _fitted_to(
    X: np.ndarray, algorithm: Algorithm, ks: Sequence[int], seed: int, count: np.ndarray
) -> np.ndarray:
    """(len(ks), m) the labels that one resample gives."""
    drawn = np.repeat(np.arange(len(X)), count)
    labels = np.full((len(ks), len(X)), -1, dtype=np.intp)
    for given, fit in zip(labels, fit_all(X[drawn], algorithm, ks, seed), strict=True):
        given[drawn] = fit.labels
    return labels


def fit_all(X: np.ndarray, algorithm: Algorithm, ks: Sequence[int], seed: int) -> list[Clustering]:
    """One clustering for each k, by the cheapest way the algorithm knows."""
    if isinstance(algorithm, FitsMany):
        return algorithm.fit_many(X, ks, seed)
    return side_by_side(partial(_fit, algorithm, X, seed), ks)


def _fit(algorithm: Algorithm, X: np.ndarray, seed: int, k: int) -> Clustering:
    return algorithm.fit(X, k, seed)
