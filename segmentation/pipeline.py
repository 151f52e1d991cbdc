"""The whole story on one page: a source and a spec in, segments with their evidence out."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

import segmentation.algorithms  # noqa: F401  (fills the registry)
from segmentation.algorithm import Algorithm, Assignment, ByRules, find_algorithm
from segmentation.answer_profile import overall_shares
from segmentation.answers import Answers
from segmentation.choosing import Choice, Wanted, choose_segments, judge_rules
from segmentation.column_words import in_units
from segmentation.describing import describe_segments
from segmentation.exploring import explore
from segmentation.features import FeatureMatrix, make_features
from segmentation.intake import CustomerTable, weights_of
from segmentation.intake.ahead import TakenAhead, customers_of
from segmentation.market import whole_market
from segmentation.numbering import canonical_order, renumbered
from segmentation.over_representation import columns_of_answers
from segmentation.partitioning.whole_file import faster_engine
from segmentation.phrasing import calling
from segmentation.profiling import means_of
from segmentation.recommending import recommend
from segmentation.results import Analysis, Dataset, Outcome, Segment, Unlike
from segmentation.source import RawTable, Source
from segmentation.spec import AnalysisSpec, Limits
from segmentation.traits import better_labels
from segmentation.unlike import said_of_unlike, unlike_any
from segmentation.vocabulary import Vocabulary

Report = Callable[..., None]


class Stopwatch:
    """Seconds by stage."""

    def __init__(self) -> None:
        self._started = self._last = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = round(now - self._last, 4)
        self._last = now

    def total(self) -> dict[str, float]:
        return {**self.seconds, "total": round(time.perf_counter() - self._started, 4)}


def _silent(stage: str, **facts: Any) -> None:
    """Report to nobody."""


def analyze(
    source: Source,
    spec: AnalysisSpec | None = None,
    vocabulary: Vocabulary | None = None,
    report: Report = _silent,
) -> Outcome:
    """Read customers, clean them, find their groups, and say who they are.

    Parameters
    ----------
    source
        Where the customers are: a file, a query, a sample.
    spec
        What to do; the default lets the data decide.
    vocabulary
        The words for naming segments; without it, names use the columns' own words.
    report
        Called with each stage's name (`read`, `cleaned`, `explored`, `found`) and its figures.

    Raises
    ------
    SegmentationError
        One of its children says in plain words what is wrong with the file or the spec.
    """
    spec = spec or AnalysisSpec()
    algorithm = find_algorithm(spec.algorithm)  # a wrong name is said before a large file is read
    watch = Stopwatch()
    customers = _customers(source, spec, watch, report)
    words = (vocabulary or Vocabulary()).for_table(customers.dataset.column_names)
    customers, algorithm = _about_columns(customers, algorithm, spec, words)
    with in_units(customers.dataset.columns):
        return _segmented(customers, algorithm, spec, words, watch, report)


def _segmented(
    customers: CustomerTable,
    algorithm: Algorithm | ByRules,
    spec: AnalysisSpec,
    words: Vocabulary,
    watch: Stopwatch,
    report: Report,
) -> Outcome:
    """The customers, explored, sorted into segments and described."""
    called = better_labels(list(customers.table.columns), words)
    with calling(called):
        matrix = _matrix(customers, spec)
    watch.lap("scale")
    exploration = explore(customers.table, customers.dataset, matrix.names, words)
    known = customers.table[list(matrix.numbers)]
    customers = replace(customers, table=customers.table.assign(**matrix.numbers))
    watch.lap("explore")
    report("explored")
    choice, sorted_by = _choose(matrix, algorithm, spec)
    watch.lap("segment")
    report("found", k=choice.clustering.k)
    numbers = canonical_order(choice.clustering, matrix.columns)
    labels = renumbered(choice.clustering.labels, numbers)
    choice = replace(choice, stability=choice.stability[numbers])
    table = customers.table
    values, others = table[list(matrix.numbers)], table[_answers(customers, matrix)]
    segments = _described(known, labels, choice, words, others, matrix.answers, spec.seed)
    segments = _as_ruled(segments, sorted_by, numbers, words)
    watch.lap("describe")
    analysis = _summary(
        replace(spec, algorithm=algorithm.name), customers.dataset, matrix, choice, segments, known
    )
    analysis = _with_unlike(analysis, unlike_any(values, labels) if spec.outliers_apart else ())
    return Outcome(
        analysis=replace(analysis, exploration=exploration, called=called, timings=watch.total()),
        table=table,
        raw=customers.raw,
        scaled=matrix.scaled,
        labels=labels,
        raw_to_used=customers.raw_to_used,
    )


def _about_columns(
    customers: CustomerTable,
    algorithm: Algorithm | ByRules,
    spec: AnalysisSpec,
    vocabulary: Vocabulary,
) -> tuple[CustomerTable, Algorithm | ByRules]:
    """For rules: the customers by the columns that the rules speak of, those asked for, or any.

    Raises MissingMeanings.
    """
    if not isinstance(algorithm, ByRules):
        return customers, algorithm
    any_ = [c.name for c in customers.dataset.columns if c.role in ("feature", "money")]
    names = customers.features if spec.features else [n for n in any_ if n in customers.table]
    bound = algorithm.bound(customers.table[list(names)], spec, vocabulary)
    return replace(customers, features=bound.columns), bound


def _matrix(customers: CustomerTable, spec: AnalysisSpec) -> FeatureMatrix:
    """The features made comparable, with the weights that someone asked for."""
    weights = weights_of(spec, customers.features)
    return make_features(customers.table, customers.features, spec.scaling, weights)


def _answers(customers: CustomerTable, matrix: FeatureMatrix) -> list[str]:
    """The columns of answers that customers have; those of order lines are not among them."""
    told = [column for column in customers.dataset.columns if column.name in customers.table]
    return columns_of_answers(told, matrix.names)


def _choose(
    matrix: FeatureMatrix, algorithm: Algorithm | ByRules, spec: AnalysisSpec
) -> tuple[Choice, Assignment | None]:
    """The segments and their evidence, and by which rules they were sorted, if by any."""
    if not isinstance(algorithm, ByRules):
        wanted = Wanted(spec.k, spec.max_k, spec.min_share, spec.outliers_apart)
        with faster_engine(allowed=spec.faster == "auto"):
            choice = choose_segments(matrix.scaled, algorithm, wanted, spec.seed, matrix.blocks)
            return choice, None
    values = pd.DataFrame(matrix.numbers)
    found = algorithm.assign(values)
    return judge_rules(matrix.scaled, values, algorithm, found, spec.seed), found


def _as_ruled(
    segments: tuple[Segment, ...], by: Assignment | None, order: np.ndarray, words: Vocabulary
) -> tuple[Segment, ...]:
    """Segments under the names and with the rules that made them, which are never wrong; what is
    advised follows from the rules too."""
    if by is None:
        return segments
    customers = len(by.labels)
    return tuple(
        replace(
            segment, name=by.names[at], rule=by.rules[at], rule_precision=1.0, rule_recall=1.0,
            name_proof=(), advice=recommend(_standing(segment, by.levels[at]), customers, words),
        )
        for segment, at in zip(segments, order, strict=True)
    )  # fmt: skip


def _standing(segment: Segment, levels: Mapping[str, int]) -> Segment:
    """A segment whose traits are where its rule puts it."""
    return replace(
        segment,
        traits=tuple(
            replace(t, level=levels[t.feature], effect_size=float(levels[t.feature]))
            for t in segment.traits
        ),
    )


def _described(
    values: pd.DataFrame,
    labels: np.ndarray,
    choice: Choice,
    words: Vocabulary,
    others: pd.DataFrame,
    used: Mapping[str, Answers],
    seed: int,
) -> tuple[Segment, ...]:
    """The segments in words; rows and columns enter in an order that the file's does not change,
    so a shuffled file gets the same names and rules."""
    order = choice.order if choice.order is not None else np.arange(len(labels))
    known = values[sorted(values.columns)].iloc[order]
    said = {name: replace(used[name], codes=used[name].codes[order]) for name in sorted(used)}
    return describe_segments(
        known, labels[order], choice.stability, words, seed, said, others.iloc[order]
    )


def _with_unlike(analysis: Analysis, unlike: tuple[Unlike, ...]) -> Analysis:
    """The analysis with what makes those who stand apart unlike the others."""
    said = (said_of_unlike(unlike),) if unlike else ()
    return replace(analysis, unlike=unlike, reasons=(*analysis.reasons, *said))


@dataclass(frozen=True)
class _Watched:
    """A source that says when it has been read."""

    source: Source
    watch: Stopwatch
    report: Report

    @property
    def name(self) -> str:
        return self.source.name

    def read(self, limits: Limits) -> RawTable:
        raw = self.source.read(limits)
        self.watch.lap("read")
        self.report("read", rows=raw.cells.num_rows)
        return raw


def _customers(
    source: Source, spec: AnalysisSpec, watch: Stopwatch, report: Report
) -> CustomerTable:
    if isinstance(source, TakenAhead):
        customers = source.customers(spec)
        watch.lap("read")  # and cleaned: what was left of it when we came to ask
    else:
        customers = customers_of(_Watched(source, watch, report), spec)
        watch.lap("clean")
    report("cleaned")
    return customers


def _summary(
    spec: AnalysisSpec,
    dataset: Dataset,
    matrix: FeatureMatrix,
    choice: Choice,
    segments: tuple[Segment, ...],
    known: pd.DataFrame,
) -> Analysis:
    """The document, all but the timings. known: the features' numbers as they stand in the file."""
    return Analysis(
        dataset=replace(
            dataset,
            receipt=(*dataset.receipt, *matrix.receipt()),
            warnings=(*dataset.warnings, *matrix.notes, *choice.clustering.notes),
        ),
        features=matrix.names,
        algorithm=spec.algorithm,
        scaling=matrix.method,
        k=len(segments),
        verdict=choice.verdict,
        k_evidence=choice.k_evidence,
        silhouette=choice.silhouette,
        inertia=choice.inertia,
        noise=int((choice.clustering.labels < 0).sum()),
        segments=segments,
        null_test=choice.null_test,
        reasons=choice.reasons,
        parameters={**choice.clustering.parameters, "seed": spec.seed},
        k_chosen_by=choice.k_chosen_by,
        overall=means_of(known),
        scales=matrix.scales(),
        overall_answers=overall_shares(matrix.answers),
        market=whole_market(segments),
    )
