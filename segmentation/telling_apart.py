"""Tells apart segments that would have the same name, by one more proven word or by their order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from segmentation.name_words import SegmentName, Words
from segmentation.resampling import Redrawn
from segmentation.results import Trait
from segmentation.traits import LEANING, SURE


@dataclass(frozen=True)
class Distinct:
    """Tells apart segments that would have the same name.

    traits: those of each segment, at the levels that hold. redrawn: what holds.
    """

    words: Words
    traits: Sequence[Sequence[Trait]]
    redrawn: Redrawn

    def made(self, names: list[SegmentName]) -> list[SegmentName]:
        """All names, qualified until no two are alike."""
        steps = (
            self._by_adjective, self._by_leaning, self._by_degree, self._by_strongest,
            self._by_rank, self._by_number,
        )  # fmt: skip
        for step in steps:
            for text in sorted({name.text for name in names}):
                alike = [i for i, name in enumerate(names) if name.text == text]
                if len(alike) > 1:
                    for i, better in step(alike, names).items():
                        names[i] = better
        return names

    def _by_spread(self, alike: list[int]) -> list[str]:
        """Features that may be spoken of, the one that the segments differ most in first."""
        effects: dict[str, list[float]] = {}
        for i in alike:
            for trait in self.traits[i]:
                concept = self.words.concepts[trait.feature]
                if not (concept and concept.protected and not concept.high):
                    effects.setdefault(trait.feature, []).append(trait.effect_size)
        return sorted(effects, key=lambda f: (round(min(effects[f]) - max(effects[f]), 6), f))

    def _trait(self, i: int, feature: str) -> Trait:
        return next(trait for trait in self.traits[i] if trait.feature == feature)

    def _by_adjective(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """One more proven word: Older mainstream, Younger mainstream."""
        return self._first_distinct(lambda i, t: self.words.qualified(names[i], t), alike, names)

    def _by_leaning(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """Which side of the average they are on: Slightly higher spend, Slightly lower spend."""
        return self._first_distinct(
            lambda i, t: self.words.leaning(names[i], t, self._side(i, t.feature)), alike, names
        )

    def _side(self, i: int, feature: str) -> int:
        """1 or -1 where the segment surely leans to a side, else 0."""
        above = self.redrawn.beyond(i, feature, LEANING) >= SURE
        return 1 if above else -(self.redrawn.beyond(i, feature, -LEANING) >= SURE)

    def _by_degree(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """A word made stronger where its trait is: Older mainstream, Much older mainstream."""
        return self._first_distinct(lambda i, t: self.words.intensified(names[i], t), alike, names)

    def _by_strongest(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """Each by the trait that it has most of among them, where those differ: of two that both
        come often and came lately, Frequent buyers and Recently active customers."""
        taken = {name.text for i, name in enumerate(names) if i not in alike}
        made = {i: self.words.brief(names[i], self._lead(i, alike)) for i in alike}
        texts = {name.text for name in made.values()}
        return made if len(texts) == len(alike) and not texts & taken else {}

    def _lead(self, i: int, alike: list[int]) -> Callable[[Trait], float]:
        """By how much the segment is further off the average in a trait than all the others."""

        def lead(trait: Trait) -> float:
            others = (abs(self._trait(o, trait.feature).effect_size) for o in alike if o != i)
            return abs(trait.effect_size) - max(others)

        return lead

    def _first_distinct(
        self,
        rename: Callable[[int, Trait], SegmentName | None],
        alike: list[int],
        names: list[SegmentName],
    ) -> dict[int, SegmentName]:
        """What the first feature gives by which all these segments get different names."""
        taken = {name.text for i, name in enumerate(names) if i not in alike}
        for feature in self._by_spread(alike):
            made = {i: rename(i, self._trait(i, feature)) or names[i] for i in alike}
            texts = {name.text for name in made.values()}
            if len(texts) == len(alike) and not texts & taken:
                return made
        return {}

    def _by_rank(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """Their order in the feature that they differ most in."""
        for feature in self._by_spread(alike):
            ordered = sorted(alike, key=lambda i: (self._trait(i, feature).effect_size, i))
            effects = [self._trait(i, feature).effect_size for i in ordered]
            apart = all(b - a > 1e-9 for a, b in pairwise(effects))
            if apart and self.redrawn.in_order(ordered, feature) >= SURE:
                among = tuple(ordered)
                return {
                    i: self.words.ranked(names[i], self._trait(i, feature), rank, among)
                    for rank, i in enumerate(ordered)
                }
        return {}

    def _by_number(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """Nothing else tells them apart."""
        base = names[alike[0]].text or "Tier"
        taken = {name.text for name in names}
        free = (f"{base} {n}" for n in range(1, len(names) + len(taken) + 1))
        fresh = (text for text in free if text not in taken)
        return {i: replace(names[i], text=next(fresh)) for i in alike}
