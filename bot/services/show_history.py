"""The versions of the table at hand: when each came, how large it was, what became of segments."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk import Desk
from bot.drift_lines import news_lines
from bot.request import Request
from bot.result import History, VersionLine
from bot.services.find_analysis import NothingHere, read_analysis, subject_of
from bot.services.kept_drift import read_drift
from bot.services.post_digest import series_at_hand
from bot.services.version_computing import DRIFT
from bot.store import AnalysisRecord, Dataset
from segmentation.results import Analysis

MOST_VERSIONS = 10


def show_history(request: Request, before: int | None, desk: Desk) -> History:
    """The latest versions, newest first, or those before one. Raises NothingHere."""
    series = series_at_hand(request, desk)
    versions = desk.store.versions_of(series.id) if series else ()
    record = desk.store.latest_analysis(versions[-1].id) if versions else None
    if series is None or record is None:
        raise NothingHere
    asked = [one for one in versions if before is None or one.version < before]
    zone = ZoneInfo(desk.people.zone_of(request.person))
    lines = [_line(one, asked, zone, desk) for one in asked[::-1][:MOST_VERSIONS]]
    return History(
        subject=subject_of(record, desk),
        versions=len(versions),
        lines=tuple(line for line in lines if line),
        earlier=max(len(asked) - MOST_VERSIONS, 0),
    )


def _line(
    version: Dataset, versions: list[Dataset], zone: ZoneInfo, desk: Desk
) -> VersionLine | None:
    kept = [one for one in desk.store.analyses_of(version.id) if desk.files.exists(one.folder)]
    if not kept:
        return None
    analysis = read_analysis(kept[-1].folder, desk.files)
    compared = _compared(kept, analysis, desk)
    return VersionLine(
        version=version.version,
        file_name=version.name,
        when=_moment(version.created_at, zone),
        customers=sum(one.size for one in analysis.segments) + analysis.noise,
        segments=len(analysis.segments),
        verdict=compared[0] if compared else None,
        news=compared[1] if compared else (),
        cut_anew=len(kept) > (compared[2] + 1 if compared else 1),
        analysis_id=kept[-1].id,
        since=max((one.version for one in versions if one.version < version.version), default=None),
    )


def _compared(
    kept: list[AnalysisRecord], analysis: Analysis, desk: Desk
) -> tuple[str, tuple[str, ...], int] | None:
    """The verdict on a version, its news, and which of its cuts was compared; None for one that was
    compared with nothing."""
    for at, record in enumerate(kept):
        with desk.files.local(record.folder) as folder:
            stored = (folder / DRIFT).exists()
        if stored:
            # Named as they are now, unless another cut has given the numbers to others.
            drift = read_drift(record.folder, analysis if record is kept[-1] else None, desk).drift
            return "broken" if drift.broken else drift.verdict, news_lines(drift), at
    return None


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%-d %B %Y, %H:%M}"
