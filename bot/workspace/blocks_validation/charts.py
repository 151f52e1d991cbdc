"""Rules for native charts: line, bar, area and pie within narrow bounds."""

from typing import Any

from bot.workspace.blocks_validation import check
from bot.workspace.blocks_validation.check import Problem, Problems

MOST_SERIES = 6
MOST_POINTS = 20
LABEL = 20


def data_visualization(value: Any, path: str) -> Problems:
    """A data_visualization block."""
    yield from check.keys(value, path, "title chart", "block_id")
    yield from check.text(value, "title", path, 50)
    kinds = {"pie": _pie, "bar": _lines, "area": _lines, "line": _lines}
    yield from check.part(value, "chart", path, check.by_type(kinds))


def _pie(value: Any, path: str) -> Problems:
    yield from check.keys(value, path, "segments")
    yield from check.items(value, "segments", path, MOST_SERIES)
    yield from check.each(value, "segments", path, _segment)


def _segment(value: Any, path: str) -> Problems:
    yield from _point(value, path)
    if isinstance(value.get("value"), int | float) and value["value"] <= 0:
        yield Problem(f"{path}/value", "must be greater than 0")


def _point(value: Any, path: str) -> Problems:
    yield from check.keys(value, path, "label value")
    yield from check.text(value, "label", path, LABEL)
    given = value.get("value")
    if given is not None and (isinstance(given, bool) or not isinstance(given, int | float)):
        yield Problem(f"{path}/value", "must be a number")


def _lines(value: Any, path: str) -> Problems:
    yield from check.keys(value, path, "series axis_config")
    yield from check.items(value, "series", path, MOST_SERIES)
    yield from check.each(value, "series", path, _series)
    yield from check.part(value, "axis_config", path, _axes)
    yield from _agreement(value, path)


def _series(value: Any, path: str) -> Problems:
    yield from check.keys(value, path, "name data")
    yield from check.text(value, "name", path, LABEL)
    yield from check.items(value, "data", path, MOST_POINTS)
    yield from check.each(value, "data", path, _point)


def _axes(value: Any, path: str) -> Problems:
    yield from check.keys(value, path, "categories", "x_label y_label")
    yield from check.items(value, "categories", path, MOST_POINTS)
    for index, category in enumerate(check.listed(value, "categories")):
        yield from check.text({str(index): category}, str(index), f"{path}/categories", LABEL)
    yield from check.text(value, "x_label", path, 50)
    yield from check.text(value, "y_label", path, 50)


def _agreement(value: Any, path: str) -> Problems:
    series, axes = check.objects(value, "series"), value.get("axis_config")
    categories = check.listed(axes, "categories") if isinstance(axes, dict) else []
    names = [str(one.get("name")) for one in series]
    if len(set(names)) < len(names):
        yield Problem(f"{path}/series", "names must be unique")
    for index, one in enumerate(series):
        labels = [point.get("label") for point in check.objects(one, "data")]
        if sorted(map(str, labels)) != sorted(map(str, categories)):
            where = f"{path}/series/{index}/data"
            yield Problem(where, "must have one point for each category")
