"""The words that segments are named with: concepts, patterns of column names, adjectives."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from segmentation.column_words import words_apart


@dataclass(frozen=True, slots=True)
class Concept:
    """What a column can mean for a marketer.

    key: `income`, `spend`, `age` …
    patterns: regular expressions matched against the normalised column name
    (lower case, camelCase and punctuation turned into single spaces).
    label: how to call it in a sentence when the column's own name is not telling.
    high, low: adjectives for segments far above and below the average.
    protected: never used to name a person's group (age, gender …) beyond neutral words.
    priority: the smaller, the earlier its word comes into a name.
    high_noun, low_noun: plural nouns that can close a name ("big spenders"); empty: none.
    counts_as: key of a broader concept in patterns and advice (a spending score counts as spend).
    money: whether its sum over customers is an amount of money that can be shared out.
    ratio: whether "1.4 × the average" makes sense (not for ages or ratings).
    fixed: whether nothing that one does changes it (how long someone has been a customer).
    low_below: the part of the average below which the word for little is fair ("new" is not said
    of those who have been customers for 30 weeks where all have for 33).
    opposite: key of a concept that speaks against the word for much: who buys at once and in parts
    more than others is no pay-at-once buyer.
    higher, lower: what to call one of two that are alike but for this ("newer").
    beside: patterns of names that other columns of the table must have for a column to mean this
    (M is money in a table of R, F and M, kilometres in one of L, R, F, M and C).
    """

    key: str
    patterns: tuple[str, ...]
    label: str
    high: str
    low: str
    protected: bool = False
    priority: int = 100
    high_noun: str = ""
    low_noun: str = ""
    counts_as: str = ""
    money: bool = False
    ratio: bool = True
    fixed: bool = False
    low_below: float = 1.0
    beside: tuple[str, ...] = ()
    higher: str = ""
    lower: str = ""
    opposite: str = ""

    @property
    def meaning(self) -> str:
        """The key that name patterns and advice know it by."""
        return self.counts_as or self.key


@dataclass(frozen=True, slots=True)
class NamedPattern:
    """A name for a combination of traits, for instance income=high + spend=low: Affluent savers.

    when: concept key -> "high", "low" or "average".
    """

    when: dict[str, str]
    name: str


@dataclass(frozen=True, slots=True)
class Need:
    """What customers of a combination of traits are likely to need.

    when: concept key -> "high", "low" or "average". text: the need in words, for messages.
    """

    key: str
    when: dict[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that turns traits into names; empty, names fall back to the columns' own words.

    concepts are asked in order, the first whose pattern fits a column has it.
    average_name stands alone, average_noun after an adjective ("Older mainstream").
    """

    concepts: tuple[Concept, ...] = ()
    names: tuple[NamedPattern, ...] = field(default_factory=tuple)
    average_name: str = "Middle of the road"
    average_noun: str = "mainstream"
    needs: tuple[Need, ...] = ()

    def for_table(self, columns: Iterable[str]) -> "Vocabulary":
        """The words for a table of these columns: what needs others `beside` it is taken where they
        are there, and left out where not.

        >>> miles = Concept("mileage", ("^m$",), "mileage", "", "", beside=("^l$", "^c$"))
        >>> words = Vocabulary((miles,))
        >>> [bool(words.for_table(t).concepts) for t in ("LRFMC", "RFM")]
        [True, False]
        """
        names = [words_apart(column) for column in columns]
        kept = (
            replace(concept, beside=())
            for concept in self.concepts
            if all(any(re.search(other, name) for name in names) for other in concept.beside)
        )
        return replace(self, concepts=tuple(kept))
