"""Gaussian mixtures: groups are bell-shaped clouds, each with its own width and tilt."""

from dataclasses import dataclass

import numpy as np

from segmentation.algorithm import ALGORITHMS, Clustering
from segmentation.partitioning.assigning import cluster_means, nearest_centre
from segmentation.partitioning.canonical import arranged
from segmentation.partitioning.clouds import Mixture, Shape, Standard, mixture
from segmentation.partitioning.search import refitted, tightest

BLOCK_ROWS = 100_000
REFIT_STEPS = 15  # of EM on each resample
SHAPES: tuple[Shape, ...] = ("tilted", "upright", "shared")


@dataclass(frozen=True)
class GaussianMixture:
    """EM from the k-means partition; each customer goes to the likeliest cloud.

    The clouds are as free as still leaves every one of them customers. Beyond `most_rows` they
    are fitted to a sample.

    References
    ----------
    Fraley, C. & Raftery, A. E. (2002). Model-based clustering. JASA 97.
    """

    name: str = "gaussian_mixture"
    title: str = "a mixture of bell-shaped clouds"
    needs_k: bool = True
    most_rows: int = 20_000

    def fit(self, X: np.ndarray, k: int | None, seed: int) -> Clustering:
        if k is None:
            raise ValueError("a Gaussian mixture needs the number of clusters")
        there = arranged(X, seed)
        start = nearest_centre(there.rows, tightest(there.rows, k, seed))
        shape, labels = self._clouds(there.rows, start, k)
        notes: tuple[str, ...] = ()
        if len(X) > self.most_rows:
            notes = (f"The clouds were fitted to {self.most_rows:,} of {len(X):,} customers.",)
        means = cluster_means(there.rows, labels, k)
        return there.back(Clustering(labels, means, {"clouds": shape}, notes))

    def _clouds(self, X: np.ndarray, start: np.ndarray, k: int) -> tuple[str, np.ndarray]:
        """The freest shape that leaves no cloud empty, and its labels; else the start's."""
        sampled = X[: self.most_rows]
        standard = Standard.of(sampled)
        rows, begun = standard.scaled(sampled), start[: self.most_rows]
        if len(np.unique(begun)) == k:
            for shape in SHAPES:
                clouds = mixture(rows, begun, standard.floor, shape)
                labels = _likeliest(clouds, standard, X)
                if len(np.unique(labels)) == k:
                    return shape, labels
        return "none", start

    def refit(
        self, X: np.ndarray, counts: np.ndarray, clustering: Clustering, seed: int
    ) -> np.ndarray:
        standard = Standard.of(X)
        rows = standard.scaled(X)
        found = next((s for s in SHAPES if s == clustering.parameters.get("clouds")), SHAPES[-1])
        starts = refitted(X, counts, clustering.centres, seed)
        return np.stack(
            [
                mixture(rows, start, standard.floor, found, count, REFIT_STEPS).labels
                for start, count in zip(starts, counts, strict=True)
            ]
        )


def _likeliest(clouds: Mixture, standard: Standard, X: np.ndarray) -> np.ndarray:
    """(n,) the likeliest cloud of each row."""
    blocks = range(0, len(X), BLOCK_ROWS)
    return np.concatenate(
        [clouds.likeliest(standard.scaled(X[at : at + BLOCK_ROWS])) for at in blocks]
    )


ALGORITHMS.add(GaussianMixture())
