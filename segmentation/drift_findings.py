"""Everything that was tested about two versions, and the verdict on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segmentation.drift_evidence import feature_evidence, share_evidence
from segmentation.drift_results import DriftVerdict, FeatureDrift, FitDrift, ShareDrift
from segmentation.drift_verdict import segments_drifted, verdict_of
from segmentation.fit_evidence import fit_evidence
from segmentation.version_pair import VersionPair


@dataclass(frozen=True)
class Findings:
    """shares_before, shares_after: (k,) of the standing segments, both versions sorted by them."""

    verdict: DriftVerdict
    features: tuple[FeatureDrift, ...]
    shares: ShareDrift
    fit: FitDrift
    shares_before: np.ndarray
    shares_after: np.ndarray

    @property
    def touches_segments(self) -> bool:
        """Whether the segments themselves changed, and not only what lies beside them."""
        return segments_drifted(self.features, self.shares, self.largest_move, self.fit)

    @property
    def largest_move(self) -> float:
        """The largest change of a segment's share."""
        return float(np.abs(self.shares_after - self.shares_before).max(initial=0.0))

    def moved_most(self, names: Sequence[str]) -> tuple[str, float, float] | None:
        """The segment whose share changed most, and its share before and after."""
        if not len(names):
            return None
        at = int(np.abs(self.shares_after - self.shares_before).argmax())
        return names[at], float(self.shares_before[at]), float(self.shares_after[at])


def find_drift(pair: VersionPair, seed: int) -> Findings:
    """Test columns, shares and fit. Every random draw comes from the seed."""
    features = feature_evidence(pair.old, pair.new, pair.compared)
    old, new = pair.scored_old, pair.scored_new
    shares, counts = share_evidence(old.labels, new.labels, pair.numbers)
    before, after = counts[0] / len(old.labels), counts[1] / len(new.labels)
    fit = fit_evidence(
        old.scaled, np.array(pair.model.centres), new.distances, seed,
        fitted=pair.baseline.analysis.algorithm == "kmeans" and pair.complete,
    )  # fmt: skip
    verdict = verdict_of(
        features, shares, float(np.abs(after - before).max(initial=0.0)), fit, pair.changes,
        pair.model.features,
    )  # fmt: skip
    return Findings(verdict, features, shares, fit, before, after)
