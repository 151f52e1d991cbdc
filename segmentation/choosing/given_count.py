"""Choosing for algorithms that are told the number of groups: try each, weigh, decide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from segmentation.algorithm import Algorithm, Clustering, Refits
from segmentation.choosing.candidate import STABILITY_ROWS, Candidate, candidates
from segmentation.choosing.choice import Choice
from segmentation.choosing.indices import Spread, davies_bouldin, silhouettes, spread
from segmentation.choosing.null_test import against_no_groups
from segmentation.choosing.stability import RESAMPLES, SLOW_RESAMPLES, stabilities
from segmentation.choosing.verdict import CLEARLY, NOTHING, Findings, reasons, remarks
from segmentation.choosing.vote import votes
from segmentation.errors import NoVariation, SegmentCountOutOfRange
from segmentation.partitioning.canonical import canonical_order, distinct_rows
from segmentation.results import KEvidence

SAMPLE_ROWS = 4_000
NULL_ROWS = 500
NULL_MOST = 10
MOST_SEGMENTS = 50


def by_evidence(
    X: np.ndarray, algorithm: Algorithm, k: int | None, max_k: int, seed: int
) -> Choice:
    """Fit k = 2 … max_k to a sample, decide for one, and cluster all rows with it."""
    order = canonical_order(X, seed)
    sample = X[order[:SAMPLE_ROWS]]
    ks, beyond = _considered(sample, k, max_k)
    tried = candidates(sample, algorithm, [*ks, *beyond], seed)
    scores = votes(tried, ks[-1])
    chosen = tried[(k or max(scores, key=lambda each: scores[each])) - 2]
    final = _for_all_rows(X, order, algorithm, chosen, seed)
    null = against_no_groups(sample[:NULL_ROWS], _compared(ks, chosen.k), seed)
    found = Findings(
        null=null.test,
        contrast=null.closer[chosen.k],
        best_contrast=max(null.closer.values()),
        held=final.held,
        sizes=np.bincount(final.clustering.labels, minlength=chosen.k),
        silhouette=final.silhouette,
        resamples=RESAMPLES if isinstance(algorithm, Refits) else SLOW_RESAMPLES,
        said=_said(null.closer[chosen.k], chosen.k, null.test.draws),
    )
    scale = len(X) / len(sample)
    return Choice(
        clustering=final.clustering,
        k_evidence=tuple(
            _evidence(final, 1.0) if each is chosen else _evidence(each, scale)
            for each in tried[: len(ks)]
        ),
        verdict=found.verdict,
        null_test=null.test,
        reasons=(*reasons(found), *_rival(tried, scores, chosen.k), *remarks(sample, len(X))),
        stability=final.held,
        silhouette=final.silhouette,
        inertia=final.spread.inside,
        k_chosen_by="data" if k is None else "person",
    )


def _said(closer: float, k: int, files: int) -> str:
    """How much closer together customers are within groups than where there are none."""
    if closer < NOTHING:
        return (
            f"With {k} groups, customers of a group are no more alike than in {files} made-up"
            " files without groups."
        )
    only = "only " if closer < CLEARLY else ""
    return (
        f"Within a group customers differ {only}{closer:.0%} less than in {files} made-up files"
        " with the same columns but without groups."
    )


def _considered(sample: np.ndarray, k: int | None, max_k: int) -> tuple[list[int], list[int]]:
    """The numbers of groups to show, from 2, and one beyond them to see the last bend by."""
    most = min(distinct_rows(sample), MOST_SEGMENTS)
    if most < 2:
        raise NoVariation("this table", len(sample))
    if k is not None and not 2 <= k <= most:
        raise SegmentCountOutOfRange(k, most)
    top = max(min(max(max_k, 2), most), k or 2)
    return list(range(2, top + 1)), [top + 1] if top < most else []


def _compared(ks: Sequence[int], chosen: int) -> list[int]:
    """The numbers of groups to try on files without groups: not more than help."""
    return sorted({k for k in ks if k <= NULL_MOST} | {chosen})


def _for_all_rows(
    X: np.ndarray, order: np.ndarray, algorithm: Algorithm, chosen: Candidate, seed: int
) -> Candidate:
    """The chosen number of groups on every row, with its own figures."""
    if len(X) <= SAMPLE_ROWS:
        fit = chosen.clustering
        return replace(chosen, clustering=replace(fit, labels=fit.labels[np.argsort(order)]))
    full = algorithm.fit(X, chosen.k, seed)
    rows, sampled = X[order[:SAMPLE_ROWS]], full.labels[order[:SAMPLE_ROWS]]
    few = Clustering(sampled[:STABILITY_ROWS], full.centres)
    return replace(
        chosen,
        clustering=full,
        spread=spread(X, full.labels, full.centres),
        silhouette=silhouettes(rows, [sampled])[0],
        davies_bouldin=davies_bouldin(X, full.labels, full.centres),
        held=stabilities(rows[:STABILITY_ROWS], algorithm, [few], seed)[0],
    )


def _evidence(tried: Candidate, scale: float) -> KEvidence:
    """The figures to show; those of a sample are brought to the size of the whole file."""
    part = tried.spread
    whole = Spread(round(part.rows * scale), part.k, part.total * scale, part.inside * scale)
    return KEvidence(
        k=tried.k,
        silhouette=tried.silhouette,
        calinski_harabasz=whole.calinski_harabasz,
        davies_bouldin=tried.davies_bouldin,
        stability=tried.worst_held,
        inertia=whole.inside,
    )


def _rival(tried: Sequence[Candidate], scores: Mapping[int, float], chosen: int) -> Iterator[str]:
    """What the other best number of groups has to say for itself."""
    others = [each for each in tried if each.k in scores and each.k != chosen]
    if not others:
        return
    rival = max(others, key=lambda each: scores[each.k])
    speaks = "The evidence speaks for" if scores[rival.k] > scores[chosen] else "Next comes"
    yield (
        f"{speaks} {rival.k} groups (silhouette {rival.silhouette:.2f}; the least steady group"
        f" keeps {rival.worst_held:.0%} of its customers when the file is resampled)."
    )
