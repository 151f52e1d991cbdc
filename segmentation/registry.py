"""A family's list of members: contract modules hold one, member modules add themselves to it."""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

from segmentation.errors import UnknownMember


class Named(Protocol):
    """Anything with a name that people type."""

    @property
    def name(self) -> str: ...


M = TypeVar("M", bound=Named)


class Registry(Generic[M]):
    """Members of one family by name, in the order of their import.

    Members are added as instances that carry their default parameters:
    `ALGORITHMS.add(KMeans())` at the end of `algorithms/kmeans.py`.
    """

    def __init__(self, family: str) -> None:
        self.family = family
        self._members: dict[str, M] = {}

    def add(self, member: M) -> M:
        """Add a member; a second one of the same name is a programming error."""
        if member.name in self._members:
            raise ValueError(f"two {self.family}s are called {member.name!r}")
        self._members[member.name] = member
        return member

    def get(self, name: str) -> M:
        """The member of that name. Raises UnknownMember with the names that exist."""
        try:
            return self._members[name]
        except KeyError:
            raise UnknownMember(self.family, name, tuple(self._members)) from None

    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def __iter__(self) -> Iterator[M]:
        return iter(self._members.values())

    def __len__(self) -> int:
        return len(self._members)
