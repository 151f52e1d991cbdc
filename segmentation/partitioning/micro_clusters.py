"""A few hundred small clusters that stand for a large file, each with its number of rows."""

from dataclasses import dataclass

import numpy as np

from segmentation.partitioning.assigning import cluster_means

MICRO_CLUSTERS = 800
SAMPLE_ROWS = 20_000
STEPS = 4  # of Lloyd's algorithm; micro-clusters need to be small, not optimal


@dataclass(frozen=True)
class MicroClusters:
    """labels: (n,) micro-cluster of each row; centres: (m, d) their means; sizes: (m,)."""

    labels: np.ndarray
    centres: np.ndarray
    sizes: np.ndarray


def micro_clusters(X: np.ndarray) -> MicroClusters:
    """Condense X (n, d), in canonical order, into at most 800 micro-clusters.

    They are found on the first 20,000 rows.

    References
    ----------
    Zhang, T., Ramakrishnan, R. & Livny, M. (1996). BIRCH, for the idea of clustering summaries.
    """
    from sklearn.metrics import pairwise_distances_argmin  # loaded when it is needed: 1 s

    rows = X[:SAMPLE_ROWS]
    centres = rows[:MICRO_CLUSTERS]
    for _ in range(STEPS):
        labels = pairwise_distances_argmin(rows, centres)
        moved = cluster_means(rows, labels, len(centres))
        centres = np.where(np.isnan(moved), centres, moved)
    labels = pairwise_distances_argmin(X, centres)
    filled, labels = np.unique(labels, return_inverse=True)
    return MicroClusters(
        labels, cluster_means(X, labels, len(filled)), np.bincount(labels, minlength=len(filled))
    )
