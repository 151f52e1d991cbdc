"""What the exploration of a customer file found: frozen values, part of the analysis document."""

from dataclasses import dataclass
from typing import Literal

RelationKind = Literal["numbers", "number and category", "categories"]


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """How the numbers of one column are spread, in the file's own units.

    p5 … p95: quantiles; p50 is the median. spread: standard deviation. skew: third standardised
    moment, 0 for a symmetric column. zeros: share of the known values that are 0. peaks: how many
    separate heights the distribution has; None where too few different values occur to tell.
    """

    column: str
    missing: int
    mean: float
    spread: float
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    skew: float
    zeros: float
    peaks: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a category, and the share of customers with a known answer who give it."""

    answer: str
    share: float


@dataclass(frozen=True, slots=True)
class CategoryColumn:
    """The answers of one category, the most frequent ones first; answers: how many there are."""

    column: str
    missing: int
    answers: int
    top: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Two columns that go together more than chance allows.

    strength: 0 to 1, comparable between kinds. Two numbers: the rank correlation (Spearman)
    without its sign; a number and a category: the square root of epsilon squared (Kruskal and
    Wallis); two categories: Cramér's V, corrected for bias (Bergsma 2013).
    spearman, pearson: with their signs, for two numbers. bend: for two numbers, the share of the
    ranks' variance that a curve explains and a steady rise or fall does not.
    p_adjusted: after Benjamini and Hochberg, over all pairs that were tested.
    """

    one: str
    other: str
    kind: RelationKind
    strength: float
    p_value: float
    p_adjusted: float
    spearman: float | None = None
    pearson: float | None = None
    bend: float | None = None


@dataclass(frozen=True, slots=True)
class Outliers:
    """Customers far outside in one column: below `low` or above `high`.

    The bounds lie three times the distance between the quartiles beyond them (Tukey's "far out"),
    further on the side of a longer tail (Kimber 1990), on a log scale where the column is skewed.
    furthest: the value that lies furthest outside.
    """

    column: str
    count: int
    low: float
    high: float
    furthest: float


@dataclass(frozen=True, slots=True)
class Gaps:
    """Values missing in one column, and what the customers without it have in common.

    with_column: another column in which these customers differ from all others; None where
    nothing shows. there, elsewhere: the median of that column (numbers) or the share of
    `with_answer` (categories) among them and among all others. size: 0 to 1, how much they differ.
    """

    column: str
    count: int
    share: float
    with_column: str | None = None
    with_answer: str | None = None
    there: float | None = None
    elsewhere: float | None = None
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth knowing, in a sentence. score: 0 to 1, how surprising and useful it is."""

    kind: str
    said: str
    columns: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Exploration:
    """What was found before anything was segmented.

    looked_at: customers whose figures were taken; fewer than `rows` in a large file, where a
    random sample stands for all. Gaps and outliers are counted in the whole file. pairs: how many
    pairs of columns were tested. Nothing here comes from identifiers or personal data.
    """

    rows: int
    looked_at: int
    numbers: tuple[NumberColumn, ...] = ()
    categories: tuple[CategoryColumn, ...] = ()
    relations: tuple[Relation, ...] = ()
    pairs: int = 0
    outliers: tuple[Outliers, ...] = ()
    gaps: tuple[Gaps, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def sampled(self) -> bool:
        return self.looked_at < self.rows
