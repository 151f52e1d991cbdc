"""Hierarchical clustering: again and again, the two groups that are least apart become one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segmentation.algorithm import ALGORITHMS, Clustering
from segmentation.partitioning.assigning import cluster_means
from segmentation.partitioning.canonical import canonical_order
from segmentation.partitioning.micro_clusters import micro_clusters
from segmentation.partitioning.tree import cut, ward_tree


@dataclass(frozen=True)
class Hierarchical:
    """Ward's method; beyond `most_rows` on weighted micro-clusters.

    References
    ----------
    Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. JASA 58.
    """

    name: str = "hierarchical"
    title: str = "hierarchical clustering (Ward)"
    needs_k: bool = True
    most_rows: int = 4_000

    def fit(self, X: np.ndarray, k: int | None, seed: int) -> Clustering:
        if k is None:
            raise ValueError("hierarchical clustering needs the number of clusters")
        return self.fit_many(X, [k], seed)[0]

    def fit_many(self, X: np.ndarray, ks: Sequence[int], seed: int) -> list[Clustering]:
        if len(X) > self.most_rows:
            return self._of_micro_clusters(X, ks, seed)
        order = canonical_order(X, seed)
        tree = ward_tree(X[order])
        place = np.argsort(order)
        return [_clustering(X, cut(tree, k)[place], k) for k in ks]

    def _of_micro_clusters(self, X: np.ndarray, ks: Sequence[int], seed: int) -> list[Clustering]:
        micro = micro_clusters(X, seed)
        tree = ward_tree(micro.centres, micro.sizes)
        note = (
            f"The tree was built on {len(micro.sizes)} small clusters of the {len(X):,} customers."
        )
        return [_clustering(X, cut(tree, k)[micro.labels], k, (note,)) for k in ks]


def _clustering(
    X: np.ndarray, labels: np.ndarray, k: int, notes: tuple[str, ...] = ()
) -> Clustering:
    return Clustering(labels, cluster_means(X, labels, k), {"linkage": "ward"}, notes)


ALGORITHMS.add(Hierarchical())
