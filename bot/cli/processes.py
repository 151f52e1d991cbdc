"""How the command line begins processes beside its own."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkContext, SpawnContext


def cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Whether a copy of this process works: on Linux, where no other thread of Python's could
    hold a lock that nobody would open again in the copy. (Arrow's and BLAS's threads look after
    themselves.)"""
    return sys.platform == "linux" and len(sys._current_frames()) == 1


@contextmanager
def loading() -> Iterator[None]:
    """For imports: what they make stays, so looking for garbage in it is a waste of time (an
    eighth of all loading), then and later."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if wanted:
            gc.enable()


@contextmanager
def deaf() -> Iterator[None]:
    """For beginning a process: Ctrl-C reaches every process of a terminal, and this one alone
    says so and ends the others."""
    if threading.current_thread() is not threading.main_thread():  # which alone hears it
        yield
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)


def copies() -> ForkContext:
    """Processes that have what this one has loaded."""
    return multiprocessing.get_context("fork")


def fresh_ones() -> SpawnContext:
    """Processes that begin with nothing."""
    return multiprocessing.get_context("spawn")
