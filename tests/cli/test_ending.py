"""Programs that serve end when they are told to, whatever they are doing, and leave nothing."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.cli.calling import SEGMENT_BOT


def test_a_demo_that_is_ended_while_it_starts_or_serves_leaves_no_folder(tmp_path: Path) -> None:
    """Its data are for this run alone; the folder for them is made first."""
    for line in (None, "Ctrl-C ends it"):
        demo = subprocess.Popen(
            [str(SEGMENT_BOT), "demo", "--no-browser", "--port", "0"],
            stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(tmp_path)},
        )  # fmt: skip
        assert demo.stderr is not None
        if line:
            assert any(line in said for said in iter(demo.stderr.readline, ""))
        else:
            while demo.poll() is None and not list(tmp_path.iterdir()):
                with suppress(subprocess.TimeoutExpired):
                    demo.wait(0.02)
        demo.send_signal(signal.SIGTERM)
        _, said = demo.communicate(timeout=60)
        assert demo.returncode == (0 if line else 1)
        assert "Traceback" not in said
        assert [path.name for path in tmp_path.iterdir()] == []
