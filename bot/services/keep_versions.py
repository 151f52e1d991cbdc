"""A table that comes again is a new version: recognised, compared, kept beside those before it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.desk import Desk
from bot.request import Request
from bot.result import Changed, Subject
from bot.series import Series
from bot.services.draw_charts import answer_pictures, chart_menu
from bot.services.find_analysis import subject_of
from bot.services.kept_drift import KeptDrift, drift_pictures, read_drift
from bot.services.recognise_version import Recognised, recognise
from bot.services.show_progress import Stages
from bot.services.version_computing import analyze_version, columns_of, spec_for
from bot.spec_file import spec_from_dict, spec_to_dict
from bot.store import AnalysisRecord, Dataset, stable_id
from segmentation.chart import Picture
from segmentation.results import Analysis
from segmentation.spec import AnalysisSpec


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A new version's analysis, the one it was compared with, and whether it stands from now on."""

    record: AnalysisRecord
    before: AnalysisRecord
    stands: bool


def look_for_series(dataset: Dataset, spec: AnalysisSpec, desk: Desk) -> dict[str, Any]:
    """Which table of the channel a fetched file continues, as plain JSON for the job's record.

    A table that is read from a living source goes on from that source alone.
    """
    known = tuple(
        series
        for series in desk.store.series_of(dataset.channel)
        if series.source is None and baseline_of(series, desk)
    )
    if not known:
        return {"certainty": "new", "series": None, "columns": []}
    with desk.files.local(f"{dataset.folder}/upload") as upload:
        columns = desk.compute.run(columns_of, upload / "table", dataset.name, spec)
    found: Recognised = recognise(dataset.name, columns, known)
    series = found.series.id if found.series else None
    return {"certainty": found.certainty, "series": series, "columns": columns}


def baseline_of(series: Series, desk: Desk) -> AnalysisRecord | None:
    """The analysis that the next version is compared with, if it is still kept."""
    record = desk.store.analysis((series.standing or {}).get("analysis", ""))
    return record if record and desk.files.exists(record.folder) else None


def begin_series(dataset: Dataset, desk: Desk, source: str | None = None) -> Series:
    """A table that was not here before; source: the living one that it comes from."""
    series = Series(
        id=stable_id("ser", f"{dataset.channel}:{source}" if source else dataset.id),
        team=dataset.team,
        channel=dataset.channel,
        name=dataset.name,
        columns=(),
        person=dataset.person,
        created_at=desk.clock(),
        source=source,
    )
    return desk.store.add_series(series)


def stand_on(record: AnalysisRecord, analysis: Analysis, desk: Desk) -> None:
    """From now on the next version is compared with this analysis, if it is of the latest one."""
    dataset = desk.store.dataset(record.dataset_id)
    series = desk.store.series(dataset.series_id) if dataset and dataset.series_id else None
    if dataset is None or series is None or desk.store.versions_of(series.id)[-1].id != dataset.id:
        return
    columns = tuple(column.name for column in analysis.dataset.columns)
    standing = {"analysis": record.id}
    desk.store.change_series(replace(series, columns=columns, standing=standing))


def take_version(
    request: Request, dataset: Dataset, series: Series, columns: Sequence[str], desk: Desk
) -> Changed:
    """Compare a fetched file with the version before it; it stands from now on if it is whole."""
    kept = keep_version(request, dataset, series, columns, desk)
    return told_of(kept.record, kept.before, kept.stands, desk)


def keep_version(
    request: Request, dataset: Dataset, series: Series, columns: Sequence[str], desk: Desk
) -> KeptVersion:
    """Compare a fetched file with the version before it, and remember both."""
    before = baseline_of(series, desk)
    assert before is not None
    spec = spec_for(spec_from_dict(before.spec), desk.settings.default_spec())
    folder = f"{dataset.folder}/{stable_id('an', desk.job.identity)}"
    facts = desk.job.step("compare", lambda: compare(dataset, before.folder, spec, folder, desk))
    kept = desk.store.add_version(replace(dataset, series_id=series.id))
    record = desk.store.add_analysis(
        AnalysisRecord(
            id=stable_id("an", request.identity),
            dataset_id=kept.id,
            folder=folder,
            spec=spec_to_dict(spec),
            k=facts["k"],
            verdict=facts["verdict"],
            algorithm=facts["algorithm"],
            made_by=request.person,
            created_at=desk.clock(),
        )
    )
    if facts["whole"]:
        standing = {"analysis": record.id}
        desk.store.change_series(replace(series, columns=tuple(columns), standing=standing))
    return KeptVersion(record, before, facts["whole"])


def compare(
    dataset: Dataset, baseline: str, spec: AnalysisSpec, folder: str, desk: Desk
) -> dict[str, Any]:
    """Compute one version into a folder of its own; what to remember."""
    with (
        desk.files.local(f"{dataset.folder}/upload") as upload,
        desk.files.local(baseline) as before,
        desk.files.writing(folder) as out,
    ):
        facts: dict[str, Any] = desk.compute.run(
            analyze_version, upload / "table", dataset.name, spec, before, out,
            desk.settings.templates_folder,
            on_progress=Stages(dataset.name, desk), cancelled=lambda: desk.job.cancelled,
        )  # fmt: skip
    return facts


def told_of(record: AnalysisRecord, before: AnalysisRecord, stands: bool, desk: Desk) -> Changed:
    """A stored comparison as a result."""
    subject, dataset = subject_of(record, desk), desk.store.dataset(record.dataset_id)
    kept = read_drift(record.folder, subject.analysis, desk)
    return Changed(
        subject=subject,
        drift=kept.drift,
        version=dataset.version if dataset else 0,
        since_seconds=desk.age_seconds(before.created_at),
        stands=stands,
        pictures=changed_pictures(kept, subject, desk),
        charts=chart_menu(),
    )


def changed_pictures(kept: KeptDrift, subject: Subject, desk: Desk) -> tuple[Picture, ...]:
    """What changed; where nothing did, the map of the segments as they are."""
    return drift_pictures(kept, desk) or answer_pictures(subject, desk)[:1]
