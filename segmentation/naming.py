"""Names that are proven: each word of a segment's name stands for a test of effect size.

A name is made of, in this order: a pattern of the vocabulary, words of the concepts that stand
out most, the columns' own words. Protected concepts (age …) only ever qualify a name, with
neutral words, and only where the name would say nothing or be shared without them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from segmentation.column_words import feature_label
from segmentation.results import Trait
from segmentation.traits import concept_of, fits, settled, short_labels, standing, traits_of
from segmentation.vocabulary import Concept, NamedPattern, Vocabulary

__all__ = ["SegmentName", "feature_label", "name_segments", "traits_of"]

LONGEST = 32
# A second trait must be at least this part of the strongest one to come into the name.
_WORTH_SAYING = 0.5
_RANKS = {
    2: ("lower", "higher"),
    3: ("lowest", "middle", "highest"),
    4: ("lowest", "lower", "higher", "highest"),
    5: ("lowest", "lower", "middle", "higher", "highest"),
}
_LASTING = {"duration", "length", "time"}


@dataclass(frozen=True, slots=True)
class SegmentName:
    """A name and the traits that its words stand on."""

    text: str
    because: tuple[Trait, ...] = ()


def name_segments(
    traits: Sequence[Sequence[Trait]], vocabulary: Vocabulary
) -> tuple[SegmentName, ...]:
    """Name all segments of an analysis, each differently.

    Parameters
    ----------
    traits : for each segment the traits of all its features.
    vocabulary : concepts and patterns; with an empty one names use the columns' own words.

    Returns
    -------
    One name a segment, in the same order, in sentence case, no two alike. A segment's name does
    not depend on the order of the segments, unless nothing but the order tells two apart.

    >>> both = Trait("", "Milk", 1, 0.9), Trait("", "Fresh", -1, -0.7)
    >>> [name.text for name in name_segments([both, ()], Vocabulary())]
    ['High milk, low fresh', 'Middle of the road']
    """
    columns = sorted({trait.feature for segment in traits for trait in segment})
    words = _Words(vocabulary, short_labels(columns, vocabulary))
    if len(columns) == 1 and len(traits) > 3:
        names = [SegmentName("") for _ in traits]
    else:
        names = [_best_name(segment, words) for segment in traits]
    return tuple(_Distinct(words, traits).made(names))


@dataclass(frozen=True)
class _Words:
    """The words that a vocabulary and the columns' labels have for traits."""

    vocabulary: Vocabulary
    labels: Mapping[str, str]

    def concept(self, trait: Trait) -> Concept | None:
        """The trait's concept, if that has a word for it or forbids every other."""
        concept = concept_of(trait.feature, self.vocabulary) if trait.concept else None
        if concept and (concept.protected or _word(concept, trait.level)):
            return concept
        return None

    def protected(self, trait: Trait) -> bool:
        concept = self.concept(trait)
        return concept is not None and concept.protected

    def phrase(self, traits: Sequence[Trait]) -> str:
        """Traits as a name: adjectives, then a noun; then the columns that have no concept."""
        known = [(c, t) for t in traits if (c := self.concept(t)) is not None]
        known.sort(key=lambda pair: (pair[0].priority, pair[0].key))
        own = [trait for trait in traits if self.concept(trait) is None]
        parts = (_noun_phrase(known), self.columns(own))
        return _sentence(", ".join(part for part in parts if part))

    def columns(self, own: Sequence[Trait]) -> str:
        """`high grocery and milk`, `high fresh, low grocery`, `long duration`."""
        groups: dict[str, list[str]] = {}
        for trait in sorted(own, key=lambda t: (-t.level // abs(t.level), self.labels[t.feature])):
            label = self.labels[trait.feature]
            groups.setdefault(_degree(label, trait.level), []).append(label)
        return ", ".join(f"{degree} {' and '.join(labels)}" for degree, labels in groups.items())

    def qualified(self, name: SegmentName, trait: Trait) -> SegmentName | None:
        """The name with one more proven word; None where no word stands for the trait."""
        concept = self.concept(trait)
        if trait.level == 0 or trait in name.because:
            return None
        if concept is None:
            text = f"{name.text}, {self.columns([trait])}"
        elif word := _word(concept, trait.level):
            average = name.text == self.vocabulary.average_name
            rest = self.vocabulary.average_noun if average else _lower_first(name.text)
            text = f"{_sentence(word)} {rest}"
        else:
            return None
        return SegmentName(text, (*name.because, trait))

    def intensified(self, name: SegmentName, trait: Trait) -> SegmentName | None:
        """The name with `very` before a word of it that stands for a very strong trait."""
        concept = self.concept(trait)
        word = _word(concept, trait.level) if concept else ""
        if abs(trait.level) < 2 or not word:
            return None
        degree = "Much" if word.split("-")[0].endswith("er") else "Very"
        rest = _lower_first(name.text)
        return replace(name, text=f"{degree} {rest if rest.startswith(word) else f'{word} {rest}'}")

    def ranked(self, name: SegmentName, trait: Trait, rank: int, among: int) -> SegmentName:
        """The name with the segment's place among those that share it (rank 0 is the lowest)."""
        concept = concept_of(trait.feature, self.vocabulary)
        alone = concept.label if concept and not name.text else ""
        label = alone or self.labels[trait.feature]
        if among in _RANKS:
            tail = f"{_RANKS[among][rank]} {label}"
        else:
            tail = f"{label} tier {among - rank} of {among}"
        text = f"{name.text}, {tail}" if name.text else _sentence(tail)
        return SegmentName(text, (*name.because, trait))


def _word(concept: Concept, level: int) -> str:
    return concept.high if level > 0 else concept.low if level < 0 else ""


def _noun(concept: Concept, level: int) -> str:
    return concept.high_noun if level > 0 else concept.low_noun


def _noun_phrase(known: Sequence[tuple[Concept, Trait]]) -> str:
    """Adjectives by priority, closed by the noun of the last concept that has one."""
    nouns = [_noun(concept, trait.level) for concept, trait in known]
    last = max((i for i, noun in enumerate(nouns) if noun), default=None)
    words = [_word(c, t.level) for i, (c, t) in enumerate(known) if i != last]
    if known:
        words.append("customers" if last is None else nouns[last])
    return " ".join(words)


def _degree(label: str, level: int) -> str:
    if _LASTING & set(label.split()):
        return "long" if level > 0 else "short"
    return "high" if level > 0 else "low"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower_first(text: str) -> str:
    """Lower the first letter, unless the word is an acronym."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _best_name(traits: Sequence[Trait], words: _Words) -> SegmentName:
    """The best name that the segment's own traits prove."""
    leading = _leading(traits, words)
    if not leading:
        return _average_name(traits, words)
    pattern = _pattern(traits, leading[0], words.vocabulary)
    if pattern is not None:
        stands = standing(traits)
        return SegmentName(pattern.name, tuple(stands[key] for key in pattern.when))
    return _throughout(traits, words) or _composed(leading, words)


def _leading(traits: Sequence[Trait], words: _Words) -> list[Trait]:
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


def _average_name(traits: Sequence[Trait], words: _Words) -> SegmentName:
    """Nothing stands out, unless it is something protected with a neutral word."""
    name = SegmentName(words.vocabulary.average_name)
    protected = sorted(filter(words.protected, traits), key=_strongest_first)
    made = (words.qualified(name, trait) for trait in protected)
    return next((better for better in made if better), name)


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


def _throughout(traits: Sequence[Trait], words: _Words) -> SegmentName | None:
    """ "High across the board": three columns or more, none of a concept, one direction."""
    if len(traits) < 3 or any(words.concept(trait) for trait in traits):
        return None
    for sign, word in ((1, "High"), (-1, "Low")):
        agreeing = [trait for trait in traits if trait.level * sign > 0]
        against = any(trait.level * sign < 0 for trait in traits)
        if len(agreeing) >= 0.8 * len(traits) and not against:
            return SegmentName(f"{word} across the board", tuple(agreeing))
    return None


def _composed(leading: Sequence[Trait], words: _Words) -> SegmentName:
    """The strongest trait, and the second where it says enough and the name stays short."""
    enough = abs(leading[0].effect_size) * _WORTH_SAYING
    both = tuple(trait for trait in leading[:2] if abs(trait.effect_size) >= enough)
    if len(words.phrase(both)) > LONGEST:
        both = both[:1]
    return SegmentName(words.phrase(both), both)


@dataclass(frozen=True)
class _Distinct:
    """Tells apart segments that would have the same name."""

    words: _Words
    traits: Sequence[Sequence[Trait]]

    def made(self, names: list[SegmentName]) -> list[SegmentName]:
        """All names, qualified until no two are alike."""
        for step in (self._by_adjective, self._by_degree, self._by_rank, self._by_number):
            for text in sorted({name.text for name in names}):
                alike = [i for i, name in enumerate(names) if name.text == text]
                if len(alike) > 1:
                    for i, better in step(alike, names).items():
                        names[i] = better
        return names

    def _by_spread(self, alike: list[int]) -> list[str]:
        """Features that may be spoken of, the one that the segments differ most in first."""
        effects: dict[str, list[float]] = {}
        for i in alike:
            for trait in self.traits[i]:
                concept = concept_of(trait.feature, self.words.vocabulary)
                if not (concept and concept.protected and not concept.high):
                    effects.setdefault(trait.feature, []).append(trait.effect_size)
        return sorted(effects, key=lambda f: (round(min(effects[f]) - max(effects[f]), 6), f))

    def _trait(self, i: int, feature: str) -> Trait:
        return next(trait for trait in self.traits[i] if trait.feature == feature)

    def _by_adjective(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """One more proven word: Older mainstream, Younger mainstream."""
        return self._first_distinct(self.words.qualified, alike, names)

    def _by_degree(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """A word made stronger where its trait is: Older mainstream, Much older mainstream."""
        return self._first_distinct(self.words.intensified, alike, names)

    def _first_distinct(
        self,
        rename: Callable[[SegmentName, Trait], SegmentName | None],
        alike: list[int],
        names: list[SegmentName],
    ) -> dict[int, SegmentName]:
        """What the first feature gives by which all these segments get different names."""
        taken = {name.text for i, name in enumerate(names) if i not in alike}
        for feature in self._by_spread(alike):
            made = {i: rename(names[i], self._trait(i, feature)) or names[i] for i in alike}
            texts = {name.text for name in made.values()}
            if len(texts) == len(alike) and not texts & taken:
                return made
        return {}

    def _by_rank(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """Their order in the feature that they differ most in."""
        for feature in self._by_spread(alike)[:1]:
            ordered = sorted(alike, key=lambda i: (self._trait(i, feature).effect_size, i))
            effects = [self._trait(i, feature).effect_size for i in ordered]
            if all(b - a > 1e-9 for a, b in pairwise(effects)):
                return {
                    i: self.words.ranked(names[i], self._trait(i, feature), rank, len(ordered))
                    for rank, i in enumerate(ordered)
                }
        return {}

    def _by_number(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """Nothing else tells them apart."""
        base = names[alike[0]].text or "Tier"
        taken = {name.text for name in names}
        free = (f"{base} {n}" for n in range(1, len(names) + len(taken) + 1))
        fresh = (text for text in free if text not in taken)
        return {i: SegmentName(next(fresh), names[i].because) for i in alike}
