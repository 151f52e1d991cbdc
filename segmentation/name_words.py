"""The words of a name: adjectives and nouns of concepts, labels of columns, comparisons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from segmentation.results import Trait
from segmentation.traits import concept_of, short_labels
from segmentation.vocabulary import Concept, Vocabulary

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


@dataclass(frozen=True)
class Words:
    """The words that a vocabulary and the columns' labels have for traits."""

    vocabulary: Vocabulary
    labels: Mapping[str, str]
    concepts: Mapping[str, Concept | None]

    @classmethod
    def about(cls, columns: Sequence[str], vocabulary: Vocabulary) -> "Words":
        concepts = {column: concept_of(column, vocabulary) for column in columns}
        return cls(vocabulary, short_labels(columns, vocabulary), concepts)

    def concept(self, trait: Trait) -> Concept | None:
        """The trait's concept, if that has a word for it or forbids every other."""
        concept = self.concepts[trait.feature] if trait.concept else None
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
        concept = self.concepts[trait.feature]
        alone = concept.label if concept and not name.text else ""
        label = alone or self.labels[trait.feature]
        word = _word(concept, rank or -1) if concept and concept.protected else ""
        if among == 2 and word and not any(part in name.text.lower() for part in _both(concept)):
            tail = word
        elif among in _RANKS:
            tail = f"{_RANKS[among][rank]} {label}"
        else:
            tail = f"{label} tier {among - rank} of {among}"
        text = f"{name.text}, {tail}" if name.text else _sentence(tail)
        return SegmentName(text, (*name.because, trait))


def _word(concept: Concept, level: int) -> str:
    return concept.high if level > 0 else concept.low if level < 0 else ""


def _noun(concept: Concept, level: int) -> str:
    return concept.high_noun if level > 0 else concept.low_noun


def _both(concept: Concept | None) -> tuple[str, ...]:
    return (concept.high, concept.low) if concept else ()


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
