"""Tells apart segments that would have the same name, by one more proven word or by their order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from segmentation.name_words import SegmentName, Words
from segmentation.results import Trait


@dataclass(frozen=True)
class Distinct:
    """Tells apart segments that would have the same name."""

    words: Words
    traits: Sequence[Sequence[Trait]]

    def made(self, names: list[SegmentName]) -> list[SegmentName]:
        """All names, qualified until no two are alike."""
        for step in (self._by_adjective, self._by_degree, self._by_rank, self._by_number):
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
        return self._first_distinct(self.words.qualified, alike, names)

    def _by_degree(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """A word made stronger where its trait is: Older mainstream, Much older mainstream."""
        return self._first_distinct(self.words.intensified, alike, names)

    def _first_distinct(
        self,
        rename: Callable[[SegmentName, Trait], SegmentName | None],
        alike: list[int],
        names: list[SegmentName],
    ) -> dict[int, SegmentName]:
        """What the first feature gives by which all these segments get different names."""
        taken = {name.text for i, name in enumerate(names) if i not in alike}
        for feature in self._by_spread(alike):
            made = {i: rename(names[i], self._trait(i, feature)) or names[i] for i in alike}
            texts = {name.text for name in made.values()}
            if len(texts) == len(alike) and not texts & taken:
                return made
        return {}

    def _by_rank(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """Their order in the feature that they differ most in."""
        for feature in self._by_spread(alike)[:1]:
            ordered = sorted(alike, key=lambda i: (self._trait(i, feature).effect_size, i))
            effects = [self._trait(i, feature).effect_size for i in ordered]
            if all(b - a > 1e-9 for a, b in pairwise(effects)):
                return {
                    i: self.words.ranked(names[i], self._trait(i, feature), rank, len(ordered))
                    for rank, i in enumerate(ordered)
                }
        return {}

    def _by_number(self, alike: list[int], names: list[SegmentName]) -> dict[int, SegmentName]:
        """Nothing else tells them apart."""
        base = names[alike[0]].text or "Tier"
        taken = {name.text for name in names}
        free = (f"{base} {n}" for n in range(1, len(names) + len(taken) + 1))
        fresh = (text for text in free if text not in taken)
        return {i: SegmentName(next(fresh), names[i].because) for i in alike}
