"""A file of customers sorted into the segments that stand: no new version, nothing cut anew."""

from pathlib import Path, PurePath
from typing import Any

from bot.desk import Desk, SharedFile
from bot.job import report
from bot.request import Request
from bot.result import Exported, Scored, ScoredSegment, Subject
from bot.services.analyze_upload import fetch, nothing_left_of
from bot.services.find_analysis import find_record, subject_of
from bot.services.keep_versions import baseline_of
from bot.services.post_digest import series_at_hand
from bot.services.show_progress import Stages
from bot.spec_file import spec_from_dict
from bot.store import AnalysisRecord, stable_id
from segmentation.spec import AnalysisSpec


def standing_record(request: Request, desk: Desk) -> AnalysisRecord:
    """The analysis whose segments stand in this place. Raises NothingHere, NoLongerKept."""
    series = series_at_hand(request, desk)
    standing = baseline_of(series, desk) if series and not request.analysis_id else None
    return standing or find_record(request, desk)


def score_upload(request: Request, file: SharedFile, desk: Desk) -> Scored:
    """Sort the customers of a shared file. Raises CannotScore, NothingHere, and what reading a file
    raises; the file is kept with the data set that the segments come from, and goes with it."""
    record = standing_record(request, desk)
    subject = subject_of(record, desk)
    folder = f"{record.folder}.scored/{stable_id('sc', request.identity)}"
    with nothing_left_of(folder, desk):
        desk.job.step("fetch to score", lambda: fetch(file, f"{folder}/upload", desk))
        facts = desk.job.step("score", lambda: _score(record, folder, file.name, desk))
    with desk.files.local(f"{folder}/table") as kept:
        content = (kept / "table.csv").read_bytes()
    return scored(subject, file.name, facts, content)


def _score(record: AnalysisRecord, folder: str, name: str, desk: Desk) -> dict[str, Any]:
    spec = spec_from_dict(record.spec)
    with (
        desk.files.local(f"{folder}/upload") as upload,
        desk.files.local(record.folder) as standing,
        desk.files.writing(f"{folder}/table") as out,
    ):
        facts: dict[str, Any] = desk.compute.run(
            score_file, upload / "table", name, spec, standing, out / "table.csv",
            on_progress=Stages(name, desk), cancelled=lambda: desk.job.cancelled,
        )  # fmt: skip
    return facts


def score_file(
    path: Path, file_name: str, spec: AnalysisSpec, standing: Path, target: Path
) -> dict[str, Any]:
    """Sort a file's customers into the segments of a stored analysis; writes them as CSV."""
    import numpy as np

    from segmentation.exporting import labelled, names_of, write_csv
    from segmentation.results import Outcome
    from segmentation.scoring import score_table
    from segmentation.sources import open_source

    raw = open_source(str(path), file_name, spec.sheet).read(spec.limits)
    report("read", rows=raw.cells.num_rows)
    outcome = Outcome.load(standing)
    result = score_table(outcome, raw, spec.seed)
    write_csv(labelled(result.cells, result.numbers, names_of(outcome)), target)
    numbers, sizes = np.unique(result.labels, return_counts=True)
    fit = result.fit
    return {
        "sizes": {str(n): int(size) for n, size in zip(numbers, sizes, strict=True)},
        "unused": int(len(result.numbers) - len(result.labels)),
        "far": result.far,
        "farther": None if fit is None or not fit.before else fit.after / fit.before - 1,
        "fits": None if fit is None else not fit.drifted,
        "changes": [change.text for change in result.changes],
    }


def scored(subject: Subject, file_name: str, facts: dict[str, Any], content: bytes) -> Scored:
    """The answer from what was found out."""
    sizes = {int(number): size for number, size in facts["sizes"].items()}
    total = sum(sizes.values())
    segments = tuple(
        ScoredSegment(
            s.number, s.name, sizes.get(s.number, 0), sizes.get(s.number, 0) / total, s.share
        )
        for s in subject.analysis.segments
    )
    stem = PurePath(file_name).stem
    table = Exported(subject, f"{stem}_scored.csv", content, "table", f"{stem} with segments")
    return Scored(
        subject=subject,
        file_name=file_name,
        customers=total,
        segments=segments,
        outside=sizes.get(0, 0),
        unused=facts["unused"],
        far=facts["far"],
        fits=facts["fits"],
        farther=facts["farther"],
        changes=tuple(facts["changes"]),
        table=table,
    )
