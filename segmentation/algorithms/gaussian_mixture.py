"""Gaussian mixtures: groups are bell-shaped clouds, each with its own width and tilt."""

import warnings
from dataclasses import dataclass

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture as Mixture

from segmentation.algorithm import ALGORITHMS, Clustering
from segmentation.partitioning.assigning import cluster_means, nearest_centre
from segmentation.partitioning.canonical import canonical_order
from segmentation.partitioning.search import tightest

BLOCK_ROWS = 100_000


@dataclass(frozen=True)
class GaussianMixture:
    """EM from the k-means partition; each customer goes to the likeliest cloud.

    The clouds are as free as still leaves every one of them customers: tilted, else upright.
    Beyond `most_rows` they are fitted to a sample.

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
        rows = X[canonical_order(X, seed)[: self.most_rows]]
        start = tightest(X, k, seed)
        for shape in ("full", "diag"):
            labels = _likeliest(_fitted(rows, start, shape), X)
            if len(np.unique(labels)) == k:
                break
        else:
            shape, labels = "k-means", nearest_centre(X, start)
        notes: tuple[str, ...] = ()
        if len(rows) < len(X):
            notes = (f"The clouds were fitted to {len(rows):,} of {len(X):,} customers.",)
        return Clustering(labels, cluster_means(X, labels, k), {"covariance": shape}, notes)


def _fitted(rows: np.ndarray, start: np.ndarray, shape: str) -> Mixture:
    """A mixture of clouds of that shape, started from the partition around k-means' centres."""
    floor = 1e-3 * float(rows.var(axis=0).mean()) or 1e-6
    labels = nearest_centre(rows, start)
    sizes = np.maximum(np.bincount(labels, minlength=len(start)), 1.0)
    spreads = np.stack([_spread(rows[labels == group], floor) for group in range(len(start))])
    precise = np.linalg.inv(spreads)
    model = Mixture(
        len(start), covariance_type=shape, means_init=start, weights_init=sizes / sizes.sum(),
        precisions_init=precise if shape == "full" else 1 / np.einsum("kdd->kd", spreads),
        reg_covar=floor, max_iter=200, init_params="random_from_data", random_state=0,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(rows)


def _spread(rows: np.ndarray, floor: float) -> np.ndarray:
    """(d, d) covariance of the rows of one group, at least `floor` in every direction."""
    d = rows.shape[1]
    if len(rows) <= d:
        return np.eye(d) * max(floor, float(rows.var()) if len(rows) else floor)
    return np.cov(rows, rowvar=False, bias=True).reshape(d, d) + np.eye(d) * floor


def _likeliest(model: Mixture, X: np.ndarray) -> np.ndarray:
    """(n,) the likeliest cloud of each row."""
    blocks = range(0, len(X), BLOCK_ROWS)
    return np.concatenate([model.predict(X[at : at + BLOCK_ROWS]) for at in blocks])


ALGORITHMS.add(GaussianMixture())
