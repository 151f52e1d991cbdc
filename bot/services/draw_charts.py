"""Pictures of an analysis: those drawn with the answer are read, others are drawn and kept."""

import hashlib
import json
from dataclasses import asdict

from bot.desk import Desk
from bot.result import MenuItem, Subject
from bot.services.computing import draw_stored, load_picture
from bot.services.find_analysis import NoLongerKept
from segmentation.chart import ChartOptions, Picture
from segmentation.errors import BadRequest


class ChartUnfit(BadRequest):
    """A chart that cannot be drawn of this analysis."""

    def __init__(self, why: str) -> None:
        super().__init__(why, "Choose another one under *Charts*.")


def answer_pictures(subject: Subject, desk: Desk) -> tuple[Picture, ...]:
    """The pictures that were drawn with the answer."""
    record = desk.store.analysis(subject.analysis_id)
    if record is None:
        raise NoLongerKept
    with desk.files.local(record.folder) as folder:
        charts = folder / "charts"
        names = [path.stem for path in sorted(charts.glob("*.json"), reverse=True)]
        return tuple(load_picture(name, charts) for name in names)


def draw_charts(
    subject: Subject, names: tuple[str, ...], options: ChartOptions, desk: Desk
) -> tuple[Picture, ...]:
    """The named pictures, in that order. Raises UnknownMember, UnknownFeature, ChartUnfit."""
    return tuple(draw_chart(subject, name, options, desk) for name in names)


def draw_chart(subject: Subject, name: str, options: ChartOptions, desk: Desk) -> Picture:
    """One picture, drawn once and kept beside its analysis."""
    record = desk.store.analysis(subject.analysis_id)
    if record is None:
        raise NoLongerKept
    asked = hashlib.sha256(json.dumps([name, asdict(options)]).encode()).hexdigest()[:12]
    kept = f"{record.folder}.charts/{asked}"
    if not desk.files.exists(kept):
        with desk.files.local(record.folder) as analysis, desk.files.writing(kept) as folder:
            why_not = desk.compute.run(draw_stored, analysis, name, options, folder)
            if why_not:
                raise ChartUnfit(why_not)
    with desk.files.local(kept) as folder:
        return load_picture(name, folder)


def chart_menu() -> tuple[MenuItem, ...]:
    """Every chart there is, for the menu."""
    return CHART_MENU


# The charts' names and titles, without importing matplotlib into the process that talks to Slack;
# a test holds them against the registry.
CHART_MENU = (
    MenuItem("Map of segments", "chart scatter"),
    MenuItem("Profile of segments", "chart bars"),
    MenuItem("Segments in three dimensions", "chart 3d"),
    MenuItem("Sizes of segments", "chart sizes"),
    MenuItem("Heatmap of profiles", "chart heatmap"),
    MenuItem("Shapes of segments", "chart radar"),
    MenuItem("Who brings the money", "chart money"),
    MenuItem("Spread within segments", "chart distributions"),
    MenuItem("Profiles as lines", "chart parallel"),
    MenuItem("Which segments are alike", "chart dendrogram"),
    MenuItem("What rises and falls together", "chart correlation"),
    MenuItem("The file at a glance", "chart explore"),
    MenuItem("How well customers fit their segments", "chart silhouette"),
    MenuItem("Why this many segments", "chart elbow"),
)
