"""What a measure of drift is, and the registry of those there are."""

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from segmentation.registry import Registry

Kind = Literal["numbers", "categories"]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measure says of two samples of one column.

    statistic: how far apart they are, 0 where they are alike.
    critical: the 95th percentile of the statistic where nothing changed, if it is known.
    p_value: how often chance alone gives as much, if the measure is a test.
    """

    statistic: float
    critical: float | None = None
    p_value: float | None = None


class DriftMeasure(Protocol):
    """One way to compare two samples of a column. A frozen dataclass: its fields are its
    parameters.

    title: how it is called in a sentence. kinds: the kinds of column that it can compare.
    """

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def kinds(self) -> tuple[Kind, ...]: ...

    def measure(self, before: np.ndarray, after: np.ndarray) -> Measured:
        """Compare (n,) values of the baseline with (m,) new ones; n and m are at least 1.

        Numbers are float64, NaN where nothing is known. Categories are int codes 0, 1, … that
        both samples share, -1 where nothing is known. The order of the rows doesn't matter.
        """
        ...


DRIFT_MEASURES: Registry[DriftMeasure] = Registry("drift measure")
