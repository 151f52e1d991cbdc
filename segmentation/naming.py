"""Names that are proven: each word of a segment's name stands for a test of effect size.

A word is given where its test holds in nine of ten resamples of the segment's customers
(`resampling`); without resamples, where it holds as measured. A name is made of, in this order: a
pattern of the vocabulary, words of the concepts that stand out most, the columns' own words.
Protected concepts (age …) only ever qualify a name, with neutral words, and only where the name
would say nothing or be shared without them.
"""

from collections.abc import Sequence
from dataclasses import replace

from segmentation.answer_names import told_apart, with_answers
from segmentation.column_words import feature_label
from segmentation.name_words import LONGEST_NAME, Claim, SegmentName, Words
from segmentation.resampling import Redrawn, as_measured
from segmentation.results import Distinguishing, Trait
from segmentation.telling_apart import Distinct
from segmentation.traits import HIGH, LEANING, SURE, VERY, fits, settled, standing, traits_of
from segmentation.vocabulary import NamedPattern, Vocabulary

__all__ = ["SegmentName", "feature_label", "name_segments", "traits_of"]

# A second trait must be at least this part of the strongest one to come into the name.
_WORTH_SAYING = 0.5


def name_segments(
    traits: Sequence[Sequence[Trait]],
    vocabulary: Vocabulary,
    redrawn: Redrawn | None = None,
    answers: Sequence[Sequence[Distinguishing]] = (),
) -> tuple[SegmentName, ...]:
    """Name all segments of an analysis, each differently.

    Parameters
    ----------
    traits : for each segment the traits of all its features.
    vocabulary : concepts and patterns; with an empty one names use the columns' own words.
    redrawn : effect sizes over resamples; without them every effect counts as measured.
    answers : for each segment the answers that its name may speak of (`answer_names`).

    Returns
    -------
    One name a segment, in the same order, in sentence case, no two alike. A segment's name does
    not depend on the order of the segments, unless nothing but the order tells two apart.

    >>> both = Trait("", "Milk", 1, 0.9), Trait("", "Fresh", -1, -0.7)
    >>> [name.text for name in name_segments([both, ()], Vocabulary())]
    ['High milk, low fresh', 'Middle of the road']
    """
    columns = sorted({trait.feature for segment in traits for trait in segment})
    words = Words.about(columns, vocabulary)
    held = redrawn or as_measured(traits)
    sure = [[_sure(trait, held, at) for trait in segment] for at, segment in enumerate(traits)]
    sure = [_without_opposites(segment, words) for segment in sure]
    if len(columns) == 1 and len(traits) > 3:
        names = [SegmentName("") for _ in traits]
    else:
        names = [_best_name(segment, words) for segment in sure]
        names = [_far_name(at, sure[at], words, held) or name for at, name in enumerate(names)]
    if len(names) == 2:
        names = [_half(at, sure[at], names[at], words, held) for at in (0, 1)]
    if any(answers):
        names = _with_answers(names, answers)
    return tuple(Distinct(words, sure, held).made(names))


def _sure(trait: Trait, redrawn: Redrawn, at: int) -> Trait:
    """The trait at the strongest level that holds in nine of ten resamples."""
    side = 1 if trait.effect_size > 0 else -1
    steps = ((2, VERY), (1, HIGH))
    held = (
        step
        for step, threshold in steps
        if step <= abs(trait.level) and redrawn.beyond(at, trait.feature, side * threshold) >= SURE
    )
    return replace(trait, level=side * next(held, 0))


def _without_opposites(traits: Sequence[Trait], words: Words) -> list[Trait]:
    """The traits, those that another one speaks against as if they were average: who buys more than
    others both at once and in parts is named by neither, unless nothing else is left to say."""
    much = {trait.concept for trait in traits if trait.level > 0} - {""}
    against = {
        trait
        for trait in traits
        if trait.level > 0
        and (concept := words.concepts[trait.feature]) is not None
        and concept.opposite in much
    }
    if not any(trait.level for trait in traits if trait not in against):
        return list(traits)
    return [replace(trait, level=0) if trait in against else trait for trait in traits]


def _with_answers(
    names: Sequence[SegmentName], answers: Sequence[Sequence[Distinguishing]]
) -> list[SegmentName]:
    """The names with the answers that are worth saying in them."""
    labels = {d.feature: feature_label(d.feature)[0] for told in answers for d in told}
    made = [with_answers(name, told, labels) for name, told in zip(names, answers, strict=True)]
    return told_apart(made, answers, labels)


