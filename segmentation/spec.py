"""What to do: the whole request for an analysis as one frozen value."""

from dataclasses import dataclass, field
from typing import Literal

Scaling = Literal["auto", "none", "zscore", "robust"]
Kind = Literal["auto", "customers", "transactions"]

Faster = Literal["auto", "off"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read; too much raises FileTooLarge, which names the setting.

    max_decompressed_bytes: what a packed file (.gz, .zip, a workbook, Parquet) may unpack to.
    """

    max_rows: int = 20_000_000
    max_columns: int = 500
    max_bytes: int = 4_000_000_000
    max_decompressed_bytes: int = 4_000_000_000
    max_cell_chars: int = 100_000


@dataclass(frozen=True, slots=True)
class RfmSegment:
    """A named part of the grid of scores; both ranges run from the lowest to the highest score.

    recency: 5 are those who bought last. value: 5 are those who buy most and spend most.
    """

    name: str
    recency: tuple[int, int]
    value: tuple[int, int]


@dataclass(frozen=True, slots=True)
class RfmScheme:
    """How customers get their scores from 1 to 5, and what the parts of the grid are called.

    recency, frequency, spend: four rising cut points in the file's own units; empty for those
    that cut the file's customers into fifths. segments: the first that fits a customer has it.
    """

    recency: tuple[float, ...] = ()
    frequency: tuple[float, ...] = ()
    spend: tuple[float, ...] = ()
    segments: tuple[RfmSegment, ...] = (
        RfmSegment("Champions", (5, 5), (4, 5)),
        RfmSegment("Loyal customers", (3, 4), (4, 5)),
        RfmSegment("Potential loyalists", (4, 5), (2, 3)),
        RfmSegment("New customers", (5, 5), (1, 1)),
        RfmSegment("Promising", (4, 4), (1, 1)),
        RfmSegment("Need attention", (3, 3), (3, 3)),
        RfmSegment("About to sleep", (3, 3), (1, 2)),
        RfmSegment("Can't lose them", (1, 2), (5, 5)),
        RfmSegment("At risk", (1, 2), (3, 4)),
        RfmSegment("Lost", (1, 1), (1, 1)),
        RfmSegment("Hibernating", (1, 2), (1, 2)),
    )


@dataclass(frozen=True, slots=True)
class AnalysisSpec:
    """How to segment a table; the defaults let the data decide.

    k: number of segments, None for the number that the evidence supports.
    algorithm: name of a member of `segmentation.algorithms`.
    features: columns to segment by, empty for all that the intake finds fit.
    scaling: how features are made comparable.
    seed: makes every result reproducible.
    max_k: the largest number of segments considered when k is None.
    min_share: the part of all customers that every segment has at the least, 0 to 0.5.
    outliers_apart: whether customers far from everyone stand apart, with segment number 0.
    faster: `auto` takes scikit-learn-intelex for k-means of many rows where it is installed and
    runs; `off` never does.
    weights: column and how many times it counts, as if it stood in the file so often.
    leave_out: columns not to segment by.
    sheet: which table of a file with several to read, loosely spelled; None for the first.
    rfm: cut points and names for the algorithm `rfm_rules`; None for the usual ones.
    kind: whether rows are customers or their orders; `auto` lets the file tell.
    """

    k: int | None = None
    algorithm: str = "kmeans"
    features: tuple[str, ...] = ()
    scaling: Scaling = "auto"
    seed: int = 42
    max_k: int = 10
    min_share: float = 0.0
    outliers_apart: bool = False
    weights: tuple[tuple[str, float], ...] = ()
    leave_out: tuple[str, ...] = ()
    sheet: str | None = None
    faster: Faster = "auto"
    limits: Limits = field(default_factory=Limits)
    kind: Kind = "auto"
    rfm: RfmScheme | None = None
