"""Choosing for algorithms that find their own number of groups: are they natural, do they hold?"""

import numpy as np

from segmentation.algorithm import Algorithm
from segmentation.choosing.choice import Choice
from segmentation.choosing.indices import davies_bouldin, silhouettes, spread
from segmentation.choosing.null_model import one_population
from segmentation.choosing.stability import recovered, resampled
from segmentation.choosing.verdict import Findings, reasons, remarks
from segmentation.errors import NoDenseGroups
from segmentation.partitioning.canonical import canonical_order
from segmentation.results import KEvidence, NullTest

SAMPLE_ROWS = 4_000
STABILITY_ROWS = 500
RESAMPLES = 40
NULL_ROWS = 300
FILES = 60
STATISTIC = "share of customers in groups other than the largest"


def by_algorithm(X: np.ndarray, algorithm: Algorithm, seed: int) -> Choice:
    """Cluster X into the algorithm's own number of groups, and judge what came out."""
    fit = algorithm.fit(X, None, seed)
    if fit.k < 2:
        raise NoDenseGroups(algorithm.title, fit.k)
    order = canonical_order(X, seed)
    sample, sampled = X[order[:SAMPLE_ROWS]], fit.labels[order[:SAMPLE_ROWS]]
    outline = silhouettes(sample, [sampled])[0]
    null = _against_no_groups(sample[:NULL_ROWS], algorithm, seed)
    found = Findings(
        null=null,
        contrast=null.observed - null.null_mean,
        best_contrast=null.observed - null.null_mean,
        held=_held(sample[:STABILITY_ROWS], sampled[:STABILITY_ROWS], algorithm, fit.k, seed),
        sizes=np.bincount(fit.labels[fit.labels >= 0], minlength=fit.k),
        silhouette=outline,
        resamples=RESAMPLES,
        said=_said(null),
    )
    parts = spread(X, fit.labels, fit.centres)
    evidence = KEvidence(
        k=fit.k,
        silhouette=outline,
        calinski_harabasz=parts.calinski_harabasz,
        davies_bouldin=davies_bouldin(X, fit.labels, fit.centres),
        stability=float(found.held.min()),
        inertia=parts.inside,
    )
    return Choice(
        clustering=fit,
        k_evidence=(evidence,),
        verdict=found.verdict,
        null_test=null,
        reasons=(*reasons(found), *remarks(sample, len(X))),
        stability=found.held,
        silhouette=outline,
        inertia=parts.inside,
        k_chosen_by="algorithm",
    )


def _held(X: np.ndarray, labels: np.ndarray, algorithm: Algorithm, k: int, seed: int) -> np.ndarray:
    """(k,) how well each group comes back when the algorithm sees a resample."""
    rng = np.random.Generator(np.random.PCG64([seed % 2**63, 1]))
    counts = resampled(len(X), RESAMPLES, rng)
    again = np.full(counts.shape, -1, dtype=np.intp)
    for labels_again, count in zip(again, counts, strict=True):
        drawn = np.repeat(np.arange(len(X)), count)
        labels_again[drawn] = algorithm.fit(X[drawn], None, seed).labels
    return recovered(labels, again, counts, k)


def _against_no_groups(X: np.ndarray, algorithm: Algorithm, seed: int) -> NullTest:
    """How many customers the algorithm puts beside the largest group, here and by chance."""
    rng = np.random.Generator(np.random.PCG64([seed % 2**63, 2]))
    files = one_population(X).draw(FILES, len(X), rng)
    observed = _beside_largest(X, algorithm, seed)
    chance = np.array([_beside_largest(file, algorithm, seed) for file in files])
    return NullTest(
        statistic=STATISTIC,
        observed=observed,
        null_mean=float(chance.mean()),
        null_95=float(np.quantile(chance, 0.95)),
        p_value=float((1 + (chance >= observed).sum()) / (1 + FILES)),
        draws=FILES,
    )


def _beside_largest(X: np.ndarray, algorithm: Algorithm, seed: int) -> float:
    """The share of rows that belong to a group other than the largest."""
    labels = algorithm.fit(X, None, seed).labels
    sizes = np.bincount(labels[labels >= 0], minlength=1)
    return float((sizes.sum() - sizes.max()) / len(labels))


def _said(null: NullTest) -> str:
    return (
        f"{null.observed:.0%} of customers are in dense groups beside the largest one; in"
        f" {null.draws} made-up files without groups it was {null.null_mean:.0%} on average."
    )
