"""A rule in words for each segment: the few conditions that pick its customers best."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from segmentation.column_words import feature_label, with_unit
from segmentation.partitioning.second_process import offered_over

SAMPLE = 5_000
DEPTH = 3
# What leaving out conditions and rounding numbers may cost in F1.
_SIMPLER = 0.02
_ROUNDER = 0.01


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions in words; how often a customer they pick is in the segment (precision), and
    which part of the segment they find (recall)."""

    text: str
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Said:
    """How a rule speaks of a column that is 1 where customers give one answer to a question."""

    question: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class _Interval:
    """One condition: above low, up to high, or from low to high with both ends."""

    column: int
    low: float = -np.inf
    high: float = np.inf

    def with_bound(self, side: str, bound: float) -> "_Interval":
        return replace(self, low=bound) if side == "low" else replace(self, high=bound)

    def holds(self, columns: "_Columns") -> np.ndarray:
        """d columns (n,) -> (n,) bool."""
        column = columns[self.column]
        if self.low == -np.inf:
            return column <= self.high
        if self.high == np.inf:
            return column > self.low
        between: np.ndarray = (column >= self.low) & (column <= self.high)
        return between


_Box = tuple[_Interval, ...]
_Columns = Sequence[np.ndarray]


def rules(
    values: pd.DataFrame,
    labels: np.ndarray,
    spoken: Mapping[str, str] | None = None,
    seed: int = 42,
    depth: int = DEPTH,
    said: Mapping[str, "Said"] | None = None,
) -> tuple[Rule, ...]:
    """One rule a segment, read from a shallow tree of that segment against all others.

    Parameters
    ----------
    values : (n, d) numbers in the file's own units, no missing values.
    labels : (n,) int, 1 … k; 0 for rows that belong to no segment.
    spoken : column -> how to call it (`traits.short_labels`); by default its own words.
    depth : the most conditions a rule may have.
    said : for columns that are 1 where customers give an answer: how to say it.

    Returns
    -------
    One rule a segment, in the order of the numbers. The conditions are those of the leaf with
    the best F1 of a CART tree (Breiman et al., 1984) on at most 5,000 rows, simplified and
    rounded as far as that costs next to nothing; precision and recall are those of the rounded
    rule on all rows.

    >>> frame = pd.DataFrame({"spend (k$)": [10, 20, 30, 88, 90, 97]})
    >>> rules(frame, np.array([1, 1, 1, 2, 2, 2]))[1]
    Rule(text='spend above $60k', precision=1.0, recall=1.0)
    """
    return begun_rules(values, labels, spoken, seed, depth, said)()


def begun_rules(
    values: pd.DataFrame,
    labels: np.ndarray,
    spoken: Mapping[str, str] | None = None,
    seed: int = 42,
    depth: int = DEPTH,
    said: Mapping[str, "Said"] | None = None,
) -> Callable[[], tuple[Rule, ...]]:
    """`rules` whose trees grow in the second process where there is one; what is returned waits
    for them."""
    columns = [values[name].to_numpy(dtype=np.float64) for name in values.columns]
    rows = _sample(len(values), seed)
    sample, of_sample = [column[rows] for column in columns], labels[rows]
    answers = [(said or {}).get(str(name)) for name in values.columns]
    numbers = range(1, int(labels.max(initial=0)) + 1)
    boxes = offered_over(_boxes, sample, of_sample, numbers, depth, answers)

    def found() -> tuple[Rule, ...]:
        words = _Wording([str(name) for name in values.columns], spoken or {}, sample)
        words.answers = answers
        return tuple(
            Rule(words.text(box), *_precision_recall(box, columns, labels == number))
            for number, box in zip(numbers, boxes(), strict=True)
        )

    return found


def _boxes(
    sample: "_Columns",
    of_sample: np.ndarray,
    numbers: Sequence[int],
    depth: int,
    answers: Sequence["Said | None"],
) -> list["_Box"]:
    """The box of each segment, by the customers of the sample."""
    return [
        _positive(_best_box(sample, inside, depth), answers, sample, inside)
        for inside in (of_sample == number for number in numbers)
    ]


def _sample(rows: int, seed: int) -> np.ndarray:
    if rows <= SAMPLE:
        return np.arange(rows)
    return np.sort(np.random.default_rng(seed).choice(rows, SAMPLE, replace=False))


def _best_box(sample: _Columns, inside: np.ndarray, depth: int) -> _Box:
    """The leaf that describes the rows inside best, without needless conditions and digits."""
    if inside.all() or not inside.any():
        return ()
    from sklearn.tree import DecisionTreeClassifier  # takes 0.5 s to load

    tree = DecisionTreeClassifier(max_depth=depth, class_weight="balanced", random_state=0)
    tree.fit(np.column_stack(sample), inside)
    box = max(_leaves(tree.tree_), key=lambda leaf: _f1(leaf, sample, inside))
    return _rounded(_simplified(box, sample, inside), sample, inside)


def _leaves(tree: Any, node: int = 0, box: _Box = ()) -> list[_Box]:
    """Every leaf as a box: the conditions on its way, those on one column in one interval."""
    left, right = tree.children_left[node], tree.children_right[node]
    if left == right:
        return [box]
    column, cut = int(tree.feature[node]), float(tree.threshold[node])
    below, above = _narrowed(box, column, high=cut), _narrowed(box, column, low=cut)
    return _leaves(tree, left, below) + _leaves(tree, right, above)


