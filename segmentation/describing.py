"""Clusters become segments: profile, traits, name, rule and advice put together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from segmentation.answer_names import answer_proof, worth_saying
from segmentation.answer_profile import shares_by_segment, telling_answers
from segmentation.answers import Answers
from segmentation.column_words import feature_label
from segmentation.explaining import Rule, Said, begun_rules
from segmentation.market import with_market
from segmentation.name_proof import Prover
from segmentation.naming import name_segments
from segmentation.over_representation import over_represented
from segmentation.profiling import SegmentProfile, profile
from segmentation.recommending import recommend_all
from segmentation.resampling import redraw
from segmentation.results import Distinguishing, Segment, Trait
from segmentation.traits import money_columns, short_labels, traits_of
from segmentation.vocabulary import Vocabulary


def describe_segments(
    values: pd.DataFrame,
    labels: np.ndarray,
    stability: np.ndarray | None,
    vocabulary: Vocabulary,
    seed: int,
    used: Mapping[str, Answers] | None = None,
    others: pd.DataFrame | None = None,
) -> tuple[Segment, ...]:
    """Every segment with all that is known of it, in the order of the numbers.

    Parameters
    ----------
    values : (n, d) the features that are numbers, in the file's own units, NaN where the file
        says nothing. Figures are of what is known; rules take the median for the rest.
    labels : (n,) segment numbers 1 … k, 0 for rows that belong to none.
    stability : (k,) by segment, None where it was not computed.
    used : the features that are columns of answers.
    others : (n, c) columns of answers that the segments were not made from. They are described;
        no name, rule or advice rests on them.
    """
    used = used or {}
    columns = [str(name) for name in values.columns]
    money = list(money_columns(columns, vocabulary))
    # What a concept calls a number ("online visits") misnames answers ("internet": "fibre").
    spoken = short_labels(columns, vocabulary) | {name: feature_label(name)[0] for name in used}
    filled = values.fillna(values.median()) if values.isna().to_numpy().any() else values
    rules = _begun_rules(filled, labels, used, spoken, seed)
    profiles = profile(values, labels, values[money].sum(axis=1).to_numpy() if money else None)
    traits = [traits_of(p.distinguishing, vocabulary) for p in profiles]
    redrawn = redraw(filled, labels, profiles, seed)
    told = telling_answers(used, labels)
    say = [worth_saying(told[i], p.size, vocabulary, seed) for i, p in enumerate(profiles)]
    names = name_segments(traits, vocabulary, redrawn, say)
    prover = Prover([p.distinguishing for p in profiles], spoken, redrawn)
    shares = shares_by_segment(used, labels)
    found = rules()
    made_from = pd.DataFrame({name: column.as_series() for name, column in used.items()})
    given = over_represented(others if others is not None else values[[]], labels, made_from)
    segments = [
        replace(
            _segment(profiles[i], found[i], traits[i], stability),
            name=names[i].text,
            name_proof=(
                *prover.proofs(i, names[i]),
                *(
                    answer_proof(d, spoken[d.feature], profiles[i].size, seed)
                    for d in names[i].said
                ),
            ),
            distinguishing=_strongest_first(profiles[i].distinguishing, told[i]),
            answers=shares[i],
            categories=given[i],
        )
        for i in range(len(profiles))
    ]
    advice = recommend_all(segments, len(values), vocabulary)
    advised = [replace(s, advice=own) for s, own in zip(segments, advice, strict=True)]
    return with_market(advised, vocabulary)


def _strongest_first(
    numbers: Sequence[Distinguishing], answers: Sequence[Distinguishing]
) -> tuple[Distinguishing, ...]:
    both = (*numbers, *answers)
    return tuple(sorted(both, key=lambda d: (-abs(round(d.effect_size, 9)), d.feature)))


def _begun_rules(
    values: pd.DataFrame,
    labels: np.ndarray,
    used: Mapping[str, Answers],
    spoken: Mapping[str, str],
    seed: int,
) -> Callable[[], tuple[Rule, ...]]:
    """Rules over the numbers, and over who gives which answer; called, they are waited for."""
    if not used:
        return begun_rules(values, labels, spoken, seed)
    columns, said = dict(values.items()), {}
    for name, column in used.items():
        for text, cells in zip(column.indicated, column.indicators().T, strict=True):
            key = f"{name} is {text}"
            columns[key] = pd.Series(cells)
            opposite = column.texts[0] if column.width == 1 else f"not {text}"
            label = spoken[name]
            said[key] = Said(name, f"{label} is {text}", f"{label} is {opposite}")
    return begun_rules(pd.DataFrame(columns), labels, spoken, seed, said=said)


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
