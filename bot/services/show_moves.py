"""Who changed the segment since a version: counts for everybody, the list for the one who asked.

Customers by name go to full members of the workspace alone: not to guests, and in a channel that is
shared with another organisation not to its people.
"""

from pathlib import PurePath

from bot.desk import Desk
from bot.request import Request
from bot.result import Exported, Moved, Subject
from bot.services.find_analysis import subject_of
from bot.services.kept_drift import KeptDrift, compare_kept, drift_between, drift_pictures
from bot.services.show_drift import Against, OneVersion, analysis_of, two_versions
from bot.services.version_computing import MOVES, write_people
from bot.store import Dataset

FLOWS = "migration"


def show_moves(request: Request, against: Against, desk: Desk) -> Moved:
    """From which segment to which, and the list of who. Raises NothingHere, OneVersion,
    NoSuchVersion."""
    before, latest = two_versions(request, against.since, desk)
    subject = subject_of(analysis_of(latest, desk), desk)
    kept = kept_moves(before, latest, subject, against.id_column, desk)
    pictures = tuple(one for one in drift_pictures(kept, desk) if one.name == FLOWS)
    belonging = desk.people.belonging_of(request.person) if kept.drift.migration.moved else None
    handed = people(kept, subject, desk) if belonging == "member" else None
    return Moved(subject, kept.drift, before.version, pictures, handed, belonging or "member")


def kept_moves(
    before: Dataset, latest: Dataset, subject: Subject, id_column: str | None, desk: Desk
) -> KeptDrift:
    """The comparison with the list of who moved; those of an earlier program have none, and are
    done again. Raises OneVersion."""
    record = analysis_of(latest, desk)
    kept = drift_between(before, latest, record, subject.analysis, desk, id_column)
    if kept is None:
        raise OneVersion(latest.name)
    with desk.files.local(kept.folder) as folder:
        listed = (folder / MOVES).exists()
    if listed:
        return kept
    folder_since = f"{record.folder}.since/{before.version}"
    compare_kept(analysis_of(before, desk), record, folder_since, desk)
    return KeptDrift(kept.drift, folder_since)


def people(kept: KeptDrift, subject: Subject, desk: Desk) -> Exported:
    """The list of who moved, from where to where, as CSV."""
    migration = kept.drift.migration
    names = {segment.number: segment.name for segment in kept.drift.segments}
    target = f"{kept.folder}.moved"
    with desk.files.local(kept.folder) as moves, desk.files.writing(target) as folder:
        desk.compute.run(
            write_people, moves / MOVES, migration.id_column or "id", names, folder / "moved.csv"
        )
    with desk.files.local(target) as folder:
        content = (folder / "moved.csv").read_bytes()
    stem = PurePath(subject.file_name).stem
    return Exported(subject, f"{stem}_moved.csv", content, "moved", f"{stem}, who moved")
