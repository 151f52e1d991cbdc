"""The verdict on a comparison, its reasons in plain sentences, and what to do."""

from collections.abc import Sequence

from segmentation.drift_results import (
    DriftVerdict,
    FeatureDrift,
    FitDrift,
    SchemaChange,
    ShareDrift,
)
from segmentation.phrasing import listed, percent, quantity, spoken

LARGE, NOTICEABLE = 0.25, 0.1  # the usual marks of the stability index
_SHARE_MOVED = 0.02  # of all customers; less is nobody's business


def verdict_of(
    features: Sequence[FeatureDrift],
    shares: ShareDrift,
    most_moved: float,
    fit: FitDrift,
    changes: Sequence[SchemaChange],
    segment_columns: Sequence[str],
) -> DriftVerdict:
    """`drifted` where a difference beyond chance is also large enough to matter: in what the
    segments are made of, in their shares or fit, or very large elsewhere; `watch` for all other
    differences beyond chance, and where something could not be compared; else `stable`.

    most_moved: the largest change of a segment's share.
    """
    if segments_drifted(features, shares, most_moved, fit):
        return "drifted"
    if any(feature.drifted and matters(feature) for feature in features):
        return "drifted"
    if shares.drifted or any(feature.drifted for feature in features):
        return "watch"
    return "watch" if incomplete(changes, segment_columns) else "stable"


def segments_drifted(
    features: Sequence[FeatureDrift], shares: ShareDrift, most_moved: float, fit: FitDrift
) -> bool:
    """Whether what changed touches the segments themselves, so that they are to be fitted anew."""
    if fit.drifted or (shares.drifted and most_moved >= _SHARE_MOVED):
        return True
    return any(f.drifted and f.in_segments and matters(f) for f in features)


def incomplete(changes: Sequence[SchemaChange], segment_columns: Sequence[str]) -> bool:
    """Whether something of weight could not be compared: rows, or columns of the segments."""
    return any(
        change.change == "rows"
        or (change.change in ("dropped", "retyped") and change.column in segment_columns)
        for change in changes
    )


def matters(feature: FeatureDrift) -> bool:
    """Whether a drift is large enough to look at the segments again."""
    # A distance of 0.1 between two distributions matters as much as an index of 0.1.
    size = max(feature.psi, feature.statistic)
    return size >= (NOTICEABLE if feature.in_segments else LARGE)


def reasons_of(
    features: Sequence[FeatureDrift],
    shares: ShareDrift,
    fit: FitDrift,
    moved_most: tuple[str, float, float] | None,
) -> tuple[str, ...]:
    """What was found, one sentence a question, the strongest first."""
    return (
        _about_shares(shares, moved_most),
        _about_features(features),
        _about_fit(fit),
    )


def _about_shares(shares: ShareDrift, most: tuple[str, float, float] | None) -> str:
    if not shares.drifted or most is None:
        return "The segments are as large as they were, within what chance gives."
    name, before, after = most
    how = "grew" if after > before else "shrank"
    return (
        f"By the segments as they stand, {name} {how} from {percent(before)} to {percent(after)} of"
        f" customers (adjusted p {_p(shares.p_adjusted)})."
    )


def _about_features(features: Sequence[FeatureDrift]) -> str:
    drifted = sorted((f for f in features if f.drifted), key=lambda f: -f.psi)
    if not drifted:
        count = len(features)
        return (
            f"None of the {count} columns compared differs beyond chance."
            if count != 1
            else "The one column compared does not differ beyond chance."
        )
    first = drifted[0]
    more = [spoken(f.name) for f in drifted[1:]]
    also = f" So did {listed(more)}." if more else ""
    return f"{_change(first)} (PSI {first.psi:.2f}, adjusted p {_p(first.p_adjusted)}).{also}"


def _change(feature: FeatureDrift) -> str:
    name = spoken(feature.name)
    name = name[:1].upper() + name[1:]
    if feature.before is None or feature.after is None:
        return f"{name} shifted"
    if feature.kind == "categories":
        said = feature.category or "empty"
        return (
            f"{name} shifted: {said} went from {percent(feature.before)} to"
            f" {percent(feature.after)}"
        )
    old, new = quantity(feature.before, feature.name), quantity(feature.after, feature.name)
    if old == new:
        return f"{name} is spread differently around the same average of {old}"
    return f"{name} shifted: {old} on average before, {new} now"


def _about_fit(fit: FitDrift) -> str:
    if not fit.drifted:
        return "The segments describe the new customers as well as the old ones."
    farther = fit.after / fit.before - 1 if fit.before else 0.0
    return (
        f"The segments fit worse: the new customers lie {percent(farther)} farther from the"
        f" nearest segment than customers did before (adjusted p {_p(fit.p_adjusted)})."
    )


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {value:.3f}"


def next_step_of(
    verdict: DriftVerdict,
    refitted: bool,
    structural: bool,
    resized: bool,
    is_incomplete: bool,
    touches_segments: bool,
) -> str:
    """One thing to do."""
    if is_incomplete:
        return (
            "Mend the export first, then compare again; the segments stay as they are until then."
        )
    if verdict == "stable":
        return "Keep the segments and the campaigns built on them."
    if verdict == "watch":
        return "Keep the segments, and compare again with the next file before acting on this."
    if structural:
        return "Look at the segments that are new, gone, split or merged before the next campaign."
    if refitted and not resized:
        return "Keep the segments; check the offers that rest on what shifted."
    if refitted:
        return "Keep the segments; check the targets of campaigns whose segment changed its size."
    if not touches_segments:
        return "Keep the segments; find out why the columns beside them changed before using those."
    return (
        "These are too few customers to fit segments to; compare again when there are more, and"
        " keep the segments until then."
    )
