"""The market as the segments show it: what they prefer, how they buy, what they need, the money.

Everything follows from figures that the segments carry already, so it costs nothing however many
customers there are. The words for needs are in templates/vocabulary.toml.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from segmentation.market_figures import Habit, Market, Opportunity, Preference, SegmentMarket
from segmentation.results import Distinguishing, Segment
from segmentation.traits import LEANING, fits, goods_columns, money_columns, standing
from segmentation.vocabulary import Vocabulary

# What tells how a customer buys, in the order in which it is told.
HABITS = (
    "spend", "frequency", "basket", "recency", "discount", "returns", "online", "in_person",
    "catalogue", "instalments",
)  # fmt: skip
# Columns that say what a customer could spend, the most telling first.
MEANS = ("income", "credit_limit")
# Customers whose means lie this near are comparable (Cohen's medium effect).
ALIKE = 0.5
MOST_NEEDS = 2
# Who is to be helped before anything is sold to them is no opportunity: the advice that says so.
HELPED_FIRST = {"steady_the_debt", "fix_first"}
# Of the gap to comparable customers, what is thought to be within reach at the very most.
WITHIN_REACH = 0.5


@dataclass(frozen=True)
class _Money:
    """The money columns of a file, and what a customer of each segment brings on average."""

    columns: tuple[str, ...]
    of: dict[int, float]
    overall: float
    spread: float


def with_market(
    segments: Sequence[Segment], vocabulary: Vocabulary | None = None
) -> tuple[Segment, ...]:
    """The segments, each with what its figures say of the market.

    Parameters
    ----------
    segments : with their traits and advice, and all features in `distinguishing`.
    vocabulary : what gave the traits their concepts; it also holds the needs.
    """
    words = vocabulary or Vocabulary()
    numbers = (d for segment in segments for d in segment.distinguishing if not d.answer)
    columns = sorted({d.feature for d in numbers})
    money = _money(segments, columns, words)
    goods = goods_columns(columns, words)
    return tuple(
        replace(
            segment,
            market=SegmentMarket(
                preferences=tuple(_preferences(segment, goods)),
                habits=tuple(_habits(segment)),
                needs=_needs(segment, words),
                money_per_customer=money.of[segment.number] if money else None,
                opportunity=_opportunity(segment, segments, money) if money else None,
                money_columns=money.columns if money else (),
            ),
        )
        for segment in segments
    )


def whole_market(segments: Sequence[Segment]) -> Market | None:
    """Where the money of the whole file is; None where the file tells none.

    segments : as `with_market` gives them.
    """
    told = [s for s in segments if s.money_share is not None and s.market]
    brought = [(s, s.market.money_per_customer) for s in told if s.market]
    if not brought:
        return None
    most = max(told, key=lambda s: (s.money_share or 0.0, -s.number))
    chances = [(s.market.opportunity.amount, -s.number) for s in told if s.market.opportunity]  # type: ignore[union-attr]
    return Market(
        total=sum((per or 0.0) * s.size for s, per in brought),
        most=most.number,
        most_share=most.money_share or 0.0,
        most_customers=most.share,
        largest_opportunity=-max(chances)[1] if chances else None,
        columns=most.market.money_columns if most.market else (),
    )


def _money(
    segments: Sequence[Segment], columns: Sequence[str], vocabulary: Vocabulary
) -> _Money | None:
    names = money_columns(columns, vocabulary)
    if not names or any(s.money_share is None for s in segments):
        return None
    told = {d.feature: d for d in segments[0].distinguishing}
    spreads = (_spread(told[name]) for name in names)
    return _Money(
        columns=names,
        of={s.number: sum(s.centre[name] for name in names) for s in segments},
        overall=sum(told[name].overall for name in names),
        # Of a sum of columns that grow together, at most.
        spread=sum(spreads),
    )


def _spread(d: Distinguishing) -> float:
    return abs((d.value - d.overall) / d.effect_size) if d.effect_size else 0.0


def _preferences(segment: Segment, goods: Sequence[str]) -> Iterator[Preference]:
    """Each kind of goods: its part of what the segment spends, beside that of all customers."""
    told = {d.feature: d for d in segment.distinguishing if d.feature in goods}
    own, all_ = (sum(getattr(d, name) for d in told.values()) for name in ("value", "overall"))
    if len(told) < 2 or own <= 0 or all_ <= 0:
        return
    parts = [(d.feature, d.value / own, d.overall / all_) for d in told.values() if d.overall > 0]
    for feature, share, overall in sorted(parts, key=lambda p: (-p[1] / p[2], p[0])):
        yield Preference(feature, share, overall, 100 * share / overall)


def _habits(segment: Segment) -> Iterator[Habit]:
    """How the segment buys: the strongest column of each habit."""
    told = {d.feature: d for d in segment.distinguishing}
    stands = standing(segment.traits)
    for kind in HABITS:
        if trait := stands.get(kind):
            d = told[trait.feature]
            yield Habit(kind, d.feature, d.value, d.overall, trait.level)


def _needs(segment: Segment, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Keys of the needs that the segment's traits speak for: those that ask for most come first."""
    stands = standing(segment.traits)
    fitting = [
        need
        for need in vocabulary.needs
        if all(key in stands and fits(how, stands[key].level) for key, how in need.when.items())
    ]
    kept = [
        need
        for need in fitting
        if not any(need.when.items() < other.when.items() for other in fitting)
    ]
    kept.sort(key=lambda need: -sum(abs(stands[key].effect_size) for key in need.when))
    return tuple(need.key for need in kept[:MOST_NEEDS])


def _opportunity(
    segment: Segment, segments: Sequence[Segment], money: _Money
) -> Opportunity | None:
    """Half the gap to what comparable customers spend, over all customers of the segment.

    Comparable are the other segments of about the same means, where the file tells means, else
    all others. None where the segment spends as much as they do, or is to be helped first.
    """
    if segment.advice and segment.advice[0].template in HELPED_FIRST:
        return None
    others = [other for other in segments if other.number != segment.number]
    means = next((key for key in MEANS if _means(segment, key) is not None), "")
    alike = [o for o in others if means and _alike(segment, o, means)] or others
    customers = sum(other.size for other in alike)
    if not customers:
        return None
    theirs = sum(money.of[other.number] * other.size for other in alike) / customers
    own = money.of[segment.number]
    if theirs - own < LEANING * money.spread:
        return None
    return Opportunity(
        columns=money.columns,
        per_customer=own,
        comparable=theirs,
        compared_with=tuple(other.number for other in alike),
        compared_by=means if len(alike) < len(others) else "",
        customers=segment.size,
        amount=WITHIN_REACH * (theirs - own) * segment.size,
        formula="half of (comparable customers' mean - own mean) x customers; an upper estimate",
    )


def _means(segment: Segment, key: str) -> float | None:
    trait = standing(segment.traits).get(key)
    return None if trait is None else trait.effect_size


def _alike(segment: Segment, other: Segment, key: str) -> bool:
    own, theirs = _means(segment, key), _means(other, key)
    return own is not None and theirs is not None and abs(own - theirs) <= ALIKE
