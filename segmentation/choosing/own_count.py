"""Choosing for algorithms that find their own number of groups: are they natural, do they hold?"""

import math

import numpy as np
from scipy.spatial.distance import cdist

from segmentation.algorithm import Algorithm, Clustering
from segmentation.choosing.choice import Choice
from segmentation.choosing.indices import davies_bouldin, silhouettes, spread
from segmentation.choosing.least_share import large_enough, largest_least_share, said_of_merging
from segmentation.choosing.null_model import one_population
from segmentation.choosing.null_test import FILES, against_no_groups
from segmentation.choosing.stability import recovered
from segmentation.choosing.verdict import NOTHING, Findings, groups_exist, reasons, remarks
from segmentation.choosing.wanted import Wanted
from segmentation.errors import GroupsTooSmall, NoDenseGroups
from segmentation.results import KEvidence, NullTest

SAMPLE_ROWS = 4_000
STABILITY_ROWS = 500
RESAMPLES = 40
NULL_ROWS = 300
TIGHTNESS_ROWS = 500
WIDEST = 10.0  # times the spacing, beyond which a gap is just wide
STATISTIC = "width of the gaps around groups, in logarithms of the spacing within them"


def by_algorithm(
    X: np.ndarray, algorithm: Algorithm, wanted: Wanted, seed: int, blocks: np.ndarray | None = None
) -> Choice:
    """Cluster X, in canonical order, into the algorithm's own number of groups, and judge it."""
    fit = algorithm.fit(X, None, seed)
    if fit.k < 2:
        raise NoDenseGroups(algorithm.title, fit.k)
    alone, fit = fit, large_enough(X, fit, wanted.min_share)
    if fit.k < 2:
        raise GroupsTooSmall(wanted.min_share, 2, largest_least_share(X, alone))
    sample, sampled = X[:SAMPLE_ROWS], fit.labels[:SAMPLE_ROWS]
    outline = silhouettes(sample, [sampled])[0]
    first = Clustering(sampled[:STABILITY_ROWS], fit.centres)
    held = _held(sample[:STABILITY_ROWS], first, algorithm, wanted.min_share, seed)
    found = _findings(sample, fit, algorithm, held, outline, seed, blocks)
    parts = spread(X, fit.labels, fit.centres)
    merging = () if fit is alone else (said_of_merging(alone.k, fit.k, wanted.min_share),)
    evidence = KEvidence(
        k=fit.k,
        silhouette=outline,
        calinski_harabasz=parts.calinski_harabasz,
        davies_bouldin=davies_bouldin(X, fit.labels, fit.centres),
        stability=float(held.min()),
        inertia=parts.inside,
    )
    return Choice(
        clustering=fit,
        k_evidence=(evidence,),
        verdict=found.verdict,
        null_test=found.null,
        reasons=(*merging, *reasons(found), *remarks(sample, len(X))),
        stability=held,
        silhouette=outline,
        inertia=parts.inside,
        k_chosen_by="algorithm",
    )


def _findings(
    sample: np.ndarray,
    fit: Clustering,
    algorithm: Algorithm,
    held: np.ndarray,
    outline: float,
    seed: int,
    blocks: np.ndarray | None,
) -> Findings:
    """What the verdict rests on: gaps between the groups, or at least that there are some.

    Where the gaps are no wider than chance makes them, groups that lie close together may still
    be there: then the comparison of tightness tells whether the file is one population.
    """
    null = _gaps_against_no_groups(sample[:NULL_ROWS], algorithm, seed, blocks)
    contrast = best = null.observed - null.null_mean
    said = _said(null)
    if not groups_exist(null, best):
        tightness = against_no_groups(sample[:TIGHTNESS_ROWS], range(2, 11), seed, blocks)
        null, contrast, best = tightness.test, 0.0, max(tightness.closer.values())
    return Findings(
        null=null,
        contrast=contrast,
        best_contrast=best,
        held=held,
        sizes=np.bincount(fit.labels[fit.labels >= 0], minlength=fit.k),
        silhouette=outline,
        resamples=RESAMPLES,
        said=said,
    )


def _held(
    X: np.ndarray, fit: Clustering, algorithm: Algorithm, min_share: float, seed: int
) -> np.ndarray:
    """(k,) how well each group comes back when the algorithm sees four in five of the rows.

    Subsets rather than resamples with copies: copies make places look dense that are not
    (Hennig 2007 allows both).
    """
    rng = np.random.Generator(np.random.PCG64([seed % 2**63, 1]))
    again = np.full((RESAMPLES, len(X)), -1, dtype=np.intp)
    counts = np.zeros_like(again)
    for row, count in zip(again, counts, strict=True):
        drawn = rng.permutation(len(X))[: max(len(X) * 4 // 5, 1)]
        found = algorithm.fit(X[drawn], None, seed)
        row[drawn], count[drawn] = large_enough(X[drawn], found, min_share).labels, 1
    return recovered(fit.labels, again, counts, fit.k)


def _gaps_against_no_groups(
    X: np.ndarray, algorithm: Algorithm, seed: int, blocks: np.ndarray | None
) -> NullTest:
    """How wide the gaps between the algorithm's groups are, here and in files without groups."""
    rng = np.random.Generator(np.random.PCG64([seed % 2**63, 2]))
    files = one_population(X, blocks).draw(FILES, len(X), rng)
    observed = gap_width(X, algorithm.fit(X, None, seed).labels)
    chance = np.array([gap_width(file, algorithm.fit(file, None, seed).labels) for file in files])
    return NullTest(
        statistic=STATISTIC,
        observed=observed,
        null_mean=float(chance.mean()),
        null_95=float(np.quantile(chance, 0.95)),
        p_value=float((1 + (chance >= observed).sum()) / (1 + FILES)),
        draws=FILES,
    )


def gap_width(X: np.ndarray, labels: np.ndarray) -> float:
    """How much wider the gap around a group is than the spacing of the rows inside it.

    The gap is the distance to the nearest row of another group, the spacing the distance to the
    fourth neighbour that nine in ten rows do not exceed. The logarithm of their ratio (0 to
    log 10) is averaged over all rows; those that belong to no group count 0.
    """
    k = int(labels.max(initial=-1)) + 1
    if k < 2:
        return 0.0
    apart, total = cdist(X, X), 0.0
    for group in range(k):
        own, others = labels == group, (labels >= 0) & (labels != group)
        near = min(4, int(own.sum()) - 1)
        spacing = np.quantile(np.partition(apart[np.ix_(own, own)], near, axis=1)[:, near], 0.9)
        gap = apart[np.ix_(own, others)].min()
        ratio = min(max(float(gap), 0.0) / max(float(spacing), 1e-12), WIDEST)
        total += own.sum() * math.log(max(ratio, 1.0))
    return float(total / len(X))


def _said(null: NullTest) -> str:
    here, there = math.exp(null.observed), math.exp(null.null_mean)
    if null.observed - null.null_mean < NOTHING:
        return "The gaps between the groups are hardly wider than the spacing within them."
    return (
        f"The gaps between the groups are {here:.1f} times as wide as the spacing within them;"
        f" in {null.draws} made-up files without groups they were {there:.1f} times as wide."
    )
