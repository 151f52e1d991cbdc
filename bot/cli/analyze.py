"""`segment-bot analyze`: the whole analysis of one file, without Slack.

A person waits for this from a cold start, so what takes long to import is imported while
something else is under way: the file is read and cleaned meanwhile. With `--out` a second process
takes a part of the search for groups and of the drawing.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from bot.cli.output import Output
from bot.cli.result_files import write_results
from bot.cli.wishes import source_and_spec
from bot.errors import PlainError
from bot.settings import Settings, load_settings
from segmentation.intake.ahead import TakenAhead
from segmentation.results import Analysis, Outcome
from segmentation.spec import AnalysisSpec


class FileNotThere(PlainError):
    """A path that leads nowhere."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no file {path}.", "Check the path.")


def analyze_in_terminal(
    file: Path, wishes: dict[str, Any], output: Output, config: Path | None
) -> None:
    """Analyse, write what was asked for, print the result. Raises plain errors."""
    settings = load_settings(config)
    if not file.is_file():
        raise FileNotThere(file)
    source, spec = source_and_spec(file, wishes, settings)
    ahead = TakenAhead(source, spec, output.taken)
    out, second = output.folder, output.second
    with progress() as report:
        outcome = _analyzed(ahead, spec, settings, report, output)
        if wishes.get("compare"):
            outcome = outcome.with_analysis(with_comparison(outcome, spec, report))
        if out:
            write_results(outcome, out, file.name, second)
    if output.as_json:
        click.echo(outcome.analysis.to_json(indent=2))
    else:
        from bot.cli.terminal import print_analysis

        print_analysis(outcome.analysis, file.name, out)


def _analyzed(
    source: TakenAhead,
    spec: AnalysisSpec,
    settings: Settings,
    report: Any,
    output: Output,
) -> Outcome:
    """The analysis with its recommendations in words."""
    from bot.advising import with_recommendations
    from bot.vocabulary_file import read_vocabulary
    from segmentation.partitioning.second_process import shared_with
    from segmentation.pipeline import analyze

    if output.folder:
        threading.Thread(target=_load_charts, name="load-charts", daemon=True).start()
    vocabulary = read_vocabulary(settings.templates_folder)
    with shared_with(output.second):
        outcome = analyze(source, spec, vocabulary=vocabulary, report=report)
    words = with_recommendations(outcome.analysis, settings.templates_folder)
    return outcome.with_analysis(words)


def _load_charts() -> None:
    import segmentation.charts  # noqa: F401


def with_comparison(outcome: Outcome, spec: AnalysisSpec, report: Any) -> Analysis:
    """The analysis with what other methods find."""
    from segmentation.comparing import compare_outcome

    return replace(outcome.analysis, comparison=compare_outcome(outcome, spec, report))


@contextlib.contextmanager
def progress() -> Iterator[Any]:
    """A status line on a terminal's stderr; nothing elsewhere."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda stage, **facts: None
        return
    with Console(stderr=True).status("reading …") as status:
        yield lambda stage, **facts: status.update(f"{stage} …")
