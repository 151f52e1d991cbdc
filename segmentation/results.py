"""What came out: frozen values that round-trip through JSON, and the arrays beside them.

`Analysis` is the document that `segment-bot analyze --json` prints. `Outcome` adds what charts,
exports and later questions need: the cleaned table, the feature matrix and every row's segment.
"""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from segmentation.exploration import Exploration
from segmentation.market_figures import Market, SegmentMarket
from segmentation.proofs import NameProof, TrialPlan

Role = Literal["feature", "id", "label", "date", "money", "category", "text", "pii", "ignored"]
Verdict = Literal["segments", "weak", "no_natural_groups"]
Kind = Literal["customers", "transactions"]
FileKind = Literal["text", "excel", "parquet", "json", "sql"]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """How the bytes were read.

    delimiter: what parts the cells of a text; "" where each cell is a value of its own, as in
    workbooks, Parquet, JSON and databases.
    packed: the kind of archive around it, "" for none. sheet: the table that was read of several.
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: str = "."
    header: bool = True
    kind: FileKind = "text"
    packed: Literal["", "gzip", "zip"] = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is taken for, and why. made: whether it was computed from the file's
    own columns, as recency is from a list of orders. unit: the currency sign in its cells."""

    name: str
    role: Role
    missing: int
    reason: str
    made: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class CleaningStep:
    """One line of the cleaning receipt: what was done, to how many cells or rows, how to undo."""

    what: str
    count: int
    undo: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """What was read, and what was done to it before the segmentation.

    rows_read, rows_used: rows of the file; for transactions these are lines, not customers.
    about: what a list of orders holds, in words without a full stop; empty for a file of customers.
    """

    rows_read: int
    rows_used: int
    duplicates_dropped: int
    format: FileFormat
    columns: tuple[Column, ...]
    kind: Kind = "customers"
    warnings: tuple[str, ...] = ()
    receipt: tuple[CleaningStep, ...] = ()
    about: str = ""

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class KEvidence:
    """The indices of one candidate number of segments.

    stability: mean Jaccard similarity of the worst segment over resamples (0 to 1), after
    Hennig (2007); None where it was not computed.
    """

    k: int
    silhouette: float
    calinski_harabasz: float
    davies_bouldin: float
    stability: float | None = None
    inertia: float | None = None


@dataclass(frozen=True, slots=True)
class NullTest:
    """The file against made-up files of the same margins that have no groups."""

    statistic: str
    observed: float
    null_mean: float
    null_95: float
    p_value: float
    draws: int


@dataclass(frozen=True, slots=True)
class Distinguishing:
    """One feature that sets a segment apart; effect_size is the distance of the segment's mean
    from the overall mean in overall standard deviations. `value` and `overall` are means in
    the file's own units; with an `answer`, the shares of the segment and of all who give it."""

    feature: str
    value: float
    overall: float
    effect_size: float
    answer: str = ""


@dataclass(frozen=True, slots=True)
class OverRepresented:
    """An answer that a segment gives clearly more often than all customers, or less often:
    answer: as it stands in the file; "not given" for empty cells. share, overall: the parts of
    the segment and of all customers who give it. lift: their ratio as an index, 100 is as often
    as overall. p_adjusted: corrected for all answers, columns and segments that were looked at.
    """

    feature: str
    answer: str
    share: float
    overall: float
    lift: float
    p_adjusted: float


