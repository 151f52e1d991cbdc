"""From a typed table to a matrix: missing values filled, features made comparable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

import numpy as np
import pandas as pd

from segmentation.answers import Answers, answers_of
from segmentation.phrasing import quantity
from segmentation.results import CleaningStep, FeatureScale
from segmentation.scaling import (
    Method,
    method_for,
    middle,
    not_zero,
    ordered,
    shift_and_scale,
    tail_weight,
)
from segmentation.spec import Scaling

__all__ = ["FeatureMatrix", "is_number", "make_features", "tail_weight"]

_NO_NUMBERS: dict[Scaling, Method] = {
    "auto": "zscore", "zscore": "zscore", "robust": "robust", "none": "none",
}  # fmt: skip


@dataclass(frozen=True)
class FeatureMatrix:
    """What is clustered.

    names: the features. blocks: (d,) the place in `names` of the feature that each column of the
    matrix belongs to: a number takes one; a column of answers as many noughts and ones as it has
    answers (of two answers one, which says the other).
    answers: the columns of answers as they are used, by name.
    values: (n, d) in the file's own units, missing ones filled with the median.
    scaled: (n, d) the same, comparable with each other.
    method: how the numbers were made comparable.
    middle: (d,) the median of each column of values.
    shift, scale, weight: (d,) the figures of that; `scaled = bend((values - shift) / scale) *
    weight`, where bend is arcsinh for numbers scaled `robust` and nothing otherwise.
    imputed: how many values were filled, by feature, where any were.
    weights: how many times features count that don't count once.
    notes: plain sentences a person should read.
    """

    names: tuple[str, ...]
    blocks: np.ndarray
    answers: dict[str, Answers]
    values: np.ndarray
    scaled: np.ndarray
    method: Method
    middle: np.ndarray
    shift: np.ndarray
    scale: np.ndarray
    weight: np.ndarray
    imputed: dict[str, int] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @cached_property
    def numbers(self) -> dict[str, np.ndarray]:
        """Feature -> its (n,) numbers in the file's own units; none for columns of answers."""
        return {
            name: self.values[:, int(np.flatnonzero(self.blocks == place)[0])]
            for place, name in enumerate(self.names)
            if name not in self.answers
        }

    @property
    def columns(self) -> tuple[str, ...]:
        """(d,) what each column of the matrix is called: a feature, or a feature and an answer."""
        return tuple(f"{s.feature}: {s.answer}" if s.answer else s.feature for s in self.scales())

    @cached_property
    def _bent(self) -> np.ndarray:
        """(d,) which columns arcsinh bends."""
        bent = [name not in self.answers and self.method == "robust" for name in self.names]
        return np.asarray(np.array(bent)[self.blocks])

    def to_scaled(self, values: np.ndarray) -> np.ndarray:
        """(m, d) points in the file's own units -> the space that was clustered."""
        scaled: np.ndarray = (values - self.shift) / self.scale
        np.arcsinh(scaled, out=scaled, where=self._bent)
        scaled *= self.weight
        return scaled

    def to_own_units(self, scaled: np.ndarray) -> np.ndarray:
        """(m, d) points of the space that was clustered, such as centres -> own units."""
        own: np.ndarray = scaled / self.weight
        np.sinh(own, out=own, where=self._bent)
        own *= self.scale
        own += self.shift
        return own

    def scales(self) -> tuple[FeatureScale, ...]:
        """What it takes to bring other customers into the same space, by column."""
        said = {name: iter(column.indicated) for name, column in self.answers.items()}
        names = [self.names[place] for place in self.blocks]
        answers = [next(said[name]) if name in said else "" for name in names]
        columns = zip(names, self.shift, self.scale, self.weight, self.middle, answers, strict=True)
        return tuple(
            FeatureScale(name, float(shift), float(scale), float(weight), float(filled), answer)
            for name, shift, scale, weight, filled, answer in columns
        )

    def receipt(self) -> tuple[CleaningStep, ...]:
        """One line for each feature whose gaps were filled, whose rare answers were pooled, or that
        counts for more or less than another."""
        filled = (
            CleaningStep(
                f"{name}: missing values were filled with {self._filling(name)}.",
                count,
                "Fill the cells in the file, or choose other features.",
            )
            for name, count in self.imputed.items()
        )
        pooled = (
            CleaningStep(
                f"{name}: answers that few customers give count together as “other”.",
                column.pooled,
                "Group these answers in the file as you see fit.",
            )
            for name, column in self.answers.items()
            if column.pooled
        )
        counted = (
            CleaningStep(f"{name}: counts {times:g} times.", 1, "Give it the weight 1.")
            for name, times in self.weights.items()
        )
        return (*filled, *pooled, *counted)

    def _filling(self, name: str) -> str:
        if name in self.answers:
            column = self.answers[name]
            return f"the most common answer (“{column.texts[int(column.shares.argmax())]}”)"
        middle = float(self.middle[self.blocks == self.names.index(name)][0])
        return f"the median ({quantity(middle, name)}); averages leave them out"


