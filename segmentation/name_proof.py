"""The proof behind a name: for each word its test, the figures, and how often it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segmentation.name_words import Claim, SegmentName
from segmentation.phrasing import quantity
from segmentation.proofs import NameProof
from segmentation.resampling import Redrawn
from segmentation.results import Distinguishing
from segmentation.traits import FAR, HIGH, LEANING, VERY

_THRESHOLDS = {"apart": HIGH, "very": VERY, "leaning": LEANING, "average": FAR, "order": 0.0}
_BEYOND = "at least {threshold:g} {side} the average"
_TESTS = {
    "apart": _BEYOND,
    "very": _BEYOND,
    "leaning": _BEYOND,
    "average": "no column {threshold:g} or more off the average",
    "order": "{rank} of the {count} segments that would else have this name",
}


@dataclass(frozen=True)
class Prover:
    """Proves the names of one analysis.

    told: for each segment all its features; labels: what sentences call them.
    """

    told: Sequence[Sequence[Distinguishing]]
    labels: Mapping[str, str]
    redrawn: Redrawn

    def proofs(self, at: int, name: SegmentName) -> tuple[NameProof, ...]:
        """One proof a claim of the name of the segment at that place (from 0)."""
        return tuple(self._proof(at, claim) for claim in name.claims)

    def _proof(self, at: int, claim: Claim) -> NameProof:
        d = next(d for d in self.told[at] if d.feature == claim.trait.feature)
        threshold = _THRESHOLDS[claim.test]
        return NameProof(
            word=claim.word,
            feature=d.feature,
            statement=statement(d, self.labels[d.feature]),
            effect_size=d.effect_size,
            test=self._test(at, claim, threshold),
            threshold=threshold,
            holds=round(self._holds(at, claim, threshold), 3),
            draws=self.redrawn.draws,
        )

    def _test(self, at: int, claim: Claim, threshold: float) -> str:
        side = "above" if claim.trait.effect_size > 0 else "below"
        count = len(claim.among)
        rank = _place(claim.among.index(at), count) if claim.among else ""
        return _TESTS[claim.test].format(threshold=threshold, side=side, rank=rank, count=count)

    def _holds(self, at: int, claim: Claim, threshold: float) -> float:
        if claim.test == "order":
            return self.redrawn.in_order(claim.among, claim.trait.feature)
        if claim.test == "average":
            return self.redrawn.within(at, [d.feature for d in self.told[at]], threshold)
        side = 1 if claim.trait.effect_size > 0 else -1
        return self.redrawn.beyond(at, claim.trait.feature, side * threshold)


def statement(d: Distinguishing, label: str) -> str:
    """A feature's figures in words.

    >>> statement(Distinguishing("Annual Income (k$)", 86.5, 60.6, 0.99), "income")
    'income $86.5k against $60.6k over all: 1.0 standard deviations above'
    """
    side = "above" if d.effect_size >= 0 else "below"
    figures = f"{quantity(d.value, d.feature)} against {quantity(d.overall, d.feature)} over all"
    return f"{label} {figures}: {abs(d.effect_size):.1f} standard deviations {side}"


def _place(rank: int, count: int) -> str:
    """`the lowest`, `number 2 from below`, `the highest`."""
    if rank == 0:
        return "the lowest"
    return "the highest" if rank == count - 1 else f"number {rank + 1} from below"
