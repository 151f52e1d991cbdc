"""A segment as a market, in words: what they over-buy, how they buy, what they need, the money."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.templating import figure, percent
from bot.vocabulary_file import read_vocabulary, words_for
from bot.wording import prose
from segmentation.column_words import feature_label, with_unit
from segmentation.market_figures import Habit, Opportunity
from segmentation.phrasing import listed, money_of
from segmentation.results import Analysis, OverRepresented, Segment
from segmentation.traits import is_sensitive, short_labels

# A kind of goods is bought more than by others from this index on, and if it is a tenth of what
# the segment buys at least a hundredth more.
MORE = 110
MOST_GOODS, MOST_HABITS, MOST_ANSWERS = 3, 4, 3


def amount(value: float, columns: Sequence[str], digits: int = 2) -> str:
    """A sum of money with two significant figures, and its sign where the columns tell one."""
    rounded = float(f"{value:.{digits}g}")
    units = {feature_label(column)[1] for column in columns}
    unit = units.pop() if len(units) == 1 else ""
    return with_unit(figure(rounded), unit)


def money_words(analysis: Analysis) -> str:
    """What the shares of money are shares of: `all monthly charges`, `the money`."""
    columns = analysis.market.columns if analysis.market else ()
    return money_of([analysis.called.get(c) or feature_label(c)[0] for c in columns])


def over_bought(segment: Segment) -> list[str]:
    """`wines (34 % of their spend, 28 % of all)`; categories that mean the same come after."""
    market = segment.market
    goods = [p for p in market.preferences if p.index >= MORE][:MOST_GOODS] if market else []
    return [
        f"{feature_label(p.feature)[0]} ({percent(p.share)} of their spend, {percent(p.overall)}"
        " of everyone's)"
        for p in goods
    ]


def habits(segment: Segment, analysis: Analysis) -> list[str]:
    """`orders 6 (all 2.8)`, for each habit that sets the segment apart."""
    labels = short_labels(analysis.features, words_for(analysis))
    told = segment.market.habits if segment.market else ()
    return [_habit(habit, labels) for habit in told if habit.level][:MOST_HABITS]


def _habit(habit: Habit, labels: dict[str, str]) -> str:
    label, unit = feature_label(habit.feature)
    own, everyone = (with_unit(figure(_three(v)), unit) for v in (habit.value, habit.overall))
    return f"{labels.get(habit.feature, label)} {own} (all {everyone})"


def _three(value: float) -> float:
    return float(f"{value:.3g}")


def needs(segment: Segment) -> list[str]:
    """The likely needs in the words of the vocabulary; those it no longer knows are left out."""
    words = {need.key: need.text for need in read_vocabulary().needs}
    return [words[key] for key in (segment.market.needs if segment.market else ()) if key in words]


def answers(segment: Segment, analysis: Analysis) -> list[str]:
    """`plan “pro” 90 % (45 % of all)`: what they answer clearly more often than all; results that
    someone noted of them (who left, who bought) come first."""
    noted = _results(analysis)
    more = [one for one in segment.categories if one.lift > 100]
    more.sort(key=lambda one: one.feature not in noted)
    return [_answer(one) for one in more[:MOST_ANSWERS]]


def answers_unasked(segment: Segment, analysis: Analysis) -> list[str]:
    """The same but for gender, marriage, origin and education, which one has to ask for."""
    words = words_for(analysis)
    fair = [one for one in segment.categories if not is_sensitive(one.feature, words)]
    return answers(replace(segment, categories=tuple(fair)), analysis)


def result_noted(segment: Segment, analysis: Analysis) -> str:
    """`churn “yes” 48 % (27 % of all)`, where a result that someone noted sets the segment
    apart."""
    noted, words = _results(analysis), words_for(analysis)
    more = (one for one in segment.categories if one.lift > 100 and one.feature in noted)
    return next((_answer(one) for one in more if not is_sensitive(one.feature, words)), "")


def _results(analysis: Analysis) -> set[str]:
    return {column.name for column in analysis.dataset.columns if column.role == "label"}


def _answer(one: OverRepresented) -> str:
    label = feature_label(one.feature)[0]
    return f"{label} “{one.answer}” {percent(one.share)} ({percent(one.overall)} of all)"


def opportunity_facts(opportunity: Opportunity, analysis: Analysis) -> dict[str, Any]:
    """The figures of an upper estimate, written out."""
    names = [s.name for s in analysis.segments if s.number in opportunity.compared_with]
    columns = opportunity.columns
    return {
        "own": amount(opportunity.per_customer, columns),
        "theirs": amount(opportunity.comparable, columns),
        "sum": amount(opportunity.amount, columns),
        "customers": opportunity.customers,
        "alike": opportunity.compared_by.replace("_", " "),
        "others": listed(names, 3),
    }


def money_facts(analysis: Analysis) -> dict[str, Any] | None:
    """What `segmented_money.j2` speaks of; None where the file tells no money."""
    market = analysis.market
    if market is None or len(analysis.segments) < 2:
        return None
    most = analysis.segment(market.most)
    gap = analysis.segment(market.largest_opportunity) if market.largest_opportunity else None
    chance = gap.market.opportunity if gap and gap.market else None
    return {
        "name": most.name,
        "money_share": market.most_share,
        "money": money_words(analysis),
        "customer_share": market.most_customers,
        "gap_name": gap.name if gap else "",
        "gap": opportunity_facts(chance, analysis) if chance else None,
    }


def where_the_money_is(analysis: Analysis) -> str:
    """The paragraph about money; empty where the file tells none."""
    facts = money_facts(analysis)
    return prose("segmented_money", **facts) if facts else ""


def market_lines(segment: Segment) -> list[str]:
    """What they over-buy and are likely to need, in a line each."""
    bought, wanted = over_bought(segment), needs(segment)
    lines = [f"They over-buy {', '.join(bought)}."] if bought else []
    return [*lines, f"They are likely to need {'; '.join(wanted)}."] if wanted else lines