def make_features(
    table: pd.DataFrame,
    features: Sequence[str],
    scaling: Scaling = "auto",
    weights: Mapping[str, float] | None = None,
) -> FeatureMatrix:
    """Fill the gaps of features and make them comparable.

    Parameters
    ----------
    table : n rows; every feature is a column of float64, NaN where missing, with at least one
        number; or a column of answers.
    features : names of the columns to use.
    scaling :
        `none` leaves the numbers as they are.
        `zscore` subtracts the mean and divides by the population's standard deviation.
        `robust` subtracts the median, divides by the interquartile range, and bends what is left
        by arcsinh, which leaves the middle alone and draws far values in as a logarithm would;
        then gives each feature the same variance.
        `auto` is `robust` where a feature has heavy tails, else `zscore`.
        A column of answers becomes one column of noughts and ones for each answer (of two, one).
        Two customers who answer differently are as far apart in it as two picked at random are
        in a number, on average, whatever the answers: the cost of k-prototypes (Huang, 1998) with
        means in the place of modes. Measured in docs/decisions/0007-answers-as-features.md.
    weights : how many times a feature counts, as if it stood in the file so often; 1 unless said.

    Examples
    --------
    >>> matrix = make_features(pd.DataFrame({"age": [20.0, 30.0, np.nan]}), ["age"], "zscore")
    >>> matrix.values[:, 0].tolist(), matrix.imputed
    ([20.0, 30.0, 25.0], {'age': 1})
    """
    names = tuple(features)
    answers = {name: answers_of(table[name]) for name in names if not is_number(table[name])}
    columns = [name for name in names if name not in answers]
    numbers, imputed = _numbers(table, columns)
    imputed |= {name: column.filled for name, column in answers.items() if column.filled}
    in_order = ordered(numbers)
    method, notes = (
        method_for(columns, in_order, scaling) if columns else (_NO_NUMBERS[scaling], ())
    )
    part = _scaled(numbers, in_order, method)
    if answers:
        usual = numbers.var(axis=0).mean() if method == "none" and columns else 1.0
        part = _woven(part, names, answers, float(usual) ** 0.5)
    widths = [answers[name].width if name in answers else 1 for name in names]
    blocks = np.repeat(np.arange(len(names)), widths)
    told = {name: times for name, times in (weights or {}).items() if times != 1}
    if told:
        part = part.counting(np.sqrt([told.get(name, 1.0) for name in names])[blocks])
    return FeatureMatrix(
        names, blocks, answers, part.values, part.scaled, method,
        part.middle, part.shift, part.scale, part.weight, imputed, told, notes,
    )  # fmt: skip


def is_number(column: pd.Series) -> bool:
    """Whether a column of a typed table holds numbers rather than answers."""
    return bool(pd.api.types.is_numeric_dtype(column.dtype))


@dataclass(frozen=True)
class _Part:
    """Some columns of the matrix, with the figures of their scaling."""

    values: np.ndarray
    scaled: np.ndarray
    middle: np.ndarray
    shift: np.ndarray
    scale: np.ndarray
    weight: np.ndarray

    def at(self, column: int) -> "_Part":
        one = slice(column, column + 1)
        return _Part(
            self.values[:, one], self.scaled[:, one], self.middle[one],
            self.shift[one], self.scale[one], self.weight[one],
        )  # fmt: skip

    def counting(self, times: np.ndarray) -> "_Part":
        """The same with each column so many times as long."""
        return replace(self, scaled=self.scaled * times, weight=self.weight * times)


def _numbers(table: pd.DataFrame, columns: Sequence[str]) -> tuple[np.ndarray, dict[str, int]]:
    """(n, number of columns) without gaps, and how many were filled."""
    values = np.empty((len(table), len(columns)))
    for at, name in enumerate(columns):
        values[:, at] = table[name].to_numpy(dtype=np.float64)
    filled = {name: _fill_with_median(values[:, at]) for at, name in enumerate(columns)}
    return values, {name: count for name, count in filled.items() if count}


def _fill_with_median(column: np.ndarray) -> int:
    """Fill the gaps of one column in place; how many there were."""
    gaps = np.isnan(column)
    missing = int(gaps.sum())
    if missing:
        column[gaps] = np.median(column[~gaps])
    return missing


def _scaled(values: np.ndarray, in_order: np.ndarray, method: Method) -> _Part:
    """Numbers (n, d) made comparable; in_order: (d, n) each column's by size."""
    shift, scale = shift_and_scale(in_order, method)
    scaled = (values - shift) / scale
    weight = np.ones(values.shape[1])
    if method == "robust":
        np.arcsinh(scaled, out=scaled)
        weight = 1.0 / not_zero(ordered(scaled).std(axis=1))
        scaled *= weight
    return _Part(values, scaled, middle(in_order), shift, scale, weight)


def _woven(
    numbers: _Part, names: Sequence[str], answers: Mapping[str, Answers], spread: float
) -> _Part:
    """Numbers, which have this deviation, and answers in the order of the features."""
    at = iter(range(numbers.values.shape[1]))
    parts = [
        _of_answers(answers[name], spread) if name in answers else numbers.at(next(at))
        for name in names
    ]
    return _Part(*(np.concatenate([getattr(p, f.name) for p in parts], axis=-1)
                   for f in fields(_Part)))  # fmt: skip


def _of_answers(column: Answers, spread: float) -> _Part:
    """Noughts and ones, centred; any two answers lie √2 deviations of a number apart."""
    values = column.indicators()
    scale = np.full(column.width, (1.0 if column.width > 1 else 0.5**0.5) / spread)
    shift = values.mean(axis=0)
    scaled, one = (values - shift) / scale, np.ones(column.width)
    return _Part(values, scaled, np.median(values, axis=0), shift, scale, one)
