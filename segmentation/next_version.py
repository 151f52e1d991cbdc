"""A new version of a table as an outcome of its own: the ledger's segments, described anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from segmentation.answers import Answers, answers_of
from segmentation.column_words import in_units
from segmentation.comparing_versions import Comparison
from segmentation.describing import describe_segments
from segmentation.market import whole_market
from segmentation.over_representation import columns_of_answers
from segmentation.partitioning.assigning import cluster_means, within
from segmentation.profiling import means_of
from segmentation.results import Analysis, Outcome, Segment
from segmentation.vocabulary import Vocabulary


def next_version(
    comparison: Comparison, vocabulary: Vocabulary | None = None, seed: int = 42
) -> Outcome:
    """The customers of a new version in the segments that the comparison left them in.

    Segments keep the numbers and names of the ledger; figures, rules and advice are those of the
    new customers. Where the standing segments went on, there is no evidence of its own for their
    number: it stays as it was decided.
    """
    if comparison.refit is not None:
        return _as_numbered(comparison.refit, comparison)
    columns = comparison.pair.baseline.analysis.dataset.column_names
    return _as_sorted(comparison, (vocabulary or Vocabulary()).for_table(columns), seed)


def _as_numbered(refit: Outcome, comparison: Comparison) -> Outcome:
    """The segments that were fitted anew, under the numbers that they have in the ledger."""
    given = {
        segment.number: int(comparison.labels[np.argmax(refit.labels == segment.number)])
        for segment in refit.analysis.segments
    }
    segments = _named([_under(given, segment) for segment in refit.analysis.segments], comparison)
    analysis = replace(refit.analysis, segments=segments, market=whole_market(segments))
    return replace(refit, analysis=analysis, labels=comparison.labels)


def _under(given: Mapping[int, int], segment: Segment) -> Segment:
    """A segment under the number given to its own, and so those that it is compared with."""
    market, number = segment.market, given[segment.number]
    if market is None or market.opportunity is None:
        return replace(segment, number=number)
    others = tuple(sorted(given[one] for one in market.opportunity.compared_with))
    opportunity = replace(market.opportunity, compared_with=others)
    return replace(segment, number=number, market=replace(market, opportunity=opportunity))


def _named(segments: Sequence[Segment], comparison: Comparison) -> tuple[Segment, ...]:
    """In the order of their numbers, under the names of the ledger. A name that a segment bears
    from before is not proven by today's figures."""

    def named(segment: Segment) -> Segment:
        entry = comparison.ledger.entry(segment.number)
        proof = segment.name_proof if entry.name == segment.name else ()
        return replace(segment, name=entry.name, name_proof=proof)

    return tuple(named(one) for one in sorted(segments, key=lambda segment: segment.number))


def _as_sorted(comparison: Comparison, vocabulary: Vocabulary, seed: int) -> Outcome:
    """The new customers in the standing segments."""
    pair, labels = comparison.pair, comparison.labels
    numbers = np.unique(labels[labels > 0])
    said = {scale.feature for scale in pair.model.scales if scale.answer}
    values = pd.DataFrame(
        {name: _filled(comparison, name) for name in pair.model.features if name not in said},
        index=range(pair.new.rows),
    )
    table = pair.new.table.assign(**values)
    told = [column for column in pair.new.dataset.columns if column.name in table]
    others = table[columns_of_answers(told, pair.model.features)]
    places = np.where(labels > 0, np.searchsorted(numbers, labels) + 1, 0)
    used = {name: _answers(comparison, name) for name in pair.model.features if name in said}
    with in_units(pair.new.dataset.columns):
        known = _known(comparison, values)
    described = describe_segments(known, places, None, vocabulary, seed, used, others)
    given = {place: int(number) for place, number in enumerate(numbers, start=1)}
    segments = [_under(given, segment) for segment in described]
    return Outcome(
        analysis=_summary(comparison, known, places, _named(segments, comparison)),
        table=table,
        raw=pair.new.raw,
        scaled=pair.scored_new.scaled,
        labels=labels,
        raw_to_used=pair.new.raw_to_used,
    )


def _answers(comparison: Comparison, name: str) -> Answers:
    """What the new customers answer in a column that the segments are made of."""
    new = comparison.pair.new
    given = new.given(name, "categories")
    nothing = pd.Series([None] * new.rows, dtype=object)
    return answers_of(pd.Series(nothing if given is None else given, name=name))


def _filled(comparison: Comparison, name: str) -> np.ndarray:
    """(m,) the numbers of a feature; unknown ones as the standing model fills them."""
    pair = comparison.pair
    known = pair.new.numbers(name)
    values = np.full(pair.new.rows, np.nan) if known is None else known
    fill = next(scale.fill for scale in pair.model.scales if scale.feature == name)
    return np.where(np.isfinite(values), values, fill)


def _known(comparison: Comparison, filled: pd.DataFrame) -> pd.DataFrame:
    """The numbers of the features, NaN where a customer has none; of a feature that no customer
    has, what it was filled with."""
    known = {}
    for name in filled.columns:
        given = comparison.pair.new.numbers(str(name))
        there = np.zeros(len(filled), dtype=bool) if given is None else np.isfinite(given)
        known[name] = filled[name].where(there) if there.any() else filled[name]
    return pd.DataFrame(known, index=filled.index)


def _summary(
    comparison: Comparison, values: pd.DataFrame, places: np.ndarray, segments: tuple[Segment, ...]
) -> Analysis:
    pair, before = comparison.pair, comparison.pair.baseline.analysis
    scaled, count = pair.scored_new.scaled, len(segments)
    return Analysis(
        dataset=pair.new.dataset,
        features=pair.model.features,
        algorithm=before.algorithm,
        scaling=before.scaling,
        k=count,
        verdict=before.verdict,
        k_evidence=(),
        silhouette=None,
        inertia=within(scaled, places - 1, cluster_means(scaled, places - 1, count)),
        noise=int((places == 0).sum()),
        segments=segments,
        reasons=("The customers were sorted into the segments of the version before.",),
        parameters=before.parameters,
        k_chosen_by=before.k_chosen_by,
        overall=means_of(values),
        scales=before.scales,
        market=whole_market(segments),
    )
