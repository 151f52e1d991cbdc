"""Why one customer is in its segment, and the smallest change that would move it to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from segmentation.own_units import Axis, axes_of
from segmentation.results import Outcome
from segmentation.traits import concept_of
from segmentation.vocabulary import Vocabulary

MOST_DECIDING = 3
# A change goes this part of the way beyond the border, so that rounding does not bring it back.
_BEYOND = 1e-3
# What has less than this part in a decision does not decide.
_SLIGHT = 0.01
_DIGITS = (2, 3, 4, 6)


@dataclass(frozen=True, slots=True)
class Deciding:
    """A feature that draws a customer to its own segment rather than to the next.

    value: the customer's; own, other: the means of the two segments; all in the file's own units,
    None for a column of answers. part: of all that speaks for its own segment, 0 to 1.
    """

    feature: str
    value: float | None
    own: float | None
    other: float | None
    part: float


@dataclass(frozen=True, slots=True)
class Change:
    """One feature as it is and as it would have to be."""

    feature: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class ReasonsForOne:
    """A customer's segment, why it is that one, and what would move it.

    segment: its number, 0 for none. nearest, other: the segments whose centres are nearest and
    next (other is 0 where there is only one). distance, other_distance: to these centres, in the
    space that was clustered. changes: the smallest change of one feature, else of two, that leads
    to another nearest centre, `moves_to`; none where none does within what the file's customers
    show. fixed: the features that were left alone, since nobody can change them.
    """

    segment: int
    nearest: int
    other: int
    distance: float
    other_distance: float
    deciding: tuple[Deciding, ...]
    changes: tuple[Change, ...]
    moves_to: int
    fixed: tuple[str, ...]


def reasons_for(
    outcome: Outcome, row: int, vocabulary: Vocabulary | None = None
) -> ReasonsForOne | None:
    """Explain one customer by the centres of the segments.

    Parameters
    ----------
    outcome : a finished analysis with at least one segment; else there is nothing to say: None.
    row : the customer's position in `outcome.table`.
    vocabulary : tells which features nobody can change, or should be asked to.

    Returns
    -------
    Exact for k-means, whose customers belong to the nearest centre. Other algorithms draw their
    borders otherwise; then `segment` and `nearest` may differ, and a reader should be told so.
    The change is verified by looking for the nearest centre again.
    """
    numbers = [segment.number for segment in outcome.analysis.segments]
    if not numbers:
        return None
    axes = axes_of(outcome)
    space = _Space(tuple(axes), _centres(outcome, numbers), outcome.scaled[row])
    order = np.argsort(space.distances(), kind="stable")
    nearest, other = int(order[0]), int(order[1]) if len(order) > 1 else -1
    fixed = tuple(a.feature for a in axes if not _changeable(a, vocabulary or Vocabulary()))
    free = [axis for axis in axes if axis.feature not in fixed]
    moves_to, changes = space.smallest_change(nearest, free) if other >= 0 else (-1, ())
    return ReasonsForOne(
        segment=int(outcome.labels[row]),
        nearest=numbers[nearest],
        other=numbers[other] if other >= 0 else 0,
        distance=float(np.sqrt(space.distances()[nearest])),
        other_distance=float(np.sqrt(space.distances()[other])) if other >= 0 else 0.0,
        deciding=tuple(space.deciding(nearest, other, outcome, row)) if other >= 0 else (),
        changes=changes,
        moves_to=numbers[moves_to] if moves_to >= 0 else 0,
        fixed=fixed,
    )


def _centres(outcome: Outcome, numbers: Sequence[int]) -> np.ndarray:
    """(k, d) the means of the segments in the space that was clustered."""
    return np.array([outcome.scaled[outcome.labels == number].mean(axis=0) for number in numbers])


def _changeable(axis: Axis, vocabulary: Vocabulary) -> bool:
    """Numbers that a customer could change; not age and the like, not time that has passed."""
    concept = concept_of(axis.feature, vocabulary)
    return axis.is_number and not (concept and (concept.protected or concept.fixed))


@dataclass(frozen=True)
class _Space:
    """One customer among the centres. axes: the features; centres: (k, d); point: (d,)."""

    axes: tuple[Axis, ...]
    centres: np.ndarray
    point: np.ndarray

    def distances(self, point: np.ndarray | None = None) -> np.ndarray:
        """(k,) squared distances to the centres."""
        away = self.centres - (self.point if point is None else point)
        squared: np.ndarray = np.einsum("kd,kd->k", away, away)
        return squared

    def deciding(self, own: int, other: int, outcome: Outcome, row: int) -> Iterator[Deciding]:
        """What speaks for the own centre against the other, the strongest first."""
        spoken = (self.centres[other] - self.point) ** 2 - (self.centres[own] - self.point) ** 2
        parts = [(float(spoken[list(axis.places)].sum()), axis) for axis in self.axes]
        whole = sum(part for part, _ in parts if part > 0)
        segments = outcome.analysis.segments
        for part, axis in sorted(parts, key=lambda p: (-p[0], p[1].feature))[:MOST_DECIDING]:
            if part <= _SLIGHT * whole:
                return
            here, there = (segments[at].centre.get(axis.feature) for at in (own, other))
            value = float(axis.values[row]) if axis.is_number else None
            yield Deciding(axis.feature, value, here, there, part / whole)

    def smallest_change(self, own: int, free: Sequence[Axis]) -> tuple[int, tuple[Change, ...]]:
        """The centre it leads to and the change itself: of one feature, else of two; -1 if none."""
        for group in (((axis,) for axis in free), combinations(free, 2)):
            moves = [move for axes in group for move in self._moves(own, axes)]
            if moves:
                _, _, target, changes = min(moves)
                return target, tuple(Change(*change) for change in changes)
        return -1, ()

    def _moves(
        self, own: int, axes: tuple[Axis, ...]
    ) -> Iterator[tuple[float, tuple[str, ...], int, tuple[tuple[str, float, float], ...]]]:
        """Changes of these features that lead to another centre, with how far they go."""
        places = [axis.places[0] for axis in axes]
        squared = self.distances()
        for other in range(len(self.centres)):
            way = (self.centres[other] - self.centres[own])[places]
            length = float(way @ way)
            if other == own or length <= 0:
                continue
            # On the border both centres are equally far: |x+δ-c'|² = |x+δ-c|².
            step = (squared[other] - squared[own]) / (2 * length) * way * (1 + _BEYOND)
            wanted = self._within(axes, self.point[places] + step, (own, other))
            if wanted is not None:
                yield from self._rounded(own, axes, wanted)

    def _within(
        self, axes: tuple[Axis, ...], wanted: np.ndarray, pair: tuple[int, int]
    ) -> np.ndarray | None:
        """The point within the observed range; what one feature lacks there, the other makes up."""
        low = np.array([axis.scaled_range[0] for axis in axes])
        high = np.array([axis.scaled_range[1] for axis in axes])
        inside = np.clip(wanted, low, high)
        short = np.flatnonzero(inside != wanted)
        if not len(short):
            return wanted
        if len(axes) == 1 or len(short) == len(axes):
            return None
        other = 1 - int(short[0])
        there = self.point.copy()
        there[[axis.places[0] for axis in axes]] = inside
        place = axes[other].places[0]
        way = float((self.centres[pair[1]] - self.centres[pair[0]])[place])
        squared = self.distances(there)
        missing = float(squared[pair[1]] - squared[pair[0]])
        if way == 0:
            return None
        inside[other] += missing / (2 * way) * (1 + _BEYOND)
        return inside if low[other] <= inside[other] <= high[other] else None

    def _rounded(
        self, own: int, axes: tuple[Axis, ...], wanted: np.ndarray
    ) -> Iterator[tuple[float, tuple[str, ...], int, tuple[tuple[str, float, float], ...]]]:
        """The change in the file's own units with as few digits as lead elsewhere, verified."""
        for digits in _DIGITS:
            there, changes = self.point.copy(), []
            for axis, goal in zip(axes, wanted, strict=True):
                place = axis.places[0]
                before = axis.to_own(self.point[place])
                after = axis.rounded(axis.to_own(float(goal)), before, digits)
                there[place] = axis.to_scaled(after)
                changes.append((axis.feature, before, after))
            target = int(np.argmin(self.distances(there)))
            if target != own:
                far = float(np.linalg.norm(there - self.point))
                yield far, tuple(axis.feature for axis in axes), target, tuple(changes)
                return
