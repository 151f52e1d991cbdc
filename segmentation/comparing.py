"""Several methods on the same customers: what each finds, how far they agree, which to keep."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.metrics import adjusted_rand_score

import segmentation.algorithms  # noqa: F401  (fills the registry)
from segmentation.algorithm import ALGORITHMS, Algorithm
from segmentation.choosing import Choice, Wanted, choose_segments
from segmentation.errors import SegmentationError
from segmentation.partitioning.whole_file import faster_engine
from segmentation.phrasing import count, listed, number_word, percent, sentence
from segmentation.results import Comparison, MethodResult, Outcome, Verdict
from segmentation.spec import AnalysisSpec
from segmentation.verdict_words import SOFT_EDGES

METHODS = ("kmeans", "hierarchical", "gaussian_mixture", "bisecting", "hdbscan")
SAME = 0.9  # adjusted Rand index from which two methods see the same groups
ALIKE = 0.6  # and from which they see similar ones
HELD = 0.75  # of the least steady group (Hennig 2007): it holds
TRUSTED = 0.6  # below, no group of that verdict should be trusted
CRUMB = 0.02  # of the customers: rather outliers than a group
LEFT_OUT = 0.15  # of the customers in no group, beyond which a method serves few campaigns
NEARLY = 0.05  # points in stability or agreement that decide nothing
RANKS: dict[Verdict, int] = {"segments": 2, "weak": 1, "no_natural_groups": 0}
VERDICT_WORDS: dict[Verdict, str] = {
    "segments": "clear groups",
    "weak": f"a pattern {SOFT_EDGES}",
    "no_natural_groups": "parts of one group",
}


@dataclass(frozen=True)
class _Found:
    """What one method gave: its row of the comparison, and every customer's group."""

    row: MethodResult
    labels: np.ndarray


def compare_methods(
    X: np.ndarray,
    wanted: Wanted = Wanted(),
    seed: int = 42,
    shown: tuple[str, np.ndarray] | None = None,
    methods: Sequence[str] = METHODS,
    report: Callable[..., None] = lambda stage, **facts: None,
) -> Comparison:
    """Run several methods on the same features and say which to keep, and why.

    First counts whether nearly everyone has a place in a group that is no crumb, then the
    verdict, then whether the groups come back in resamples; only then agreement with the other
    methods and the silhouette. A method that is shown now stays unless another does better in
    one of the first three.

    Parameters
    ----------
    X
        (n, d) scaled features.
    wanted
        The wishes that the methods are to fulfil.
    shown
        The name of the method whose groups are shown now, and their labels (n,), below 1 for
        none.
    methods
        Names of algorithms; the one that is shown comes with them.
    report
        Called with `comparing` and each method's title before it runs.

    References
    ----------
    Hubert, L. & Arabie, P. (1985). Comparing partitions. J. Classif. 2, for the agreement.
    """
    names = list(dict.fromkeys((*methods, *_known(shown))))
    found, failed = list[_Found](), list[MethodResult]()
    for name in names:
        algorithm = ALGORITHMS.get(name)
        report("comparing", method=algorithm.title)
        try:
            choice = choose_segments(X, algorithm, wanted, seed)
        except SegmentationError as trouble:
            failed.append(MethodResult(name, algorithm.title, trouble=trouble.problem))
            continue
        found.append(_Found(_row(algorithm, choice, shown), choice.clustering.labels))
    rows = [replace(each.row, agreement=_agreement(each, found)) for each in found]
    keep = _keep(rows, shown[0] if shown else None)
    return Comparison(
        methods=(*rows, *failed),
        keep=keep.name if keep else None,
        shown=shown[0] if shown else None,
        reasons=tuple(_reasons(rows, failed, keep, shown)),
    )


def _known(shown: tuple[str, np.ndarray] | None) -> tuple[str, ...]:
    """The method that is shown, if it is one that looks for groups rather than a set of rules."""
    return (shown[0],) if shown and shown[0] in ALGORITHMS.names() else ()


def compare_outcome(
    outcome: Outcome, spec: AnalysisSpec, report: Callable[..., None] = lambda stage, **facts: None
) -> Comparison:
    """The comparison for an analysis and the wishes it was made with."""
    wanted = Wanted(spec.k, spec.max_k, spec.min_share, spec.outliers_apart)
    shown = (outcome.analysis.algorithm, outcome.labels)
    with faster_engine(allowed=spec.faster == "auto"):
        return compare_methods(outcome.scaled, wanted, spec.seed, shown, report=report)


def _row(
    algorithm: Algorithm, choice: Choice, shown: tuple[str, np.ndarray] | None
) -> MethodResult:
    labels = choice.clustering.labels
    sizes = np.bincount(labels[labels >= 0], minlength=choice.k)
    return MethodResult(
        name=algorithm.name,
        title=algorithm.title,
        k=choice.k,
        verdict=choice.verdict,
        stability=float(choice.stability.min()),
        silhouette=choice.silhouette,
        left_out=float(np.mean(labels < 0)),
        smallest_share=float(sizes.min() / len(labels)),
        agreement_with_shown=agreement(labels, shown[1] - 1) if shown else None,
    )


