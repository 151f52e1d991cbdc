"""Who went where: customers of both versions, by their segment before and now."""

from dataclasses import dataclass

from segmentation.canvas import LABEL, TICK, Sheet, Type, line_height, measured, wrapped
from segmentation.chart import Picture
from segmentation.drift_chart import DRIFT_CHARTS
from segmentation.drift_results import Drift
from segmentation.labelling import Box
from segmentation.palette import FAINT, MUTED, diverging, readable_on
from segmentation.phrasing import abridged, count, percent

_NAMES, _GAP, _ROW, _HEAD = 420, 4, 84, 96
_FULL = 0.5  # of a segment's customers who moved to one other: the colour is full


@dataclass(frozen=True)
class MigrationTable:
    """A table of counts: rows are the segments before, columns those now."""

    name: str = "migration"
    title: str = "Who moved where"

    def unfit(self, drift: Drift) -> str | None:
        if drift.migration.matched_ids:
            return None
        return "Nobody is known to be in both files, so nobody can be said to have moved."

    def draw(self, drift: Drift) -> Picture:
        sheet, alt = self.compose(drift)
        return sheet.picture(self.name, alt)

    def compose(self, drift: Drift) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        numbers = drift.migration.numbers
        body = _HEAD + len(numbers) * _ROW
        sheet = Sheet(_title(drift), _subtitle(drift), _caption(drift), body=body)
        room = sheet.room
        table = Box(room.left + _NAMES, room.bottom, room.right, room.top - _HEAD)
        sheet.write(table.left, room.top - 18, "now in", TICK)
        sheet.write(room.left, table.top + 12, "before in", TICK)
        for number, cell in zip(numbers, _cells(table, len(numbers)), strict=True):
            sheet.badge(cell.centre[0], table.top + 30, number)
        for place, counts in enumerate(drift.migration.matrix):
            top = table.top - place * _ROW
            row = Box(table.left, top - _ROW + _GAP, table.right, top)
            _draw_row(sheet, row, (place, numbers[place], _name(drift, numbers[place])), counts)
        return sheet, _alt(drift)


def _cells(row: Box, number: int) -> list[Box]:
    width = row.width / number
    return [
        Box(row.left + i * width, row.bottom, row.left + (i + 1) * width - _GAP, row.top)
        for i in range(number)
    ]


def _name(drift: Drift, number: int) -> str:
    return next((s.name for s in drift.segments if s.number == number), "")


def _draw_row(sheet: Sheet, row: Box, whose: tuple[int, int, str], counts: tuple[int, ...]) -> None:
    place, number, name = whose
    middle = row.centre[1]
    sheet.badge(sheet.room.left + 20, middle, number)
    lines = wrapped(name, LABEL, _NAMES - 90, 2)
    sheet.lines(sheet.room.left + 56, middle + len(lines) * line_height(LABEL) / 2, lines, LABEL)
    everyone = max(sum(counts), 1)
    for at, (moved, cell) in enumerate(zip(counts, _cells(row, len(counts)), strict=True)):
        stayed = at == place
        fill = FAINT if stayed or not moved else diverging(0.15 + moved / everyone / _FULL)
        sheet.bar(cell, fill)
        colour = MUTED if stayed or not moved else readable_on(fill)
        kind = Type(10, colour, bool(moved) and not stayed, "center", "center_baseline")
        text = f"{moved:,}" if moved else "·"
        fits = (k for k in (kind, kind.but(size=7.5)) if measured(text, k) < cell.width)
        if fitting := next(fits, None):
            sheet.write(*cell.centre, text, fitting)


def _flows(drift: Drift) -> list[tuple[int, int, int]]:
    """(customers, from, to) of every move between two segments, the largest first."""
    numbers = drift.migration.numbers
    flows = [
        (moved, numbers[row], numbers[column])
        for row, counts in enumerate(drift.migration.matrix)
        for column, moved in enumerate(counts)
        if row != column and moved
    ]
    return sorted(flows, key=lambda flow: (-flow[0], flow[1], flow[2]))


def _title(drift: Drift) -> str:
    known = drift.migration
    if not known.moved:
        return f"All {known.matched_ids:,} customers of both files stayed where they were"
    share = percent(known.moved / known.matched_ids)
    return f"{known.moved:,} of {known.matched_ids:,} customers changed their segment ({share})"


def _subtitle(drift: Drift) -> str:
    return "Customers of both files, by their standing segment before and now"


def _caption(drift: Drift) -> str:
    known = drift.migration
    others = f"{count(known.joined, 'customer')} joined and {known.left:,} left besides."
    if not known.joined and not known.left:
        others = "Nobody joined or left."
    return f"Pale: stayed; blue: moved, the deeper the larger a part of the segment. {others}"


def _alt(drift: Drift) -> str:
    known = drift.migration
    said = [
        f"Table of {known.matched_ids:,} customers by segment before and now;"
        f" {known.moved:,} changed their segment, {known.joined:,} joined, {known.left:,} left."
    ]
    for place, number in enumerate(known.numbers):
        counts = known.matrix[place]
        said.append(
            f"Of {sum(counts):,} in segment {number}, {_name(drift, number)},"
            f" {counts[place]:,} stayed."
        )
    said += [f"{moved:,} went from {old} to {new}." for moved, old, new in _flows(drift)]
    return abridged(said, 1_900)


DRIFT_CHARTS.add(MigrationTable())
