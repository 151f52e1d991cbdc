"""Hierarchical clustering: again and again, the two groups that are least apart become one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from segmentation.algorithm import ALGORITHMS, Clustering
from segmentation.partitioning.assigning import cluster_means
from segmentation.partitioning.canonical import arranged
from segmentation.partitioning.micro_clusters import micro_clusters
from segmentation.partitioning.tree import TREE_ROWS, Linkage, merge_tree


@dataclass(frozen=True)
class Hierarchical:
    """One tree of merges for every number of groups; beyond `most_rows` of micro-clusters.

    linkage: Ward's method makes compact groups of like size; `average` and `complete` see how
    far apart customers are, so customers far off become groups of their own. They are members
    of their own: `hierarchical_average`, `hierarchical_complete`.

    References
    ----------
    Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. JASA 58.
    Sokal, R. R. & Michener, C. D. (1958). A statistical method for evaluating systematic
    relationships. Univ. Kansas Sci. Bull. 38, for average linkage.
    """

    name: str = "hierarchical"
    title: str = "hierarchical clustering (Ward)"
    needs_k: bool = True
    linkage: Linkage = "ward"
    most_rows: int = TREE_ROWS

    def fit(self, X: np.ndarray, k: int | None, seed: int) -> Clustering:
        if k is None:
            raise ValueError("hierarchical clustering needs the number of clusters")
        return self.fit_many(X, [k], seed)[0]

    def fit_many(self, X: np.ndarray, ks: Sequence[int], seed: int) -> list[Clustering]:
        there = arranged(X, seed)
        found = self._cuts(there.rows, ks)
        return [there.back(clustering) for clustering in found]

    def _cuts(self, X: np.ndarray, ks: Sequence[int]) -> list[Clustering]:
        if len(X) <= self.most_rows:
            tree = merge_tree(X, self.linkage)
            return [self._clustering(X, tree.cut(k), k) for k in ks]
        micro = micro_clusters(X)
        tree = merge_tree(micro.centres, self.linkage, micro.sizes)
        note = (
            f"The tree was built on {len(micro.sizes)} small clusters of the {len(X):,} customers."
        )
        cuts = (self._clustering(X, tree.cut(k)[micro.labels], k) for k in ks)
        return [replace(clustering, notes=(note,)) for clustering in cuts]

    def _clustering(self, X: np.ndarray, labels: np.ndarray, k: int) -> Clustering:
        return Clustering(labels, cluster_means(X, labels, k), {"linkage": self.linkage})


ALGORITHMS.add(Hierarchical())
ALGORITHMS.add(
    Hierarchical("hierarchical_average", "hierarchical clustering (average)", linkage="average")
)
ALGORITHMS.add(
    Hierarchical("hierarchical_complete", "hierarchical clustering (complete)", linkage="complete")
)
