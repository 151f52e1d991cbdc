"""The one scheduler of the program: it calls what is to be done again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Errand:
    """Something that is done every so many seconds, the first time at once."""

    name: str
    seconds: float
    run: Callable[[], int]


def start_ticking(*errands: Errand) -> BackgroundScheduler:
    """A running scheduler; whoever starts it shuts it down. An errand that fails is tried again
    at its next time."""
    scheduler = BackgroundScheduler(timezone="UTC")
    for errand in errands:
        scheduler.add_job(
            _guarded(errand), "interval", seconds=errand.seconds, max_instances=1, coalesce=True,
            next_run_time=datetime.now(UTC), misfire_grace_time=None,
        )  # fmt: skip
    scheduler.start()
    return scheduler


def _guarded(errand: Errand) -> Callable[[], None]:
    def run() -> None:
        try:
            done = errand.run()
        except Exception as error:
            log.warning("errand_failed", errand=errand.name, exc_info=error)
            return
        if done:
            log.info("errand_done", errand=errand.name, count=done)

    return run
