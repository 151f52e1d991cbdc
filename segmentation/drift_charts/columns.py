"""Which columns drifted: the stability index of each against what chance alone gives."""

from collections.abc import Sequence
from dataclasses import dataclass

from segmentation.canvas import LABEL, TICK, Sheet, fitted, line_height, measured, wrapped
from segmentation.chart import Picture
from segmentation.drift_chart import DRIFT_CHARTS
from segmentation.drift_results import Drift, FeatureDrift
from segmentation.labelling import Box
from segmentation.palette import ABOVE, INK, MUTED, PALE
from segmentation.phrasing import abridged, figure, percent, quantity, sentence, spoken

_NAMES, _FIGURES = 310, 390
_ROW, _KEY, _BAR = 78, 54, 30
_FULL = (0.25, 1.0)  # the index at which a bar is full, at the least and at the most
_CHANCE = 5.0  # pixels; the upright mark


@dataclass(frozen=True)
class DriftedColumns:
    """One bar a column, those that differ most first; most: columns shown."""

    name: str = "drifted_columns"
    title: str = "Columns that drifted"
    most: int = 10

    def unfit(self, drift: Drift) -> str | None:
        return None if drift.features else "There is no column that both files have."

    def draw(self, drift: Drift) -> Picture:
        sheet, alt = self.compose(drift)
        return sheet.picture(self.name, alt)

    def compose(self, drift: Drift) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        shown = _ranked(drift)[: self.most]
        body = _KEY + _ROW * len(shown)
        sheet = Sheet(_title(drift), _SUBTITLE, _caption(drift, shown), body=body)
        _draw_key(sheet)
        full = min(max(_FULL[0], *(f.psi for f in shown), *(f.psi_critical for f in shown)), 1.0)
        for place, feature in enumerate(shown):
            top = sheet.room.top - _KEY - place * _ROW
            _draw_row(sheet, Box(sheet.room.left, top - _ROW, sheet.room.right, top), feature, full)
        return sheet, _alt(drift, shown)


_SUBTITLE = "Population stability index by column; 0 is no difference at all"


def _ranked(drift: Drift) -> list[FeatureDrift]:
    return sorted(drift.features, key=lambda f: (not f.drifted, -f.psi, f.name))


def _title(drift: Drift) -> str:
    shifted, columns = [f for f in _ranked(drift) if f.drifted], len(drift.features)
    if not shifted:
        return "No column differs beyond chance"
    first = spoken(shifted[0].name)
    if len(shifted) == 1:
        return f"{sentence(first)} shifted; nothing else did beyond chance"
    everything = "Both columns" if columns == 2 else f"All {columns} columns"
    part = f"{len(shifted)} of {columns} columns"
    return f"{everything if len(shifted) == columns else part} shifted, {first} most"


def _caption(drift: Drift, shown: Sequence[FeatureDrift]) -> str:
    left_out = len(drift.features) - len(shown)
    more = f"{left_out} more columns are not shown. " if left_out > 1 else ""
    more = "One more column is not shown. " if left_out == 1 else more
    beyond = "Bars end at 1. " if any(f.psi > _FULL[1] for f in shown) else ""
    tests = "A column is called shifted by a test of its own, which allows for all comparisons."
    return more + beyond + tests


def _draw_key(sheet: Sheet) -> None:
    left, middle = sheet.room.left + _NAMES, sheet.room.top - 20
    kind = TICK.but(up="center_baseline")
    for word, colour, width in (
        ("shifted", ABOVE, 34.0),
        ("within chance", PALE, 34.0),
        ("most that chance gives", INK, _CHANCE),
    ):
        sheet.bar(Box(left, middle - 11, left + width, middle + 11), colour)
        sheet.write(left + width + 12, middle, word, kind)
        left += width + 12 + measured(word, kind) + 30


def _draw_row(sheet: Sheet, box: Box, feature: FeatureDrift, full: float) -> None:
    middle = box.centre[1]
    kind = TICK.but(colour=INK)
    lines = wrapped(sentence(spoken(feature.name)), kind, _NAMES - 20, 2)
    sheet.lines(box.left, middle + len(lines) * line_height(kind) / 2, lines, kind)
    room = box.width - _NAMES - _FIGURES
    start = box.left + _NAMES
    length = min(feature.psi / full, 1.0) * room
    colour = ABOVE if feature.drifted else PALE
    sheet.bar(Box(start, middle - _BAR / 2, start + max(length, 3), middle + _BAR / 2), colour)
    mark = start + min(feature.psi_critical / full, 1.0) * room
    sheet.bar(Box(mark, middle - _BAR / 2 - 7, mark + _CHANCE, middle + _BAR / 2 + 7), INK, 8)
    left = box.right - _FIGURES + 24
    sheet.write(left, middle + 14, _index(feature), LABEL.but(bold=True, up="center_baseline"))
    change = _change(feature, _FIGURES - 24)
    sheet.write(left, middle - 18, change, TICK.but(colour=MUTED, up="center_baseline"))


def _index(feature: FeatureDrift) -> str:
    return f"{feature.psi:.2f}" if feature.psi >= 0.005 else "0"


def _change(feature: FeatureDrift, width: float = 1e6) -> str:
    """The mean before and after, or the share of the answer that changed most, in as many pixels;
    a long answer is cut, figures are not."""
    if feature.before is None or feature.after is None:
        return ""
    if feature.kind == "categories":
        figures = f": {percent(feature.before)} → {percent(feature.after)}"
        said = fitted(feature.category or "empty", TICK, width - measured(figures, TICK))
        return said + figures
    if max(abs(feature.before), abs(feature.after)) < 0.01:
        return f"mean {figure(feature.before)} → {figure(feature.after)}"
    before, after = (quantity(value, feature.name) for value in (feature.before, feature.after))
    said = f"mean {before} → {after}"
    return said if measured(said, TICK) <= width else f"{figure(feature.before)} → {after}"


def _alt(drift: Drift, shown: Sequence[FeatureDrift]) -> str:
    said = [f"Bars of the stability index of {len(shown)} of {len(drift.features)} columns."]
    for f in shown:
        verdict = "shifted" if f.drifted else "within chance"
        said.append(
            f"{sentence(spoken(f.name))}: {_index(f)}, chance gives up to {f.psi_critical:.2f},"
            f" {verdict}; {_change(f)}."
        )
    return abridged(said, 1_900)


DRIFT_CHARTS.add(DriftedColumns())
