"""What a segment's figures mean for a marketer: concepts behind columns, and where it stands.

A trait is *high* or *low* from half a standard deviation off the overall mean (Cohen's medium
effect), *very* high or low from 1.2; where a multiple of the mean makes sense, only 15 % off it or
more, for in a column that hardly varies half a deviation is next to nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from segmentation.column_words import feature_label, words_apart
from segmentation.results import Distinguishing, Trait
from segmentation.vocabulary import Concept, Vocabulary

HIGH = 0.5
VERY = 1.2
# From here on a segment leans to a side, though no single feature sets it apart (Cohen's small).
LEANING = 0.2
# Nothing sets a segment apart while every feature stays nearer than this (Cohen's large).
FAR = 0.8
# What is said of a mean that could be called a multiple of the average is at least this far off it.
MUCH = 0.15
# A multiple of the average that is so far from one is far in anyone's eyes.
FAR_TIMES = 0.4
# A word stays in a name if it would be given in at least this part of the resamples.
SURE = 0.9
GOODS, CATEGORY = "goods", "category_spend"
_GOODS = {GOODS, CATEGORY}
_SPENT = {GOODS, "spend"}
_PERIODS = {"annual", "yearly", "monthly", "weekly"}
_FILLERS = {"annual", "yearly", "total", "average", "overall", "score", "made", "customer", "of"}


def level_of(effect_size: float) -> int:
    """Where a segment stands in a feature: -2, -1, 0, 1 or 2.

    >>> [level_of(d) for d in (-1.3, -0.5, 0.49, 0.5, 1.2)]
    [-2, -1, 0, 1, 2]
    """
    size = abs(round(effect_size, 6))
    step = 2 if size >= VERY else 1 if size >= HIGH else 0
    return step if effect_size > 0 else -step


@lru_cache(maxsize=4096)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def concept_of(column: str, vocabulary: Vocabulary) -> Concept | None:
    """The first concept of the vocabulary that a column's name fits, None for none.

    What a column means only beside others is asked of `Vocabulary.for_table`.
    """
    name = words_apart(column)
    for concept in vocabulary.concepts:
        if not concept.beside and _compiled(concept.patterns).search(name):
            return concept
    return None


def is_sensitive(column: str, vocabulary: Vocabulary) -> bool:
    """Whether nobody should be told unasked what goes with a column: gender, marriage, origin,
    education; of these no segment is named either."""
    concept = concept_of(column, vocabulary)
    return concept is not None and concept.protected and bool(concept.label and not concept.high)


def money_columns(columns: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The columns whose sum is what a customer brings: one of total spend, or all of its parts."""
    found = [(column, concept_of(column, vocabulary)) for column in columns]
    spend = [(column, c) for column, c in found if c and c.money and c.meaning in _SPENT]
    totals = [column for column, concept in spend if concept.key == "spend"]
    return tuple(totals[:1] or [column for column, _ in spend])


