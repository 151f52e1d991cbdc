"""A file that was shared becomes segments: fetch, analyse, remember."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from bot.desk import Desk, SharedFile
from bot.errors import PlainError
from bot.job import JobCancelled, JobInterrupted
from bot.request import Request
from bot.result import Changed, MenuItem, SameFile, Segmented
from bot.services.computing import analyze_file
from bot.services.draw_charts import answer_pictures, chart_menu
from bot.services.failed_files import remembered_if_it_fails
from bot.services.find_analysis import NoLongerKept, subject_of
from bot.services.keep_versions import begin_series, look_for_series, stand_on, take_version
from bot.services.rename_segment import names_of
from bot.services.show_progress import Stages
from bot.spec_file import spec_from_dict, spec_to_dict
from bot.store import AnalysisRecord, Dataset, stable_id
from segmentation.errors import FileTooLarge, SegmentationError
from segmentation.spec import AnalysisSpec


class MeantToScore(Exception):
    """Words that came while the file was fetched ask to score it. folder: what is left of it."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


def analyze_upload(
    request: Request, file: SharedFile, spec: AnalysisSpec, desk: Desk
) -> Segmented | Changed | SameFile:
    """Fetch a shared file, analyse it, and remember both; on any failure neither stays.

    A table that was here before is a new version of it, compared with the one before, unless
    words that came with the file ask for a cut of its own. Where it is not sure which table it is,
    the answer asks; the very same file again is only said to be that.

    Raises MeantToScore, and what reading and analysing raise.
    """
    said_in = file.shares.get(request.place.channel, "")
    dataset = dataset_of(request, file.name, file.id, desk, message_ts=said_in)
    folder = dataset.folder
    with remembered_if_it_fails(request, file, desk), nothing_left_of(folder, desk):
        desk.job.step("fetch", lambda: fetch(file, f"{folder}/upload", desk))
        if desk.job.step("said since", lambda: desk.store.words_with(request.identity)):
            raise MeantToScore(folder)
        found = desk.job.step("recognise", lambda: look_for_series(dataset, spec, desk))
        if found["again"] and not request.words:
            return told_again(found["again"], folder, desk)
        series = desk.store.series(found["series"]) if found["certainty"] == "same" else None
        if series and not request.words:
            return take_version(request, dataset, series, found["columns"], desk)
        analysis = desk.job.step("analyse", lambda: analyse(folder, file.name, spec, desk))
    series = series or begin_series(dataset, desk)
    dataset = desk.store.add_version(replace(dataset, series_id=series.id))
    maybe = tuple(maybe_version(one, desk) for one in found["maybe"])
    return first_answer(remember(request, dataset, spec, analysis, desk), desk, maybe)


def first_answer(record: AnalysisRecord, desk: Desk, maybe: tuple[MenuItem, ...] = ()) -> Segmented:
    """What is said of an analysis that from now on stands for its table."""
    subject = subject_of(record, desk)
    stand_on(record, subject.analysis, desk)
    return Segmented(subject, answer_pictures(subject, desk), chart_menu(), maybe)


def told_again(dataset_id: str, folder: str, desk: Desk) -> SameFile:
    """The very file that is here already: the copy goes, and that is all. Raises NoLongerKept."""
    desk.files.delete(folder)
    dataset, record = desk.store.dataset(dataset_id), desk.store.latest_analysis(dataset_id)
    if dataset is None or record is None:
        raise NoLongerKept
    age = desk.age_seconds(dataset.created_at)
    return SameFile(subject_of(record, desk), dataset.version, age)


def maybe_version(series_id: str, desk: Desk) -> MenuItem:
    """A table that a file may continue, and the words that say so."""
    name = desk.store.versions_of(series_id)[-1].name
    return MenuItem(name, f"version of {series_id}")


def dataset_of(
    request: Request, name: str, file_id: str, desk: Desk, message_ts: str = ""
) -> Dataset:
    """The data set that a shared file, or one reading of a source, becomes."""
    dataset_id = stable_id("ds", request.identity)
    return Dataset(
        id=dataset_id,
        team=request.place.team,
        channel=request.place.channel,
        thread_ts=request.place.thread_ts or "",
        message_ts=message_ts,
        file_id=file_id,
        name=name,
        person=request.person,
        folder=f"datasets/{dataset_id}",
        created_at=desk.clock(),
    )


@contextmanager
def nothing_left_of(folder: str, desk: Desk) -> Iterator[None]:
    """Remove the folder when the block fails for good: by the person's will, or by the file's
    fault. What may succeed at the next try keeps what it has."""
    try:
        yield
    except JobInterrupted:
        raise
    except (SegmentationError, PlainError, JobCancelled) as error:
        if not getattr(error, "transient", False):
            desk.files.delete(folder)
        raise


def fetch(file: SharedFile, folder: str, desk: Desk) -> None:
    """Bring the file's bytes into the file store. Raises FileTooLarge before anything is read."""
    limit = desk.settings.limits.max_bytes
    if file.size > limit:
        raise FileTooLarge(file.name, "bytes", f"{file.size:,}", f"{limit:,}", "limits.max_bytes")
    with desk.files.writing(folder) as target:
        desk.incoming.fetch(file, target / "table")


def analyse(dataset_folder: str, name: str, spec: AnalysisSpec, desk: Desk) -> dict[str, Any]:
    """Compute one analysis of a data set's file into a folder of its own; what to remember."""
    folder = f"{dataset_folder}/{stable_id('an', desk.job.identity)}"
    stages = Stages(name, desk)
    with (
        desk.files.local(f"{dataset_folder}/upload") as upload,
        names_of(f"{dataset_folder}/names", desk) as names,
        desk.files.writing(folder) as out,
    ):
        facts: dict[str, Any] = desk.compute.run(
            analyze_file,
            upload / "table",
            name,
            spec,
            out,
            desk.settings.templates_folder,
            names,
            on_progress=stages,
            cancelled=lambda: desk.job.cancelled,
        )
    return {**facts, "folder": folder}


def remember(
    request: Request, dataset: Dataset, spec: AnalysisSpec, facts: dict[str, Any], desk: Desk
) -> AnalysisRecord:
    """The record of an analysis; the same job gives the same one."""
    return desk.store.add_analysis(
        AnalysisRecord(
            id=stable_id("an", request.identity),
            dataset_id=dataset.id,
            folder=facts["folder"],
            spec=spec_to_dict(spec),
            k=facts["k"],
            verdict=facts["verdict"],
            algorithm=facts["algorithm"],
            made_by=request.person,
            created_at=desk.clock(),
        )
    )


def spec_of(record: AnalysisRecord) -> AnalysisSpec:
    """What was asked for when this analysis was made."""
    return spec_from_dict(record.spec)
