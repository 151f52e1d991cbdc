"""Comparisons of two versions, as they come out of the core, for tests of what is said of them."""

from dataclasses import replace

from segmentation.drift_results import (
    Drift,
    FeatureDrift,
    FitDrift,
    Migration,
    Move,
    RowCounts,
    SchemaChange,
    SegmentChange,
    ShareAttribution,
    ShareDrift,
)


def drift(name: str = "Affluent savers", column: str = "Annual Income (k$)") -> Drift:
    """A version in which one segment grew, one was born and one came apart."""
    return Drift(
        verdict="drifted",
        rows=RowCounts(3_000, 3_204),
        features=(
            FeatureDrift(column, 0.31, 0.02, 0.0001, 0.0003, True, before=60.6, after=71.2),
            FeatureDrift("Age", 0.01, 0.02, 0.4, 0.8, False),
        ),
        segments=(
            SegmentChange(1, name, 0.18, 0.24, "grown", 0.24, 540, 769),
            SegmentChange(2, f"{name} 2", 0.82, 0.40, "split", 0.70, 2_460, 1_282, went_to=(3,)),
            SegmentChange(3, f"{name} 3", 0.0, 0.36, "split", 0.0, 0, 1_153, came_from=(2,)),
        ),
        segment_shares=ShareDrift(0.21, 0.01, 0.0001, 0.0003, True),
        migration=Migration(
            2_900, 95, ((500, 11), (84, 2_305)), (1, 2), "CustomerID", 304, 100,
            (Move(name, 2, 1),),
        ),
        attribution=(ShareAttribution(1, 0.06, 0.04, 0.02, 0.0),),
        schema_changes=(
            SchemaChange("unit", f"{column} is in thousands; I divided it.", column, column, 1e3),
        ),
        fit=FitDrift(1.0, 1.2, 0.001, 0.003, True),
        refitted=True,
        reasons=(
            f"{name} grew from 18 % to 24 % of customers (adjusted p < 0.001).",
            f"{column} shifted: $60.6k on average before, $71.2k now.",
            "The segments fit worse.",
        ),
        next_step="Look at the segments that are new, gone, split or merged.",
    )  # fmt: skip


def still() -> Drift:
    """A version in which nothing changed beyond chance."""
    return Drift(
        verdict="stable",
        rows=RowCounts(3_000, 3_204),
        features=(),
        segments=(SegmentChange(1, "Savers", 1.0, 1.0, "kept", 1.0, 3_000, 3_204),),
        segment_shares=ShareDrift(0.0, 0.01, 0.9, 1.0, False),
        migration=Migration(2_990, 7, ((2_990,),), (1,), "id", 12, 10),
        attribution=(ShareAttribution(1, 0.0, 0.0, 0.0, 0.0),),
        schema_changes=(),
        fit=FitDrift(1.0, 1.0, 0.5, 1.0, False),
        reasons=("The segments are as large as they were, within what chance gives.",),
        next_step="Keep the segments and the campaigns built on them.",
    )


def stayed() -> Drift:
    """A version whose customers all stayed where they were."""
    known = still().migration
    return replace(still(), migration=replace(known, moved=0))


def nobody_known() -> Drift:
    """A version without a customer of whom it is known that it was there before."""
    return replace(still(), migration=Migration(0, 0, ()))
