"""`segment-bot drift`: two versions of a customer file compared, without Slack."""

import filecmp
import json
from dataclasses import replace
from pathlib import Path

import click

from bot.cli.analyze import FileNotThere, progress
from bot.cli.drift_text import print_drift
from bot.cli.result_files import CannotWrite, write_picture
from bot.settings import load_settings
from bot.vocabulary_file import read_vocabulary
from segmentation.comparing_versions import Comparison, compare_files
from segmentation.sources import open_source


def compare_in_terminal(
    files: tuple[Path, Path],
    k: int | None,
    id_column: str | None,
    out: Path | None,
    as_json: bool,
    config: Path | None,
) -> None:
    """Compare, write what was asked for, print the result. Raises plain errors."""
    settings = load_settings(config)
    for file in files:
        if not file.is_file():
            raise FileNotThere(file)
    baseline, new = (open_source(str(file), file.name) for file in files)
    with progress() as report:
        comparison = compare_files(
            baseline,
            new,
            replace(settings.default_spec(), k=k),
            vocabulary=read_vocabulary(settings.templates_folder),
            id_column=id_column,
            report=report,
        )
        if out:
            write_results(comparison, out)
    if as_json:
        click.echo(json.dumps(comparison.drift.to_dict(), indent=2, ensure_ascii=False))
    else:
        same = filecmp.cmp(*files, shallow=False)
        print_drift(comparison.drift, files[0].name, files[1].name, out, same)


def write_results(comparison: Comparison, folder: Path) -> None:
    """drift.json, the pictures and their alt texts. Raises CannotWrite."""
    import segmentation.drift_charts  # noqa: F401  (fills the registry)
    from segmentation.drift_chart import DRIFT_CHARTS

    try:
        charts = folder / "charts"
        charts.mkdir(parents=True, exist_ok=True)
        for chart in DRIFT_CHARTS:
            if chart.unfit(comparison.drift) is None:
                write_picture(chart.draw(comparison.drift), charts)
        document = json.dumps(comparison.drift.to_dict(), indent=2, ensure_ascii=False)
        (folder / "drift.json").write_text(document, encoding="utf-8")
    except OSError as error:
        raise CannotWrite(folder, (error.strerror or str(error)).lower()) from None
