"""Two versions of a customer file compared: scored, tested, refitted, accounted for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from segmentation.accounting import Account, account_for
from segmentation.algorithm import ALGORITHMS
from segmentation.choosing import Wanted, choose_segments
from segmentation.drift_findings import Findings, find_drift
from segmentation.drift_results import STRUCTURAL, Drift, RowCounts
from segmentation.drift_verdict import incomplete, next_step_of, reasons_of
from segmentation.ledger import Ledger
from segmentation.pipeline import Stopwatch, analyze
from segmentation.results import Outcome
from segmentation.source import RawTable, Source
from segmentation.spec import AnalysisSpec, Limits, Scaling
from segmentation.version_pair import VersionPair, bring_together, given_to
from segmentation.vocabulary import Vocabulary

Report = Callable[..., None]
_LEAST_ROWS, _ROWS_A_SEGMENT = 50, 10


@dataclass(frozen=True)
class Comparison:
    """What a comparison gives.

    drift: the document. pair: both versions. labels: (m,) every new customer's segment in the
    end, by the ledger's numbers. refit: the new version segmented anew, None where the
    baseline's segments go on.
    """

    drift: Drift
    pair: VersionPair
    ledger: Ledger
    labels: np.ndarray
    refit: Outcome | None = None


@dataclass(frozen=True)
class ReadTable:
    """A table that has been read, as a source."""

    raw: RawTable

    @property
    def name(self) -> str:
        return self.raw.name

    def read(self, limits: Limits) -> RawTable:
        return self.raw


def _silent(stage: str, **facts: Any) -> None:
    """Report to nobody."""


def compare_files(
    baseline: Source,
    new: Source,
    spec: AnalysisSpec | None = None,
    vocabulary: Vocabulary | None = None,
    id_column: str | None = None,
    report: Report = _silent,
) -> Comparison:
    """Segment a baseline, and say how another version of it differs.

    Parameters
    ----------
    baseline, new
        The two files; their columns may differ.
    spec
        How the baseline is segmented.
    vocabulary
        The words for naming segments.
    id_column
        The column that tells who is who; without it, the ids that most customers share.
    report
        Called with the name of each stage as it is reached.

    Raises
    ------
    SegmentationError
        One of its children says in plain words what is wrong with a file.
    """
    spec = spec or AnalysisSpec()
    raw = new.read(spec.limits)  # first: what is wrong with a file is told at once
    outcome = analyze(baseline, spec, vocabulary, report)
    return compare_with(outcome, raw, spec, vocabulary, id_column, report)


def compare_with(
    baseline: Outcome,
    raw: RawTable,
    spec: AnalysisSpec,
    vocabulary: Vocabulary | None = None,
    id_column: str | None = None,
    report: Report = _silent,
    ledger: Ledger | None = None,
) -> Comparison:
    """Say how a table differs from one that has been analysed.

    Parameters as above; `ledger` is that of the baseline's segments where they have a history.
    """
    watch = Stopwatch()
    pair = bring_together(baseline, raw, id_column)
    watch.lap("match")
    report("matched")
    found = find_drift(pair, spec.seed)
    watch.lap("compare")
    report("compared")
    refit = None
    enough = pair.new.rows >= _rows_to_refit(baseline)
    if found.touches_segments and pair.complete and enough:
        refit = _refit(pair, spec, vocabulary)
        watch.lap("refit")
    account = account_for(pair, ledger or _first(baseline), refit, found.shares.drifted)
    drift = _document(pair, found, account, refit is not None)
    return Comparison(
        replace(drift, timings=watch.total()), pair, account.ledger, account.labels, refit
    )


def _rows_to_refit(baseline: Outcome) -> int:
    """Fewer customers are sorted into the standing segments, whatever has changed."""
    return max(_LEAST_ROWS, _ROWS_A_SEGMENT * baseline.analysis.k)


def _first(baseline: Outcome) -> Ledger:
    segments = baseline.analysis.segments
    return Ledger.begin([s.name for s in segments], [s.share for s in segments])


def _document(pair: VersionPair, found: Findings, account: Account, refitted: bool) -> Drift:
    """The document, all but the timings."""
    names = [account.ledger.entry(number).name for number in account.migration.numbers]
    structural = any(segment.event in STRUCTURAL for segment in account.segments)
    return Drift(
        verdict=found.verdict,
        rows=RowCounts(pair.old.rows, pair.new.rows),
        features=found.features,
        segments=account.segments,
        segment_shares=found.shares,
        migration=account.migration,
        attribution=account.attribution,
        schema_changes=pair.changes,
        fit=found.fit,
        refitted=refitted,
        reasons=reasons_of(found.features, found.shares, found.fit, found.moved_most(names)),
        next_step=next_step_of(
            found.verdict,
            refitted,
            structural,
            found.shares.drifted,
            incomplete(pair.changes, pair.model.features),
            found.touches_segments,
        ),
        warnings=pair.new.dataset.warnings,
    )


def _refit(pair: VersionPair, spec: AnalysisSpec, vocabulary: Vocabulary | None) -> Outcome:
    """The new customers segmented anew by the same columns.

    How many segments there are is left to the data where it had a say in the baseline too, and
    is taken from there only if the new groups are clear: a count that is a matter of taste must
    not look like news.
    """
    known = pair.baseline.analysis
    features = tuple(given_to(pair.model, pair.old, pair.new))
    fixed = replace(
        spec, features=features, scaling=cast(Scaling, known.scaling), k=known.k,
        algorithm=known.algorithm,
    )  # fmt: skip
    source = ReadTable(pair.raw)
    if known.verdict == "segments" and _data_would_say_so(pair, spec):
        free = analyze(source, replace(fixed, k=None), vocabulary)
        if free.analysis.verdict == "segments" or free.analysis.k == known.k:
            return free
    return analyze(source, fixed, vocabulary)


def _data_would_say_so(pair: VersionPair, spec: AnalysisSpec) -> bool:
    """Whether the baseline's count of segments is the one that its own data supports."""
    known = pair.baseline.analysis
    if known.k_chosen_by == "data":
        return True
    algorithm = ALGORITHMS.get(known.algorithm)
    if not algorithm.needs_k:
        return False
    wanted = Wanted(None, spec.max_k)
    free = choose_segments(pair.baseline.scaled, algorithm, wanted, spec.seed)
    return free.k == known.k