def _narrowed(box: _Box, column: int, low: float = -np.inf, high: float = np.inf) -> _Box:
    old = next((part for part in box if part.column == column), _Interval(column))
    new = _Interval(column, max(low, old.low), min(high, old.high))
    return (*(part for part in box if part.column != column), new)


def _precision_recall(box: _Box, columns: _Columns, inside: np.ndarray) -> tuple[float, float]:
    picked = np.ones(len(inside), dtype=bool)
    for part in box:
        picked &= part.holds(columns)
    right = int(np.count_nonzero(picked & inside))
    return right / max(1, int(np.count_nonzero(picked))), right / int(np.count_nonzero(inside))


def _f1(box: _Box, columns: _Columns, inside: np.ndarray) -> float:
    precision, recall = _precision_recall(box, columns, inside)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _simplified(box: _Box, sample: _Columns, inside: np.ndarray) -> _Box:
    """Leave out bounds as long as the rule stays as good."""
    enough = _f1(box, sample, inside) - _SIMPLER
    for part in box:
        for looser in (replace(part, low=-np.inf), replace(part, high=np.inf)):
            candidate = tuple(looser if p.column == part.column else p for p in box)
            candidate = tuple(p for p in candidate if np.isfinite([p.low, p.high]).any())
            if looser != part and candidate and _f1(candidate, sample, inside) >= enough:
                box = candidate
                break
    return box


def _positive(
    box: _Box, answers: Sequence[Said | None], sample: _Columns, inside: np.ndarray
) -> _Box:
    """With the answer that is given in the place of those that are not, where it says as much."""
    enough = _f1(box, sample, inside) - _SIMPLER
    for question in sorted({one.question for one in answers if one}):
        own = [at for at, one in enumerate(answers) if one and one.question == question]
        rest = tuple(part for part in box if part.column not in own)
        if len(box) - len(rest) and all(p.high < np.inf for p in box if p.column in own):
            found = [(*rest, _Interval(at, low=0.5)) for at in own]
            best = max(found, key=lambda one: _f1(one, sample, inside))
            box = best if _f1(best, sample, inside) >= enough else box
    return box


def _rounded(box: _Box, sample: _Columns, inside: np.ndarray) -> _Box:
    """Each bound with as few digits as keep the rule right."""
    enough = _f1(box, sample, inside) - _ROUNDER
    for part in box:
        whole = _is_whole(sample[part.column])
        for side in ("low", "high"):
            for bound in _rounder(getattr(part, side), whole):
                candidate = _with_bound(box, part.column, side, bound)
                if _f1(candidate, sample, inside) >= enough:
                    box = candidate
                    break
    return box


def _with_bound(box: _Box, column: int, side: str, bound: float) -> _Box:
    return tuple(p.with_bound(side, bound) if p.column == column else p for p in box)


def _rounder(bound: float, whole: bool) -> list[float]:
    """The bound with one, two, … seven significant digits, half steps in between."""
    if not np.isfinite(bound) or bound == 0:
        return [bound]
    magnitude = int(np.floor(np.log10(abs(bound))))
    steps = [10.0 ** (magnitude - digits) for digits in range(7)]
    tried = [round(bound / unit) * unit for step in steps for unit in (step, step / 2)]
    if whole:
        return [t for t in tried if t == int(t)] + [np.floor(bound), np.ceil(bound)]
    return [*(float(f"{t:.10g}") for t in tried), bound]


def _is_whole(column: np.ndarray) -> bool:
    return bool((column == np.floor(column)).all())


class _Wording:
    """Conditions in words."""

    def __init__(self, columns: Sequence[str], spoken: Mapping[str, str], sample: _Columns) -> None:
        labels = [(column, *feature_label(column)) for column in columns]
        self._labels = [(spoken.get(column, own), unit) for column, own, unit in labels]
        self.answers: list[Said | None] = [None] * len(columns)
        self._binary = [bool(np.isin(cells, (0.0, 1.0)).all()) for cells in sample]

    def text(self, box: _Box) -> str:
        """All conditions, in the order of the columns."""
        parts = [self._part(part) for part in sorted(box, key=lambda part: part.column)]
        return (", ".join(parts[:-1]) + " and " if parts[1:] else "") + (
            parts[-1] if parts else "every customer"
        )

    def _part(self, part: _Interval) -> str:
        label, unit = self._labels[part.column]
        answer = self.answers[part.column]
        if answer:
            return answer.yes if part.high == np.inf else answer.no
        if self._binary[part.column]:
            return f"{label} is {1 if part.high == np.inf else 0}"
        low, high = (with_unit(_number(bound), unit) for bound in (part.low, part.high))
        if part.high == np.inf:
            return f"{label} above {low}"
        if part.low == -np.inf:
            return f"{label} up to {high}"
        # "and" joins conditions, so a range is written without it.
        return f"{label} from {low} to {high}"


def _number(bound: float) -> str:
    return f"{bound:,.0f}" if bound == np.round(bound) else f"{bound:,.10g}"
