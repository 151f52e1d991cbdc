"""Names that people gave to segments: they follow their customers from one cut to the next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from segmentation.results import Analysis, Segment

# The part of two groups' customers together that both must share to be taken for the same one
# (Jaccard); Hennig (2007) calls a group dissolved at a half.
SAME = 0.6


@dataclass(frozen=True)
class GivenName:
    """A name, and the rows of the file (n,) that were in the segment when it was given."""

    name: str
    members: np.ndarray


def with_given_names(
    analysis: Analysis, assignment: np.ndarray, given: Sequence[GivenName]
) -> Analysis:
    """The analysis with people's names for the segments that are recognisably the same.

    Parameters
    ----------
    assignment : (rows read,) the segment number of every row read, 0 where it has none.
    given : the names in the order in which they were given; the last one for a segment counts.

    Segments that no name was given to get the name back that their figures prove.
    """
    names = {s.number: s.generated_name or s.name for s in analysis.segments}
    people: dict[int, str] = {}
    for one in given:
        number = _recognised(one.members, assignment, list(names))
        if number is not None:
            # A name moves with its customers: it stands at one segment only.
            people = {n: name for n, name in people.items() if name != one.name}
            people[number] = one.name
    segments = tuple(_named(s, names[s.number], people.get(s.number)) for s in analysis.segments)
    return replace(analysis, segments=segments)


def _named(segment: Segment, generated: str, given: str | None) -> Segment:
    if given is None:
        return replace(segment, name=generated, generated_name="")
    return replace(segment, name=given, generated_name=generated)


def _recognised(members: np.ndarray, assignment: np.ndarray, numbers: Sequence[int]) -> int | None:
    """The segment that holds the same customers as then, None where there is none."""
    if len(members) != len(assignment) or not members.any():
        return None
    shared = {number: _jaccard(members, assignment == number) for number in numbers}
    best = max(shared, key=lambda number: (shared[number], -number), default=None)
    return best if best is not None and shared[best] >= SAME else None


def _jaccard(one: np.ndarray, other: np.ndarray) -> float:
    either = int(np.count_nonzero(one | other))
    return int(np.count_nonzero(one & other)) / either if either else 0.0
