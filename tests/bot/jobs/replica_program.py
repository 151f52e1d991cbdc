"""A replica of its own, for tests that run several on one Postgres and kill some.

python replica_program.py DATA_DIR DATABASE_URL; then `submit IDENTITY`, `cancel IDENTITY`, `end`.
"""

import sys
from pathlib import Path
from typing import Any

import structlog
from pydantic import SecretStr

from bot.job import JobContext
from bot.jobs.durable import DurableJobs
from bot.settings import Settings


def say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main(folder: Path, url: str) -> None:
    go_on = folder / "go on"
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))

    def handle(request: dict[str, Any], job: JobContext) -> None:
        job.step("fetch", lambda: say(f"fetched {job.identity}"))
        say(f"working on {job.identity}")
        while not (job.cancelled or go_on.exists()):
            pass
        if not job.cancelled:
            say(f"answered {job.identity}")

    def give_up(request: dict[str, Any], error: Exception) -> None:
        say(f"gave up: {error!r}")

    def stopped(request: dict[str, Any], by: str) -> None:
        say(f"stopped by {by}")

    jobs = DurableJobs(
        Settings(data_dir=folder, database=SecretStr(url)), handle, give_up, None, stopped
    )
    jobs.launch()
    say("launched")
    for line in sys.stdin:
        word, _, identity = line.strip().partition(" ")
        if word == "submit":
            jobs.submit(identity, {"words": "auto"})
        elif word == "cancel":
            jobs.cancel(identity, "Ada")
        else:
            break
    jobs.close()
    say("closed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
