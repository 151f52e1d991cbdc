"""Once at the start and then every day: data that was kept long enough goes."""

from collections.abc import Callable
from datetime import datetime

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

log = structlog.get_logger()
EVERY_HOURS = 24


def start_housekeeping(tidy: Callable[[], int], now: datetime) -> BackgroundScheduler:
    """A running scheduler; whoever starts it shuts it down."""

    def tidy_up() -> None:
        forgotten = tidy()
        if forgotten:
            log.info("old data removed", datasets=forgotten)

    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(tidy_up, "interval", hours=EVERY_HOURS, next_run_time=now, max_instances=1)
    scheduler.start()
    return scheduler
