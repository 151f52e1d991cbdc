"""What goes together, said in sentences a marketer reads."""

from collections.abc import Iterator, Sequence
from itertools import permutations

import numpy as np

from segmentation.exploration import Finding, Relation
from segmentation.exploring.looking import MOST_ANSWERS, Looked
from segmentation.exploring.relating import contingency, rank_correlations
from segmentation.phrasing import compared, percent, quantity, sentence, several
from segmentation.traits import concept_of
from segmentation.vocabulary import Vocabulary

_CLEAR, _BENT, _SAME = 0.3, 0.12, 0.98
_NOTHING, _ENOUGH = 0.08, 170  # with fewer customers, chance alone gives a correlation of 0.15
_FEWEST = 0.02  # share of customers that an answer needs to be held up as an example
_CLEAR_ANSWER = 0.2
_FEW_VALUES = 12
_FLAT = 0.05  # share of the variance of ranks that a curve may explain where nothing follows
# What people expect to go together; where it does not, they want to know.
_EXPECTED = (
    ("income", "spend"), ("tenure", "spend"), ("age", "income"), ("age", "spend"),
    ("frequency", "spend"), ("recency", "spend"), ("credit_limit", "spend"),
    ("recency", "frequency"), ("income", "frequency"), ("tenure", "frequency"),
)  # fmt: skip


def told_relation(relation: Relation, looked: Looked) -> Finding | None:
    """The sentence for a relation, None where it is too weak to be told."""
    if relation.kind == "numbers":
        return _numbers(relation, looked)
    if relation.strength < _CLEAR_ANSWER:
        return None
    tell = _by_answer if relation.kind == "number and category" else _answers
    return tell(relation, looked)


def _numbers(relation: Relation, looked: Looked) -> Finding | None:
    columns = (relation.one, relation.other)
    one, other = (looked.called[column] for column in columns)
    rho, bend = relation.spearman or 0.0, relation.bend or 0.0
    figure = f"(rank correlation {signed(rho)})"
    if bend >= _BENT and bend > rho**2:
        return _curve(relation, looked)
    if abs(rho) < _CLEAR:
        return None
    score = 0.3 + 0.3 * abs(rho)
    if abs(rho) >= _SAME:
        said = f"{sentence(one)} and {other} say nearly the same {figure}."
        return Finding("numbers", said, columns, 0.3)
    if rho > 0:
        said = f"{sentence(one)} and {other} rise together {figure}."
    else:
        said = f"The {compared(one, more=True)}, the {compared(other, more=False)} {figure}."
    return Finding("numbers", said, columns, score)


def _curve(relation: Relation, looked: Looked) -> Finding | None:
    """`Spending score follows age in a curve: highest with age around 32 (median spending
    score 61), lowest around …`"""
    x, y = _bent_first(relation, looked)
    low, high = _ends_of_curve(looked.values[x], looked.values[y])
    known = looked.values[y][np.isfinite(looked.values[y])]
    quarter, three_quarters = np.percentile(known, (25, 75))
    if len(np.unique(known)) < _FEW_VALUES or high[1] - low[1] < (three_quarters - quarter) / 2:
        return None
    by, of = looked.called[x], looked.called[y]
    verb = "follow" if several(of) else "follows"
    said = (
        f"{sentence(of)} {verb} {by} in a curve: highest with {by} around"
        f" {quantity(high[0], x)} (median {of} {quantity(high[1], y)}), lowest around"
        f" {quantity(low[0], x)} (median {quantity(low[1], y)})."
    )
    return Finding("curve", said, (x, y), 0.3 + min(0.3, float(relation.bend or 0.0)))


def _bent_first(relation: Relation, looked: Looked) -> tuple[str, str]:
    """Which column the other one follows in a curve: the one whose steps explain more."""
    names = (relation.one, relation.other)
    explained = [
        _spread_of_middles(looked.ranks[x], looked.ranks[y]) for x, y in (names, names[::-1])
    ]
    return names if explained[0] >= explained[1] else names[::-1]


def _spread_of_middles(x: np.ndarray, y: np.ndarray) -> float:
    return float(np.std([middle for _, middle in _middles(x, y)]))


def _ends_of_curve(x: np.ndarray, y: np.ndarray) -> tuple[tuple[float, float], ...]:
    middles = _middles(x, y)
    return min(middles, key=lambda m: m[1]), max(middles, key=lambda m: m[1])


def _middles(x: np.ndarray, y: np.ndarray, steps: int = 8) -> list[tuple[float, float]]:
    """The medians of x and y in steps of x that hold about as many customers each."""
    known = np.isfinite(x) & np.isfinite(y)
    x, y = x[known], y[known]
    edges = np.unique(np.percentile(x, np.linspace(0, 100, steps + 1)))
    place = np.clip(np.searchsorted(edges, x, "right") - 1, 0, max(len(edges) - 2, 0))
    parts = [place == at for at in np.unique(place)]
    return [(float(np.median(x[part])), float(np.median(y[part]))) for part in parts]


