"""The ledger: segments keep their number, name and colour from version to version.

Every new version is matched to the one before by an `Overlap`, and what happened to each segment
is written down as an event. Numbers of segments that ended are never given out again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from segmentation.drift_results import Event
from segmentation.overlap import Overlap, share_changed
from segmentation.palette import segment_colour


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment through time.

    named_by_person: such a name is never replaced. born, died: the version in which it first
    stood, and that in which it was there no more. share: in the version it was last seen in.
    """

    number: int
    name: str
    share: float
    named_by_person: bool = False
    born: int = 1
    died: int | None = None

    @property
    def colour(self) -> str:
        """Its colour in every picture, as hex."""
        return segment_colour(self.number)


@dataclass(frozen=True, slots=True)
class Happening:
    """What became of a segment in a version.

    came_from: the segments that it was split from or merged of, itself left out; went_to: where
    the customers of a segment that ended are now, and the parts of one that was split.
    """

    version: int
    event: Event
    number: int
    came_from: tuple[int, ...] = ()
    went_to: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """All segments that ever were, in the order of their numbers, and all that happened."""

    version: int
    entries: tuple[Entry, ...]
    happenings: tuple[Happening, ...] = ()

    @classmethod
    def begin(cls, names: Sequence[str], shares: Sequence[float]) -> "Ledger":
        """The ledger of a first version, whose segments are numbered from 1."""
        pairs = enumerate(zip(names, shares, strict=True), start=1)
        return cls(1, tuple(Entry(number, name, share) for number, (name, share) in pairs))

    @property
    def living(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.died is None)

    def entry(self, number: int) -> Entry:
        """Raises KeyError for a number that was never given out."""
        for entry in self.entries:
            if entry.number == number:
                return entry
        raise KeyError(number)

    def renamed(self, number: int, name: str) -> "Ledger":
        """The ledger with a name that a person gave."""
        changed = replace(self.entry(number), name=name, named_by_person=True)
        return replace(self, entries=self._with({number: changed}))

    def latest(self) -> tuple[Happening, ...]:
        """What happened in the current version, one line a segment."""
        return tuple(h for h in self.happenings if h.version == self.version)

    def following(
        self, overlap: Overlap, names: Sequence[str], resized: bool = True
    ) -> "tuple[Ledger, tuple[int, ...]]":
        """The ledger after one more version.

        Parameters
        ----------
        overlap : the living segments, in the order of their numbers, against the new ones.
        names : what the new segments would be called if they were strangers.
        resized : whether shares changed beyond chance; if not, nothing has grown or shrunk.

        Returns
        -------
        The ledger, and the number of each new segment in the order of `names`.
        """
        lines = _Lines.of(self, overlap)
        version = self.version + 1
        entries = {
            number: replace(self.entry(number), share=float(overlap.after[at]))
            for at, number in enumerate(lines.numbers)
            if number in lines.old
        }
        for at in lines.in_order_of_birth():
            number = lines.numbers[at]
            name = self._free_name(names[at], number)
            entries[number] = Entry(number, name, float(overlap.after[at]), born=version)
        for number in set(lines.old) - set(lines.numbers):
            entries[number] = replace(self.entry(number), died=version)
        happened = tuple(
            replace(line, version=version, event=line.event if resized else _unsized(line.event))
            for line in lines.happenings(overlap)
        )
        ledger = Ledger(version, self._with(entries), (*self.happenings, *happened))
        return ledger, lines.numbers

    def _with(self, changed: dict[int, Entry]) -> tuple[Entry, ...]:
        entries = {entry.number: entry for entry in self.entries} | changed
        return tuple(entries[number] for number in sorted(entries))

    def _free_name(self, name: str, number: int) -> str:
        """Two segments never bear the same name."""
        taken = {entry.name for entry in self.living}
        return f"{name} ({number})" if name in taken else name

    def to_json(self) -> str:
        return _LEDGER.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Ledger":
        return _LEDGER.validate_json(text)


@dataclass(frozen=True)
class _Lines:
    """Who continues whom.

    old: (k,) numbers of the living; numbers: (l,) numbers of the new segments. children,
    parents: by position, the parts of each old segment and the sources of each new one.
    """

    old: tuple[int, ...]
    numbers: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    parents: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, ledger: Ledger, overlap: Overlap) -> "_Lines":
        old = tuple(entry.number for entry in ledger.living)
        heirs = overlap.heirs()
        highest = max((entry.number for entry in ledger.entries), default=0)
        numbers = [0] * len(overlap.after)
        for at, heir in heirs.items():
            numbers[heir] = old[at]
        strangers = [at for at in overlap.order_of_new() if not numbers[at]]
        for place, at in enumerate(strangers, start=1):
            numbers[at] = highest + place
        came_from = {heir: at for at, heir in heirs.items()}
        # A part that continues another segment is none; nor did one end that has an heir.
        children = tuple(
            tuple(part for part in parts if came_from.get(part, at) == at)
            for at, parts in enumerate(overlap.children())
        )
        parents = tuple(
            tuple(source for source in sources if heirs.get(source, at) == at)
            for at, sources in enumerate(overlap.parents())
        )
        return cls(old, tuple(numbers), children, parents)

    def in_order_of_birth(self) -> list[int]:
        """Positions of the new segments that continue no old one."""
        strangers = [at for at, number in enumerate(self.numbers) if number not in self.old]
        return sorted(strangers, key=lambda at: self.numbers[at])

    def happenings(self, overlap: Overlap) -> list[Happening]:
        """One line for every segment that is or was, in the order of the numbers."""
        lines = [self._of_new(at, overlap) for at in range(len(self.numbers))]
        lines += [self._of_ended(at) for at, one in enumerate(self.old) if one not in self.numbers]
        return sorted(lines, key=lambda line: line.number)

    def _of_new(self, at: int, overlap: Overlap) -> Happening:
        number = self.numbers[at]
        parts = next((c for c in self.children if len(c) > 1 and at in c), ())
        if parts:
            source = self.old[self.children.index(parts)]
            if source != number:
                return Happening(0, "split", number, came_from=(source,))
            others = tuple(sorted(self.numbers[part] for part in parts if part != at))
            return Happening(0, "split", number, went_to=others)
        if len(self.parents[at]) > 1:
            sources = tuple(sorted(self.old[one] for one in self.parents[at]))
            return Happening(0, "merged", number, tuple(s for s in sources if s != number))
        if number not in self.old:
            return Happening(0, "born", number)
        change = share_changed(overlap, self.old.index(number), at)
        return Happening(0, "kept" if not change else "grown" if change > 0 else "shrunk", number)

    def _of_ended(self, at: int) -> Happening:
        into = [to for to, sources in enumerate(self.parents) if len(sources) > 1 and at in sources]
        number = self.old[at]
        if into:
            return Happening(0, "merged", number, went_to=(min(self.numbers[to] for to in into),))
        return Happening(0, "died", number)


def _unsized(event: Event) -> Event:
    return "kept" if event in ("grown", "shrunk") else event


_LEDGER: TypeAdapter[Ledger] = TypeAdapter(Ledger)
