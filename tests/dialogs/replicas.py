"""Several bots in one workspace, on one Postgres, under one clock that a test moves."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tests.dialogs.office import Office

PROGRAM = Path(__file__).with_name("clocked_bot.py")
ROOT = Path(__file__).parents[2]


class Replicas:
    """Several bots in one workspace, on one database, under one clock.

    config: more of config.toml. environment: more of theirs.
    """

    def __init__(
        self, folder: Path, database: str, begin: datetime, config: str = "", **environment: str
    ) -> None:
        self.office = Office(folder)
        self.database = database
        self._environment = environment
        self._clock = folder / "clock"
        # Two programs on two cores: one computing process each.
        (folder / "config.toml").write_text(f"[jobs]\nworkers = 1\n{config}", encoding="utf-8")
        self._processes: list[subprocess.Popen[bytes]] = []
        self._log = (folder / "replicas.log").open("ab")
        self.at(begin)

    def at(self, moment: datetime) -> None:
        """Move the clock, in one piece."""
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(moment.isoformat(), encoding="utf-8")
        fresh.replace(self._clock)

    def start(self) -> None:
        environment = {
            **os.environ, **self.office.workspace.environment, "PYTHONPATH": str(ROOT),
            "SEGMENT_BOT_DATA_DIR": str(self.office.data_dir / "shared"),
            "SEGMENT_BOT_DATABASE_URL": self.database, **self._environment,
        }  # fmt: skip
        self._processes.append(
            subprocess.Popen(
                [sys.executable, str(PROGRAM), str(self._clock)],
                env=environment,
                cwd=self.office.data_dir,
                stdin=subprocess.PIPE,
                stdout=self._log,
                stderr=self._log,
            )
        )
        self.office.workspace.bot_connected(timeout=60)

    def kill_first(self) -> None:
        process = self._processes.pop(0)
        process.kill()
        process.communicate()

    def log(self) -> str:
        self._log.flush()
        return (self.office.data_dir / "replicas.log").read_text(errors="replace")

    def close(self) -> None:
        for process in self._processes:
            process.communicate(b"\n", timeout=60)
        self._log.close()
        self.office.close()


@contextmanager
def running(replicas: Replicas) -> Iterator[Replicas]:
    """With two bots at work."""
    try:
        replicas.start()
        replicas.start()
        yield replicas
    finally:
        replicas.close()