def _best_name(traits: Sequence[Trait], words: Words) -> SegmentName:
    """The best name that the segment's own traits prove."""
    leading = _leading(traits, words)
    if not leading:
        return _average_name(traits, words)
    pattern = _pattern(traits, leading[0], words.vocabulary)
    if pattern is not None:
        stands = standing(traits)
        return SegmentName(
            pattern.name, tuple(Claim(pattern.name, stands[key]) for key in pattern.when)
        )
    return _throughout(traits, words) or _composed(leading, words)


def _leading(traits: Sequence[Trait], words: Words) -> list[Trait]:
    """What the name may speak of, strongest first: each concept once, nothing protected."""
    keyed = (
        (concept.key if (concept := words.concept(trait)) else f"column {trait.feature}", trait)
        for trait in traits
        if not words.protected(trait)
    )
    kept = [trait for trait in settled(keyed).values() if trait.level]
    return sorted(kept, key=_strongest_first)


def _strongest_first(trait: Trait) -> tuple[float, str]:
    return -abs(round(trait.effect_size, 6)), trait.feature


def _average_name(traits: Sequence[Trait], words: Words) -> SegmentName:
    """Nothing stands out, unless it is something protected with a neutral word."""
    name = words.average(traits)
    protected = sorted(filter(words.protected, traits), key=_strongest_first)
    made = (words.qualified(name, trait) for trait in protected)
    return next((better for better in made if better), name)


def _far_name(at: int, traits: Sequence[Trait], words: Words, held: Redrawn) -> SegmentName | None:
    """A name for a segment of which no trait is many deviations off the average, but one surely
    leans to a side and is far from the average as people see it: half the orders, twice the spend.
    """
    if any(trait.level for trait in traits):
        return None
    lifted = [
        replace(trait, level=side)
        if trait.far
        and abs(trait.effect_size) < HIGH
        and words.speak_of(replace(trait, level=side))
        and held.beyond(at, trait.feature, side * LEANING) >= SURE
        else trait
        for trait in traits
        for side in (1 if trait.effect_size > 0 else -1,)
    ]
    if not any(trait.level for trait in lifted):
        return None
    name, plain = _best_name(lifted, words), {trait.feature: trait for trait in traits}
    claims = (replace(c, trait=plain[c.trait.feature], test="leaning") for c in name.claims)
    return replace(name, claims=tuple(claims))


def _half(
    at: int, traits: Sequence[Trait], name: SegmentName, words: Words, held: Redrawn
) -> SegmentName:
    """One of two of which nothing sets apart by itself is the lower or the higher of both."""
    if name.because and not all(words.protected(trait) for trait in name.because):
        return name
    sides = {trait.feature: 1 if trait.effect_size > 0 else -1 for trait in traits}
    keyed = (
        (trait.concept or f"column {trait.feature}", replace(trait, level=sides[trait.feature]))
        for trait in traits
        if not words.protected(trait)
        and held.beyond(at, trait.feature, sides[trait.feature] * LEANING) >= SURE
    )
    leaning = sorted(settled(keyed).values(), key=_strongest_first)
    told = words.halves([replace(trait, level=0) for trait in leaning], at)
    return told or name


def _pattern(
    traits: Sequence[Trait], strongest: Trait, vocabulary: Vocabulary
) -> NamedPattern | None:
    """The most specific pattern that holds and speaks of the strongest trait."""
    stands = standing(traits)
    holding = [
        pattern
        for pattern in vocabulary.names
        if strongest.concept in pattern.when
        and all(k in stands and fits(w, stands[k].level) for k, w in pattern.when.items())
    ]
    return max(holding, key=lambda pattern: len(pattern.when), default=None)


def _throughout(traits: Sequence[Trait], words: Words) -> SegmentName | None:
    """ "High across the board": three columns or more, none of a concept, one direction."""
    if len(traits) < 3 or any(words.concept(trait) for trait in traits):
        return None
    for sign, word in ((1, "High"), (-1, "Low")):
        agreeing = [trait for trait in traits if trait.level * sign > 0]
        against = any(trait.level * sign < 0 for trait in traits)
        if len(agreeing) >= 0.8 * len(traits) and not against:
            text = f"{word} across the board"
            return SegmentName(text, tuple(Claim(text, trait) for trait in agreeing))
    return None


def _composed(leading: Sequence[Trait], words: Words) -> SegmentName:
    """The strongest trait, and the second where it says enough and the name stays short."""
    enough = abs(leading[0].effect_size) * _WORTH_SAYING
    both = [trait for trait in leading[:2] if abs(trait.effect_size) >= enough]
    name = words.phrase(both)
    return words.phrase(both[:1]) if len(name.text) > LONGEST_NAME else name
