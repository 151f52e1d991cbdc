"""What a clustering algorithm is, and the registry of those there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
import pandas as pd

from segmentation.errors import UnknownMember
from segmentation.registry import Registry
from segmentation.spec import AnalysisSpec
from segmentation.vocabulary import Vocabulary


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


@dataclass(frozen=True)
class Assignment:
    """Customers sorted by rules.

    labels: (n,) int, 0 … k-1, or -1 for rows that no rule fits.
    names, rules: (k,) what each segment is called, and its rule in words.
    levels: (k,) where each segment stands by its rule, column -> -2 (much lower than average) to 2.
    parameters: what the rules took from the data (cut points).
    """

    labels: np.ndarray
    names: tuple[str, ...]
    rules: tuple[str, ...]
    levels: tuple[Mapping[str, int], ...]
    parameters: Mapping[str, float | int | str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def k(self) -> int:
        return len(self.names)


@runtime_checkable
class ByRules(Protocol):
    """Not a way to find groups but rules that sort customers into known ones, by named columns
    in their own units. Its segments are judged as found ones are."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the rules speak of; none before they are bound."""
        ...

    def bound(self, table: pd.DataFrame, spec: AnalysisSpec, vocabulary: Vocabulary) -> "ByRules":
        """The same rules about the columns of this table, with what the spec says of them.

        Raises MissingMeanings where the table has no such columns.
        """
        ...

    def assign(self, values: pd.DataFrame, learn: np.ndarray | None = None) -> Assignment:
        """Sort the rows of values (n, d), the columns of the bound rules, without gaps.

        learn: (m,) positions of the rows that the rules take their figures from; None for all.
        The segments that nobody is in are left out when learn is None.
        """
        ...


ALGORITHMS: Registry[Algorithm] = Registry("algorithm")
RULES: Registry[ByRules] = Registry("set of rules")
_ALSO_CALLED = {"rfm": "rfm_rules"}


def find_algorithm(name: str) -> Algorithm | ByRules:
    """The clustering algorithm or the set of rules of that name. Raises UnknownMember."""
    name = _ALSO_CALLED.get(name, name)
    if name in RULES.names():
        return RULES.get(name)
    if name in ALGORITHMS.names():
        return ALGORITHMS.get(name)
    raise UnknownMember(ALGORITHMS.family, name, (*ALGORITHMS.names(), *RULES.names()))
