"""What is known about each number of groups that is considered."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from segmentation.algorithm import Algorithm, Clustering
from segmentation.choosing.indices import Spread, davies_bouldin, silhouettes, spread
from segmentation.choosing.stability import fit_all, stabilities
from segmentation.partitioning.clouds import Kinds, Shape, Standard, mixture
from segmentation.partitioning.second_process import side_by_side

MIXTURE_ROWS = 1_000
STABILITY_ROWS = 500
HELD = 0.75  # Jaccard similarity of a valid cluster (Hennig 2007)
CRUMB_SHARE = 0.02
SHAPES: tuple[Shape, Shape] = ("shared", "upright")


@dataclass(frozen=True)
class Candidate:
    """One number of groups and its evidence, on m sampled rows.

    held: (k,) bootstrap Jaccard similarity of each group. alike, own: how well clouds of one
    shape, and of shapes of their own, explain the rows (BIC; more is better).
    """

    clustering: Clustering
    spread: Spread
    silhouette: float
    davies_bouldin: float
    held: np.ndarray
    alike: float
    own: float

    @property
    def k(self) -> int:
        return self.clustering.k

    @property
    def worst_held(self) -> float:
        return float(self.held.min())

    @property
    def sizes(self) -> np.ndarray:
        """(k,) rows of each group."""
        return np.bincount(self.clustering.labels, minlength=self.k)

    @property
    def least_share(self) -> float:
        """The part of the rows that the smallest group has."""
        return float(self.sizes.min() / len(self.clustering.labels))

    @property
    def crumbs(self) -> bool:
        return has_crumbs(self.sizes)


def has_crumbs(sizes: np.ndarray) -> bool:
    """Whether a group is too small to be a kind of customer rather than outliers."""
    return bool(sizes.min() < max(CRUMB_SHARE * sizes.sum(), 2))


def holding(held: np.ndarray, sizes: np.ndarray) -> float:
    """The share of customers who are in groups that come back in resamples."""
    return float(sizes[held >= HELD].sum() / sizes.sum())


def candidates(
    X: np.ndarray,
    algorithm: Algorithm,
    ks: Sequence[int],
    seed: int,
    blocks: np.ndarray | None = None,
) -> list[Candidate]:
    """Fit every k to the rows of X (m, d), in canonical order, and weigh the results.

    blocks: (d,) the feature that each column belongs to; None where each is one.
    """
    fits = fit_all(X, algorithm, ks, seed)
    few = [_first(fit, STABILITY_ROWS) for fit in fits]
    held = stabilities(X[:STABILITY_ROWS], algorithm, few, seed)
    outlines = silhouettes(X, [fit.labels for fit in fits])
    standard = Standard.of(X[:MIXTURE_ROWS])
    rows = standard.scaled(X[:MIXTURE_ROWS])
    kinds = None if blocks is None else Kinds.of(X[:MIXTURE_ROWS], blocks)
    if kinds is not None:
        middle = (X.min(axis=0) + X.max(axis=0)) / 2
        rows = np.where(kinds.answers, X[:MIXTURE_ROWS] > middle, rows)
    bics = side_by_side(partial(_bics, rows, standard.floor, kinds), [f.labels for f in fits])
    return [
        Candidate(
            clustering=fit,
            spread=spread(X, fit.labels, fit.centres),
            silhouette=outline,
            davies_bouldin=davies_bouldin(X, fit.labels, fit.centres),
            held=kept,
            alike=alike,
            own=own,
        )
        for fit, kept, outline, (alike, own) in zip(fits, held, outlines, bics, strict=True)
    ]


def _bics(
    rows: np.ndarray, floor: np.ndarray, kinds: Kinds | None, labels: np.ndarray
) -> list[float]:
    """How well clouds of one shape, and of shapes of their own, explain the rows."""
    fitted = (mixture(rows, labels[: len(rows)], floor, shape, kinds=kinds) for shape in SHAPES)
    return [each.bic(rows.shape[1]) for each in fitted]


def _first(fit: Clustering, rows: int) -> Clustering:
    return Clustering(fit.labels[:rows], fit.centres)
