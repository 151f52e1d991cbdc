"""What a clustering algorithm is, and the registry of those there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np

from segmentation.registry import Registry


@dataclass(frozen=True)
class Clustering:
    """What a fit gives.

    labels: (n,) int, 0 … k-1, or -1 for rows that belong to no cluster (noise).
    centres: (k, d) mean of each cluster in the space that was clustered.
    parameters: what the algorithm chose from the data (eps, min_samples, sample size …).
    notes: plain sentences a person should read (for instance that a sample was clustered).
    """

    labels: np.ndarray
    centres: np.ndarray
    parameters: Mapping[str, float | int | str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def k(self) -> int:
        return len(self.centres)


class Algorithm(Protocol):
    """One way to find groups. A frozen dataclass: its fields are its parameters.

    needs_k: whether the number of clusters is an input (k-means) or a result (DBSCAN).
    title: how it is called in a sentence ("k-means", "hierarchical clustering (Ward)").
    """

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def needs_k(self) -> bool: ...

    def fit(self, X: np.ndarray, k: int | None, seed: int) -> Clustering:
        """Cluster the rows of X (n, d), float64, finite, already scaled.

        k is a number exactly when needs_k. The same X, k and seed give the same clustering,
        whatever the thread count, and the same groups for permuted rows or columns: begin with
        `partitioning.canonical.arranged`, end with its `back`. Memory and time stay bounded at a
        million rows: methods that are quadratic cluster micro-clusters or a sample and say so
        in `notes`.
        """
        ...


@runtime_checkable
class FitsMany(Protocol):
    """An algorithm that gives several k at the price of one (one tree, many cuts)."""

    def fit_many(self, X: np.ndarray, ks: Sequence[int], seed: int) -> list[Clustering]:
        """The same clusterings as `fit` with each k."""
        ...


@runtime_checkable
class Refits(Protocol):
    """An algorithm that can be fitted to many resamples at once."""

    def refit(
        self, X: np.ndarray, counts: np.ndarray, clustering: Clustering, seed: int
    ) -> np.ndarray:
        """(R, n) labels of the rows of X after fitting each of R resamples anew.

        X is in canonical order. counts: (R, n) how often each row is in each resample;
        clustering: of X, for its k.
        """
        ...


ALGORITHMS: Registry[Algorithm] = Registry("algorithm")
