"""Programs that serve end when they are told to, whatever they are doing, and leave nothing."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from segmentation.sources.sample import benchmark_csv
from tests.cli.calling import SEGMENT_BOT


def test_an_analysis_that_is_interrupted_says_so_once(tmp_path: Path) -> None:
    """Ctrl-C reaches all processes of a terminal at once."""
    path = tmp_path / "customers.csv"
    benchmark_csv(200_000, 1, path)
    analysis = subprocess.Popen(
        [str(SEGMENT_BOT), "analyze", path, "--out", tmp_path / "out", "--json"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    begun = Path(f"/proc/{analysis.pid}/task/{analysis.pid}/children")
    while analysis.poll() is None and not begun.read_text():
        with suppress(subprocess.TimeoutExpired):
            analysis.wait(0.02)
    os.killpg(analysis.pid, signal.SIGINT)
    _, said = analysis.communicate(timeout=60)
    assert (analysis.returncode, said) == (1, "segment-bot: stopped.\n")


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
