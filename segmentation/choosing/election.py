"""Which number of groups: what to try, and who is elected."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from segmentation.choosing.candidate import Candidate, holding
from segmentation.choosing.null_test import NullResult, against_no_groups
from segmentation.choosing.verdict import HELD_SHARE, groups_exist
from segmentation.choosing.vote import Ballot, handiest, vote
from segmentation.choosing.wanted import Wanted
from segmentation.errors import NoVariation, SegmentCountOutOfRange
from segmentation.partitioning.canonical import distinct_rows

NULL_ROWS = 500
NULL_MOST = 10
MOST_SEGMENTS = 50
LEAST_ROWS = 4  # a group on average, unless someone asks for smaller ones


@dataclass(frozen=True)
class Election:
    """The candidate that was chosen, the vote, and the comparison with files without groups.

    chosen: elected, or the one that someone asked for. natural: whether it won the vote, and
    there are groups to vote about.
    """

    chosen: Candidate
    ballot: Ballot
    null: NullResult
    natural: bool


def considered(sample: np.ndarray, wanted: Wanted) -> list[int]:
    """The numbers of groups to show: 2 … max_k, and around the wanted k where it lies beyond.

    Raises
    ------
    NoVariation
        All rows are the same.
    SegmentCountOutOfRange
        k is below 2 or above what these rows can carry.
    """
    k = wanted.k
    most = min(distinct_rows(sample), MOST_SEGMENTS)
    if most < 2:
        raise NoVariation("this table", len(sample))
    if k is not None and not 2 <= k <= most:
        raise SegmentCountOutOfRange(k, most)
    usual = range(2, max(min(wanted.max_k, most, len(sample) // LEAST_ROWS), 2) + 1)
    around = range(k - 1, min(k + 1, most) + 1) if k and k not in usual else ()
    return sorted({*usual, *around})


def most_voted_on(ks: list[int], wanted: Wanted) -> int:
    """The last number that the vote can reach from 2 without a gap: a step needs its neighbours,
    and a wanted number may lie far beyond what so few rows would be tried with."""
    reached = next(k for k in range(2, ks[-1] + 2) if k + 1 not in ks)
    return min(max(wanted.max_k, 2), reached)


def elect(
    sample: np.ndarray,
    tried: Mapping[int, Candidate],
    most: int,
    wanted: Wanted,
    seed: int,
    blocks: np.ndarray | None = None,
) -> Election:
    """Let the indices vote on k = 2 … most; without groups to vote on, take the handiest split.

    Numbers whose smallest group is smaller than wanted are left out, if others remain.

    Parameters
    ----------
    sample
        (m, d) rows in canonical order.
    tried
        Candidates on these rows by k: 2 … most, most + 1 where there is one, and the wanted one.
    wanted
        The number someone asked for is taken, whatever the vote.
    blocks
        (d,) which feature each column belongs to; None where each is one.
    """
    asked = wanted.k
    usual = range(2, most + 1)
    eligible = frozenset(k for k in usual if tried[k].least_share >= wanted.min_share)
    ballot = vote([tried[k] for k in range(2, most + 2) if k in tried], most, eligible)
    winner = tried[ballot.winner]
    handy = handiest([tried[k] for k in usual if k in eligible or not eligible])
    ks = {*range(2, min(most, NULL_MOST) + 1), winner.k, handy.k, asked or winner.k}
    null = against_no_groups(sample[:NULL_ROWS], sorted(ks), seed, blocks)
    exist = groups_exist(null.test, max(null.closer.values()))
    holds = holding(winner.held, winner.sizes) >= HELD_SHARE
    won = exist and not ballot.open_ended and holds
    chosen = tried[asked] if asked else winner if won else handy
    return Election(chosen, ballot, null, natural=won)
