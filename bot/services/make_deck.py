"""The analysis as slides."""

from pathlib import PurePath

from bot.desk import Desk
from bot.result import Exported, Subject
from bot.services.computing import write_slides
from bot.services.find_analysis import NoLongerKept


def make_deck(subject: Subject, desk: Desk) -> Exported:
    """The slide deck, made once and kept beside its analysis."""
    record = desk.store.analysis(subject.analysis_id)
    if record is None:
        raise NoLongerKept
    kept = f"{record.folder}.exports/deck"
    if not desk.files.exists(kept):
        with desk.files.local(record.folder) as analysis, desk.files.writing(kept) as folder:
            deck = folder / "report.pptx"
            desk.compute.run(write_slides, analysis, subject.file_name, deck)
    with desk.files.local(kept) as folder:
        content = (folder / "report.pptx").read_bytes()
    stem = PurePath(subject.file_name).stem
    return Exported(subject, f"{stem}_segments.pptx", content, "deck", f"{stem}: the segments")