def goods_columns(columns: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The columns that each hold what is spent on one kind of goods; they can be compared."""
    found = [(column, concept_of(column, vocabulary)) for column in columns]
    return tuple(column for column, c in found if c and c.money and c.key in _GOODS)


def traits_of(
    distinguishing: Sequence[Distinguishing], vocabulary: Vocabulary
) -> tuple[Trait, ...]:
    """A segment's numbers as a marketer means them; concept "" for columns of no concept."""
    return tuple(
        Trait(
            concept=concept.meaning if (concept := concept_of(d.feature, vocabulary)) else "",
            feature=d.feature,
            level=_worth_a_word(d, concept) * level_of(d.effect_size),
            effect_size=d.effect_size,
            far=_far_off(d, concept),
        )
        for d in distinguishing
        if not d.answer
    )


def _worth_a_word(d: Distinguishing, concept: Concept | None) -> bool:
    """Whether a mean lies so far off the average that people would call it much or little."""
    if concept is None or not concept.ratio or concept.protected or d.overall <= 0 or d.value < 0:
        return True
    times = d.value / d.overall
    return times >= 1 + MUCH if d.effect_size > 0 else times <= min(1 - MUCH, concept.low_below)


def _far_off(d: Distinguishing, concept: Concept | None) -> bool:
    """Whether people would call a mean far from the average, though few deviations lie between:
    half the spend is half, however much a few others spend."""
    if concept is not None and (concept.protected or not concept.ratio):
        return False
    spread = abs((d.value - d.overall) / d.effect_size) if d.effect_size else 0.0
    told = d.value >= 0 and d.overall > max(0.0, 0.1 * spread)
    return told and abs(d.value / d.overall - 1) >= FAR_TIMES


def standing(traits: Sequence[Trait]) -> dict[str, Trait]:
    """Concept -> its strongest trait; concepts whose columns contradict each other are left out."""
    return settled((trait.concept, trait) for trait in traits if trait.concept)


def settled(keyed: Iterable[tuple[str, Trait]]) -> dict[str, Trait]:
    """Key -> the strongest of its traits, without keys that are high here and low there."""
    by_key: dict[str, list[Trait]] = {}
    for key, trait in keyed:
        by_key.setdefault(key, []).append(trait)
    return {
        key: max(group, key=lambda t: (abs(t.effect_size), t.feature))
        for key, group in by_key.items()
        if not (min(t.level for t in group) < 0 < max(t.level for t in group))
    }


def fits(wanted: str, level: int) -> bool:
    """Whether a level is "high", "low" or "average"."""
    return {"high": level > 0, "low": level < 0, "average": level == 0}[wanted]


def short_labels(columns: Sequence[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Column -> the shortest words that tell it from the other columns ("income", "spending")."""
    full = _own_labels(columns)
    short = {column: _short_label(column, full[column], vocabulary) for column in columns}
    often = Counter(short.values())
    return {
        column: full[column]
        if often[label] > 1 or any(other.endswith(f" {label}") for other in _others(full, column))
        else label
        for column, label in short.items()
    }


def plain_labels(columns: Sequence[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Column -> its own words, or its concept's where its name is one word that says less:
    `employ` is years in work, `F` orders."""
    own = _own_labels(columns)
    plain = {column: _plain_label(column, own[column], vocabulary) for column in columns}
    often = Counter(plain.values())
    return {c: own[c] if often[label] > 1 else label for c, label in plain.items()}


def better_labels(columns: Sequence[str], vocabulary: Vocabulary) -> dict[str, str]:
    """`plain_labels` of the columns whose own words say less than those."""
    labels = plain_labels([str(column) for column in columns], vocabulary)
    return {c: label for c, label in labels.items() if label != feature_label(c)[0]}


def _plain_label(column: str, label: str, vocabulary: Vocabulary) -> str:
    concept = concept_of(column, vocabulary)
    if concept is None or concept.protected or not concept.label or " " in label:
        return label
    return concept.label if len(label) <= 2 or " " in concept.label else label


def _own_labels(columns: Sequence[str]) -> dict[str, str]:
    """Each column's own words; those that read alike ("Spend", "SPEND_") are numbered."""
    made, alike = dict[str, str](), Counter[str]()
    for column in sorted(columns):
        label = feature_label(column)[0]
        alike[label] += 1
        made[column] = f"{label} {alike[label]}" if alike[label] > 1 else label
    return {column: made[column] for column in columns}


def _others(labels: Mapping[str, str], column: str) -> list[str]:
    return [label for name, label in labels.items() if name != column]


def _short_label(column: str, label: str, vocabulary: Vocabulary) -> str:
    """The concept's label where the column's own words contain it, or say less than it does."""
    concept = concept_of(column, vocabulary)
    words = label.split()
    if concept and concept.label:
        said = set(concept.label.split())
        terse = len(words) == 1 or words[0] == "average"
        if terse or (said <= set(words) and set(words) - said <= _FILLERS):
            return concept.label
    return " ".join(words[1:] if len(words) > 1 and words[0] in _PERIODS else words)
