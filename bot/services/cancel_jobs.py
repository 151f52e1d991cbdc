"""What is under way in a channel, and stopping it: one job by its id, or all of them."""

from bot.command import needs_computing
from bot.desk import Desk
from bot.errors import PlainError
from bot.job import PendingJob
from bot.request import Request
from bot.result import Cancelled


class NothingRuns(PlainError):
    """There is nothing to cancel."""

    def __init__(self) -> None:
        super().__init__("Nothing is under way here.", "Say `status` to see what I have.")


def cancel_jobs(request: Request, job_id: str | None, desk: Desk) -> Cancelled | None:
    """Cancel one job, or every job of the channel but this one. Raises NothingRuns.

    The message of a stopped job says so itself: under a button nothing more is said.
    """
    wanted = [job_id] if job_id else [job.identity for job in others_here(request, desk)]
    stopped = [identity for identity in wanted if desk.jobs.cancel(identity, request.person)]
    if not stopped:
        raise NothingRuns
    return None if request.door == "button" else Cancelled("", request.person)


def under_way(request: Request, desk: Desk) -> tuple[str, ...]:
    """What runs in the channel of a request: files by their names, else the words said."""
    return tuple(
        _in_words(Request.from_dict(job.request), desk) for job in others_here(request, desk)
    )


def others_here(request: Request, desk: Desk) -> list[PendingJob]:
    """The computing jobs of a request's channel that are not finished, without the one that asks.

    Short answers that happen to be under way are nobody's to stop.
    """
    return [
        job
        for job in desk.jobs.pending()
        if job.identity != desk.job.identity
        and job.request["place"]["channel"] == request.place.channel
        and needs_computing(Request.from_dict(job.request))
    ]


def _in_words(request: Request, desk: Desk) -> str:
    if not request.file_id:
        return request.words
    try:
        return desk.incoming.describe(request.file_id).name
    except PlainError:
        return "a file that is gone"
