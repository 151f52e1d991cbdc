"""Clusters become segments: profile, traits, name, rule and advice put together."""

from dataclasses import replace

import numpy as np
import pandas as pd

from segmentation.explaining import Rule, rules
from segmentation.name_proof import Prover
from segmentation.naming import name_segments
from segmentation.over_representation import over_represented
from segmentation.profiling import SegmentProfile, profile
from segmentation.recommending import recommend
from segmentation.resampling import redraw
from segmentation.results import Segment, Trait
from segmentation.traits import money_columns, short_labels, traits_of
from segmentation.vocabulary import Vocabulary


def describe_segments(
    values: pd.DataFrame,
    labels: np.ndarray,
    stability: np.ndarray | None,
    vocabulary: Vocabulary,
    seed: int,
    answers: pd.DataFrame | None = None,
) -> tuple[Segment, ...]:
    """Every segment with all that is known of it, in the order of the numbers.

    Parameters
    ----------
    values : (n, d) the features in the file's own units, no missing values.
    labels : (n,) segment numbers 1 … k, 0 for rows that belong to none.
    stability : (k,) by segment, None where it was not computed.
    answers : (n, c) columns of answers that the segments were not made from. They are described;
        no name, rule or advice rests on them.
    """
    columns = [str(name) for name in values.columns]
    money = list(money_columns(columns, vocabulary))
    profiles = profile(values, labels, values[money].sum(axis=1).to_numpy() if money else None)
    traits = [traits_of(p.distinguishing, vocabulary) for p in profiles]
    labels_of = short_labels(columns, vocabulary)
    redrawn = redraw(values, labels, profiles, seed)
    names = name_segments(traits, vocabulary, redrawn)
    prover = Prover([p.distinguishing for p in profiles], labels_of, redrawn)
    found = rules(values, labels, labels_of, seed)
    segments = (
        replace(
            _segment(profiles[i], found[i], traits[i], stability),
            name=names[i].text,
            name_proof=prover.proofs(i, names[i]),
        )
        for i in range(len(profiles))
    )
    given = over_represented(answers if answers is not None else values[[]], labels)
    return tuple(
        replace(
            segment,
            advice=recommend(segment, len(values), vocabulary),
            categories=given[segment.number - 1],
        )
        for segment in segments
    )


def _segment(
    of: SegmentProfile,
    rule: Rule,
    traits: tuple[Trait, ...],
    stability: np.ndarray | None,
) -> Segment:
    return Segment(
        number=of.number,
        name="",
        size=of.size,
        share=of.share,
        stability=None if stability is None else round(float(stability[of.number - 1]), 4),
        centre=of.centre,
        rule=rule.text,
        rule_precision=round(rule.precision, 4),
        rule_recall=round(rule.recall, 4),
        distinguishing=of.distinguishing,
        traits=traits,
        money_share=of.share_of_money,
        medians=of.medians,
        index=of.index,
    )
