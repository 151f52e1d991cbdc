"""What changed in a channel since it was last told: now, or when its period has come."""

from dataclasses import dataclass, replace

from bot.desk import Desk
from bot.request import Request
from bot.result import Digested
from bot.schedule import DigestSlot
from bot.series import Digest, Series
from bot.services.find_analysis import current_dataset, subject_of
from bot.services.kept_drift import drift_between, drift_pictures
from bot.store import Dataset

MOST_FAILURES = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Between two looks at a table: the version that was seen then, and the latest.

    before: None where the latest is the one that was seen, or the earlier one is gone.
    """

    latest: Dataset
    before: Dataset | None


def digest_now(request: Request, desk: Desk) -> Digested:
    """What changed since the channel was last told; its schedule goes on as it was."""
    digest = desk.store.digest_of(request.place.channel)
    last = desk.store.last_seen(digest.id, before="9999") if digest else None
    return look_back(request, digest, last.seen if last else None, desk)


def post_digest(request: Request, arguments: str, desk: Desk) -> Digested | None:
    """The digest of one period, `<digest> <key>`; None where it is settled, or all is quiet."""
    digest_id, _, key = arguments.partition(" ")
    digest, slot = desk.store.digest(digest_id), desk.store.slot(digest_id, key)
    if digest is None or digest.stopped or slot is None or slot.state != "due":
        return None
    # Written down before it is told: the next period goes on from here, even if this program dies
    # between the two and another one finishes the job.
    slot = replace(slot, seen=desk.job.step("seen", lambda: versions_now(request, desk)))
    desk.store.settle_slot(slot)
    last = desk.store.last_seen(digest.id, before=key)
    result = look_back(request, digest, last.seen if last else None, desk)
    if digest.quiet and not matters(result):
        desk.store.settle_slot(replace(slot, state="quiet"))
        return None
    return replace(result, slot=slot)


def settle(slot: DigestSlot, posted: bool, desk: Desk) -> str:
    """Write down how posting went; why the digest is stopped, if it now is."""
    digest = desk.store.digest(slot.digest_id)
    if digest is None:
        return ""
    if posted:
        desk.store.settle_slot(replace(slot, state="said"))
        desk.store.set_digest(replace(digest, failures=0))
        return ""
    failures = digest.failures + 1
    stopped = "I can't post in this channel any more" if failures >= MOST_FAILURES else ""
    desk.store.set_digest(replace(digest, failures=failures, stopped=stopped))
    return stopped


def matters(result: Digested) -> bool:
    """Whether there is news for those who want to hear only of what matters."""
    return result.drift is not None and result.drift.verdict != "stable"


def versions_now(request: Request, desk: Desk) -> dict[str, int]:
    """The latest version of every table of the channel."""
    versions = {
        one.id: desk.store.versions_of(one.id)
        for one in desk.store.series_of(request.place.channel)
    }
    return {series_id: kept[-1].version for series_id, kept in versions.items() if kept}


def look_back(
    request: Request, digest: Digest | None, seen: dict[str, int] | None, desk: Desk
) -> Digested:
    """The table at hand since the versions that were seen."""
    series = series_at_hand(request, desk)
    period = period_of(series, seen, desk) if series else None
    record = desk.store.latest_analysis(period.latest.id) if period else None
    result = Digested(
        subject=subject_of(record, desk) if record else None,
        drift=None,
        age_seconds=desk.age_seconds(period.latest.created_at) if period else 0.0,
    )
    if digest and not digest.stopped:
        following = digest.schedule.next(desk.clock()).at
        zone = digest.schedule.zone
        result = replace(result, next_at=following, zone=zone, quiet=digest.quiet)
    if period and period.before and record and result.subject:
        kept = drift_between(period.before, period.latest, record, result.subject.analysis, desk)
        if kept:
            return replace(
                result,
                drift=kept.drift,
                pictures=drift_pictures(kept, desk),
                since=period.before.version,
            )
    return result


def series_at_hand(request: Request, desk: Desk) -> Series | None:
    """The table that the channel speaks of."""
    dataset = current_dataset(request, desk)
    return desk.store.series(dataset.series_id) if dataset and dataset.series_id else None


def period_of(series: Series, seen: dict[str, int] | None, desk: Desk) -> Period | None:
    """What was seen and what is there now. Where nothing was ever said, the version before."""
    versions = desk.store.versions_of(series.id)
    if not versions:
        return None
    latest = versions[-1]
    last_seen = (seen or {}).get(series.id, latest.version - 1)
    earlier = [one for one in versions if one.version <= last_seen and one.id != latest.id]
    is_new = latest.version > last_seen
    return Period(latest, earlier[-1] if earlier and is_new else None)
