"""Judging segments that rules made: are they natural, do they hold, how far are they apart?"""

import numpy as np
import pandas as pd

from segmentation.algorithm import Assignment, ByRules, Clustering
from segmentation.choosing.choice import Choice
from segmentation.choosing.indices import davies_bouldin, silhouettes, spread
from segmentation.choosing.null_test import NullResult, against_no_groups
from segmentation.choosing.stability import recovered, resampled
from segmentation.choosing.verdict import Findings, reasons, remarks
from segmentation.errors import AllOfOneKind
from segmentation.partitioning.assigning import cluster_means
from segmentation.partitioning.canonical import canonical_order
from segmentation.partitioning.lloyd import lloyd
from segmentation.partitioning.second_process import one_blas_thread
from segmentation.partitioning.seeding import plus_plus
from segmentation.results import KEvidence

SAMPLE_ROWS = 4_000
TIGHTNESS_ROWS = 500
STABILITY_ROWS = 2_000
RESAMPLES = 100


def judge_rules(
    X: np.ndarray, values: pd.DataFrame, rules: ByRules, found: Assignment, seed: int
) -> Choice:
    """The evidence for segments that nobody looked for: the same as for found ones.

    Parameters
    ----------
    X
        (n, d) the columns of the rules, scaled.
    values
        (n, d) the same in the file's own units.
    found
        How the rules sort these rows.

    Returns
    -------
    Choice
        The verdict compares how closely customers of a segment lie together with what the best
        cut into as many parts reaches in files without groups; that rules cut where nothing
        divides the customers shows in it.

    Raises
    ------
    AllOfOneKind : the rules put all customers into one segment, or none into any.
    """
    if found.k < 2:
        raise AllOfOneKind(rules.title)
    with one_blas_thread():
        order = canonical_order(X, seed)
        sample, labels = X[order[:SAMPLE_ROWS]], found.labels[order[:SAMPLE_ROWS]]
        null = against_no_groups(sample[:TIGHTNESS_ROWS], _counts(found.k), seed)
        outline = silhouettes(sample, [labels])[0]
        judged = Findings(
            null=null.test,
            contrast=_contrast(sample[:TIGHTNESS_ROWS], labels[:TIGHTNESS_ROWS], null, seed),
            best_contrast=max(null.closer.values()),
            held=_held(values.iloc[order[:STABILITY_ROWS]], rules, found, labels, seed),
            sizes=np.bincount(found.labels[found.labels >= 0], minlength=found.k),
            silhouette=outline,
            resamples=RESAMPLES,
            said=_said(outline),
        )
        evidence, fit = _figures(X, found, judged)
    return Choice(
        clustering=fit,
        k_evidence=(evidence,),
        verdict=judged.verdict,
        null_test=null.test,
        reasons=(
            f"{rules.title} made these segments; nobody looked whether customers fall apart there.",
            *reasons(judged), *remarks(sample, len(sample)),
        ),
        stability=judged.held,
        silhouette=outline,
        inertia=evidence.inertia or 0.0,
        k_chosen_by="algorithm",
    )  # fmt: skip


def _figures(X: np.ndarray, found: Assignment, judged: Findings) -> tuple[KEvidence, Clustering]:
    """The indices of the segments on every row, and the segments with their centres."""
    centres = cluster_means(X, found.labels, found.k)
    parts = spread(X, found.labels, centres)
    evidence = KEvidence(
        k=found.k,
        silhouette=judged.silhouette,
        calinski_harabasz=parts.calinski_harabasz,
        davies_bouldin=davies_bouldin(X, found.labels, centres),
        stability=float(judged.held.min()),
        inertia=parts.inside,
    )
    return evidence, Clustering(found.labels, centres, found.parameters, found.notes)


def _counts(k: int) -> list[int]:
    return sorted({*range(2, 11), k})


def _contrast(X: np.ndarray, labels: np.ndarray, null: NullResult, seed: int) -> float:
    """How much less customers of a segment differ than those of the best parts of files without
    groups: what k-means gains there, less what the rules' cut loses against k-means."""
    X, labels = X[labels >= 0], np.unique(labels[labels >= 0], return_inverse=True)[1]
    k = int(labels.max(initial=0)) + 1
    rng = np.random.Generator(np.random.PCG64([seed % 2**63, 3]))
    rows = np.ascontiguousarray((X - X.mean(axis=0))[None], dtype=np.float32)
    best = float(lloyd(rows, plus_plus(rows, k, 1, rng), most_steps=25).inertia[0])
    inside = spread(X, labels, cluster_means(X, labels, k)).inside
    gained = null.closer.get(k, max(null.closer.values()))
    return 1.0 - (1.0 - gained) * inside / max(best, 1e-12)


def _held(
    values: pd.DataFrame, rules: ByRules, found: Assignment, labels: np.ndarray, seed: int
) -> np.ndarray:
    """(k,) how well each segment comes back when the rules take their figures from resamples."""
    rng = np.random.Generator(np.random.PCG64([seed % 2**63, 1]))
    counts = resampled(len(values), RESAMPLES, rng)
    again = np.stack(
        [rules.assign(values, np.repeat(np.arange(len(values)), count)).labels for count in counts]
    )
    return recovered(labels[: len(values)], again, counts, found.k)


def _said(outline: float) -> str:
    close = "clearly" if outline >= 0.5 else "somewhat" if outline >= 0.25 else "hardly"
    return (
        f"Customers are {close} closer to their own segment than to the next one (silhouette"
        f" {outline:.2f})."
    )
