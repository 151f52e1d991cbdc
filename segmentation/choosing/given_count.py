"""Choosing for algorithms that are told the number of groups: try each, weigh, decide."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from segmentation.algorithm import Algorithm, Clustering, Refits
from segmentation.choosing.candidate import HELD, STABILITY_ROWS, Candidate, candidates
from segmentation.choosing.choice import Choice
from segmentation.choosing.election import (
    MOST_SEGMENTS,
    Election,
    considered,
    elect,
    most_voted_on,
)
from segmentation.choosing.indices import Spread, davies_bouldin, silhouettes, spread
from segmentation.choosing.least_share import large_enough, largest_least_share, said_of_merging
from segmentation.choosing.stability import (
    RESAMPLES,
    SLOW_RESAMPLES,
    stabilities,
    stability_of_merged,
)
from segmentation.choosing.verdict import CLEARLY, NOTHING, Findings, reasons, remarks
from segmentation.choosing.wanted import Wanted
from segmentation.errors import GroupsTooSmall
from segmentation.partitioning.canonical import distinct_rows
from segmentation.phrasing import percent
from segmentation.results import KEvidence

SAMPLE_ROWS = 4_000


def by_evidence(
    X: np.ndarray, algorithm: Algorithm, wanted: Wanted, seed: int, blocks: np.ndarray | None = None
) -> Choice:
    """Fit k = 2 … max_k to the first rows, decide for one, and cluster all rows with it.

    X: (n, d) in canonical order; blocks: (d,) the feature of each column.
    """
    sample = X[:SAMPLE_ROWS]
    ks = considered(sample, wanted)
    most = most_voted_on(ks, wanted)
    fits = candidates(sample, algorithm, sorted({*ks, *_next(sample, most)}), seed, blocks)
    tried = {each.k: each for each in fits}
    election = elect(sample, tried, most, wanted, seed, blocks)
    whole = _for_all_rows(X, algorithm, election.chosen, seed)
    final = _merged(X, algorithm, whole, wanted.min_share, seed)
    found = _findings(election, final, algorithm)
    evidence = [
        _evidence(final, 1.0) if each == final.k else _evidence(tried[each], len(X) / len(sample))
        for each in ks
    ]
    return Choice(
        clustering=final.clustering,
        k_evidence=tuple(evidence),
        verdict=found.verdict,
        null_test=found.null,
        reasons=(
            *_said_of_merging(whole, final, wanted),
            *reasons(found),
            *_said_of_left_out(election, wanted),
            *_rival(tried, election),
            *remarks(sample, len(X)),
        ),
        stability=final.held,
        silhouette=final.silhouette,
        inertia=final.spread.inside,
        k_chosen_by="data" if wanted.k is None else "person",
    )


def _next(sample: np.ndarray, most: int) -> list[int]:
    """One number more than is voted on, where there can be: the last step needs a next one."""
    return [most + 1] if most < min(distinct_rows(sample), MOST_SEGMENTS) else []


def _for_all_rows(X: np.ndarray, algorithm: Algorithm, chosen: Candidate, seed: int) -> Candidate:
    """The chosen number of groups on every row, with its own figures."""
    if len(X) <= SAMPLE_ROWS:
        return chosen
    full = algorithm.fit(X, chosen.k, seed)
    rows, sampled = X[:SAMPLE_ROWS], full.labels[:SAMPLE_ROWS]
    few = Clustering(sampled[:STABILITY_ROWS], full.centres)
    return replace(
        chosen,
        clustering=full,
        spread=spread(X, full.labels, full.centres),
        silhouette=silhouettes(rows, [sampled])[0],
        davies_bouldin=davies_bouldin(X, full.labels, full.centres),
        held=stabilities(rows[:STABILITY_ROWS], algorithm, [few], seed)[0],
    )


def _merged(
    X: np.ndarray,
    algorithm: Algorithm,
    whole: Candidate,
    min_share: float,
    seed: int,
) -> Candidate:
    """The candidate with groups as large as wanted. Raises GroupsTooSmall where one is left."""
    fit = whole.clustering
    merged = large_enough(X, fit, min_share)
    if merged is fit:
        return whole
    if merged.k < 2:
        raise GroupsTooSmall(min_share, 2, largest_least_share(X, fit))
    rows = X[:SAMPLE_ROWS]
    few, before = (Clustering(each.labels[:STABILITY_ROWS], each.centres) for each in (merged, fit))
    return replace(
        whole,
        clustering=merged,
        spread=spread(X, merged.labels, merged.centres),
        silhouette=silhouettes(rows, [merged.labels[:SAMPLE_ROWS]])[0],
        davies_bouldin=davies_bouldin(X, merged.labels, merged.centres),
        held=stability_of_merged(rows[:STABILITY_ROWS], algorithm, before, few, min_share, seed),
    )


def _said_of_merging(whole: Candidate, final: Candidate, wanted: Wanted) -> Iterator[str]:
    if final.k < whole.k:
        yield said_of_merging(whole.k, final.k, wanted.min_share)


def _said_of_left_out(election: Election, wanted: Wanted) -> Iterator[str]:
    """Whether the wish for large groups took numbers out of the election."""
    eligible = election.ballot.eligible
    if wanted.k is None and eligible and len(eligible) < len(election.ballot.scores):
        yield (
            "Numbers of groups whose smallest has less than"
            f" {percent(wanted.min_share)} of the customers were left out."
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


def _findings(election: Election, final: Candidate, algorithm: Algorithm) -> Findings:
    null, closer = election.null, election.null.closer.get(final.k)
    if closer is None:  # after small groups merged
        closer = null.closer[election.chosen.k]
    return Findings(
        null=null.test,
        contrast=closer,
        best_contrast=max(null.closer.values()) if election.natural else closer,
        held=final.held,
        sizes=np.bincount(final.clustering.labels, minlength=final.k),
        silhouette=final.silhouette,
        resamples=RESAMPLES if isinstance(algorithm, Refits) else SLOW_RESAMPLES,
        said=_said(closer, final.k, null.test.draws),
        fitting=not election.natural or election.ballot.close_to_winning(final.k),
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
        f"Within a group customers differ {only}{100 * closer:.0f} % less than in {files} made-up"
        " files with the same columns but without groups."
    )


def _rival(tried: Mapping[int, Candidate], election: Election) -> Iterator[str]:
    """What the other best number of groups has to say for itself, if the vote means anything."""
    scores, chosen = election.ballot.scores, election.chosen.k
    others = [k for k in scores if k != chosen]
    better = [k for k in others if scores[k] > scores.get(chosen, -math.inf)]
    steady = [k for k in others if tried[k].worst_held >= HELD]
    if not election.natural or not (better or steady):
        return
    rival = tried[max(better or steady, key=lambda k: scores[k])]
    figures = (
        f"silhouette {rival.silhouette:.2f}; the least steady group keeps"
        f" {100 * rival.worst_held:.0f} % of its customers when the file is resampled"
    )
    if better:
        yield f"The evidence speaks for {rival.k} groups ({figures})."
    else:
        yield f"{rival.k} groups would be the next choice ({figures})."
