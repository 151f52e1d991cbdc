"""The customers with their segments as a CSV file."""

from pathlib import PurePath

from bot.desk import Desk
from bot.result import Exported, Subject
from bot.services.computing import write_table
from bot.services.find_analysis import NoLongerKept


def export_table(subject: Subject, number: int | None, desk: Desk) -> Exported:
    """The whole table, or one segment of it. Raises UnknownSegment."""
    if number is not None:
        subject.analysis.segment(number)
    record = desk.store.analysis(subject.analysis_id)
    if record is None:
        raise NoLongerKept
    what = f"segment_{number}" if number is not None else "segments"
    kept = f"{record.folder}.exports/{what}"
    if not desk.files.exists(kept):
        with desk.files.local(record.folder) as analysis, desk.files.writing(kept) as folder:
            desk.compute.run(write_table, analysis, number, folder / "table.csv")
    with desk.files.local(kept) as folder:
        content = (folder / "table.csv").read_bytes()
    stem = PurePath(subject.file_name).stem
    title = f"{stem}, segment {number}" if number is not None else f"{stem} with segments"
    return Exported(subject, f"{stem}_{what}.csv", content, "table", title)
