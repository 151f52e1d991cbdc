"""How the programs that serve end: soon, whenever they are told to, with everything put away."""

import atexit
import os
import signal
import sys
import threading
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


def interrupted_by_signals() -> None:
    """Until something serves, SIGTERM ends the program like Ctrl-C: what was opened is closed."""
    for number in SIGNALS:
        signal.signal(number, _interrupt)


def wait_for_signal() -> None:
    """Until Ctrl-C or SIGTERM."""
    stopping = threading.Event()
    for number in SIGNALS:
        signal.signal(number, lambda *_: stopping.set())
    stopping.wait()


def end_at_once() -> None:
    """End the process where all is closed and written: Python would take its libraries apart
    piece by piece, which takes seconds on a busy machine and is of use to nobody."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
