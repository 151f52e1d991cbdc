"""The heavy functions, run in the process pool: paths and plain values in, files out.

Heavy libraries are imported inside, so that the process that talks to Slack stays light.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.job import report
from segmentation.chart import ChartOptions, Picture
from segmentation.spec import AnalysisSpec

# Shown with every answer: the map of the segments, then what they look like.
ANSWER_CHARTS = ("scatter", "bars")
# Written by `analyze --out`.
ALL_CHARTS = (
    "scatter", "bars", "3d", "sizes", "heatmap", "elbow", "radar", "silhouette", "money",
    "distributions", "parallel", "correlation", "dendrogram", "explore",
)  # fmt: skip
# Those that the slides of `analyze --out` show.
SLIDE_CHARTS = ("scatter", "bars", "3d", "sizes", "heatmap", "elbow", "money")


def warm_up() -> None:
    """Import what every analysis needs, and let matplotlib find its fonts, before anyone waits."""
    import sklearn.tree  # noqa: F401

    import segmentation.charts
    import segmentation.pipeline  # noqa: F401


def analyze_file(
    path: Path,
    file_name: str,
    spec: AnalysisSpec,
    folder: Path,
    templates: Path | None,
    names: Path | None = None,
) -> dict[str, Any]:
    """Analyse a file into a folder (analysis, table, charts); what the store remembers of it.

    names: those that people gave to segments of the same file before.
    """
    from bot.advising import with_recommendations
    from bot.rfm_file import with_scheme
    from bot.services.naming_stored import given_names
    from bot.vocabulary_file import read_vocabulary
    from segmentation.given_names import with_given_names
    from segmentation.pipeline import analyze
    from segmentation.sources import open_source

    source = open_source(str(path), file_name, spec.sheet)
    spec = with_scheme(spec, templates)
    outcome = analyze(source, spec, vocabulary=read_vocabulary(templates), report=report)
    outcome = outcome.with_analysis(with_recommendations(outcome.analysis, templates))
    given = given_names(names)
    outcome = outcome.with_analysis(with_given_names(outcome.analysis, outcome.assignment(), given))
    report("drawing")
    outcome.save(folder)
    for picture in draw_of(outcome, ANSWER_CHARTS, ChartOptions()):
        save_picture(picture, folder / "charts")
    analysis = outcome.analysis
    return {"k": analysis.k, "verdict": analysis.verdict, "algorithm": analysis.algorithm}


def draw_of(outcome: Any, names: Sequence[str], options: ChartOptions) -> list[Picture]:
    """The named charts of an outcome, leaving out those that cannot be drawn of it."""
    import segmentation.charts  # noqa: F401
    from segmentation.chart import CHARTS

    charts = [CHARTS.get(name) for name in names]
    return [_drawn(chart, outcome, options) for chart in charts if chart.unfit(outcome) is None]


def _drawn(chart: Any, outcome: Any, options: ChartOptions) -> Picture:
    """The chart, with columns called as the analysis calls them."""
    from segmentation.column_words import in_units
    from segmentation.phrasing import calling

    analysis = outcome.analysis
    with calling(analysis.called), in_units(analysis.dataset.columns):
        picture: Picture = chart.draw(outcome, options)
    return picture


def draw_stored(analysis: Path, name: str, options: ChartOptions, folder: Path) -> str | None:
    """Draw one chart of a stored analysis into a folder; why not, if it cannot be drawn."""
    import segmentation.charts  # noqa: F401
    from segmentation.chart import CHARTS
    from segmentation.results import Outcome

    chart = CHARTS.get(name)
    outcome = Outcome.load(analysis)
    why_not = chart.unfit(outcome)
    if why_not is None:
        save_picture(_drawn(chart, outcome, options), folder)
    return why_not


def compare_stored(analysis: Path, spec: AnalysisSpec) -> dict[str, Any]:
    """Try several methods on the features of a stored analysis; the comparison as JSON fields."""
    from segmentation.comparing import compare_outcome
    from segmentation.results import Outcome

    return compare_outcome(Outcome.load(analysis), spec, report).to_dict()


def explain_stored(analysis: Path, typed: str, templates: Path | None) -> dict[str, Any]:
    """Why a customer is in its segment: `reasons`, or the `problem` of finding the customer."""
    from segmentation.results import Outcome

    return explain_one(Outcome.load(analysis), typed, templates)


def explain_one(outcome: Any, typed: str, templates: Path | None) -> dict[str, Any]:
    """The same for an outcome in memory. problem: `unknown`, `unused` or empty."""
    from bot.vocabulary_file import read_vocabulary
    from segmentation.finding_one import find_customer, has_identifiers
    from segmentation.reasons_for_one import reasons_for

    place = find_customer(outcome, typed)
    row = -1 if place is None else int(outcome.raw_to_used[place])
    reasons = reasons_for(outcome, row, read_vocabulary(templates)) if row >= 0 else None
    problem = "unknown" if place is None else "unused" if reasons is None else ""
    told = None if reasons is None else asdict(reasons)
    return {"problem": problem, "by_id": has_identifiers(outcome), "reasons": told}


def write_table(analysis: Path, number: int | None, target: Path) -> int:
    """Write the customers with their segments as CSV, all or one segment's; how many rows."""
    from segmentation.exporting import write_segments
    from segmentation.results import Outcome

    return write_segments(Outcome.load(analysis), target, number)


def write_slides(analysis: Path, file_name: str, target: Path) -> None:
    """Write the slide deck of a stored analysis."""
    from segmentation.results import Outcome

    outcome = Outcome.load(analysis)
    pictures = draw_of(outcome, ANSWER_CHARTS, ChartOptions())
    write_slides_of(outcome.analysis, pictures, target, file_name)


def write_slides_of(
    analysis: Any, pictures: Sequence[Picture], target: Path, file_name: str
) -> None:
    """Write the slide deck of an analysis with those of the pictures that belong on slides."""
    from bot.deck import write_deck
    from segmentation.column_words import in_units

    named = {picture.name: picture for picture in pictures}
    slides = [named[name] for name in SLIDE_CHARTS if name in named]
    with in_units(analysis.dataset.columns):
        write_deck(analysis, slides, target, file_name)


def save_picture(picture: Picture, folder: Path) -> None:
    """A picture as PNG beside its title and alt text."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{picture.name}.png").write_bytes(picture.png)
    words = {"title": picture.title, "alt": picture.alt}
    (folder / f"{picture.name}.json").write_text(json.dumps(words), encoding="utf-8")


def load_picture(name: str, folder: Path) -> Picture:
    """The picture that `save_picture` wrote."""
    words = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return Picture(name, words["title"], (folder / f"{name}.png").read_bytes(), words["alt"])
