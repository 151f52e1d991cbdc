"""The few things worth knowing about a customer file, in sentences, the best ones first.

A score from 0 to 1 says how surprising and useful a finding is for a marketer: uneven money and
what goes with a result come before ties between figures, those before gaps, outliers and zeros.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from segmentation.exploration import Exploration, Finding, Gaps, NumberColumn, Outliers
from segmentation.exploring.concentration import bringing_half
from segmentation.exploring.distributions import peaks_of
from segmentation.exploring.looking import Looked
from segmentation.exploring.told_relations import told_relation, told_unrelated
from segmentation.phrasing import count, percent, quantity, sentence, several
from segmentation.traits import concept_of, is_sensitive, money_columns, short_labels
from segmentation.vocabulary import Vocabulary

MOST = 4
_UNEVEN = 0.3  # half of the money from so few customers is worth a sentence
_MANY_ZEROS = 0.5
_RARE = 0.01  # outliers are few; more of them are a long tail
# One is reckoned from the other, so that they go together is no news.
_BY_NATURE = {
    frozenset(("recency", "tenure")), frozenset(("basket", "spend")),
    frozenset(("cadence", "frequency")), frozenset(("basket", "frequency")),
}  # fmt: skip
_AGAIN_KIND, _AGAIN_COLUMN = 0.55, 0.7  # what a second finding of a kind or column is worth


@dataclass(frozen=True)
class Known:
    """What sentences are made from."""

    looked: Looked
    found: Exploration
    vocabulary: Vocabulary

    def meaning(self, column: str) -> str:
        """What a column means, "" where nothing is known of it."""
        concept = concept_of(column, self.vocabulary)
        return concept.meaning if concept else ""

    def sensitive(self, column: str) -> bool:
        """Whether nobody should be told unasked what goes with a column."""
        return is_sensitive(column, self.vocabulary)


def findings(looked: Looked, found: Exploration, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """At most four findings, the best first, of different kinds and columns where there are."""
    known = Known(looked, found, vocabulary)
    makers = (_of_money, _of_relations, _of_gaps, _of_outliers, _of_numbers)
    return _best([finding for maker in makers for finding in maker(known)])


def _best(candidates: list[Finding]) -> tuple[Finding, ...]:
    chosen: list[Finding] = []
    while candidates and len(chosen) < MOST:
        best = max(candidates, key=lambda one: (_worth(one, chosen), one.said))
        candidates.remove(best)
        chosen.append(replace(best, score=round(_worth(best, chosen), 4)))
    return tuple(chosen)


def _worth(finding: Finding, chosen: list[Finding]) -> float:
    """The score, less for what repeats a kind or a column that is told already."""
    worth = finding.score
    for other in chosen:
        worth *= _AGAIN_KIND if other.kind == finding.kind else 1.0
        worth *= _AGAIN_COLUMN ** len(set(other.columns) & set(finding.columns))
    return worth


def _of_money(known: Known) -> Iterator[Finding]:
    """`Half of all spend comes from 12 % of customers.`"""
    columns = money_columns(known.looked.numbers, known.vocabulary)
    if not columns:
        return
    amounts = np.sum([np.nan_to_num(known.looked.values[c]) for c in columns], axis=0)
    share = bringing_half(amounts)
    if share is None or share > _UNEVEN:
        return
    money = short_labels(columns, known.vocabulary)[columns[0]] if len(columns) == 1 else "spend"
    said = f"Half of all {money} comes from {percent(share)} of customers."
    yield Finding("concentration", said, columns, 0.9 - share)


def _of_relations(known: Known) -> Iterator[Finding]:
    for relation in known.found.relations:
        if known.sensitive(relation.one) or known.sensitive(relation.other):
            continue
        if frozenset(map(known.meaning, (relation.one, relation.other))) in _BY_NATURE:
            continue
        told = told_relation(relation, known.looked)
        if told is not None:
            yield told
    yield from told_unrelated(known.found.relations, known.looked, known.vocabulary)


def _of_gaps(known: Known) -> Iterator[Finding]:
    for gap in known.found.gaps:
        yield _gap(gap, known)


def _gap(gap: Gaps, known: Known) -> Finding:
    """`Total charges is missing for 11 customers, all of them new (tenure 0).`"""
    once = _once(gap, known)
    if once:
        said = f"{count(once, 'customer')} ({percent(once / known.found.rows)}) have ordered once."
        return Finding("gaps", said, (gap.column,), 0.35)
    name = known.looked.called[gap.column]
    said = f"{sentence(name)} {_is(name)} missing for {count(gap.count, 'customer')}"
    said += f" ({percent(gap.share)})" if gap.share >= 0.01 else ""
    plain = gap.with_column is None or known.sensitive(gap.with_column)
    if plain or gap.with_column is None or gap.there is None or gap.elsewhere is None:
        return Finding("gaps", f"{said}.", (gap.column,), 0.1 + 0.5 * min(gap.share, 0.6))
    columns, other = (gap.column, gap.with_column), known.looked.called[gap.with_column]
    with_whom = (
        _with_number(gap, known) if gap.with_answer is None else
        f"{percent(gap.there)} of them say “{gap.with_answer}” in {other},"
        f" against {percent(gap.elsewhere)} of the others"
    )  # fmt: skip
    return Finding("gaps", f"{said}; {with_whom}.", columns, 0.3 + 0.4 * gap.size)


def _once(gap: Gaps, known: Known) -> int:
    """How many have one order, where that is why they have no time between orders; else 0."""
    orders = next((n for n in known.looked.numbers if known.meaning(n) == "frequency"), None)
    if known.meaning(gap.column) != "cadence" or orders is None:
        return 0
    return int((known.looked.whole(orders)[known.looked.gaps_in(gap.column)] == 1).sum())


def _with_number(gap: Gaps, known: Known) -> str:
    column, there, elsewhere = (
        str(gap.with_column),
        float(gap.there or 0),
        float(gap.elsewhere or 0),
    )
    concept = concept_of(column, known.vocabulary)
    trait = (concept.low if there < elsewhere else concept.high) if concept else ""
    if not _same_for_all(gap, known):
        name = known.looked.called[column]
        middle = f"their {name} {_is(name)} typically {quantity(there, column)}"
        return f"{middle}, against {quantity(elsewhere, column)} for the others"
    value = f"{known.looked.called[column]} {quantity(there, column)}"
    fair = trait and concept is not None and not concept.protected
    return f"all of them are {trait} ({value})" if fair else f"all of them have {value}"


def _is(name: str) -> str:
    return "are" if several(name) else "is"


def _same_for_all(gap: Gaps, known: Known) -> bool:
    values = known.looked.whole(str(gap.with_column))[known.looked.gaps_in(gap.column)]
    return bool((values == gap.there).all())


def _of_outliers(known: Known) -> Iterator[Finding]:
    """`Income of one customer lies far outside: 666,666, where the middle half has …`"""
    spread = {number.column: number for number in known.found.numbers}
    for far in known.found.outliers:
        share = far.count / known.found.rows
        if share <= _RARE:
            said = _far(far, spread[far.column], known.looked.called[far.column])
            yield Finding("outliers", said, (far.column,), 0.4 - 8 * share)


def _far(far: Outliers, number: NumberColumn, name: str) -> str:
    who = "One customer lies" if far.count == 1 else f"{count(far.count, 'customer')} lie"
    value = quantity(far.furthest, far.column)
    value = value if far.count == 1 else f"up to {value}" if far.furthest > number.p50 else (
        f"down to {value}"
    )  # fmt: skip
    middle = f"{quantity(number.p25, far.column)} to {quantity(number.p75, far.column)}"
    return f"{who} far outside in {name} ({value}); the middle half of all has {middle}."


def _of_numbers(known: Known) -> Iterator[Finding]:
    """Columns that are mostly zero, and those with two peaks."""
    for number in known.found.numbers:
        name = sentence(known.looked.called[number.column])
        if _MANY_ZEROS <= number.zeros < 1:
            said = f"{name} {_is(name)} 0 for {percent(number.zeros)} of customers."
            yield Finding("zeros", said, (number.column,), 0.2 + 0.3 * (number.zeros - 0.5))
        if number.peaks == 2:
            yield _two_peaks(number, known)


def _two_peaks(number: NumberColumn, known: Known) -> Finding:
    values = known.looked.values[number.column]
    tops = peaks_of(values[np.isfinite(values) & ((values != 0) | (number.zeros < 0.05))]) or []
    around = " and ".join(f"around {quantity(top, number.column)}" for top in tops)
    name = sentence(known.looked.called[number.column])
    said = f"{name} has two peaks, {around}, with few in between."
    return Finding("two peaks", said, (number.column,), 0.5)
