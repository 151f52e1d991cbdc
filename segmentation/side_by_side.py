"""Two segments side by side: sizes, means, ratios, and by what they differ most."""

from dataclasses import dataclass

from segmentation.results import Analysis, Segment

MISLEADING = 20.0  # times as much: rather a matter of a mean next to zero


@dataclass(frozen=True, slots=True)
class Difference:
    """One feature in two segments.

    first, second: means in the file's own units. ratio: first to second, None where it would
    mislead. effect_size: how far the means are apart, in standard deviations over all customers
    (Cohen's d with the overall deviation); positive where the first is higher.
    """

    feature: str
    first: float
    second: float
    ratio: float | None
    effect_size: float


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two segments and their differences, the largest effect first."""

    first: Segment
    second: Segment
    differences: tuple[Difference, ...]


def side_by_side(analysis: Analysis, first: int, second: int) -> SideBySide:
    """Two segments of an analysis beside each other. Raises UnknownSegment.

    References
    ----------
    Cohen, J. (1988). Statistical power analysis for the behavioral sciences.
    """
    one, other = analysis.segment(first), analysis.segment(second)
    effects = [{d.feature: d.effect_size for d in s.distinguishing} for s in (one, other)]
    differences = [
        Difference(
            name,
            one.centre[name],
            other.centre[name],
            _ratio(one.centre[name], other.centre[name]),
            effects[0].get(name, 0.0) - effects[1].get(name, 0.0),
        )
        for name in analysis.features
        if name in one.centre and name in other.centre
    ]
    ordered = sorted(differences, key=lambda d: (-abs(round(d.effect_size, 9)), d.feature))
    return SideBySide(one, other, tuple(ordered))


def _ratio(first: float, second: float) -> float | None:
    if first < 0 or second <= 0:
        return None
    ratio = first / second
    return ratio if 1 / MISLEADING <= ratio <= MISLEADING else None
