"""The words that segments are named with: concepts, patterns of column names, adjectives."""

from dataclasses import dataclass, field


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
    """

    key: str
    patterns: tuple[str, ...]
    label: str
    high: str
    low: str
    protected: bool = False
    priority: int = 100


@dataclass(frozen=True, slots=True)
class NamedPattern:
    """A name for a combination of traits, for instance income=high + spend=low: Affluent savers.

    when: concept key -> "high", "low" or "average".
    """

    when: dict[str, str]
    name: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that turns traits into names; empty, names fall back to the columns' own words."""

    concepts: tuple[Concept, ...] = ()
    names: tuple[NamedPattern, ...] = field(default_factory=tuple)
    average_name: str = "Middle of the road"
