"""Comparisons to draw: made-up ones for every event, size and hard name."""

import numpy as np
from outcomes import NASTY_FEATURES, NASTY_NAMES

from segmentation.drift_results import (
    Drift,
    Event,
    FeatureDrift,
    FitDrift,
    Migration,
    RowCounts,
    SegmentChange,
    ShareAttribution,
    ShareDrift,
)

EVENTS: tuple[Event, ...] = ("kept", "grown", "split", "merged", "born", "died", "shrunk")


def drift_of(
    k: int = 5,
    features: tuple[str, ...] = ("Annual Income (k$)", "Age", "City"),
    names: tuple[str, ...] = ("Middle of the road", "Affluent savers"),
    matched: int = 400,
    changed: bool = True,
) -> Drift:
    """A comparison of k segments; with `changed`, every event in turn and every other column."""
    rng = np.random.default_rng(k)
    shares = rng.dirichlet(np.full(k, 4.0), 2) if changed else np.full((2, k), 1 / k)
    segments = tuple(_segment(at, shares[:, at], names, changed) for at in range(k))
    matrix = rng.multinomial(matched, np.full(k * k, 1 / k**2)).reshape(k, k)
    if not changed:
        matrix = np.diag(np.full(k, matched // k))
    return Drift(
        verdict="drifted" if changed else "stable",
        rows=RowCounts(1_200, 1_340),
        features=tuple(_feature(at, name, changed) for at, name in enumerate(features)),
        segments=segments,
        segment_shares=ShareDrift(0.2, 0.05, 0.001, 0.02, changed),
        migration=Migration(
            matched_ids=int(matrix.sum()), moved=int(matrix.sum() - np.trace(matrix)),
            matrix=tuple(tuple(map(int, row)) for row in matrix),
            numbers=tuple(range(1, k + 1)), id_column="id", joined=120, left=31,
        ),
        attribution=tuple(ShareAttribution(n, 0.0, 0.0, 0.0, 0.0) for n in range(1, k + 1)),
        schema_changes=(),
        fit=FitDrift(1.0, 1.02, 0.4, 1.0, False),
        refitted=changed,
    )  # fmt: skip


def _segment(at: int, shares: np.ndarray, names: tuple[str, ...], changed: bool) -> SegmentChange:
    event = EVENTS[at % len(EVENTS)] if changed else "kept"
    before, after = (float(share) for share in shares)
    before, after = (0.0 if event == "born" else before), (0.0 if event == "died" else after)
    others = (at + 2,) if event in ("split", "merged") else ()
    name = names[at % len(names)] if at < len(names) else f"Group {at + 1}"
    return SegmentChange(at + 1, name, before, after, event, after, came_from=others)


def _feature(at: int, name: str, changed: bool) -> FeatureDrift:
    drifted = changed and at % 2 == 0
    if at % 3 == 2:
        return FeatureDrift(
            name, 0.3 if drifted else 0.01, 0.05, 0.5, 0.9, drifted, "categories", "chi_squared",
            0.2, before=0.12, after=0.4, category="A long answer that nobody cuts short in time",
        )  # fmt: skip
    psi = 17.8 / (at + 1) if drifted else 0.02
    return FeatureDrift(name, psi, 0.06, 0.4, 0.9, drifted, before=56.2, after=61.9)


DRIFTS = {
    "five segments": lambda: drift_of(),
    "nothing changed": lambda: drift_of(changed=False),
    "hard names": lambda: drift_of(7, NASTY_FEATURES, NASTY_NAMES),
    "fourteen segments": lambda: drift_of(14, NASTY_FEATURES * 2, NASTY_NAMES * 2, 90_000),
    "two segments": lambda: drift_of(2, ("Spend",)),
}
