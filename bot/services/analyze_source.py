"""A living source, read now: the same corridor as a dropped file; the next time it is a version."""

from dataclasses import replace
from typing import Any

from bot.desk import Desk
from bot.errors import PlainError
from bot.job import TimeLimitReached
from bot.request import Request
from bot.result import Changed, Segmented
from bot.series import Series
from bot.services.analyze_upload import (
    analyse,
    dataset_of,
    first_answer,
    nothing_left_of,
    remember,
)
from bot.services.find_analysis import read_analysis
from bot.services.keep_versions import (
    baseline_of,
    begin_series,
    keep_version,
    take_version,
)
from bot.services.reading_sources import Living, read_living
from bot.services.use_source import SourceWanted, open_source_for
from bot.store import Dataset
from segmentation.source_errors import SourceTooSlow

# Beyond what a source may take, for reading what came; then the process is ended.
SPARE_SECONDS = 30.0
# A table of customers does not lose half of its rows between two looks; a load that was cut short
# does.
LEAST_PART = 0.5


class NotWhole(PlainError):
    """A source gave far fewer rows than before. rows, before: how many."""

    def __init__(self, name: str, rows: int, before: int) -> None:
        super().__init__(
            f"*{name}* gave {rows:,} rows, against {before:,} in the version that stands, so I left"
            " them aside.",
            "Check whether what fills that table came to its end; if the rows are right, say"
            f" `source {name}`, and they are taken as they are.",
        )
        self.name, self.rows, self.before = name, rows, before


def analyze_source(request: Request, wanted: SourceWanted, desk: Desk) -> Segmented | Changed:
    """Read a source, analyse what came, and remember both; on any failure neither stays.

    The table is known by the source's name, whatever its columns are called today.
    """
    living = open_source_for(request, wanted.name, desk)
    dataset = snapshot(request, living.name, desk)
    with nothing_left_of(dataset.folder, desk):
        facts = desk.job.step("fetch", lambda: fetch(living, dataset.folder, desk))
        found = desk.job.step("recognise", lambda: standing_of(dataset, living.name, desk))
        series = desk.store.series(found["series"]) if found["series"] else None
        if series and found["stands"] and not wanted.anew:
            return take_version(request, dataset, series, facts["columns"], desk)
        spec = desk.settings.default_spec()
        done = desk.job.step("analyse", lambda: analyse(dataset.folder, living.name, spec, desk))
    series = series or begin_series(dataset, desk, source=living.name)
    kept = desk.store.add_version(replace(dataset, series_id=series.id))
    return first_answer(remember(request, kept, spec, done, desk), desk)


def read_next_version(request: Request, series: Series, desk: Desk) -> None:
    """Read the source of a table anew, as its next version; what is not whole does not become one.

    Raises NoSuchSource, UnreadableSource, NotWhole, and what the analysis raises.
    """
    assert series.source is not None
    living = open_source_for(request, series.source, desk)
    dataset = snapshot(request, living.name, desk)
    with nothing_left_of(dataset.folder, desk):
        facts = fetch(living, dataset.folder, desk)
        before = baseline_of(series, desk)
        rows = read_analysis(before.folder, desk.files).dataset.rows_read if before else 0
        if facts["rows"] < LEAST_PART * rows:
            raise NotWhole(series.source, facts["rows"], rows)
        keep_version(request, dataset, series, facts["columns"], desk)


def snapshot(request: Request, name: str, desk: Desk) -> Dataset:
    """The data set that one reading of a source becomes."""
    return dataset_of(request, name, f"source:{name}", desk)


def fetch(living: Living, folder: str, desk: Desk) -> dict[str, Any]:
    """Read a source into the file store, in a process that is ended if it hangs; rows, columns."""
    seconds = living.settings.seconds
    with desk.files.writing(f"{folder}/upload") as target:
        try:
            facts: dict[str, Any] = desk.compute.run(
                read_living, living, desk.settings.limits.limits(), target / "table",
                time_limit=seconds + SPARE_SECONDS, cancelled=lambda: desk.job.cancelled,
            )  # fmt: skip
        except TimeLimitReached:
            raise SourceTooSlow(living.name, seconds, living.setting("seconds")) from None
    return facts


def standing_of(dataset: Dataset, name: str, desk: Desk) -> dict[str, Any]:
    """Which table of the channel comes from a source, and whether it has a version to go on from,
    as plain JSON for the job's record."""
    here = desk.store.series_of(dataset.channel)
    series = next((one for one in here if one.source == name), None)
    stands = series is not None and baseline_of(series, desk) is not None
    return {"series": series.id if series else None, "stands": stands}
