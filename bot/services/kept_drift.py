"""Two kept versions of a table compared: read where that was done, done where it was not."""

import hashlib
import re
from dataclasses import dataclass, replace

from bot.desk import Desk
from bot.services.computing import load_picture
from bot.services.version_computing import DRIFT, compare_stored, draw_drift
from bot.spec_file import spec_from_dict
from bot.store import AnalysisRecord, Dataset
from segmentation.chart import Picture
from segmentation.drift_results import Drift
from segmentation.results import Analysis

SHARES, COLUMNS, FLOWS = "shares", "drifted_columns", "migration"


@dataclass(frozen=True, slots=True)
class KeptDrift:
    """A comparison and the folder that it lies in."""

    drift: Drift
    folder: str


def drift_between(
    before: Dataset,
    latest: Dataset,
    record: AnalysisRecord,
    analysis: Analysis,
    desk: Desk,
    id_column: str | None = None,
) -> KeptDrift | None:
    """The comparison of two versions: the stored one where they follow each other; None where the
    earlier one is gone. id_column: the one that somebody named to tell customers by."""
    earlier = desk.store.latest_analysis(before.id)
    if earlier is None or not desk.files.exists(earlier.folder):
        return None
    folder = record.folder
    with desk.files.local(folder) as kept:
        stored = (kept / DRIFT).exists()
    if not stored or id_column or before.version != latest.version - 1:
        folder = f"{record.folder}.since/{before.version}{_named(id_column)}"
        if not desk.files.exists(folder):
            compare_kept(earlier, record, folder, desk, id_column)
    return read_drift(folder, analysis, desk)


def _named(id_column: str | None) -> str:
    """What tells a comparison by one id column from others, in a folder's name."""
    return f".{hashlib.sha256(id_column.encode()).hexdigest()[:12]}" if id_column else ""


def compare_kept(
    before: AnalysisRecord,
    record: AnalysisRecord,
    folder: str,
    desk: Desk,
    id_column: str | None = None,
) -> None:
    """Compare two versions that are kept, into a folder."""
    spec = spec_from_dict(before.spec)
    with (
        desk.files.local(before.folder) as old,
        desk.files.local(record.folder) as new,
        desk.files.writing(folder) as target,
    ):
        desk.compute.run(compare_stored, old, new, spec, target, id_column)


def read_drift(folder: str, analysis: Analysis | None, desk: Desk) -> KeptDrift:
    """A stored comparison, under the names that the segments have by now (in that analysis)."""
    with desk.files.local(folder) as kept:
        drift = Drift.from_json((kept / DRIFT).read_bytes())
    return KeptDrift(under_names(drift, analysis) if analysis else drift, folder)


def under_names(drift: Drift, analysis: Analysis) -> Drift:
    """The comparison with the segments called as they are called now, in its sentences too."""
    now = {segment.number: segment.name for segment in analysis.segments}
    new = {s.name: now[s.number] for s in drift.segments if now.get(s.number, s.name) != s.name}
    if not new:
        return drift
    either = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in new))
    return replace(
        drift,
        segments=tuple(replace(s, name=new.get(s.name, s.name)) for s in drift.segments),
        reasons=tuple(either.sub(lambda m: new[m.group()], reason) for reason in drift.reasons),
    )


def drift_pictures(kept: KeptDrift, desk: Desk) -> tuple[Picture, ...]:
    """The pictures of what changed, drawn once; none where nothing did."""
    names = worth_drawing(kept.drift)
    if not names:
        return ()
    text = kept.drift.to_json()
    folder = f"{kept.folder}.drift/{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    if not desk.files.exists(folder):
        with desk.files.writing(folder) as target:
            desk.compute.run(draw_drift, text, names, target)
    with desk.files.local(folder) as drawn:
        return tuple(load_picture(name, drawn) for name in names)


def worth_drawing(drift: Drift) -> tuple[str, ...]:
    """Shares wherever something changed; columns where one did, moves where somebody is known to
    have moved."""
    if drift.verdict == "stable" or drift.broken or not drift.segments:
        return ()
    columns = COLUMNS if any(feature.drifted for feature in drift.features) else ""
    moves = FLOWS if drift.migration.matched_ids and drift.migration.moved else ""
    return tuple(name for name in (SHARES, columns, moves) if name)
