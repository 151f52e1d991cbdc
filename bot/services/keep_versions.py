"""A table that comes again is a new version: recognised, compared, kept beside those before it."""

import filecmp
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
        return {"certainty": "new", "series": None, "columns": [], "maybe": [], "again": None}
    again, columns = same_bytes(dataset, known, desk), columns_in(dataset, spec, desk)
    found: Recognised = recognise(dataset.name, columns, known)
    unsure = found.series and found.certainty == "unsure"
    maybe = [one.id for one in (found.series, *found.others) if one] if unsure else []
    return {
        "certainty": found.certainty,
        "series": found.series.id if found.series else None,
        "columns": columns,
        "maybe": maybe,
        "again": again.id if again else None,
    }


def columns_in(dataset: Dataset, spec: AnalysisSpec, desk: Desk) -> list[str]:
    """The columns of a data set's file."""
    with desk.files.local(f"{dataset.folder}/upload") as upload:
        columns: list[str] = desk.compute.run(columns_of, upload / "table", dataset.name, spec)
    return columns


def same_bytes(dataset: Dataset, known: Sequence[Series], desk: Desk) -> Dataset | None:
    """The latest version of a table if a fetched file is that very file again."""
    for series in known:
        latest = desk.store.versions_of(series.id)[-1]
        folder = f"{latest.folder}/upload"
        if not desk.files.exists(folder) or desk.store.latest_analysis(latest.id) is None:
            continue
        with (
            desk.files.local(folder) as before,
            desk.files.local(f"{dataset.folder}/upload") as now,
        ):
            there = (before / "table").exists()
            if there and filecmp.cmp(before / "table", now / "table", shallow=False):
                return latest
    return None


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
    # Those that were made of others, as of a list of orders, are in no file.
    columns = tuple(column.name for column in analysis.dataset.columns if not column.made)
    stand(series, columns, record, desk)


def stand(series: Series, columns: Sequence[str], record: AnalysisRecord, desk: Desk) -> None:
    """The next version of a table is compared with this analysis."""
    standing = {**(series.standing or {}), "analysis": record.id}
    desk.store.change_series(replace(series, columns=tuple(columns), standing=standing))


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
    kept = join_series(dataset, series, desk)
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
        stand(series, columns, record, desk)
    return KeptVersion(record, before, facts["whole"])


def join_series(dataset: Dataset, series: Series, desk: Desk) -> Dataset:
    """A data set as the next version of a table, though it was of another one until now."""
    if desk.store.dataset(dataset.id) is None:
        return desk.store.add_version(replace(dataset, series_id=series.id))
    return desk.store.move_version(dataset.id, series.id)


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
    """What changed; where nothing did, the map of the segments as they are; of a broken version
    nothing."""
    if kept.drift.broken:
        return ()
    return drift_pictures(kept, desk) or answer_pictures(subject, desk)[:1]
