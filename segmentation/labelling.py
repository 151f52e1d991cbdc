"""Where labels go so that none covers another: plain geometry, in pixels from the lower left."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_ANGLES = np.radians(np.arange(0, 360, 22.5))
_REACH = np.array([0.0, 16.0, 36.0, 62.0, 96.0, 140.0, 190.0])
_CELL = 8  # pixels; the grid in which customers are counted
_OF_A_LINE = 0.01  # share of all customers that a point of a line counts as
_ROUNDS = 4
_FORBIDDEN = 1e6
_ASTRAY = 70.0  # what it costs when a reader could take a label for a neighbour's


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def inset(self, left: float = 0, bottom: float = 0, right: float = 0, top: float = 0) -> "Box":
        return Box(self.left + left, self.bottom + bottom, self.right - right, self.top - top)

    def overlaps(self, other: "Box", gap: float = 0) -> bool:
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.bottom < other.top + gap
            and other.bottom < self.top + gap
        )

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> "Box":
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


@dataclass(frozen=True)
class Crowd:
    """How many customers are drawn in any rectangle of a room, in constant time; a point of a
    line counts as many of them."""

    room: Box
    sums: np.ndarray
    customers: int

    @classmethod
    def of(cls, room: Box, points: np.ndarray, lines: np.ndarray | None = None) -> "Crowd":
        """points: (n, 2) pixels. lines: (m, 2) points of lines that no label should cross."""
        columns, rows = int(room.width // _CELL) + 1, int(room.height // _CELL) + 1
        limits = [
            (room.left, room.left + columns * _CELL),
            (room.bottom, room.bottom + rows * _CELL),
        ]
        counts, _, _ = np.histogram2d(points[:, 0], points[:, 1], (columns, rows), limits)
        if lines is not None:
            drawn, _, _ = np.histogram2d(lines[:, 0], lines[:, 1], (columns, rows), limits)
            counts = counts + _OF_A_LINE * max(len(points), 1) * drawn
        sums = np.zeros((columns + 1, rows + 1))
        sums[1:, 1:] = counts.cumsum(0).cumsum(1)
        return cls(room, sums, len(points))

    def within(self, boxes: np.ndarray) -> np.ndarray:
        """(m,) customers in each of boxes (m, 4)."""
        origin = np.array([self.room.left, self.room.bottom] * 2)
        cells = np.rint((boxes - origin) / _CELL).astype(int)
        most = np.array(self.sums.shape * 2) - 1
        left, bottom, right, top = np.clip(cells, 0, most).T
        s = self.sums
        inside: np.ndarray = s[right, top] - s[left, top] - s[right, bottom] + s[left, bottom]
        return inside


def place(
    anchors: np.ndarray,
    sizes: Sequence[tuple[float, float]],
    crowd: Crowd,
    taken: Sequence[Box],
    clearance: float,
) -> list[Box] | None:
    """A box beside each anchor that stays in the crowd's room and covers no other box, nothing
    taken, and as few customers as can be; None where there is no such arrangement.

    anchors: (k, 2); sizes: width and height of each label; clearance: pixels kept to anchors.
    """
    choices = [_choices(a, s, clearance) for a, s in zip(anchors, sizes, strict=True)]
    own = [
        _own_cost(boxes, crowd, taken) + _ASTRAY * _nearer_to_another(boxes, anchors, i)
        for i, boxes in enumerate(choices)
    ]
    tries = [_arranged(choices, own, order) for order in _orders(anchors, own)]
    _, best = min(tries, key=lambda tried: tried[0])
    boxes = [Box(*map(float, choices[i][best[i]])) for i in range(len(sizes))]
    return boxes if _apart(boxes, crowd.room, taken) else None


def _orders(anchors: np.ndarray, own: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Turns in which labels may choose their place; the first: those with the least choice."""
    least_choice = np.argsort([-np.sort(cost)[:8].mean() for cost in own])
    across, up = anchors.argsort(0).T if len(anchors) else (least_choice, least_choice)
    return [least_choice, across, across[::-1], up, up[::-1]]


def _arranged(
    choices: Sequence[np.ndarray], own: Sequence[np.ndarray], order: np.ndarray
) -> tuple[float, list[int]]:
    """What an arrangement costs, and the choice of each label: one after the other takes the
    cheapest place beside the others, a few times over."""
    chosen = [-1] * len(choices)
    total = 0.0
    for _ in range(_ROUNDS):
        total = 0.0
        for i in order:
            others = [choices[j][at] for j, at in enumerate(chosen) if j != i and at >= 0]
            cost = own[i] + sum(_FORBIDDEN * _overlapping(choices[i], b, 6) for b in others)
            chosen[i] = int(np.argmin(cost))
            total += float(cost[chosen[i]])
    return total, chosen


