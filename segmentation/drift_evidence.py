"""What differs beyond chance between two versions: columns, segment shares, the segments' fit.

Three questions are asked, and together they may alarm at nothing in 9 of 400 comparisons: in 4
of them it is a column (Benjamini & Hochberg 1995 over all columns), in 4 the shares, in one the
fit. An adjusted p-value carries that: it is to be compared with 0.05.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

import segmentation.drift_measures  # noqa: F401  (fills the registry)
from segmentation.binning import codes_of
from segmentation.customer_version import CustomerVersion
from segmentation.drift_measure import DRIFT_MEASURES, Kind
from segmentation.drift_measures.chi_squared import p_value_of
from segmentation.drift_measures.psi import critical_index, index_of
from segmentation.drift_results import FeatureDrift, ShareDrift

LEVEL = 0.05
FEATURES_PART, SHARES_PART = 0.2, 0.2  # of LEVEL
TEST_OF: dict[Kind, str] = {"numbers": "ks", "categories": "chi_squared"}


def feature_evidence(
    before: CustomerVersion, after: CustomerVersion, names: Sequence[str]
) -> tuple[FeatureDrift, ...]:
    """Every column that can be compared, in the order given, with its adjusted p-value."""
    found = [
        _column(name, kind, before, after)
        for name in names
        if (kind := before.kind(name)) is not None and after.has(name)
    ]
    compared = [drift for drift in found if drift is not None]
    adjusted = np.minimum(
        false_discovery(np.array([d.p_value for d in compared])) / FEATURES_PART, 1.0
    )
    return tuple(
        replace(drift, p_adjusted=float(p), drifted=bool(p <= LEVEL))
        for drift, p in zip(compared, adjusted, strict=True)
    )


def _column(
    name: str, kind: Kind, before: CustomerVersion, after: CustomerVersion
) -> FeatureDrift | None:
    if kind == "numbers":
        old, new = before.numbers(name), after.numbers(name)
        if old is None or new is None:
            return None
        return number_drift(name, old, new, name in before.features)
    return category_drift(name, before.words(name), after.words(name), name in before.features)


def number_drift(name: str, old: np.ndarray, new: np.ndarray, in_segments: bool) -> FeatureDrift:
    """One column of numbers; p_adjusted is still the plain p-value."""
    index = DRIFT_MEASURES.get("psi").measure(old, new)
    test = DRIFT_MEASURES.get("ks").measure(old, new)
    p_value = test.p_value or 0.0
    gaps = [np.isnan(old).sum(), np.isnan(new).sum()]
    if any(gaps):
        # Cells may also have gone, or come: two looks at one column, so each counts double.
        known = [len(old) - gaps[0], len(new) - gaps[1]]
        p_value = min(1.0, 2 * min(p_value, p_value_of(np.array([gaps, known]).T)))
    return FeatureDrift(
        name=name, psi=index.statistic, psi_critical=index.critical or 0.0, p_value=p_value,
        p_adjusted=p_value, drifted=False, kind="numbers", test="ks", statistic=test.statistic,
        in_segments=in_segments, before=_mean(old), after=_mean(new),
    )  # fmt: skip


def category_drift(name: str, old: np.ndarray, new: np.ndarray, in_segments: bool) -> FeatureDrift:
    """One column of categories, given as words; p_adjusted is still the plain p-value."""
    before, after = codes_of(old, new)
    index = DRIFT_MEASURES.get("psi").measure(before, after)
    test = DRIFT_MEASURES.get("chi_squared").measure(before, after)
    p_value = 1.0 if test.p_value is None else test.p_value
    words, shares = _shares(old, new)
    most = int(np.abs(shares[1] - shares[0]).argmax())
    return FeatureDrift(
        name=name, psi=index.statistic, psi_critical=index.critical or 0.0, p_value=p_value,
        p_adjusted=p_value, drifted=False, kind="categories", test="chi_squared",
        statistic=test.statistic, in_segments=in_segments, before=float(shares[0, most]),
        after=float(shares[1, most]), category=str(words[most]),
    )  # fmt: skip


def _mean(values: np.ndarray) -> float | None:
    known = values[~np.isnan(values)]
    # An exact sum, so that the order of the rows has no part in the last digits.
    return math.fsum(known) / len(known) if len(known) else None


def _shares(old: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The words, and (2, w) their shares before and after."""
    words, codes = np.unique(np.concatenate([old, new]).astype(str), return_inverse=True)
    parts = codes[: len(old)], codes[len(old) :]
    counts = [np.bincount(part, minlength=len(words)) / max(len(part), 1) for part in parts]
    return words, np.stack(counts)


def false_discovery(p_values: np.ndarray) -> np.ndarray:
    """(n,) p-values adjusted so that those under a level hold so many false ones on average.

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995). J. Royal Stat. Soc. B 57.

    Examples
    --------
    >>> false_discovery(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p_values)
    steps = p_values[order] * len(p_values) / np.arange(1, len(p_values) + 1)
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.minimum.accumulate(steps[::-1])[::-1]
    return np.minimum(adjusted, 1.0)


def share_evidence(
    before: np.ndarray, after: np.ndarray, numbers: Sequence[int]
) -> tuple[ShareDrift, np.ndarray]:
    """Whether segments (n,) and (m,) labels are of other sizes, and (2, k) how large they are.

    Customers in no segment count as one more kind. Two looks are taken, so each counts double:
    at all sizes at once, and at each segment against all others. Where one of many segments
    changed, and the others only by what it left them, the first sees little.
    """
    counts = np.array([[(one == number).sum() for number in numbers] for one in (before, after)])
    outside = np.array([[(one == 0).sum()] for one in (before, after)])
    everyone = np.concatenate([counts, outside], axis=1)
    everyone = everyone[:, everyone.sum(axis=0) > 0]
    p_value = min(1.0, 2 * min(p_value_of(everyone), _most_uneven(everyone)))
    adjusted = min(p_value / SHARES_PART, 1.0)
    psi, critical = index_of(everyone), critical_index(everyone)
    return ShareDrift(psi, critical, p_value, adjusted, adjusted <= LEVEL), counts


def _most_uneven(counts: np.ndarray) -> float:
    """How often chance makes any kind of counts (2, b) as uneven as the most uneven one here
    (Bonferroni over the kinds).

    >>> _most_uneven(np.array([[90, 90, 20], [90, 90, 60]])) < 0.001
    True
    """
    rest = counts.sum(axis=1, keepdims=True) - counts
    pairs = [np.stack([counts[:, at], rest[:, at]], axis=1) for at in range(counts.shape[1])]
    return min(1.0, len(pairs) * min(p_value_of(pair) for pair in pairs)) if len(pairs) > 1 else 1.0
