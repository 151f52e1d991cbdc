"""`segment-bot analyze`: the whole analysis of one file, without Slack.

A person waits for this from a cold start, so what takes long to import is imported while
something else is under way: the file is read meanwhile, and drawing is prepared while it is
cleaned.
"""

import contextlib
import json
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from bot.column_lists import column_names, column_weights
from bot.errors import PlainError
from bot.rfm_file import with_scheme
from bot.settings import Settings, load_settings
from segmentation.chart import ChartOptions, Picture
from segmentation.reading.read_ahead import ReadAhead
from segmentation.results import Analysis, Outcome
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec


class FileNotThere(PlainError):
    """A path that leads nowhere."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no file {path}.", "Check the path.")


class CannotWrite(PlainError):
    """A folder that can't be written to."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"I can't write to {path}: {why}.", "Choose another folder for --out.")


def analyze_in_terminal(
    file: Path, wishes: dict[str, Any], out: Path | None, as_json: bool, config: Path | None
) -> None:
    """Analyse, write what was asked for, print the result. Raises plain errors."""
    settings = load_settings(config)
    if not file.is_file():
        raise FileNotThere(file)
    spec = with_scheme(spec_of(wishes, settings), settings.templates_folder)
    source = ReadAhead(open_source(str(file), file.name, spec.sheet), spec.limits)
    with progress() as report:
        outcome = _analyzed(source, spec, settings, report, will_draw=out is not None)
        if wishes.get("compare"):
            outcome = outcome.with_analysis(with_comparison(outcome, spec, report))
        if out:
            write_results(outcome, out, file.name)
    if as_json:
        click.echo(outcome.analysis.to_json(indent=2))
    else:
        from bot.cli.terminal import print_analysis

        print_analysis(outcome.analysis, file.name, out)


def _analyzed(
    source: ReadAhead, spec: AnalysisSpec, settings: Settings, report: Any, will_draw: bool
) -> Outcome:
    """The analysis with its recommendations in words."""
    from bot.advising import with_recommendations
    from bot.vocabulary_file import read_vocabulary
    from segmentation.pipeline import analyze

    if will_draw:
        threading.Thread(target=_prepare_drawing, name="prepare-drawing", daemon=True).start()
    vocabulary = read_vocabulary(settings.templates_folder)
    outcome = analyze(source, spec, vocabulary=vocabulary, report=report)
    words = with_recommendations(outcome.analysis, settings.templates_folder)
    return outcome.with_analysis(words)


def _prepare_drawing() -> None:
    import bot.deck  # noqa: F401
    import segmentation.charts  # noqa: F401


def with_comparison(outcome: Outcome, spec: AnalysisSpec, report: Any) -> Analysis:
    """The analysis with what other methods find."""
    from segmentation.comparing import compare_outcome

    return replace(outcome.analysis, comparison=compare_outcome(outcome, spec, report))


def spec_of(wishes: dict[str, Any], settings: Settings) -> AnalysisSpec:
    """What the options ask for, on top of the settings."""
    spec = settings.default_spec()
    return replace(
        spec,
        k=wishes.get("k"),
        algorithm=(wishes.get("algorithm") or spec.algorithm).lower(),
        features=column_names(wishes.get("features")) or (),
        leave_out=column_names(wishes.get("leave_out")) or (),
        weights=column_weights(wishes.get("weigh")) or (),
        scaling=wishes.get("scale") or spec.scaling,
        seed=spec.seed if wishes.get("seed") is None else wishes["seed"],
        sheet=wishes.get("sheet"),
        kind=wishes.get("kind") or spec.kind,
        max_k=wishes.get("max_k") or spec.max_k,
        min_share=wishes.get("min_share") or 0.0,
        outliers_apart=bool(wishes.get("outliers_apart")),
    )


def write_results(outcome: Outcome, folder: Path, file_name: str) -> None:
    """segments.csv, analysis.json, charts with their alt texts, report.pptx. Raises CannotWrite."""
    from segmentation.exporting import write_segments

    try:
        charts = folder / "charts"
        charts.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(1) as beside:  # Arrow writes while we draw
            written = beside.submit(write_segments, outcome, folder / "segments.csv")
            _write_pictures_and_slides(outcome, folder, charts, file_name)
            written.result()
        document = json.dumps(outcome.analysis.to_dict(), indent=2, ensure_ascii=False)
        (folder / "analysis.json").write_text(document, encoding="utf-8")
    except OSError as error:
        raise CannotWrite(folder, (error.strerror or str(error)).lower()) from None


def _write_pictures_and_slides(
    outcome: Outcome, folder: Path, charts: Path, file_name: str
) -> None:
    from bot.deck import write_deck
    from bot.services.computing import ALL_CHARTS, SLIDE_CHARTS, draw_of

    pictures = draw_of(outcome, ALL_CHARTS, ChartOptions())
    for picture in pictures:
        write_picture(picture, charts)
    slides = [picture for picture in pictures if picture.name in SLIDE_CHARTS]
    write_deck(outcome.analysis, slides, folder / "report.pptx", file_name)


def write_picture(picture: Picture, folder: Path) -> None:
    """A picture, and its alt text beside it."""
    (folder / f"{picture.name}.png").write_bytes(picture.png)
    (folder / f"{picture.name}.txt").write_text(picture.alt + "\n", encoding="utf-8")


@contextlib.contextmanager
def progress() -> Iterator[Any]:
    """A status line on a terminal's stderr; nothing elsewhere."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda stage, **facts: None
        return
    with Console(stderr=True).status("reading …") as status:
        yield lambda stage, **facts: status.update(f"{stage} …")
