"""Before a channel is told what changed, its living sources are read anew, once a period."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.desk import Desk
from bot.errors import PlainError
from bot.job import JobContext
from bot.request import Request
from bot.result import NotRefreshed, Progress
from bot.series import Series
from bot.services.analyze_source import read_next_version
from bot.services.keep_versions import baseline_of
from bot.store import Dataset, stable_id
from segmentation.errors import SegmentationError


@dataclass(frozen=True, slots=True)
class Within:
    """A job inside of one of its steps: what is done there is recorded as a whole."""

    job: JobContext

    @property
    def identity(self) -> str:
        return self.job.identity

    @property
    def attempt(self) -> int:
        return self.job.attempt

    @property
    def cancelled(self) -> bool:
        return self.job.cancelled

    def step(self, name: str, function: Callable[..., Any], *args: Any) -> Any:
        return function(*args)


def refresh_sources(request: Request, desk: Desk) -> tuple[NotRefreshed, ...]:
    """Read every table of the channel that comes from a source; those that gave none, and why.

    It is one step of the job: whatever comes after it speaks of the same outcome, however often
    the job is tried. The channel goes on speaking of the table that it spoke of.
    """
    told = desk.job.step("refresh", lambda: refresh(request, desk))
    return tuple(NotRefreshed(**one) for one in told)


def refresh(request: Request, desk: Desk) -> list[dict[str, Any]]:
    """The same, as plain JSON for the job's record."""
    channel = request.place.channel
    at_hand = desk.store.current_dataset(channel)
    inside = replace(desk, job=Within(desk.job), tell=_teller(request, desk))
    troubles = []
    for series in living_series(channel, at_hand, desk):
        own = replace(request, identity=f"{request.identity}:{series.source}")
        before = baseline_of(series, desk)
        if before is None or before.id == stable_id("an", own.identity):
            continue  # nothing to go on from; or this very job has read it, and died afterwards
        inside.tell(Progress(series.name, desk.job.identity))
        try:
            read_next_version(own, series, inside)
        except (SegmentationError, PlainError) as error:
            if getattr(error, "outage", False):
                raise  # Slack is down: all of it has to wait
            age = desk.age_seconds(before.created_at)
            troubles.append(asdict(NotRefreshed(error.problem, error.next_step, age, series.name)))
    speak_of(at_hand, channel, desk)
    return troubles


def living_series(channel: str, at_hand: Dataset | None, desk: Desk) -> list[Series]:
    """The tables of a channel that come from a source and are still kept, the one at hand last."""
    found = [
        one
        for one in desk.store.series_of(channel)
        if one.source is not None and desk.store.versions_of(one.id)
    ]
    return sorted(found, key=lambda one: at_hand is not None and one.id == at_hand.series_id)


def speak_of(at_hand: Dataset | None, channel: str, desk: Desk) -> None:
    """Go back to the table at hand, where another one has become the latest."""
    now = desk.store.current_dataset(channel)
    if at_hand and now and now.series_id != at_hand.series_id:
        desk.store.use_dataset(channel, at_hand.id)


def _teller(request: Request, desk: Desk) -> Callable[[Progress], None]:
    """Who asked for a digest sees how far it is; one that comes by itself comes whole."""
    return _nobody if request.door == "schedule" else desk.tell


def _nobody(progress: Progress) -> None:
    """Nobody waits."""
