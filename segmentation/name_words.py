"""The words of a name: adjectives and nouns of concepts, labels of columns, comparisons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from segmentation.phrasing import counted
from segmentation.results import Distinguishing, Trait
from segmentation.traits import concept_of, short_labels
from segmentation.vocabulary import Concept, Vocabulary

_RANKS = {
    2: ("lower", "higher"),
    3: ("lowest", "middle", "highest"),
    4: ("lowest", "lower", "higher", "highest"),
    5: ("lowest", "lower", "middle", "higher", "highest"),
}
# The same of what is counted: more orders, not higher orders.
_OF_MANY = {"lowest": "fewest", "lower": "fewer", "higher": "more", "highest": "most"}
_OF_TIME = {"lowest": "shortest", "lower": "shorter", "higher": "longer", "highest": "longest"}
_LASTING = {"distance", "duration", "length", "time"}
# Words that have degrees: a big spender can be a very big one, an instalment buyer cannot.
_GRADABLE = {
    "affluent", "big", "far", "frequent", "high", "large", "larger", "light", "long", "low",
    "modest", "older", "satisfied", "settled", "small", "smaller", "younger",
}  # fmt: skip
# A name of more letters than this says its first trait only.
LONGEST_NAME, LONGEST_HALF, LONGEST_RANKED = 32, 36, 44
Test = Literal["apart", "very", "leaning", "order", "average"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a word of a name says, so that it can be tested.

    test: `apart` and `very` say how far a trait lies from the average, `leaning` that it lies a
    little off, `order` that the segments `among` (places from 0) follow each other in it from the
    lowest on, `average` that no trait lies far off.
    """

    word: str
    trait: Trait
    test: Test = "apart"
    among: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentName:
    """A name and what its words claim; said: the answers that it speaks of."""

    text: str
    claims: tuple[Claim, ...] = ()
    said: tuple[Distinguishing, ...] = ()

    @property
    def because(self) -> tuple[Trait, ...]:
        """The traits that the words stand on, none for an average."""
        return tuple(claim.trait for claim in self.claims if claim.test != "average")

    def also(self, text: str, claim: Claim) -> "SegmentName":
        """Another text, and one claim more in place of those of an average."""
        kept = tuple(one for one in self.claims if one.test != "average")
        return SegmentName(text, (*kept, claim), self.said)


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

    def phrase(self, traits: Sequence[Trait]) -> SegmentName:
        """Traits as a name: adjectives, then a noun; then the columns that have no concept."""
        known = [(c, t) for t in traits if (c := self.concept(t)) is not None]
        known.sort(key=lambda pair: (pair[0].priority, pair[0].key))
        own = [trait for trait in traits if self.concept(trait) is None]
        said = _said(known)
        nouns = any(_noun(concept, trait.level) for concept, trait in known)
        people = [] if nouns or not known else ["customers"]
        parts = (" ".join([*(word for word, _ in said), *people]), self.columns(own))
        claims = (
            *(Claim(word, trait) for word, trait in said),
            *(Claim(self.columns([trait]), trait) for trait in own),
        )
        return SegmentName(_sentence(", ".join(part for part in parts if part)), claims)

    def columns(self, own: Sequence[Trait]) -> str:
        """`high income`, `many cards`; of goods `heavy fresh, light milk buyers`."""
        groups: dict[str, list[str]] = {}
        for trait in sorted(own, key=lambda t: (-t.level // abs(t.level), self.labels[t.feature])):
            label = self.labels[trait.feature]
            goods = "heavy" if trait.level > 0 else "light"
            degree = goods if self._is_goods(trait) else _degree(label, trait.level)
            groups.setdefault(degree, []).append(label)
        said = (f"{degree} {' and '.join(labels)}" for degree, labels in groups.items())
        buyers = " buyers" if own and all(map(self._is_goods, own)) else ""
        return ", ".join(said) + buyers

    def speak_of(self, trait: Trait) -> bool:
        """Whether a word stands for where the segment is in it, or it is spend on goods."""
        concept = self.concept(trait)
        return self._is_goods(trait) or (concept is not None and not concept.protected)

    def _is_goods(self, trait: Trait) -> bool:
        """Whether the column tells what is spent on one kind of goods, and has no other words."""
        concept = self.concepts[trait.feature]
        return concept is not None and concept.money and not (concept.high or concept.low)

    def average(self, traits: Sequence[Trait]) -> SegmentName:
        """The name of a segment that nothing sets apart; it claims so of what is furthest off."""
        furthest = max(traits, key=lambda t: (abs(t.effect_size), t.feature), default=None)
        name = self.vocabulary.average_name
        return SegmentName(name, (Claim(name, furthest, "average"),) if furthest else ())

    def qualified(self, name: SegmentName, trait: Trait) -> SegmentName | None:
        """The name with one more proven word; None where no word stands for the trait."""
        concept = self.concept(trait)
        if trait.level == 0 or trait in name.because:
            return None
        if concept and any(self.concept(told) == concept for told in name.because):
            return None  # "Light-spending light spenders" says the same twice
        if concept is None:
            word = self.columns([trait])
            return name.also(f"{name.text}, {word}", Claim(word, trait))
        if word := _word(concept, trait.level):
            people = "" if self._of_people(name) else "customers, "
            text = f"{word} {people}{self._after(name)}"
            return name.also(_sentence(text), Claim(word, trait))
        return None

    def _of_people(self, name: SegmentName) -> bool:
        """Whether the name has a noun for people: "Younger long duration" would lack one."""
        own = [t for t in name.because if self.concept(t) is None]
        return not own or len(own) < len(name.because) or all(map(self._is_goods, own))

    def leaning(self, name: SegmentName, trait: Trait, side: int) -> SegmentName | None:
        """An average name said more exactly: Slightly higher spend, Slightly older mainstream."""
        concept = self.concepts[trait.feature]
        if name.text != self.vocabulary.average_name or side == 0:
            return None
        if concept and concept.protected and _word(concept, side):
            word = f"slightly {_word(concept, side)}"
            text = f"{word} {self.vocabulary.average_noun}"
        else:
            label = self._of_concept(trait)
            text = word = f"slightly {_ranked(_RANKS[2][side > 0], label)}"
        return name.also(_sentence(text), Claim(word, trait, "leaning"))

    def intensified(self, name: SegmentName, trait: Trait) -> SegmentName | None:
        """The name with `very` before a word of it that stands for a very strong trait."""
        concept = self.concept(trait)
        if abs(trait.level) < 2:
            return None
        if concept is None:
            word = self.columns([trait]).split()[0]
            begins = name.text.lower().startswith(f"{word} ") and trait in name.because
            text = f"Very {_lower_first(name.text)}"
            return name.also(text, Claim(f"very {word}", trait, "very")) if begins else None
        noun, word = _noun(concept, trait.level), _word(concept, trait.level)
        said = next((w for w in (noun, word) if w and w in _lower_first(name.text)), word)
        if not said or said.split()[0].split("-")[0] not in _GRADABLE:
            return None
        degree = "much" if said.split("-")[0].endswith("er") else "very"
        rest = _lower_first(name.text)
        text = rest.replace(said, f"{degree} {said}") if said in rest else f"{degree} {said} {rest}"
        return name.also(_sentence(text), Claim(f"{degree} {said}", trait, "very"))

    def brief(self, name: SegmentName, weight: Callable[[Trait], float]) -> SegmentName:
        """A name that was put together from two traits by the weightier of them."""
        traits = sorted(name.because, key=lambda t: (-round(weight(t), 6), t.feature))
        apart = all(trait.level for trait in traits)  # not of those that it only leans to
        if len(traits) < 2 or not apart or name.text != self.phrase(traits).text:
            return name
        return replace(self.phrase(traits[:1]), said=name.said)

    def ranked(
        self, name: SegmentName, trait: Trait, rank: int, among: tuple[int, ...]
    ) -> SegmentName:
        """The name with the segment's place among those that share it (rank 0 is the lowest)."""
        concept, count = self.concepts[trait.feature], len(among)
        label = self._of_concept(trait) if not name.text else self.labels[trait.feature]
        word = _word(concept, rank or -1) if concept and concept.protected else ""
        if count == 2 and word and not any(part in name.text.lower() for part in _both(concept)):
            tail = word
        elif count == 2 and concept and concept.lower and concept.higher:
            tail = concept.higher if rank else concept.lower
        elif count in _RANKS:
            tail = _ranked(_RANKS[count][rank], label)
        else:
            tail = f"{label} tier {count - rank} of {count}"
        if len(name.text) + len(tail) > LONGEST_RANKED:
            name = self.brief(name, lambda t: abs(t.effect_size))
        text = f"{name.text}, {tail}" if name.text else _sentence(tail)
        return name.also(text, Claim(tail, trait, "order", among))

    def halves(self, traits: Sequence[Trait], at: int) -> SegmentName | None:
        """Which half of two the segment at that place is, by its two strongest traits at most:
        Customers with lower spend. None without a trait."""
        words = [_ranked(_RANKS[2][t.effect_size > 0], self._of_goods(t)) for t in traits[:2]]
        if not words:
            return None
        both = f"Customers with {', '.join(words)}"
        said = words if len(both) <= LONGEST_HALF else words[:1]
        claims = (
            Claim(word, trait, "order", (at, 1 - at) if trait.effect_size < 0 else (1 - at, at))
            for word, trait in zip(said, traits, strict=False)
        )
        return SegmentName(f"Customers with {', '.join(said)}", tuple(claims))

    def _of_goods(self, trait: Trait) -> str:
        label = self._of_concept(trait)
        return f"spend on {label}" if self._is_goods(trait) else label

    def _of_concept(self, trait: Trait) -> str:
        concept = self.concepts[trait.feature]
        return (concept.label if concept else "") or self.labels[trait.feature]

    def _after(self, name: SegmentName) -> str:
        """How a name goes on after an adjective."""
        if name.text == self.vocabulary.average_name:
            return self.vocabulary.average_noun
        return _lower_first(name.text)


def _word(concept: Concept, level: int) -> str:
    return concept.high if level > 0 else concept.low if level < 0 else ""


def _noun(concept: Concept, level: int) -> str:
    return concept.high_noun if level > 0 else concept.low_noun


def _both(concept: Concept | None) -> tuple[str, ...]:
    return (concept.high, concept.low) if concept else ()


def _said(known: Sequence[tuple[Concept, Trait]]) -> list[tuple[str, Trait]]:
    """Adjectives by priority, closed by the noun of the last concept that has one."""
    nouns = [_noun(concept, trait.level) for concept, trait in known]
    last = max((i for i, noun in enumerate(nouns) if noun), default=None)
    words = [(_word(c, t.level), t) for i, (c, t) in enumerate(known) if i != last]
    return words if last is None else [*words, (nouns[last], known[last][1])]


def _ranked(rank: str, label: str) -> str:
    words = label.split()
    if _LASTING & {words[0], words[-1]} and rank in _OF_TIME:
        return f"{_OF_TIME[rank]} {label}"
    if not counted(label):
        return f"{rank} {label}"
    things = label.removeprefix("total ")
    return f"{_OF_MANY[rank]} {things}" if rank in _OF_MANY else f"middle number of {things}"


def _degree(label: str, level: int) -> str:
    if _LASTING & set(label.split()):
        return "long" if level > 0 else "short"
    if counted(label):
        return "many" if level > 0 else "few"
    return "high" if level > 0 else "low"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower_first(text: str) -> str:
    """Lower the first letter, unless the word is an acronym."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
