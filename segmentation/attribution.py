"""Why shares changed and who moved: customers that changed segment, came or went; new borders."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from segmentation.drift_results import Migration, Move, ShareAttribution

MOST_MOVERS = 1_000


@dataclass(frozen=True)
class Matched:
    """Customers who are in both versions.

    before, after: (c,) their rows in each version; ids: (c,) what they are called.
    column: the column that tells who is who; None where none does, then nobody is matched.
    """

    before: np.ndarray
    after: np.ndarray
    ids: np.ndarray
    column: str | None = None

    @classmethod
    def nobody(cls) -> "Matched":
        nothing = np.array([], dtype=np.int64)
        return cls(nothing, nothing, np.array([], dtype=object))

    @classmethod
    def by_ids(cls, before: np.ndarray, after: np.ndarray, column: str) -> "Matched":
        """Match (n,) and (m,) ids; those that are empty or stand in several rows match nobody."""
        rows = [_rows_by_id(ids) for ids in (before, after)]
        both = rows[0].index.intersection(rows[1].index, sort=False)
        places = rows[0].loc[both].sort_values()
        names = places.index.to_numpy(dtype=object)
        return cls(places.to_numpy(), rows[1].loc[places.index].to_numpy(), names, column)


def _rows_by_id(ids: np.ndarray) -> pd.Series:
    rows = pd.Series(np.arange(len(ids)), index=pd.Index(ids, dtype=object))
    return rows[~rows.index.duplicated(keep=False) & (rows.index != "")]


def migration(
    matched: Matched, before: np.ndarray, after: np.ndarray, numbers: Sequence[int]
) -> Migration:
    """Who went where.

    Parameters
    ----------
    matched : the customers of both versions.
    before, after : (n,) and (m,) labels by the same standing segments.
    numbers : the segments' numbers, in the order of rows and columns of the matrix; customers
        who are in no segment (0) are counted as moved but have no row or column.
    """
    old, new = before[matched.before], after[matched.after]
    matrix = tuple(
        tuple(int(((old == row) & (new == column)).sum()) for column in numbers) for row in numbers
    )
    moved = np.flatnonzero(old != new)
    movers = tuple(
        Move(str(matched.ids[at]), int(old[at]), int(new[at])) for at in moved[:MOST_MOVERS]
    )
    known = matched.column is not None
    return Migration(
        matched_ids=len(old), moved=len(moved), matrix=matrix, numbers=tuple(numbers),
        id_column=matched.column, movers=movers,
        joined=len(after) - len(new) if known else 0,
        left=len(before) - len(old) if known else 0,
    )  # fmt: skip


def attribute(
    matched: Matched,
    before: np.ndarray,
    scored: np.ndarray,
    final: np.ndarray,
    numbers: Sequence[int],
) -> tuple[ShareAttribution, ...]:
    """The change of every segment's share in three parts that sum to it.

    Moved: of the customers in both versions, those who came into the segment less those who left
    it, as a share of the new customers. Refit: the share by the new borders less that by the
    standing ones. Joined or left: what the customers who are in one version only make of it.
    Without ids everybody counts as such.

    Parameters
    ----------
    before, scored : (n,) and (m,) labels by the standing segments.
    final : (m,) labels in the end, by the same numbers; equal to `scored` without a refit.

    Examples
    --------
    >>> before, after = np.array([1, 1, 1, 2]), np.array([1, 2, 2, 2])
    >>> same = Matched(np.arange(4), np.arange(4), np.array(list("abcd"), dtype=object), "id")
    >>> part = attribute(same, before, after, after, [1, 2])[0]
    >>> part.delta, part.moved, part.joined_left, part.refit
    (-0.5, -0.5, 0.0, 0.0)
    """
    old, new = before[matched.before], scored[matched.after]

    def of(number: int) -> ShareAttribution:
        share = (before == number).mean()
        share_scored, share_final = (scored == number).mean(), (final == number).mean()
        moved = (int((new == number).sum()) - int((old == number).sum())) / len(scored)
        joined_left = (share_scored - share) - moved
        refit = share_final - share_scored
        parts = map(float, (share_final - share, moved, joined_left, refit))
        return ShareAttribution(number, *parts)

    return tuple(of(number) for number in numbers)
