"""A workspace with the real bot in it, started as people start it: `segment-bot run`."""

import itertools
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from bot.cli.demo import demo_options
from bot.workspace.options import Timing, WorkspaceOptions
from bot.workspace.person import Person
from bot.workspace.server import RunningWorkspace, start_workspace

SEGMENT_BOT = Path(sys.executable).parent / "segment-bot"
STOP_SECONDS = 30
_numbers = itertools.count(1)


def quick_options() -> WorkspaceOptions:
    """The demo's own workspace, in which events are repeated after seconds, not minutes, and every
    file is told of twice: as `file_shared`, and as the message that carries it."""
    options = demo_options()
    app = replace(options.app, events=(*options.app.events, "message.channels"))
    return replace(options, app=app, timing=Timing(retries=(0.0, 2.0, 5.0, 10.0)))


class Office:
    """The running workspace, the bot's process, and its data directory."""

    def __init__(self, data_dir: Path, workspace: RunningWorkspace | None = None) -> None:
        self.data_dir = data_dir
        self.workspace = workspace or start_workspace(options=quick_options())
        self.process: subprocess.Popen[bytes] | None = None
        self._log = (data_dir / "bot.log").open("ab")

    def start_bot(self, **environment: str) -> None:
        """Start the bot and wait until it is connected."""
        self.process = subprocess.Popen(
            [str(SEGMENT_BOT), "run"],
            env={
                **os.environ,
                **self.workspace.environment,
                "SEGMENT_BOT_DATA_DIR": str(self.data_dir),
                **environment,
            },
            cwd=self.data_dir,
            stdout=self._log,
            stderr=self._log,
        )
        self.workspace.bot_connected(timeout=60)

    def kill_bot(self) -> None:
        """End the bot at once, as a power cut would; its computing processes end with it."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop_bot(self) -> int:
        """Ask the bot to end; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS)

    def room(self, person: Person) -> str:
        """A fresh channel with this person and the bot in it."""
        channel = person.create_channel(f"room-{next(_numbers)}")
        person.invite(channel)
        return channel

    def log(self) -> str:
        self._log.flush()
        return (self.data_dir / "bot.log").read_text(encoding="utf-8", errors="replace")

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop_bot()
        self._log.close()
        self.workspace.stop()
