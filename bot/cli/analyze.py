"""`segment-bot analyze`: the whole analysis of one file, without Slack."""

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from bot.advising import with_recommendations
from bot.cli.terminal import print_analysis
from bot.column_lists import column_names, column_weights
from bot.errors import PlainError
from bot.rfm_file import with_scheme
from bot.services.computing import ALL_CHARTS, SLIDE_CHARTS, draw_of
from bot.settings import Settings, load_settings
from bot.vocabulary_file import read_vocabulary
from segmentation.chart import ChartOptions, Picture
from segmentation.exporting import write_segments
from segmentation.pipeline import analyze
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
    with progress() as report:
        outcome = analyze(
            open_source(str(file), file.name, spec.sheet),
            spec,
            vocabulary=read_vocabulary(settings.templates_folder),
            report=report,
        )
        outcome = outcome.with_analysis(
            with_recommendations(outcome.analysis, settings.templates_folder)
        )
        if wishes.get("compare"):
            outcome = outcome.with_analysis(with_comparison(outcome, spec, report))
        if out:
            write_results(outcome, out, file.name)
    if as_json:
        click.echo(outcome.analysis.to_json(indent=2))
    else:
        print_analysis(outcome.analysis, file.name, out)


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
    from bot.deck import write_deck

    try:
        charts = folder / "charts"
        charts.mkdir(parents=True, exist_ok=True)
        write_segments(outcome, folder / "segments.csv")
        pictures = draw_of(outcome, ALL_CHARTS, ChartOptions())
        for picture in pictures:
            write_picture(picture, charts)
        slides = [picture for picture in pictures if picture.name in SLIDE_CHARTS]
        write_deck(outcome.analysis, slides, folder / "report.pptx", file_name)
        document = json.dumps(outcome.analysis.to_dict(), indent=2, ensure_ascii=False)
        (folder / "analysis.json").write_text(document, encoding="utf-8")
    except OSError as error:
        raise CannotWrite(folder, (error.strerror or str(error)).lower()) from None


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