def agreement(one: np.ndarray, other: np.ndarray) -> float:
    """The adjusted Rand index of two labellings over the customers who are in a group of both.

    1: the same groups; 0: no more alike than chance makes them.
    """
    both = (one >= 0) & (other >= 0)
    return float(adjusted_rand_score(one[both], other[both])) if both.any() else 0.0


def _agreement(one: _Found, found: Sequence[_Found]) -> float | None:
    """The mean agreement with the other methods."""
    others = [agreement(one.labels, other.labels) for other in found if other is not one]
    return float(np.mean(others)) if others else None


def _merit(row: MethodResult) -> tuple[float, ...]:
    """What counts, in this order; differences that are no differences are rounded away."""
    stability = row.stability or 0.0
    fit = (row.left_out or 0.0) <= LEFT_OUT and (row.smallest_share or 0.0) >= CRUMB
    return (
        float(fit),
        RANKS[row.verdict] if row.verdict and stability >= TRUSTED else 0,
        float(stability >= HELD),
        round(stability / NEARLY) * NEARLY,
        round((row.agreement or 0.0) / NEARLY) * NEARLY,
        row.silhouette or 0.0,
    )


def _keep(rows: Sequence[MethodResult], shown: str | None) -> MethodResult | None:
    """The best; but the one that is shown, unless the best differs in more than small change."""
    if not rows:
        return None
    best = max(rows, key=_merit)
    now = next((row for row in rows if row.name == shown), None)
    if now is not None and _merit(now)[:3] == _merit(best)[:3]:
        return now
    return best


def _reasons(
    rows: Sequence[MethodResult],
    failed: Sequence[MethodResult],
    keep: MethodResult | None,
    shown: tuple[str, np.ndarray] | None,
) -> Iterator[str]:
    """Plain sentences: which to keep, why, what the others say."""
    if keep is None:
        yield "No method found groups in these customers."
        return
    verb = "Keep" if shown and keep.name == shown[0] else "Take"
    if keep.verdict == "no_natural_groups":
        yield "No method finds groups that nearly everyone belongs to by nature."
    yield f"{verb} {keep.title}: {_praise(keep)}."
    yield from _against(rows, keep)
    yield from _others(rows, keep)
    sharper = max(rows, key=lambda row: row.silhouette or 0.0)
    if sharper is not keep and (sharper.silhouette or 0) > (keep.silhouette or 0) + 0.02:
        yield (
            f"{sentence(sharper.title)} has the larger silhouette ({sharper.silhouette:.2f}"
            f" beside {keep.silhouette:.2f}), but {_flaw(sharper)}."
        )
    for row in failed:
        yield f"{sentence(row.title)} does not serve here: {row.trouble}"


def _praise(row: MethodResult) -> str:
    """What speaks for a method."""
    what = VERDICT_WORDS[row.verdict] if row.verdict else ""
    parts = [f"{number_word(row.k or 0)} groups ({what})"]
    parts.append(
        f"the least steady keeps {percent(row.stability or 0)} of its customers in resamples"
    )
    if row.left_out:
        parts.append(f"{percent(row.left_out)} of the customers are left out")
    else:
        parts.append("everyone has a place")
    return listed(parts)


def _against(rows: Sequence[MethodResult], keep: MethodResult) -> Iterator[str]:
    """Whether the method that is shown now does as well."""
    if keep.agreement_with_shown is None:
        return
    if keep.agreement_with_shown >= SAME:
        yield "That is what you see now, or nearly: nothing needs to change."
    else:
        yield (
            f"Its groups differ from those you see now (agreement {keep.agreement_with_shown:.2f},"
            " where 1 is the same)."
        )


def _others(rows: Sequence[MethodResult], keep: MethodResult) -> Iterator[str]:
    """How far the methods see the same groups: that is evidence by itself."""
    if len(rows) < 2 or keep.agreement is None:
        return
    if keep.agreement >= SAME:
        yield (
            f"The {count(len(rows), 'method')} see the same groups (mean agreement"
            f" {keep.agreement:.2f}): they are in the customers, not in the method."
        )
    elif keep.agreement >= ALIKE:
        yield f"The other methods see similar groups (mean agreement {keep.agreement:.2f})."
    else:
        yield (
            f"The methods see different groups (mean agreement {keep.agreement:.2f}): the"
            " borders between them are partly a matter of method."
        )


def _flaw(row: MethodResult) -> str:
    """Why a method with a good silhouette was not taken."""
    if (row.left_out or 0) > LEFT_OUT:
        return f"leaves out {percent(row.left_out or 0)} of the customers"
    if (row.smallest_share or 0) < CRUMB:
        return f"its smallest group has {percent(row.smallest_share or 0)} of the customers"
    if (row.stability or 0) < HELD:
        return f"its least steady group keeps only {percent(row.stability or 0)} of its customers"
    if row.verdict != "segments":
        return f"it finds {VERDICT_WORDS[row.verdict]}" if row.verdict else "it finds nothing"
    return "its groups come back less surely, or fewer methods see them"
