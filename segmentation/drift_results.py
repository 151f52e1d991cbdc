"""What a comparison of two versions of a customer file gives: frozen values, JSON round trip."""

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import TypeAdapter

from segmentation.drift_measure import Kind

DriftVerdict = Literal["stable", "watch", "drifted"]
Event = Literal["kept", "grown", "shrunk", "born", "died", "split", "merged"]
STRUCTURAL: tuple[Event, ...] = ("born", "died", "split", "merged")
Change = Literal["renamed", "added", "dropped", "retyped", "unit", "ids", "rows"]


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many customers each version has."""

    baseline: int
    new: int


@dataclass(frozen=True, slots=True)
class FeatureDrift:
    """How one column differs between the versions.

    psi, psi_critical: the index, and what chance alone exceeds once in twenty times.
    test, statistic, p_value: the test that fits the column, by its name.
    p_adjusted: the p-value after allowing for every comparison made; drifted says whether it is
    at most 0.05. in_segments: whether the segments are made of this column. before, after: its
    means, or the shares of the category that changed most, `category`.
    """

    name: str
    psi: float
    psi_critical: float
    p_value: float
    p_adjusted: float
    drifted: bool
    kind: Kind = "numbers"
    test: str = "ks"
    statistic: float = 0.0
    in_segments: bool = True
    before: float | None = None
    after: float | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class ShareDrift:
    """Whether the standing segments are as large as they were."""

    psi: float
    psi_critical: float
    p_value: float
    p_adjusted: float
    drifted: bool


@dataclass(frozen=True, slots=True)
class FitDrift:
    """Whether the standing segments describe the new customers as well as the old ones.

    before, after: mean distance to the nearest centre in the space that was clustered; before is
    that of customers whom the centres were not fitted to. p_value: how often chance alone makes
    the new ones as much farther.
    """

    before: float
    after: float
    p_value: float
    p_adjusted: float
    drifted: bool


@dataclass(frozen=True, slots=True)
class SegmentChange:
    """A segment in both versions.

    share_scored: its share when the new customers are sorted by the standing segments;
    share_after: its share in the end, which differs where the segments were fitted anew.
    came_from: the segments that it was split from or merged of, went_to: its parts, or where its
    customers are now.
    """

    number: int
    name: str
    share_before: float
    share_after: float
    event: Event
    share_scored: float = 0.0
    size_before: int = 0
    size_after: int = 0
    came_from: tuple[int, ...] = ()
    went_to: tuple[int, ...] = ()

    @property
    def change(self) -> float:
        """By how much its share grew."""
        return self.share_after - self.share_before


@dataclass(frozen=True, slots=True)
class Move:
    """A customer who is in another of the standing segments than before."""

    id: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Migration:
    """Customers who are in both versions, by their standing segment before and after.

    matrix: one row a segment before, one column a segment after, in the order of `numbers`.
    id_column: the column that tells who is who, None where none does. movers: who moved, the
    first thousand of them.
    """

    matched_ids: int
    moved: int
    matrix: tuple[tuple[int, ...], ...]
    numbers: tuple[int, ...] = ()
    id_column: str | None = None
    joined: int = 0
    left: int = 0
    movers: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareAttribution:
    """Why a segment's share changed; delta is the sum of the three parts.

    moved: customers of both versions who changed their segment. joined_left: customers who are
    in one version only. refit: the segments' borders were drawn anew.
    """

    segment: int
    delta: float
    moved: float
    joined_left: float
    refit: float


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """A difference between the tables that is none between the customers.

    change: what kind. column: its name in the baseline, new_column: in the new version. factor:
    for a unit, the new numbers were divided by it. text: what happened, and what to do if that
    is wrong. guess: whether it was concluded from the values. in_segments: whether the segments are
    made of the column.
    """

    change: Change
    text: str
    column: str | None = None
    new_column: str | None = None
    factor: float | None = None
    guess: bool = False
    in_segments: bool = False

    @property
    def puzzles(self) -> bool:
        """Whether somebody who knows the table should say if it was read as it is meant."""
        return self.guess or self.change in ("unit", "ids")

    @property
    def breaks(self) -> bool:
        """Whether the new table says too little to go on from: nearly all rows are missing, or a
        column of the segments."""
        lost = self.change in ("dropped", "retyped") and self.in_segments
        return lost or self.change == "rows"


@dataclass(frozen=True, slots=True)
class Drift:
    """Everything that a comparison found, as one JSON document.

    verdict: `stable` where nothing differs beyond chance; `watch` where something does, but
    little, or not in what the segments are made of, or where too little could be compared;
    `drifted` where the customers changed enough to look at the segments again.
    reasons say why in plain sentences, next_step what to do. refitted: whether the segments
    were fitted anew to the new customers.
    """

    verdict: DriftVerdict
    rows: RowCounts
    features: tuple[FeatureDrift, ...]
    segments: tuple[SegmentChange, ...]
    segment_shares: ShareDrift
    migration: Migration
    attribution: tuple[ShareAttribution, ...]
    schema_changes: tuple[SchemaChange, ...]
    fit: FitDrift
    refitted: bool = False
    reasons: tuple[str, ...] = ()
    next_step: str = ""
    warnings: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def broken(self) -> SchemaChange | None:
        """Why the new version should not stand, if it should not."""
        return next((change for change in self.schema_changes if change.breaks), None)

    @property
    def main_change(self) -> SegmentChange | None:
        """The segment that the news is about: the largest of those that are new, gone, split or
        merged; else the one whose share changed most, if shares changed beyond chance. A table
        that is broken has no news of segments."""
        if self.broken:
            return None
        structural = [s for s in self.segments if s.event in STRUCTURAL]
        if structural:
            return max(structural, key=lambda s: max(s.share_before, s.share_after))
        if not self.segment_shares.drifted:
            return None
        resized = [s for s in self.segments if s.event in ("grown", "shrunk")]
        return max(resized or self.segments, key=lambda s: abs(s.change), default=None)

    def to_json(self, indent: int | None = None) -> str:
        """The document as JSON text."""
        return _DRIFT.dump_json(self, indent=indent).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Drift":
        return _DRIFT.validate_json(text)

    def to_dict(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.to_json())
        return document


_DRIFT: TypeAdapter[Drift] = TypeAdapter(Drift)
