"""Which values are missing, and what the customers without them have in common."""

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, bdtrc, ndtr

from segmentation.exploration import Gaps
from segmentation.exploring.looking import Looked
from segmentation.exploring.relating import benjamini_hochberg

_FEWEST = 5
_MOST_COLUMNS, _MOST_GAPS = 8, 2_000
_SIGNIFICANT, _CLEAR = 0.01, 0.2


@dataclass(frozen=True, slots=True)
class _Difference:
    """How the customers without a value differ from the others in another column."""

    column: str
    answer: str | None
    there: float
    elsewhere: float
    size: float
    p_value: float


def gaps(looked: Looked) -> tuple[Gaps, ...]:
    """Every column with values missing, the one with the most first."""
    names = [n for n in (*looked.numbers, *looked.categories) if looked.missing.get(n, 0)]
    names.sort(key=lambda name: -looked.missing[name])
    told = {name: _differences(name, looked) for name in names[:_MOST_COLUMNS]}
    tested = [difference for found in told.values() for difference in found]
    adjusted = benjamini_hochberg(np.array([one.p_value for one in tested]))
    sure = {id(one) for one, p in zip(tested, adjusted, strict=True) if p <= _SIGNIFICANT}
    return tuple(
        _gaps(name, looked, [one for one in told.get(name, ()) if id(one) in sure])
        for name in names
    )


def _gaps(name: str, looked: Looked, found: list[_Difference]) -> Gaps:
    count = looked.missing[name]
    share = count / max(len(looked.table), count)
    clear = [one for one in found if one.size >= _CLEAR]
    if not clear:
        return Gaps(name, count, share)
    most = max(clear, key=lambda one: one.size)
    told = most.answer, most.there, most.elsewhere, most.size
    return Gaps(name, count, share, most.column, *told)


def _differences(name: str, looked: Looked) -> list[_Difference]:
    without = looked.gaps_in(name)
    if not _FEWEST <= len(without) <= len(looked.table) - _FEWEST:
        return []
    others = ~np.isin(looked.rows, without)
    without = without[:: len(without) // _MOST_GAPS + 1]
    numbers = [_in_numbers(n, looked, without, others) for n in looked.numbers if n != name]
    answers = [_in_answers(n, looked, without, others) for n in looked.categories if n != name]
    return [one for one in (*numbers, *answers) if one is not None]


def _in_numbers(
    column: str, looked: Looked, without: np.ndarray, others: np.ndarray
) -> _Difference | None:
    """A rank test of these customers against the others in the sample (Mann and Whitney)."""
    mine, rest = looked.whole(column)[without], looked.values[column][others]
    mine, rest = mine[np.isfinite(mine)], np.sort(rest[np.isfinite(rest)])
    if len(mine) < _FEWEST or len(rest) < _FEWEST:
        return None
    lower, upper = (np.searchsorted(rest, mine, side) for side in ("left", "right"))
    above = float((lower + upper).mean()) / 2 / len(rest)
    deviation = np.sqrt((len(mine) + len(rest) + 1) / (12 * len(mine) * len(rest)))
    p_value = float(2 * ndtr(-abs(above - 0.5) / deviation))
    there, elsewhere = float(np.median(mine)), float(np.median(rest))
    return _Difference(column, None, there, elsewhere, abs(2 * above - 1), p_value)


def _in_answers(
    column: str, looked: Looked, without: np.ndarray, others: np.ndarray
) -> _Difference | None:
    """The answer that these customers give most beyond its share among the others."""
    answers = looked.answers[column]
    known = looked.codes[column][others]
    rest = np.bincount(known[known >= 0], minlength=len(answers))[: len(answers)]
    given = looked.table[column].iloc[without].value_counts()
    mine = np.array([int(given.get(answer, 0)) for answer in answers])
    total, wanted = int(given.sum()), int((known >= 0).sum())
    if total < _FEWEST or wanted < _FEWEST:
        return None
    usual = (rest + 0.5) / (wanted + 1)
    tails = np.minimum(bdtr(mine, total, usual), bdtrc(mine - 1, total, usual))
    p_values = np.minimum(1.0, 2 * tails * len(answers))
    differs = mine / total - rest / wanted
    at = int(differs.argmax())
    shares = float(mine[at] / total), float(rest[at] / wanted)
    return _Difference(column, answers[at], *shares, float(differs[at]), float(p_values[at]))
