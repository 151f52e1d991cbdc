"""Mini-batch k-means: centres learn from a thousand customers at a time, for very large files."""

from dataclasses import dataclass

import numpy as np

from segmentation.algorithm import ALGORITHMS, Clustering
from segmentation.partitioning.assigning import cluster_means, nearest_centre
from segmentation.partitioning.canonical import arranged
from segmentation.partitioning.lloyd import nearest
from segmentation.partitioning.search import filled, finalists, refitted, tightest


@dataclass(frozen=True)
class MiniBatch:
    """k-means whose centres move with every batch, by less and less.

    Starts from the best of many runs on the first batch and goes once through the customers,
    at most `most_batches` batches; a file of one batch is clustered by k-means.

    References
    ----------
    Sculley, D. (2010). Web-scale k-means clustering. WWW.
    """

    name: str = "minibatch"
    title: str = "mini-batch k-means"
    needs_k: bool = True
    batch_rows: int = 1_000
    most_batches: int = 200

    def fit(self, X: np.ndarray, k: int | None, seed: int) -> Clustering:
        if k is None:
            raise ValueError("mini-batch k-means needs the number of clusters")
        there = arranged(X, seed)
        rows = there.rows
        if len(rows) <= self.batch_rows:
            centres, notes = tightest(rows, k, seed), tuple[str, ...]()
        else:
            centres = filled(rows, self._learnt(rows, k, seed))
            notes = (self._note(len(rows)),)
        labels = nearest_centre(rows, centres)
        parameters = {"batch_rows": self.batch_rows}
        return there.back(Clustering(labels, cluster_means(rows, labels, k), parameters, notes))

    def refit(
        self, X: np.ndarray, counts: np.ndarray, clustering: Clustering, seed: int
    ) -> np.ndarray:
        return refitted(X, counts, clustering.centres, seed)  # a resample is a batch

    def _learnt(self, rows: np.ndarray, k: int, seed: int) -> np.ndarray:
        """(k, d) centres: each the mean of all rows that were nearest to it in their batch."""
        seen = rows[: self.batch_rows * self.most_batches]
        middle = seen.mean(axis=0)
        centres = finalists(seen[: self.batch_rows] - middle, k, seed)[0].astype(np.float64)
        counts = np.zeros(k)
        for start in range(0, len(seen), self.batch_rows):
            batch = seen[start : start + self.batch_rows] - middle
            labels = nearest(batch, centres)[0]
            new = np.bincount(labels, minlength=k)
            sums = np.stack([np.bincount(labels, column, k) for column in batch.T], axis=1)
            counts += new
            centres += (sums - new[:, None] * centres) / np.maximum(counts, 1)[:, None]
        return np.asarray(centres + middle)

    def _note(self, rows: int) -> str:
        seen = min(rows, self.batch_rows * self.most_batches)
        whole = "all" if seen == rows else f"{seen:,} of"
        return (
            f"The centres were learnt from {whole} {rows:,} customers, {self.batch_rows:,} at a"
            " time: the groups are nearly, not exactly, those of k-means."
        )


ALGORITHMS.add(MiniBatch())
