"""A segment gets a name of one's own, or loses it again; every cut of the data set hears of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.desk import Desk
from bot.errors import PlainError
from bot.request import Request
from bot.result import Renamed
from bot.services.find_analysis import NoLongerKept, find_record, find_subject, subject_of
from bot.services.naming_stored import add_name, drop_last_name, rename_stored
from bot.store import AnalysisRecord
from segmentation.errors import BadRequest


class NameTaken(BadRequest):
    """Another segment is called that already."""

    def __init__(self, name: str, number: int) -> None:
        super().__init__(
            f"Segment {number} is called “{name}” already.",
            "Choose another name, so that the two can be told apart.",
        )


class NothingToUndo(PlainError):
    """No name was given to a segment of this data set."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to take back here.", "Names that you give by `rename` can be undone."
        )


def rename_segment(request: Request, number: int, name: str, desk: Desk) -> Renamed:
    """Call a segment so from now on. Raises UnknownSegment, NameTaken."""
    record, before = find_record(request, desk), find_subject(request, desk)
    old = before.analysis.segment(number)
    for other in before.analysis.segments:
        if other.number != number and other.name.casefold() == name.casefold():
            raise NameTaken(name, other.number)
    folder = names_folder(dataset_folder(record, desk))
    with (
        names_of(folder, desk) as kept,
        desk.files.local(record.folder) as analysis,
        desk.files.writing(folder) as target,
    ):
        desk.compute.run(add_name, kept, target, analysis, number, name, request.identity)
    apply_names(record, desk)
    return Renamed(subject_of(record, desk), number, old.name)


def undo_rename(request: Request, desk: Desk) -> Renamed:
    """Take the last given name back. Raises NothingToUndo."""
    record, before = find_record(request, desk), find_subject(request, desk)
    folder = names_folder(dataset_folder(record, desk))
    with names_of(folder, desk) as kept:
        if kept is None:
            raise NothingToUndo
        with desk.files.writing(folder) as target:
            if not desk.compute.run(drop_last_name, kept, target, request.identity):
                raise NothingToUndo
    apply_names(record, desk)
    after = subject_of(record, desk)
    changed = [
        (now.number, then.name)
        for now, then in zip(after.analysis.segments, before.analysis.segments, strict=True)
        if now.name != then.name
    ]
    number, old = changed[0] if changed else (None, "")
    return Renamed(after, number, old, undone=True)


def names_folder(dataset: str) -> str:
    """Where the names of a data set are kept: with its file, so that they go when it goes."""
    return f"{dataset}/names"


@contextmanager
def names_of(folder: str, desk: Desk) -> Iterator[Path | None]:
    """The names given so far as a local directory, None where there are none."""
    if not desk.files.exists(folder):
        yield None
        return
    with desk.files.local(folder) as names:
        yield names


def dataset_folder(record: AnalysisRecord, desk: Desk) -> str:
    """Where the data set of an analysis lies. Raises NoLongerKept."""
    dataset = desk.store.dataset(record.dataset_id)
    if dataset is None:
        raise NoLongerKept
    return dataset.folder


def apply_names(record: AnalysisRecord, desk: Desk) -> None:
    """Name the segments of every cut of the data set anew; what was drawn of them is drawn anew."""
    names = names_folder(dataset_folder(record, desk))
    for each in desk.store.analyses_of(record.dataset_id):
        if not desk.files.exists(each.folder):
            continue
        with (
            desk.files.local(each.folder) as before,
            desk.files.local(names) as given,
            desk.files.writing(each.folder) as target,
        ):
            desk.compute.run(rename_stored, before, given, target)
        for kept in ("charts", "exports"):
            desk.files.delete(f"{each.folder}.{kept}")
