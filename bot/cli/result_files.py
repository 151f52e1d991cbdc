"""What `--out` leaves in a folder: the table with its segments, the analysis, pictures, slides."""

import json
from collections.abc import Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

from bot.errors import PlainError
from segmentation.chart import ChartOptions, Picture
from segmentation.results import Outcome

# What a second process draws: about a half of the work, the slides included.
THEIRS = ("bars", "sizes", "heatmap", "elbow", "radar", "money", "correlation")
MOST_SHARED_ROWS = 2_000_000  # beyond this, sending them and having them twice costs too much


class CannotWrite(PlainError):
    """A folder that can't be written to."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"I can't write to {path}: {why}.", "Choose another folder for --out.")


def write_results(
    outcome: Outcome, folder: Path, file_name: str, second: Executor | None = None
) -> None:
    """segments.csv, analysis.json, charts with their alt texts, report.pptx. Raises CannotWrite."""
    from segmentation.exporting import write_segments

    try:
        (folder / "charts").mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(2) as beside:  # Arrow writes while we draw
            table = beside.submit(write_segments, outcome, folder / "segments.csv")
            _write_pictures_and_slides(outcome, folder, file_name, second, beside)
            table.result()
        document = json.dumps(outcome.analysis.to_dict(), indent=2, ensure_ascii=False)
        (folder / "analysis.json").write_text(document, encoding="utf-8")
    except OSError as error:
        raise CannotWrite(folder, (error.strerror or str(error)).lower()) from None


def _write_pictures_and_slides(
    outcome: Outcome, folder: Path, file_name: str, second: Executor | None, beside: Executor
) -> None:
    """The second process draws a half of the charts and writes the slides."""
    from bot.services.computing import ALL_CHARTS, SLIDE_CHARTS, draw_of, write_slides_of
    from segmentation.partitioning.second_process import handed_over

    def drawn(names: Iterable[str]) -> list[Picture]:
        return draw_of(outcome, list(names), ChartOptions())

    def slides(pictures: list[Picture]) -> list[Picture]:
        shown = [*pictures, *others()]
        handed_over(second, write_slides_of, outcome.analysis, shown, target, file_name)()
        return shown

    target = folder / "report.pptx"
    other = second if len(outcome.labels) <= MOST_SHARED_ROWS else None
    others = handed_over(other, draw_of, outcome.without_raw(), THEIRS, ChartOptions())
    mine = [name for name in ALL_CHARTS if name not in THEIRS]
    shown = beside.submit(slides, drawn(name for name in mine if name in SLIDE_CHARTS))
    rest = drawn(name for name in mine if name not in SLIDE_CHARTS)
    for picture in [*shown.result(), *rest]:
        write_picture(picture, folder / "charts")


def write_picture(picture: Picture, folder: Path) -> None:
    """A picture, and its alt text beside it."""
    (folder / f"{picture.name}.png").write_bytes(picture.png)
    (folder / f"{picture.name}.txt").write_text(picture.alt + "\n", encoding="utf-8")
