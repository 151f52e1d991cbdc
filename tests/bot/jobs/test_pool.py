"""The process pool: results, progress, limits that kill, errors that arrive whole."""

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from bot.job import (
    JobCancelled,
    JobInterrupted,
    MemoryLimitReached,
    Progress,
    TimeLimitReached,
    WorkerDied,
)
from bot.jobs.pool import ComputePool
from bot.settings import JobSettings
from segmentation.errors import NotATable
from tests.bot.jobs import computations

SETTINGS = JobSettings(workers=1, memory_limit_mb=600, time_limit_seconds=120.0)


@pytest.fixture(scope="module")
def pool() -> Iterator[ComputePool]:
    pool = ComputePool(SETTINGS, warm_up="tests.bot.jobs.computations:mark_warmth")
    pool.start()
    yield pool
    pool.close()


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_function_runs_in_another_process_and_its_result_comes_back(pool: ComputePool) -> None:
    assert pool.run(computations.square, 7) == 49
    assert pool.run(computations.process_id) != os.getpid()


def test_a_worker_is_warmed_up_before_its_first_task(pool: ComputePool) -> None:
    assert pool.run(computations.warmth) == "yes"


def test_one_worker_serves_many_tasks(pool: ComputePool) -> None:
    assert pool.run(computations.process_id) == pool.run(computations.process_id)


def test_progress_is_heard_in_order_and_in_the_calling_thread(pool: ComputePool) -> None:
    heard: list[tuple[Progress, str]] = []
    pool.run(
        computations.told_square,
        3,
        on_progress=lambda told: heard.append((told, threading.current_thread().name)),
    )
    here = threading.current_thread().name
    assert heard == [
        (Progress("started", {"number": 3}), here),
        (Progress("finished", {"square": 9}), here),
    ]


def test_progress_reaches_only_the_one_who_asked() -> None:
    heard: dict[int, list[dict[str, int]]] = {2: [], 3: []}
    pool = ComputePool(SETTINGS.model_copy(update={"workers": 2}))

    def ask(number: int) -> None:
        for _ in range(5):
            pool.run(
                computations.told_square,
                number,
                on_progress=lambda told: heard[number].append(told.facts),
            )

    threads = [threading.Thread(target=ask, args=(number,)) for number in heard]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.close()
    assert heard == {n: [{"number": n}, {"square": n * n}] * 5 for n in (2, 3)}


def test_a_report_too_long_for_one_piece_is_left_out(pool: ComputePool) -> None:
    heard: list[str] = []
    result = pool.run(
        computations.talkative, 100_000, on_progress=lambda told: heard.append(told.stage)
    )
    assert (result, heard) == ("done", ["short"])


def test_an_error_about_the_file_arrives_with_all_its_fields(pool: ComputePool) -> None:
    with pytest.raises(NotATable) as caught:
        pool.run(computations.not_a_table)
    error = caught.value
    assert (error.name, error.looks_like) == ("offer.pdf", "a PDF")
    assert error.problem.startswith("I couldn't read *offer.pdf*")
    assert error.next_step.startswith("Export it")


def test_an_error_that_cannot_travel_arrives_in_words_and_the_pool_lives_on(
    pool: ComputePool,
) -> None:
    with pytest.raises(RuntimeError, match="Awkward: awkward"):
        pool.run(computations.awkward)
    assert pool.run(computations.square, 2) == 4


def test_a_time_out_of_the_functions_own_is_not_taken_for_the_limit(pool: ComputePool) -> None:
    with pytest.raises(TimeoutError, match="did not answer"):
        pool.run(computations.timed_out_by_itself)


def test_what_takes_too_long_is_killed(pool: ComputePool) -> None:
    heard: list[Progress] = []
    with pytest.raises(TimeLimitReached) as caught:
        pool.run(computations.for_ever, time_limit=0.2, on_progress=heard.append)
    assert caught.value.problem == "The analysis took longer than 0.2 seconds, so I stopped it."
    assert "jobs.time_limit_seconds" in caught.value.next_step
    assert not is_alive(heard[0].facts["process"])


@pytest.mark.parametrize("function", [computations.for_ever, computations.for_ever_without_python])
def test_a_cancelled_task_is_dead_when_the_call_returns(
    pool: ComputePool, function: object
) -> None:
    heard: list[Progress] = []
    with pytest.raises(JobCancelled):
        pool.run(function, on_progress=heard.append, cancelled=lambda: bool(heard))  # type: ignore[arg-type]
    assert not is_alive(heard[0].facts["process"])
    assert pool.run(computations.square, 2) == 4


def test_whatever_stops_the_caller_stops_the_worker(pool: ComputePool) -> None:
    heard: list[Progress] = []

    def interrupted() -> bool:
        if heard:
            raise JobInterrupted
        return False

    with pytest.raises(JobInterrupted):
        pool.run(computations.for_ever, on_progress=heard.append, cancelled=interrupted)
    assert not is_alive(heard[0].facts["process"])


def test_an_error_in_hearing_progress_stops_the_worker_too(pool: ComputePool) -> None:
    heard: list[Progress] = []

    def broken(told: Progress) -> None:
        heard.append(told)
        raise ValueError("deaf")

    with pytest.raises(ValueError, match="deaf"):
        pool.run(computations.for_ever, on_progress=broken)
    assert not is_alive(heard[0].facts["process"])


def test_what_wants_too_much_memory_is_told_so(pool: ComputePool) -> None:
    assert pool.run(computations.fill_memory, 100) == 100 * 1024 * 1024
    with pytest.raises(MemoryLimitReached) as caught:
        pool.run(computations.fill_memory, 2_000)
    assert "600 MB" in caught.value.problem
    assert "jobs.memory_limit_mb" in caught.value.next_step


def test_the_death_of_a_worker_is_told_and_another_takes_its_place(pool: ComputePool) -> None:
    with pytest.raises(WorkerDied) as caught:
        pool.run(computations.die)
    assert caught.value.exit_code == 7
    assert caught.value.transient
    assert pool.run(computations.square, 3) == 9


def test_the_pool_mends_itself_when_the_system_kills_an_idle_worker() -> None:
    pool = ComputePool(SETTINGS)
    idle = pool.run(computations.process_id)
    os.kill(idle, signal.SIGKILL)
    while pool._pool.active and is_alive(idle):
        pass
    answers = set()
    while 16 not in answers:
        try:
            answers.add(pool.run(computations.square, 4))
        except WorkerDied:
            answers.add(None)
    assert pool.run(computations.process_id) != idle
    pool.close()


def test_libraries_share_the_cores_instead_of_each_taking_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # so set for the tests themselves
        monkeypatch.delenv(name, raising=False)
    cores = os.cpu_count() or 1
    pool = ComputePool(SETTINGS.model_copy(update={"workers": cores}))
    threads = pool.run(computations.threads_of_libraries)
    pool.close()
    assert threads
    assert set(threads) == {1}


def test_closing_leaves_no_thread_and_no_process_behind() -> None:
    before = set(threading.enumerate())
    pool = ComputePool(SETTINGS)
    worker = pool.run(computations.process_id)
    pool.close()
    assert set(threading.enumerate()) == before
    assert not is_alive(worker)
