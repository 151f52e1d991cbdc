"""k-means: round groups of similar spread, the default."""

from dataclasses import dataclass

import numpy as np

from segmentation.algorithm import ALGORITHMS, Clustering
from segmentation.partitioning.assigning import cluster_means, nearest_centre
from segmentation.partitioning.canonical import arranged
from segmentation.partitioning.search import SAMPLE_ROWS, refitted, tightest
from segmentation.partitioning.whole_file import engine_for


@dataclass(frozen=True)
class KMeans:
    """Lloyd's algorithm from many greedy k-means++ starts; the tightest result wins.

    References
    ----------
    Lloyd, S. P. (1982). Least squares quantization in PCM. IEEE Trans. Inf. Theory 28.
    Arthur, D. & Vassilvitskii, S. (2007). k-means++: the advantages of careful seeding. SODA.
    """

    name: str = "kmeans"
    title: str = "k-means"
    needs_k: bool = True

    def fit(self, X: np.ndarray, k: int | None, seed: int) -> Clustering:
        if k is None:
            raise ValueError("k-means needs the number of clusters")
        there = arranged(X, seed)
        labels = nearest_centre(there.rows, tightest(there.rows, k, seed))
        large = len(X) > SAMPLE_ROWS
        parameters = {"engine": engine_for(len(X))} if large else dict[str, str]()
        return there.back(Clustering(labels, cluster_means(there.rows, labels, k), parameters))

    def refit(
        self, X: np.ndarray, counts: np.ndarray, clustering: Clustering, seed: int
    ) -> np.ndarray:
        return refitted(X, counts, clustering.centres, seed)


ALGORITHMS.add(KMeans())