def _choices(anchor: np.ndarray, size: tuple[float, float], clearance: float) -> np.ndarray:
    """(m, 4) boxes around an anchor, nearest first."""
    width, height = size
    reach, angle = (
        grid.ravel() for grid in np.meshgrid(_REACH + clearance, _ANGLES, indexing="ij")
    )
    x = anchor[0] + np.cos(angle) * reach + np.cos(angle) * width / 2
    y = anchor[1] + np.sin(angle) * reach + np.sin(angle) * height / 2
    return np.stack([x - width / 2, y - height / 2, x + width / 2, y + height / 2], axis=1)


def _own_cost(boxes: np.ndarray, crowd: Crowd, taken: Sequence[Box]) -> np.ndarray:
    """(m,) what each choice costs apart from the other labels: distance, customers covered."""
    room = crowd.room
    outside = (boxes[:, 0] < room.left) | (boxes[:, 1] < room.bottom)
    outside |= (boxes[:, 2] > room.right) | (boxes[:, 3] > room.top)
    distance = np.repeat(_REACH, len(_ANGLES))
    total = max(crowd.customers, 1)
    cost: np.ndarray = distance + 2200 * crowd.within(boxes) / total + _FORBIDDEN * outside
    for box in taken:
        cost += _FORBIDDEN * _overlapping(boxes, np.array(_edges(box)), 4)
    return cost


def _nearer_to_another(boxes: np.ndarray, anchors: np.ndarray, own: int) -> np.ndarray:
    """(m,) whether another anchor is nearer to each box than its own, 1.3 times over."""
    gap = np.maximum(boxes[:, None, :2] - anchors[None], anchors[None] - boxes[:, None, 2:])
    distance = np.hypot(*np.maximum(gap, 0).transpose(2, 0, 1))
    others = np.delete(distance, own, axis=1)
    if not others.size:
        return np.zeros(len(boxes))
    nearer: np.ndarray = others.min(1) < 1.3 * distance[:, own]
    return nearer.astype(float)


def astray(boxes: Sequence[Box], anchors: np.ndarray) -> bool:
    """Whether a label lies nearer to another anchor (k, 2) than to its own."""
    edges = np.array([_edges(box) for box in boxes])
    gap = np.maximum(edges[:, None, :2] - anchors[None], anchors[None] - edges[:, None, 2:])
    distance = np.hypot(*np.maximum(gap, 0).transpose(2, 0, 1))
    return bool((distance.argmin(axis=1) != np.arange(len(boxes))).any())


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top


def _overlapping(boxes: np.ndarray, other: np.ndarray, gap: float) -> np.ndarray:
    hits: np.ndarray = (
        (boxes[:, 0] < other[2] + gap)
        & (other[0] < boxes[:, 2] + gap)
        & (boxes[:, 1] < other[3] + gap)
        & (other[1] < boxes[:, 3] + gap)
    )
    return hits


def _apart(boxes: Sequence[Box], room: Box, taken: Sequence[Box]) -> bool:
    inside = all(
        b.left >= room.left and b.right <= room.right and b.bottom >= room.bottom
        and b.top <= room.top
        for b in boxes
    )  # fmt: skip
    pairs = ((a, b) for i, a in enumerate(boxes) for b in boxes[:i])
    return (
        inside
        and not any(a.overlaps(b, 4) for a, b in pairs)
        and not any(a.overlaps(b) for a in boxes for b in taken)
    )


def spread_out(centres: np.ndarray, room: Box, apart: float) -> np.ndarray:
    """(k, 2) centres moved as little as needed to lie at least `apart` from each other and in
    the room."""
    low, high = (room.left, room.bottom), (room.right, room.top)
    moved: np.ndarray = np.clip(centres.astype(float), low, high)
    for _ in range(200):
        shift = _pushes(moved, apart)
        if not shift.any():
            break
        moved = np.clip(moved + shift, low, high)
    return moved


def _pushes(centres: np.ndarray, apart: float) -> np.ndarray:
    """(k, 2) the step that drives too-near centres from each other."""
    offsets = centres[:, None, :] - centres[None, :, :]
    # Centres on the very same spot part along a direction of their own.
    turns = np.arange(len(centres)) * 2.4
    nudge = np.stack([np.cos(turns), np.sin(turns)], axis=1) * 1e-3
    offsets = offsets + nudge[:, None, :] - nudge[None, :, :]
    distance = np.sqrt((offsets**2).sum(-1)) + np.eye(len(centres)) * 1e9
    lacking = np.maximum(0.0, apart - distance)
    steps: np.ndarray = (offsets / distance[..., None] * lacking[..., None] * 0.55).sum(1)
    steps[np.abs(steps) < 1e-9] = 0.0
    return steps
