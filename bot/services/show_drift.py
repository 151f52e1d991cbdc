"""The latest version of the table at hand against the one before."""

from bot.desk import Desk
from bot.errors import PlainError
from bot.request import Request
from bot.result import Changed
from bot.services.draw_charts import answer_pictures, chart_menu
from bot.services.find_analysis import NothingHere, subject_of
from bot.services.post_digest import Period, drift_between, series_at_hand


class OneVersion(PlainError):
    """There is nothing to compare with yet."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is only one version of *{name}* so far, so nothing to compare it with.",
            "Drop the table again when there is a new export of it.",
        )


def show_drift(request: Request, desk: Desk) -> Changed:
    """What changed since the version before. Raises NothingHere, OneVersion."""
    series = series_at_hand(request, desk)
    versions = desk.store.versions_of(series.id) if series else ()
    if not versions or series is None:
        raise NothingHere
    record = desk.store.latest_analysis(versions[-1].id)
    before = desk.store.latest_analysis(versions[-2].id) if len(versions) > 1 else None
    if record is None or before is None:
        raise OneVersion(versions[-1].name)
    drift = drift_between(Period(versions[-1], versions[-2]), record, desk)
    if drift is None:
        raise OneVersion(versions[-1].name)
    subject = subject_of(record, desk)
    return Changed(
        subject=subject,
        drift=drift,
        version=versions[-1].version,
        since_seconds=desk.age_seconds(before.created_at),
        stands=(series.standing or {}).get("analysis") == record.id,
        pictures=answer_pictures(subject, desk),
        charts=chart_menu(),
    )
