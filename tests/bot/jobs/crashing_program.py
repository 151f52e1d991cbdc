"""A small program of its own, for the test that kills it: one durable job that computes.

python crashing_program.py DATA_DIR [submit]
"""

import sys
from pathlib import Path
from typing import Any

from bot.job import JobContext
from bot.jobs.durable import DurableJobs
from bot.jobs.pool import ComputePool
from bot.settings import JobSettings, Settings
from tests.bot.jobs import computations


def say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main(folder: Path, submits: bool) -> None:
    settings = Settings(data_dir=folder, jobs=JobSettings(workers=1))
    pool = ComputePool(settings.jobs)
    killed_before = folder / "computing"

    def fetch() -> str:
        say("fetched")
        return "the file"

    def compute(file: str) -> dict[str, Any]:
        if killed_before.exists():
            return {"file": file, "square": pool.run(computations.square, 5)}
        killed_before.touch()
        pool.run(computations.for_ever, on_progress=lambda told: say("computing"))
        raise AssertionError("nothing ends this but a kill")

    def handle(request: dict[str, Any], job: JobContext) -> None:
        file = job.step("fetch", fetch)
        result = job.step("compute", compute, file)
        say(f"answered {request['words']}: {result}")

    def give_up(request: dict[str, Any], error: Exception) -> None:
        say(f"gave up: {error!r}")

    jobs = DurableJobs(settings, handle, give_up)
    jobs.launch()
    if submits:
        jobs.submit("event/1", {"words": "auto"})
    say("launched")
    sys.stdin.readline()
    jobs.drain(30)
    jobs.close()
    pool.close()
    say("closed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "submit" in sys.argv)
