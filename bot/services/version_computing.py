"""What is computed when a table comes again; run in the process pool, like all computing."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.job import report
from bot.services.computing import ANSWER_CHARTS, draw_of, save_picture
from segmentation.chart import ChartOptions
from segmentation.spec import AnalysisSpec

LEDGER, DRIFT, MOVES = "ledger.json", "drift.json", "moves.csv"


def columns_of(path: Path, file_name: str, spec: AnalysisSpec) -> list[str]:
    """The columns of a file. Raises UnreadableFile or one of its children."""
    from segmentation.sources import open_source

    return list(open_source(str(path), file_name, spec.sheet).read(spec.limits).cells.column_names)


def analyze_version(
    path: Path,
    file_name: str,
    spec: AnalysisSpec,
    baseline: Path,
    folder: Path,
    templates: Path | None,
) -> dict[str, Any]:
    """Compare a file with the version before it and keep it as an analysis of its own.

    Writes what `analyze_file` writes, and the comparison and the ledger beside it.
    """
    from bot.advising import with_recommendations
    from bot.vocabulary_file import read_vocabulary
    from segmentation.comparing_versions import compare_with
    from segmentation.next_version import next_version
    from segmentation.results import Outcome
    from segmentation.sources import open_source

    raw = open_source(str(path), file_name, spec.sheet).read(spec.limits)
    report("read", rows=raw.cells.num_rows)
    before, vocabulary = Outcome.load(baseline), read_vocabulary(templates)
    comparison = compare_with(before, raw, spec, vocabulary, ledger=ledger_of(baseline, before))
    report("compared")
    outcome = next_version(comparison, vocabulary, spec.seed)
    outcome = outcome.with_analysis(with_recommendations(outcome.analysis, templates))
    report("drawing")
    _keep(comparison, folder)
    (folder / LEDGER).write_text(comparison.ledger.to_json(), encoding="utf-8")
    for picture in draw_of(outcome, ANSWER_CHARTS, ChartOptions()):
        save_picture(picture, folder / "charts")
    outcome.save(folder)
    analysis, drift = outcome.analysis, comparison.drift
    return {
        "k": analysis.k, "verdict": analysis.verdict, "algorithm": analysis.algorithm,
        "drift": drift.verdict, "refitted": drift.refitted,
        "whole": drift.broken is None,
    }  # fmt: skip


def compare_stored(
    baseline: Path, new: Path, spec: AnalysisSpec, target: Path, id_column: str | None = None
) -> None:
    """Compare two stored versions that need not follow each other."""
    from segmentation.comparing_versions import compare_with
    from segmentation.results import Outcome
    from segmentation.source import RawTable

    before, after = Outcome.load(baseline), Outcome.load(new)
    raw = RawTable("the new version", after.raw, after.analysis.dataset.format)
    ledger = ledger_of(baseline, before)
    comparison = compare_with(before, raw, spec, id_column=id_column, ledger=ledger)
    _keep(comparison, target)


def _keep(comparison: Any, folder: Path) -> None:
    """The comparison, and who moved, in a folder."""
    from segmentation.exporting import write_moves

    pair = comparison.pair
    (folder / DRIFT).write_text(comparison.drift.to_json(indent=1), encoding="utf-8")
    labels = pair.scored_old.labels, pair.scored_new.labels
    write_moves(pair.matched, *labels, folder / MOVES)


def write_people(moves: Path, id_column: str, names: dict[int, str], target: Path) -> None:
    """The list of who moved, for people."""
    from segmentation.exporting import write_named_moves

    write_named_moves(moves, id_column, names, target)


def draw_drift(document: str, names: Sequence[str], folder: Path) -> None:
    """Draw the named pictures of a comparison, given as JSON, into a folder."""
    import segmentation.drift_charts  # noqa: F401
    from segmentation.drift_chart import DRIFT_CHARTS
    from segmentation.drift_results import Drift

    drift = Drift.from_json(document)
    for name in names:
        save_picture(DRIFT_CHARTS.get(name).draw(drift), folder)


def ledger_of(folder: Path, outcome: Any) -> Any:
    """The ledger of a stored version, with the names that people have given since; a first
    version begins one."""
    from segmentation.ledger import Ledger

    segments = outcome.analysis.segments
    if not (folder / LEDGER).exists():
        return Ledger.begin([s.name for s in segments], [s.share for s in segments])
    ledger = Ledger.from_json((folder / LEDGER).read_bytes())
    for segment in segments:
        if ledger.entry(segment.number).name != segment.name:
            ledger = ledger.renamed(segment.number, segment.name)
    return ledger


def spec_for(before: AnalysisSpec, limits: AnalysisSpec) -> AnalysisSpec:
    """How the version before was segmented, within today's limits."""
    return replace(before, limits=limits.limits)
