"""Functions that the tests of the process pool run in its workers."""

import os
from pathlib import Path

from bot.job import report
from segmentation.errors import NotATable


class Awkward(Exception):
    """An error that can't be rebuilt in another process."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__("awkward")
        self.sum = one + two


def square(number: int) -> int:
    return number * number


def told_square(number: int) -> int:
    report("started", number=number)
    report("finished", square=number * number)
    return number * number


def process_id() -> int:
    return os.getpid()


def not_a_table() -> None:
    raise NotATable("offer.pdf", "a PDF")


def awkward() -> None:
    raise Awkward(1, 2)


def timed_out_by_itself() -> None:
    raise TimeoutError("the other side did not answer")


def fill_memory(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024))


def die() -> None:
    os._exit(7)


def for_ever() -> None:
    report("started", process=os.getpid())
    while True:
        sum(range(1000))


def for_ever_without_python() -> None:
    """Stuck inside one native call, where no signal handler of Python's would run."""
    report("started", process=os.getpid())
    sum(range(10**15))


def talkative(length: int) -> str:
    report("long", text="x" * length)
    report("short")
    return "done"


def threads_of_libraries() -> list[int]:
    import numpy as np
    from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

    np.ones((2, 2)) @ np.ones((2, 2))
    return [library["num_threads"] for library in threadpool_info()]


def leave_mark(path: Path) -> None:
    path.write_text(str(os.getpid()))


def mark_warmth() -> None:
    os.environ["WARMED_UP"] = "yes"


def warmth() -> str | None:
    return os.environ.get("WARMED_UP")