@dataclass(frozen=True, slots=True)
class Trait:
    """What a feature means for a marketer (`income`, `spend`, `age` …) and where the segment
    stands in it; level runs from -2 (much lower than average) to 2 (much higher). far: whether
    its mean is a small part or a large multiple of the average, however few deviations that is."""

    concept: str
    feature: str
    level: int
    effect_size: float
    far: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Unlike:
    """A feature by which customers in no segment stand out: how many do so most by this one,
    their smallest and largest values, and the mean of those who are in a segment."""

    feature: str
    customers: int
    least: float
    most: float
    overall: float


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation before it is put into words: a template's name and its figures."""

    template: str
    facts: dict[str, float | int | str]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation in words, and how to test it."""

    title: str
    text: str
    plan: TrialPlan | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One group of customers: centre and medians in the file's own units; index, the mean as a
    percentage of that over all; answers, feature -> answer -> share, of features that are no
    numbers; money_share, its part of all spend; categories, answers in columns that it was not
    made from: figures to show, which no name or advice rests on; generated_name, the name that
    the figures prove, where a person has given it another."""

    number: int
    name: str
    size: int
    share: float
    stability: float | None
    centre: dict[str, float]
    rule: str
    rule_precision: float | None
    rule_recall: float | None
    distinguishing: tuple[Distinguishing, ...]
    traits: tuple[Trait, ...] = ()
    advice: tuple[Advice, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    money_share: float | None = None
    categories: tuple[OverRepresented, ...] = ()
    medians: dict[str, float] = field(default_factory=dict)
    index: dict[str, float | None] = field(default_factory=dict)
    name_proof: tuple[NameProof, ...] = ()
    answers: dict[str, dict[str, float]] = field(default_factory=dict)
    market: SegmentMarket | None = None
    generated_name: str = ""


@dataclass(frozen=True, slots=True)
class FeatureScale:
    """How one feature gets into the space that was clustered: (value - shift) / scale, bent by
    arcsinh where the scaling is robust, times weight. `fill` stands for values not known. With an
    `answer`, the value is 1 where a customer gives it, and never bent."""

    feature: str
    shift: float
    scale: float
    weight: float
    fill: float
    answer: str = ""


@dataclass(frozen=True, slots=True)
class MethodResult:
    """What one method finds in the same customers.

    stability: of the least steady group. left_out: the share of customers in no group.
    agreement: mean adjusted Rand index with the other methods; agreement_with_shown: with what
    is shown now. trouble: why it found nothing, in a sentence; then the figures are None.
    """

    name: str
    title: str
    k: int | None = None
    verdict: Verdict | None = None
    stability: float | None = None
    silhouette: float | None = None
    left_out: float | None = None
    smallest_share: float | None = None
    agreement: float | None = None
    agreement_with_shown: float | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several methods side by side: which to keep (None if none found groups), and why."""

    methods: tuple[MethodResult, ...]
    keep: str | None
    shown: str | None
    reasons: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        fields: dict[str, Any] = _COMPARISON.dump_python(self, mode="json")
        return fields

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "Comparison":
        return _COMPARISON.validate_python(fields)


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that was found out, as one JSON document.

    noise counts the customers that belong to no segment. reasons says in plain sentences why
    this verdict and this number of segments. parameters are the algorithm's own. scales are
    what it takes to sort new customers into the segments. overall and overall_answers are to all
    customers what `centre` and `answers` are to a segment. unlike tells by what customers who
    stand apart do so, where someone asked to set them apart; comparison what other methods find,
    where someone asked for that. called is what pictures call columns whose own names say little.
    """

    dataset: Dataset
    features: tuple[str, ...]
    algorithm: str
    scaling: str
    k: int
    verdict: Verdict
    k_evidence: tuple[KEvidence, ...]
    silhouette: float | None
    inertia: float | None
    noise: int
    segments: tuple[Segment, ...]
    null_test: NullTest | None = None
    reasons: tuple[str, ...] = ()
    parameters: dict[str, float | int | str] = field(default_factory=dict)
    k_chosen_by: Literal["data", "person", "algorithm"] = "data"
    overall: dict[str, float] = field(default_factory=dict)
    unlike: tuple[Unlike, ...] = ()
    comparison: Comparison | None = None
    overall_answers: dict[str, dict[str, float]] = field(default_factory=dict)
    timings: dict[str, float] = field(default_factory=dict)
    exploration: Exploration | None = None
    scales: tuple[FeatureScale, ...] = ()
    market: Market | None = None
    called: dict[str, str] = field(default_factory=dict)

    def to_json(self, indent: int | None = None) -> str:
        """The document as JSON text (NaN never appears: unknown figures are null)."""
        return _ANALYSIS.dump_json(self, indent=indent).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Analysis":
        return _ANALYSIS.validate_json(text)

    def to_dict(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.to_json())
        return document

    def segment(self, number: int) -> Segment:
        """The segment of that number. Raises UnknownSegment."""
        from segmentation.errors import UnknownSegment

        for segment in self.segments:
            if segment.number == number:
                return segment
        raise UnknownSegment(number, [segment.number for segment in self.segments])


_COMPARISON: TypeAdapter[Comparison] = TypeAdapter(Comparison)
_ANALYSIS: TypeAdapter[Analysis] = TypeAdapter(Analysis)


@dataclass(frozen=True)
class Outcome:
    """An analysis with its data.

    table: the rows used, typed (n rows; numbers as float64, all else as string or category).
    raw: every row read, every cell as the text that stood in the file; for transactions one row
    a customer.
    scaled: (n, d) the matrix that was clustered.
    labels: (n,) segment number of each row used, 1…k; 0 where a row belongs to none.
    raw_to_used: (rows of raw,) position in `table` of each row, -1 where it was not used;
    dropped duplicates point to the row that was kept.
    """

    analysis: Analysis
    table: pd.DataFrame
    raw: pa.Table
    scaled: np.ndarray
    labels: np.ndarray
    raw_to_used: np.ndarray

    @property
    def features(self) -> pd.DataFrame:
        """(n, d) the features in the file's own units, missing values as they were filled."""
        return self.table[list(self.analysis.features)]

    def assignment(self) -> np.ndarray:
        """(rows read,) the segment number of every row read, 0 where it has none."""
        padded: np.ndarray = np.append(self.labels, 0)[self.raw_to_used]
        return padded

    def without_raw(self) -> "Outcome":
        """Without what stood in the file: all that pictures need, and light enough to travel."""
        return replace(self, raw=self.raw.schema.empty_table(), raw_to_used=self.raw_to_used[:0])

    def with_analysis(self, analysis: Analysis) -> "Outcome":
        return replace(self, analysis=analysis)

    def save(self, folder: Path) -> None:
        """Write analysis.json, arrays.npz, table.parquet and raw.parquet; the JSON comes last,
        so a folder with an analysis.json is complete."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(
            folder / "arrays.npz",
            scaled=self.scaled,
            labels=self.labels,
            raw_to_used=self.raw_to_used,
        )
        self.table.to_parquet(folder / "table.parquet")
        pq.write_table(self.raw, folder / "raw.parquet")
        (folder / "analysis.json").write_text(self.analysis.to_json(indent=1), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Outcome":
        analysis = Analysis.from_json((folder / "analysis.json").read_bytes())
        with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
            return cls(
                analysis=analysis,
                table=pd.read_parquet(folder / "table.parquet"),
                raw=pq.read_table(folder / "raw.parquet"),
                scaled=arrays["scaled"],
                labels=arrays["labels"],
                raw_to_used=arrays["raw_to_used"],
            )
