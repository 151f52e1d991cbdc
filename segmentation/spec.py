"""What to do: the whole request for an analysis as one frozen value."""

from dataclasses import dataclass, field
from typing import Literal

Scaling = Literal["auto", "none", "zscore", "robust"]
Kind = Literal["auto", "customers", "transactions"]


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
class AnalysisSpec:
    """How to segment a table; the defaults let the data decide.

    k: number of segments, None for the number that the evidence supports.
    algorithm: name of a member of `segmentation.algorithms`.
    features: columns to segment by, empty for all that the intake finds fit.
    scaling: how features are made comparable.
    seed: makes every result reproducible.
    max_k: the largest number of segments considered when k is None.
    sheet: which table of a file with several to read, loosely spelled; None for the first.
    kind: whether rows are customers or their orders; `auto` lets the file tell.
    """

    k: int | None = None
    algorithm: str = "kmeans"
    features: tuple[str, ...] = ()
    scaling: Scaling = "auto"
    seed: int = 42
    max_k: int = 10
    sheet: str | None = None
    limits: Limits = field(default_factory=Limits)
    kind: Kind = "auto"
