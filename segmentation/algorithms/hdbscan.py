"""HDBSCAN: dense regions of different densities; customers in thin places belong to none."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from segmentation.algorithm import ALGORITHMS, Clustering
from segmentation.partitioning.assigning import cluster_means
from segmentation.partitioning.canonical import arranged
from segmentation.partitioning.density import reached


@dataclass(frozen=True)
class Hdbscan:
    """Hierarchical density clustering; a segment has at least `least_share` of the customers.

    Beyond `most_rows` regions are found on a sample; every other customer joins the region of
    the nearest sampled one, if that is no further off than customers of regions usually are.

    References
    ----------
    Campello, R., Moulavi, D. & Sander, J. (2013). Density-based clustering based on
    hierarchical density estimates. PAKDD.
    """

    name: str = "hdbscan"
    title: str = "density clustering (HDBSCAN)"
    needs_k: bool = False
    least_share: float = 0.04
    most_rows: int = 4_000

    def fit(self, X: np.ndarray, k: int | None, seed: int) -> Clustering:
        from sklearn.cluster import HDBSCAN  # takes 1 s; other algorithms do without

        there = arranged(X, seed)
        rows, rest = there.rows[: self.most_rows], there.rows[self.most_rows :]
        least = max(5, int(self.least_share * len(rows)))
        min_samples = min(max(5, 2 * X.shape[1]), len(rows) - 1)
        model = HDBSCAN(min_cluster_size=least, min_samples=min_samples, copy=True)
        found = _alike_for_equal(rows, model.fit(rows).labels_)
        labels = np.full(len(X), -1, dtype=np.intp)
        labels[: len(rows)] = found
        notes: tuple[str, ...] = ()
        if len(rest) and (found >= 0).any():
            inside = found >= 0
            gap = _usual_gap(rows[inside])
            labels[len(rows) :] = reached(rows[inside], found[inside], rest, gap)
            notes = (f"Dense regions were found on {len(rows):,} of {len(X):,} customers.",)
        parameters = {"min_cluster_size": least, "min_samples": min_samples}
        means = cluster_means(there.rows, labels, int(found.max(initial=-1)) + 1)
        return there.back(Clustering(labels, means, parameters, notes))


def _alike_for_equal(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Labels where equal rows are in the group of the first of them: where many distances are
    the same, the tree may be cut between copies of one customer."""
    _, first, kind = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    alike = labels[first[kind.ravel()]]
    return np.asarray(np.unique(alike, return_inverse=True)[1] - int((alike < 0).any()))


def _usual_gap(rows: np.ndarray) -> float:
    """The distance to the nearest neighbour that 99 % of rows do not exceed."""
    distance = np.asarray(cKDTree(rows).query(rows, k=2)[0])[:, 1]
    return float(np.quantile(distance, 0.99))


ALGORITHMS.add(Hdbscan())
