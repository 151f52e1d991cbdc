"""`python -m bot.workspace`: the workspace alone, for whoever works on the page or a bot."""

import argparse
import signal
import sys
from pathlib import Path
from threading import Event

from bot.workspace.errors import PortTaken
from bot.workspace.server import start_workspace


def main() -> int:
    """Start the workspace, print its address and tokens, serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m bot.workspace", description=__doc__)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--data-dir", type=Path)
    given = parser.parse_args()
    try:
        running = start_workspace(given.port, given.data_dir)
    except PortTaken as error:
        sys.stderr.write(f"{error}\n")
        return 1
    lines = [f"{name}={value}" for name, value in running.environment.items()]
    sys.stdout.write("\n".join([running.url, *lines, ""]))
    sys.stdout.flush()
    asked_to_stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked_to_stop.set())
    with running:
        asked_to_stop.wait()
    return 0


sys.exit(main())
