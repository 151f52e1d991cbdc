"""How many segments, and whether there are any: the evidence, the choice and the verdict."""

from dataclasses import replace

import numpy as np

from segmentation.algorithm import Algorithm
from segmentation.choosing.apart import far_from_everyone, said_of_apart
from segmentation.choosing.by_rules import judge_rules
from segmentation.choosing.choice import Choice
from segmentation.choosing.given_count import by_evidence
from segmentation.choosing.own_count import by_algorithm
from segmentation.choosing.wanted import Wanted
from segmentation.partitioning.canonical import CanonicalRows, arranged
from segmentation.partitioning.second_process import one_blas_thread

__all__ = ["Choice", "Wanted", "choose_segments", "judge_rules"]


def choose_segments(
    X: np.ndarray,
    algorithm: Algorithm,
    wanted: Wanted = Wanted(),
    seed: int = 42,
    blocks: np.ndarray | None = None,
) -> Choice:
    """Cluster the rows of X into as many segments as the evidence supports.

    The number comes from a weighted vote of indices (tightness, bend of the spread, silhouette,
    two mixtures' BIC, stability under resampling); whether the groups are natural from a
    comparison with made-up files that have the same columns but no groups. The result does not
    depend on the order of rows or columns or on the number of threads. Files of more than
    4,000 rows are weighed on a sample; the chosen clustering is fitted to every row.

    Parameters
    ----------
    X : (n, d) finite numbers, scaled; at least two distinct rows.
    algorithm : a member of `segmentation.algorithms`.
    wanted : what someone asks of the groups.
    seed : the same seed gives the same result.
    blocks : (d,) which feature each column belongs to, where some are columns of answers as noughts
        and ones (`FeatureMatrix.blocks`); None where each column is a feature.

    Returns
    -------
    Choice
        The clustering of all rows, its evidence and the verdict.

    Raises
    ------
    SegmentCountOutOfRange
        The k that is wanted is below 2, above 50 or above the number of distinct rows.
    NoVariation
        All rows are the same.
    NoDenseGroups
        An algorithm that looks for dense regions found fewer than two.
    GroupsTooSmall
        No two groups can be as large as wanted.

    Examples
    --------
    >>> from segmentation.algorithms.kmeans import KMeans
    >>> rng = np.random.default_rng(1)
    >>> X = np.concatenate([rng.normal(place, 1, (60, 2)) for place in (0, 8, 16)])
    >>> choice = choose_segments(X, KMeans())
    >>> choice.k, choice.verdict
    (3, 'segments')
    """
    wanted.check()
    there = arranged(X, seed)
    rows = there.rows.view(CanonicalRows)
    blocks = None if blocks is None else blocks[there.columns]
    with one_blas_thread():
        if wanted.outliers_apart:
            choice = _with_outliers_apart(rows, algorithm, wanted, seed, blocks)
        else:
            choice = _among_all(rows, algorithm, wanted, seed, blocks)
    return replace(choice, clustering=there.back(choice.clustering), order=there.order)


def _among_all(
    rows: np.ndarray, algorithm: Algorithm, wanted: Wanted, seed: int, blocks: np.ndarray | None
) -> Choice:
    if algorithm.needs_k:
        return by_evidence(rows, algorithm, wanted, seed, blocks)
    return by_algorithm(rows, algorithm, wanted, seed, blocks)


def _with_outliers_apart(
    rows: np.ndarray, algorithm: Algorithm, wanted: Wanted, seed: int, blocks: np.ndarray | None
) -> Choice:
    """The choice among those who are not far from everyone; the others are in no group."""
    near = ~far_from_everyone(np.asarray(rows))
    of_all = replace(wanted, min_share=wanted.min_share * len(near) / near.sum())
    choice = _among_all(rows[near], algorithm, of_all, seed, blocks)
    labels = np.full(len(rows), -1, dtype=np.intp)
    labels[near] = choice.clustering.labels
    return replace(
        choice,
        clustering=replace(choice.clustering, labels=labels),
        reasons=(*choice.reasons, said_of_apart(int((~near).sum()))),
    )
