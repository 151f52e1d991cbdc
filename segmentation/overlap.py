"""How the segments of two versions lie over each other: by their customers, or by their places."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.stats import norm

_MOST_OF = 0.5  # of a segment's customers: it comes from there, it went there
_PART_OF = 0.15  # a part that counts
_SAME = 0.3  # the least likeness of a segment and its heir
_CHANCE = 0.005  # of calling a segment grown or shrunk by chance, over all segments
_LEAST_CHANGE = 0.02  # of all customers


@dataclass(frozen=True)
class Overlap:
    """Old segments (k) against new ones (l).

    stay: (k, l) the part of each old segment's customers that each new one has.
    origin: (k, l) the part of each new segment's customers that come from each old one.
    before, after: (k,) and (l,) shares of all customers; rows: how many customers there were
    and are.
    """

    stay: np.ndarray
    origin: np.ndarray
    before: np.ndarray
    after: np.ndarray
    rows: tuple[int, int]

    @classmethod
    def of_customers(
        cls,
        before: np.ndarray,
        after: np.ndarray,
        matched: tuple[np.ndarray, np.ndarray],
        numbers: tuple[tuple[int, ...], tuple[int, ...]],
    ) -> "Overlap":
        """By the customers of both versions.

        Where far fewer of a segment's customers are in both versions than of all, the rest are
        taken to have gone elsewhere or come from elsewhere: so a segment of newcomers is born,
        and one that was left by everybody ended.

        Parameters
        ----------
        before, after : (n,) and (m,) labels.
        matched : (c,) and (c,) the rows of the same customers.
        numbers : the labels of the old segments and of the new ones, in order.
        """
        olds, news = numbers
        pairs = before[matched[0]], after[matched[1]]
        both = np.array([[((pairs[0] == i) & (pairs[1] == j)).sum() for j in news] for i in olds])
        sizes = [
            np.array([(labels == number).sum() for number in of])
            for labels, of in ((before, olds), (after, news))
        ]
        kept = [len(matched[0]) / len(labels) for labels in (before, after)]
        leaving = np.maximum(both.sum(axis=1), sizes[0] * kept[0])
        coming = np.maximum(both.sum(axis=0), sizes[1] * kept[1])
        return cls(
            both / np.maximum(leaving, 1)[:, None], both / np.maximum(coming, 1),
            sizes[0] / len(before), sizes[1] / len(after), (len(before), len(after)),
        )  # fmt: skip

    @classmethod
    def of_places(
        cls,
        old_rows: tuple[np.ndarray, np.ndarray],
        new_rows: tuple[np.ndarray, np.ndarray],
        numbers: tuple[tuple[int, ...], tuple[int, ...]],
    ) -> "Overlap":
        """By where customers fall who are not known to be the same.

        A group that left its segment together for another place looks like a stranger there.
        What gives it away is that the segment it left is smaller by just as much, while a
        stranger takes from all segments alike; the other way round for segments that joined.

        Parameters
        ----------
        old_rows : (n,) labels of the old customers by the old segments, and by the new ones.
        new_rows : (m,) labels of the new customers by the old segments, and by the new ones.
        numbers : the labels of the old segments and of the new ones, in order.
        """
        olds, news = numbers
        then, now = (
            np.array([[((rows[0] == i) & (rows[1] == j)).sum() for j in news] for i in olds])
            for rows in (old_rows, new_rows)
        )
        before = np.array([(old_rows[0] == i).sum() for i in olds])
        after = np.array([(new_rows[1] == j).sum() for j in news])
        n, m = len(old_rows[0]), len(new_rows[0])
        stay, origin = then / np.maximum(before, 1)[:, None], now / np.maximum(after, 1)
        plain = cls(stay, origin, before / n, after / m, (n, m))
        heirs = plain.heirs()
        return replace(
            plain,
            stay=_with_departures(plain, heirs),
            origin=_with_departures(plain.backwards(), {new: old for old, new in heirs.items()}).T,
        )

    def backwards(self) -> "Overlap":
        """The same with before and after exchanged."""
        return Overlap(
            self.origin.T, self.stay.T, self.after, self.before, (self.rows[1], self.rows[0])
        )

    @cached_property
    def likeness(self) -> np.ndarray:
        """(k, l) from 0 to 1: the geometric mean of `stay` and `origin`."""
        return np.asarray(np.sqrt(self.stay * self.origin))

    def order_of_new(self) -> list[int]:
        """Positions of the new segments, the largest first; labels have no part in it."""
        traits = [(-self.after[at], *map(float, -self.likeness[:, at])) for at in range(self.news)]
        return sorted(range(self.news), key=lambda at: traits[at])

    @property
    def news(self) -> int:
        return len(self.after)

    def heirs(self) -> dict[int, int]:
        """By position, the new segment that continues each old one: the assignment with the
        greatest likeness in all (Kuhn 1955), without pairs that are hardly alike."""
        columns = self.order_of_new()
        rows, places = linear_sum_assignment(-self.likeness[:, columns])
        pairs = {int(row): columns[int(place)] for row, place in zip(rows, places, strict=True)}
        return {old: new for old, new in pairs.items() if self.likeness[old, new] >= _SAME}

    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each old segment, the new ones that are made of it."""
        made_of_it = (self.origin >= _MOST_OF) & (self.stay >= _PART_OF)
        return tuple(tuple(map(int, np.flatnonzero(row))) for row in made_of_it)

    def parents(self) -> tuple[tuple[int, ...], ...]:
        """For each new segment, the old ones that went into it."""
        went_in = (self.stay >= _MOST_OF) & (self.origin >= _PART_OF)
        return tuple(tuple(map(int, np.flatnonzero(column))) for column in went_in.T)


def _with_departures(overlap: Overlap, heirs: dict[int, int]) -> np.ndarray:
    """(k, l) `stay`, with the parts of segments that left together for a place of their own.

    A new segment that continues none, and whose place was an old one's, may be a part of it: then
    the heir has what is left of the old share; else it lost no more than all others did.
    """
    stay = overlap.stay.copy()
    for new in sorted(set(range(overlap.news)) - set(heirs.values())):
        old = int(overlap.origin[:, new].argmax())
        if overlap.origin[old, new] < _MOST_OF or old not in heirs:
            continue
        whole, part, rest = overlap.before[old], overlap.after[new], overlap.after[heirs[old]]
        if abs(rest - (whole - part)) < abs(rest - whole * (1 - part)):
            stay[old, new] = min(part / whole, 1.0)
            stay[old, heirs[old]] = 1 - stay[old, new]
    return stay


def share_changed(overlap: Overlap, old: int, new: int) -> float:
    """By how much a segment's share changed; 0 where chance or nobody's notice may explain it."""
    before, after = float(overlap.before[old]), float(overlap.after[new])
    n, m = overlap.rows
    pooled = (before * n + after * m) / (n + m)
    spread = np.sqrt(max(pooled * (1 - pooled), 0.0) * (1 / n + 1 / m))
    beyond = norm.isf(_CHANCE / (2 * len(overlap.before))) * spread
    change = after - before
    return change if abs(change) >= max(beyond, _LEAST_CHANGE) else 0.0
