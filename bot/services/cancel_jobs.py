"""Stop what is under way: one job by its id, or all of a channel."""

from bot.desk import Desk
from bot.errors import PlainError
from bot.request import Request
from bot.result import Cancelled


class NothingRuns(PlainError):
    """There is nothing to cancel."""

    def __init__(self) -> None:
        super().__init__("Nothing is under way here.", "Say `status` to see what I have.")


def cancel_jobs(request: Request, job_id: str | None, desk: Desk) -> Cancelled:
    """Cancel one job, or every job of the channel but this one. Raises NothingRuns."""
    wanted = [job_id] if job_id else jobs_of(request.place.channel, desk)
    stopped = [identity for identity in wanted if desk.jobs.cancel(identity)]
    if not stopped:
        raise NothingRuns
    return Cancelled("", request.person)


def jobs_of(channel: str, desk: Desk) -> list[str]:
    """The jobs of a channel that are not finished, without the one that asks."""
    return [
        pending.identity
        for pending in desk.jobs.pending()
        if pending.identity != desk.job.identity and pending.request["place"]["channel"] == channel
    ]
