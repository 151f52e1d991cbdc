"""A version of the table at hand against the one before it."""

from dataclasses import dataclass

from bot.desk import Desk
from bot.errors import PlainError
from bot.request import Request
from bot.result import Changed
from bot.services.draw_charts import chart_menu
from bot.services.find_analysis import NothingHere, subject_of
from bot.services.keep_versions import changed_pictures
from bot.services.kept_drift import drift_between
from bot.services.post_digest import series_at_hand
from bot.store import AnalysisRecord, Dataset
from segmentation.errors import BadRequest


class OneVersion(PlainError):
    """There is nothing to compare with yet."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is only one version of *{name}* so far, so nothing to compare it with.",
            "Drop the table again when there is a new export of it.",
        )


class NoSuchVersion(BadRequest):
    """A version that was never there, is the latest, or is no longer kept."""

    def __init__(self, number: int, kept: list[int]) -> None:
        some = ", ".join(str(one) for one in kept[-5:])
        super().__init__(
            f"There is no version {number} to compare with.",
            f"Say `drift since {kept[-1]}`; kept before the latest: {some}.",
        )


@dataclass(frozen=True, slots=True)
class Against:
    """What the latest version is compared with: a version, None for the one before; and by which
    column customers are told, None for the ids that most of them share."""

    since: int | None = None
    id_column: str | None = None


def show_drift(request: Request, against: Against, desk: Desk) -> Changed:
    """What changed since a version, that before unless another is named. Raises NothingHere,
    OneVersion, NoSuchVersion, UnknownFeature."""
    before, latest = two_versions(request, against.since, desk)
    record, earlier = analysis_of(latest, desk), analysis_of(before, desk)
    subject = subject_of(record, desk)
    kept = drift_between(before, latest, record, subject.analysis, desk, against.id_column)
    if kept is None:
        raise OneVersion(latest.name)
    return Changed(
        subject=subject,
        drift=kept.drift,
        version=latest.version,
        since_seconds=desk.age_seconds(earlier.created_at),
        stands=kept.drift.broken is None,
        pictures=changed_pictures(kept, subject, desk),
        charts=chart_menu(),
        since=before.version if before.version != latest.version - 1 else None,
        id_column=against.id_column,
    )


def two_versions(request: Request, since: int | None, desk: Desk) -> tuple[Dataset, Dataset]:
    """The version that a button belongs to, else the latest of the table at hand, and the one that
    it is compared with. Raises NothingHere, OneVersion, NoSuchVersion."""
    pressed = desk.store.analysis(request.analysis_id) if request.analysis_id else None
    dataset = desk.store.dataset(pressed.dataset_id) if pressed else None
    series = series_at_hand(request, desk)
    series_id = dataset.series_id if dataset else series.id if series else None
    versions = desk.store.versions_of(series_id) if series_id else ()
    if not versions:
        raise NothingHere
    latest = dataset or versions[-1]
    before = [one for one in versions if one.version < latest.version]
    if not before:
        raise OneVersion(latest.name)
    named = [one for one in before if since in (None, one.version)]
    if since is not None and not named:
        raise NoSuchVersion(since, [one.version for one in before])
    return named[-1], latest


def analysis_of(version: Dataset, desk: Desk) -> AnalysisRecord:
    """The latest analysis of a version. Raises OneVersion."""
    record = desk.store.latest_analysis(version.id)
    if record is None:
        raise OneVersion(version.name)
    return record
