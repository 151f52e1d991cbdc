"""Customers in no segment: what makes them unlike everyone who is in one."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from segmentation.phrasing import listed, quantity, spoken
from segmentation.results import Unlike

MOST_FEATURES = 4


def unlike_any(values: pd.DataFrame, labels: np.ndarray) -> tuple[Unlike, ...]:
    """By which features the rows without a segment stand out, the most telling first.

    Each such row counts for the feature in which it is farthest from the mean of the rows with
    a segment, in their standard deviations.

    Parameters
    ----------
    values : (n, d) the features in the file's own units, no missing values.
    labels : (n,) segment numbers 1 … k, 0 for rows that belong to none.

    >>> values = pd.DataFrame({"age": [30.0, 40, 35, 36], "spend": [5.0, 7, 6, 900]})
    >>> unlike_any(values, np.array([1, 1, 1, 0]))[0].feature
    'spend'
    """
    alone, inside = values[labels == 0], values[labels > 0]
    if alone.empty or inside.empty:
        return ()
    names = sorted(str(name) for name in values.columns)
    middle, spread = inside[names].mean(), inside[names].std(ddof=0)
    off = ((alone[names] - middle).abs() / spread.where(spread > 0, 1.0)).to_numpy()
    most = off.argmax(axis=1)
    found = [
        _by(name, alone[name][most == at].to_numpy(), float(middle[name]))
        for at, name in enumerate(names)
        if (most == at).any()
    ]
    return tuple(sorted(found, key=lambda each: (-each.customers, each.feature)))


def _by(feature: str, cells: np.ndarray, overall: float) -> Unlike:
    return Unlike(feature, len(cells), float(cells.min()), float(cells.max()), overall)


def said_of_unlike(found: Sequence[Unlike]) -> str:
    """By what they stand out, in a sentence: feature, how many, their values, everyone's mean."""
    parts = [_part(each) for each in found[:MOST_FEATURES]]
    return f"Of these, {listed(parts)}." if parts else ""


def _part(of: Unlike) -> str:
    least, most = quantity(of.least, of.feature), quantity(of.most, of.feature)
    values = least if least == most else f"{least} to {most}"
    stand = "stands" if of.customers == 1 else "stand"
    return (
        f"{of.customers:,} {stand} out by {spoken(of.feature)} ({values}; the others have"
        f" {quantity(of.overall, of.feature)} on average)"
    )