def _by_answer(relation: Relation, looked: Looked) -> Finding | None:
    """`Tenure goes with contract: typically 64 with “Two year” and 12 with “Month-to-month”.`"""
    column, category = relation.one, relation.other
    values, codes = looked.values[column], looked.codes[category]
    medians = {
        at: float(np.median(mine))
        for at, answer in enumerate(looked.answers[category])
        if len(mine := values[(codes == at) & np.isfinite(values)]) >= _FEWEST * len(codes)
    }
    if len(medians) < 2 or len(set(medians.values())) < 2:
        return None
    low, high = min(medians, key=lambda at: medians[at]), max(medians, key=lambda at: medians[at])
    answers = looked.answers[category]
    go = "go" if several(looked.called[column]) else "goes"
    said = (
        f"{sentence(looked.called[column])} {go} with {looked.called[category]}: typically"
        f" {quantity(medians[high], column)} with “{answers[high]}” and"
        f" {quantity(medians[low], column)} with “{answers[low]}”."
    )
    given = category in looked.labels
    return Finding(
        "answer", said, (column, category), (0.45 if given else 0.25) + 0.3 * relation.strength
    )


def _answers(relation: Relation, looked: Looked) -> Finding | None:
    """`43 % of customers with contract “Month-to-month” have churn “Yes”, against 2.8 % with …`"""
    names = (relation.one, relation.other)
    result = next((name for name in names if name in looked.labels), None)
    if result is None and relation.strength > 0.9:
        return None  # two columns that ask the same
    result = result or min(names, key=lambda name: len(looked.answers[name]))
    by = names[1] if result == names[0] else names[0]
    counts = contingency(looked.codes[by], looked.codes[result])
    told = _most_unlike(counts, min(len(looked.answers[by]), MOST_ANSWERS))
    if told is None:
        return None
    answer, high, low = told
    shares = counts[:, answer] / counts.sum(axis=1)
    words, others = looked.answers[by], looked.answers[result]
    if answer >= len(others) or others[answer] in words:
        return None  # "no internet service" in both says nothing
    said = (
        f"{percent(float(shares[high]))} of customers with {looked.called[by]} “{words[high]}” have"
        f" {looked.called[result]} “{others[answer]}”, against {percent(float(shares[low]))} with"
        f" “{words[low]}”."
    )
    score = (0.55 if result in looked.labels else 0.15) + 0.3 * _eased(relation)
    return Finding("answers", said, names, score)


def _most_unlike(counts: np.ndarray, named: int) -> tuple[int, int, int] | None:
    """The rarer answer whose share differs most, and the lines where it is highest and lowest."""
    large = [
        at for at in range(min(named, len(counts))) if counts[at].sum() >= _FEWEST * counts.sum()
    ]
    if len(large) < 2:
        return None
    shares = counts[large] / counts[large].sum(axis=1, keepdims=True)
    rare = counts.sum(axis=0) <= 0.5 * counts.sum()
    answer = int(np.where(rare, np.ptp(shares, axis=0), -1.0).argmax())
    return answer, large[int(shares[:, answer].argmax())], large[int(shares[:, answer].argmin())]


def _eased(relation: Relation) -> float:
    """Strength as it counts for a sentence: what is nearly the same thing is no news."""
    return relation.strength if relation.strength <= 0.8 else max(0.0, 4 * (1 - relation.strength))


def told_unrelated(
    found: Sequence[Relation], looked: Looked, vocabulary: Vocabulary
) -> Iterator[Finding]:
    """`Income and spending are unrelated (rank correlation 0.01).`: only what people expect."""
    concepts = {name: concept_of(name, vocabulary) for name in looked.numbers}
    whole = {n: c for n, c in concepts.items() if c and not (c.money and c.counts_as)}
    meant = {name: concept.meaning for name, concept in whole.items()}
    pairs = [p for p in permutations(meant, 2) if (meant[p[0]], meant[p[1]]) in _EXPECTED]
    if not pairs:
        return
    curved = {frozenset((r.one, r.other)) for r in found if (r.bend or 0.0) > _FLAT}
    spearman, at = rank_correlations(list(looked.values.values())), list(looked.numbers)
    for one, other in pairs:
        rho = float(spearman[at.index(one), at.index(other)])
        both = np.isfinite(looked.values[one]) & np.isfinite(looked.values[other])
        flat = frozenset((one, other)) not in curved and both.sum() >= _ENOUGH
        if abs(rho) < _NOTHING and flat:
            said = (
                f"{sentence(looked.called[one])} and {looked.called[other]} are unrelated"
                f" (rank correlation {signed(rho)})."
            )
            yield Finding("unrelated", said, (one, other), 0.62)


def signed(value: float) -> str:
    """A correlation with two decimals and a real minus.

    >>> signed(-0.413), signed(-0.001)
    ('−0.41', '0.00')
    """
    text = f"{value:.2f}"
    return "0.00" if text == "-0.00" else text.replace("-", "−")
