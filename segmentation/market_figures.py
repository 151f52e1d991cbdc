"""What the segments say of the market: figures that travel with an analysis."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preference:
    """One kind of goods: its part of what a segment spends and of what all customers spend; index
    is their ratio, 100 being as all."""

    feature: str
    share: float
    overall: float
    index: float


@dataclass(frozen=True, slots=True)
class Habit:
    """How a segment buys: kind says what is looked at (`spend`, `frequency`, `basket`, `online` …),
    value and overall are means, level is as in `Trait`."""

    kind: str
    feature: str
    value: float
    overall: float
    level: int


@dataclass(frozen=True, slots=True)
class Opportunity:
    """What a segment might bring more, at the very most; never a forecast.

    per_customer, comparable: the mean money of its customers, and of those of the segments
    `compared_with`, who are alike in `compared_by` (empty: all others). amount: as in `formula`,
    in the file's own currency and period.
    """

    columns: tuple[str, ...]
    per_customer: float
    comparable: float
    compared_with: tuple[int, ...]
    compared_by: str
    customers: int
    amount: float
    formula: str


@dataclass(frozen=True, slots=True)
class SegmentMarket:
    """A segment as a market: what it prefers, how it buys, keys of likely needs, its money, and the
    columns whose sum that is."""

    preferences: tuple[Preference, ...] = ()
    habits: tuple[Habit, ...] = ()
    needs: tuple[str, ...] = ()
    money_per_customer: float | None = None
    opportunity: Opportunity | None = None
    money_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Market:
    """Where the money of a file is: its sum over the segments, the segment that brings the most of
    it (with its parts of the money and of the customers), the largest opportunity's segment, and
    the columns whose sum the money is."""

    total: float
    most: int
    most_share: float
    most_customers: float
    largest_opportunity: int | None = None
    columns: tuple[str, ...] = ()
