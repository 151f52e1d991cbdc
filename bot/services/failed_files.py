"""A file that could not be read is remembered until the next digest, unless a later one could."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from bot.desk import Desk, SharedFile
from bot.errors import PlainError
from bot.request import Request
from bot.result import NotRefreshed
from bot.series import FailedFile
from bot.services.recognise_version import stem
from bot.store import Dataset, stable_id
from segmentation.errors import SegmentationError

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@contextmanager
def remembered_if_it_fails(request: Request, file: SharedFile, desk: Desk) -> Iterator[None]:
    """Remember for the channel's digest that a file gave no table; the error goes on its way."""
    try:
        yield
    except (SegmentationError, PlainError) as error:
        if not getattr(error, "transient", False):
            remember_failed(request, file, error.problem, error.next_step, desk)
        raise


def remember_failed(
    request: Request, file: SharedFile, problem: str, next_step: str, desk: Desk
) -> None:
    """Once for each file, however often the job is tried."""
    desk.store.add_failed_file(
        FailedFile(
            id=stable_id("fail", request.identity),
            channel=request.place.channel,
            name=file.name,
            problem=problem,
            next_step=next_step,
            at=desk.clock(),
        )
    )


def files_not_read(channel: str, since: datetime | None, desk: Desk) -> tuple[NotRefreshed, ...]:
    """The files that could not be read since the last look, if there was one, and how old what
    stands in their place is."""
    versions = tuple(
        version
        for series in desk.store.series_of(channel)
        if series.source is None
        for version in desk.store.versions_of(series.id)
    )
    failed = desk.store.failed_files_of(channel, since or LONG_AGO)
    return tuple(_told(one, versions, desk) for one in failed if not _made_up_for(one, versions))


def _made_up_for(failed: FailedFile, versions: tuple[Dataset, ...]) -> bool:
    """Whether a version came after it, of the table that it is called after if there is one."""
    return any(one.created_at > failed.at for one in _likely(failed, versions))


def _told(failed: FailedFile, versions: tuple[Dataset, ...], desk: Desk) -> NotRefreshed:
    stands = max((one.created_at for one in _likely(failed, versions)), default=None)
    return NotRefreshed(
        problem=failed.problem,
        next_step=failed.next_step,
        age_seconds=desk.age_seconds(stands) if stands else None,
        name=failed.name,
        tried_seconds=desk.age_seconds(failed.at),
    )


def _likely(failed: FailedFile, versions: tuple[Dataset, ...]) -> tuple[Dataset, ...]:
    """The versions whose file is called as this one is, dates and numbers left out; else all."""
    named = tuple(one for one in versions if stem(one.name) and stem(one.name) == stem(failed.name))
    return named or versions
