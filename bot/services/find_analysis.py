"""Which analysis a request speaks of: the button's own, else the one at hand in its place."""

from bot.desk import Desk
from bot.errors import PlainError
from bot.request import Request
from bot.result import Subject
from bot.store import AnalysisRecord, Dataset, FileStore, MissingFolder
from segmentation.results import Analysis


class NothingHere(PlainError):
    """A command that needs a data set was said where there is none."""

    def __init__(self) -> None:
        super().__init__(
            "There is no customer file here yet.",
            "Drop a CSV or Excel file into this channel, or press *Upload a file*.",
        )


class NoLongerKept(PlainError):
    """The analysis of an old button has been removed."""

    def __init__(self) -> None:
        super().__init__(
            "I no longer have the data behind this message.",
            "Drop the file again and I'll start afresh.",
        )


def current_dataset(request: Request, desk: Desk) -> Dataset | None:
    """The data set at hand where the request was made."""
    return desk.store.current_dataset(request.place.channel, request.place.thread_ts)


def find_record(request: Request, desk: Desk) -> AnalysisRecord:
    """The analysis a request speaks of. Raises NothingHere or NoLongerKept."""
    if request.analysis_id:
        record = desk.store.analysis(request.analysis_id)
        if record is None:
            raise NoLongerKept
        return record
    dataset = current_dataset(request, desk)
    record = desk.store.latest_analysis(dataset.id) if dataset else None
    if record is None:
        raise NothingHere
    return record


def current_subject(request: Request, desk: Desk) -> Subject | None:
    """The latest analysis of the data set at hand, if there is one."""
    try:
        return find_subject(request, desk)
    except (NothingHere, NoLongerKept):
        return None


def find_subject(request: Request, desk: Desk) -> Subject:
    """The analysis a request speaks of, with its document."""
    return subject_of(find_record(request, desk), desk)


def subject_of(record: AnalysisRecord, desk: Desk) -> Subject:
    """An analysis with its document and its file's name. Raises NoLongerKept."""
    dataset = desk.store.dataset(record.dataset_id)
    if dataset is None:
        raise NoLongerKept
    return Subject(record.id, dataset.id, dataset.name, read_analysis(record.folder, desk.files))


def read_analysis(folder: str, files: FileStore) -> Analysis:
    """The document of a stored analysis. Raises NoLongerKept."""
    try:
        with files.local(folder) as local:
            return Analysis.from_json((local / "analysis.json").read_bytes())
    except MissingFolder:
        raise NoLongerKept from None
