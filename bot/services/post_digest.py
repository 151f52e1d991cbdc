"""What changed in a channel since it was last told: now, or when its period has come."""

from dataclasses import dataclass, replace

from bot.desk import Desk
from bot.request import Request
from bot.result import Digested, NotRefreshed, TableNews
from bot.schedule import DigestSlot
from bot.series import Digest, Series
from bot.services.failed_files import files_not_read
from bot.services.find_analysis import current_dataset, subject_of
from bot.services.kept_drift import KeptDrift, drift_between, drift_pictures
from bot.services.refresh_sources import refresh_sources
from bot.services.table_changes import changes_since
from bot.store import Dataset

MOST_FAILURES = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Between two looks at a table: the version that was seen then, and the latest.

    before: None where the latest is the one that was seen, or the earlier one is gone.
    versions: those that came after it, the latest included.
    """

    latest: Dataset
    before: Dataset | None
    versions: tuple[Dataset, ...] = ()


def digest_now(request: Request, desk: Desk) -> Digested:
    """What changed since the channel was last told; its schedule goes on as it was."""
    sources = refresh_sources(request, desk)
    digest = desk.store.digest_of(request.place.channel)
    last = desk.store.last_seen(digest.id, before="9999") if digest else None
    result = look_back(request, digest, last.seen if last else None, desk)
    return replace(result, not_refreshed=(*sources, *files_since(last, request, desk)))


def post_digest(request: Request, arguments: str, desk: Desk) -> Digested | None:
    """The digest of one period, `<digest> <key>`; None where it is settled, or all is quiet."""
    digest_id, _, key = arguments.partition(" ")
    digest, slot = desk.store.digest(digest_id), desk.store.slot(digest_id, key)
    if digest is None or digest.stopped or slot is None or slot.state != "due":
        return None
    sources = refresh_sources(request, desk)
    # Written down before it is told: the next period goes on from here, even if this program dies
    # between the two and another one finishes the job.
    slot = replace(slot, seen=desk.job.step("seen", lambda: versions_now(request, desk)))
    desk.store.settle_slot(slot)
    last = desk.store.last_seen(digest.id, before=key)
    result = look_back(request, digest, last.seen if last else None, desk)
    result = replace(result, not_refreshed=(*sources, *files_since(last, request, desk)))
    if digest.quiet and not matters(result):
        desk.store.settle_slot(replace(slot, state="quiet"))
        return None
    return replace(result, slot=slot)


def files_since(last: DigestSlot | None, request: Request, desk: Desk) -> tuple[NotRefreshed, ...]:
    """The files that were brought since the last look and could not be read."""
    return files_not_read(request.place.channel, last.at if last else None, desk)


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
    changed = result.drift is not None and result.drift.verdict != "stable"
    others = (change for news in result.others for change in news.changes)
    puzzling = any(change.puzzles for change in (*result.changes, *others))
    return changed or puzzling or bool(result.not_refreshed)


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
    """The tables of the channel since the versions that were seen, what matters most first."""
    found = [news_of(series, seen, desk) for series in desk.store.series_of(request.place.channel)]
    told = sorted((one for one in found if one), key=lambda one: weight(one.news), reverse=True)
    result = Digested(subject=None, drift=None, age_seconds=0.0)
    if told:
        first = told[0]
        result = replace(
            result,
            subject=first.news.subject,
            drift=first.news.drift,
            age_seconds=first.news.age_seconds,
            since=first.news.since,
            changes=first.news.changes,
            pictures=drift_pictures(first.kept, desk) if first.kept else (),
            others=tuple(one.news for one in told[1:]),
        )
    if digest and not digest.stopped:
        following = digest.schedule.next(desk.clock()).at
        zone = digest.schedule.zone
        result = replace(result, next_at=following, zone=zone, quiet=digest.quiet)
    return result


@dataclass(frozen=True, slots=True)
class Told:
    """News of a table, and the comparison behind it."""

    news: TableNews
    kept: KeptDrift | None


def news_of(series: Series, seen: dict[str, int] | None, desk: Desk) -> Told | None:
    """What became of a table; None where nothing of it is kept."""
    period = period_of(series, seen, desk)
    record = desk.store.latest_analysis(period.latest.id) if period else None
    if period is None or record is None or not desk.files.exists(record.folder):
        return None
    subject, kept = subject_of(record, desk), None
    news = TableNews(subject, None, desk.age_seconds(period.latest.created_at), None)
    if period.before:
        kept = drift_between(period.before, period.latest, record, subject.analysis, desk)
    if period.before and kept:
        changes = changes_since(period.before, period.versions, desk)
        news = replace(news, drift=kept.drift, since=period.before.version, changes=changes)
    return Told(news, kept)


def weight(news: TableNews) -> tuple[int, float]:
    """How much a table's news matters: by its verdict, then by how much a segment changed."""
    if news.drift is None:
        return 0, 0.0
    rank = ("stable", "watch", "drifted").index(news.drift.verdict)
    return 1 + rank, max((abs(segment.change) for segment in news.drift.segments), default=0.0)


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
    if not earlier or not is_new:
        return Period(latest, None)
    return Period(latest, earlier[-1], versions[versions.index(earlier[-1]) + 1 :])
