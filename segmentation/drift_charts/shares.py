"""Shares before and after: two bars a segment, and what became of it."""

from dataclasses import dataclass

from segmentation.canvas import (
    LABEL,
    TICK,
    Sheet,
    badge_radius,
    fitted,
    line_height,
    measured,
    wrapped,
)
from segmentation.chart import Picture
from segmentation.drift_chart import DRIFT_CHARTS
from segmentation.drift_results import Drift, SegmentChange
from segmentation.labelling import Box
from segmentation.palette import INK, MUTED, PALE, segment_colour
from segmentation.phrasing import abridged, listed, percent

_NAMES, _FIGURES = 420, 250
_ROW, _TIGHT_ROW, _KEY = 108, 90, 54
_TITLE_NAME = 46  # letters of a name in the title
_BAR = 24


@dataclass(frozen=True)
class Shares:
    """Horizontal bars, the segments in the order of their numbers."""

    name: str = "shares"
    title: str = "Shares before and after"

    def unfit(self, drift: Drift) -> str | None:
        return None if drift.segments else "There are no segments to compare."

    def draw(self, drift: Drift) -> Picture:
        sheet, alt = self.compose(drift)
        return sheet.picture(self.name, alt)

    def compose(self, drift: Drift) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        step = _ROW if len(drift.segments) <= 6 else _TIGHT_ROW
        body = _KEY + step * len(drift.segments)
        sheet = Sheet(_title(drift), _subtitle(drift), _caption(drift), body=body)
        _draw_key(sheet)
        longest = max(max(s.share_before, s.share_after) for s in drift.segments) or 1.0
        for place, segment in enumerate(drift.segments):
            top = sheet.room.top - _KEY - place * step
            box = Box(sheet.room.left, top - step, sheet.room.right, top)
            _draw_row(sheet, box, segment, longest)
        return sheet, _alt(drift)


def _title(drift: Drift) -> str:
    most = drift.main_change
    if most is None:
        return "No segment grew or shrank beyond chance"
    name = most.name if len(most.name) <= _TITLE_NAME else f"Segment {most.number}"
    before, after = percent(most.share_before), percent(most.share_after)
    return {
        "born": f"{name} is new: {after} of customers",
        "died": f"{name} is gone: it was {before} of customers",
        "split": f"{name} was split: from {before} to {after} of customers",
        "merged": f"{name} was merged: from {before} to {after} of customers",
        "grown": f"{name} grew from {before} to {after} of customers",
        "shrunk": f"{name} shrank from {before} to {after} of customers",
        "kept": f"{name} went from {before} to {after} of customers",
    }[most.event]


def _subtitle(drift: Drift) -> str:
    return f"Share of customers by segment: {drift.rows.baseline:,} before, {drift.rows.new:,} now"


def _caption(drift: Drift) -> str:
    if drift.refitted:
        return "The segments were fitted anew; they keep the number of the segment they continue."
    if drift.segment_shares.drifted:
        return "The new customers sorted by the standing segments; the change is beyond chance."
    return "The new customers sorted by the standing segments; the differences may be chance."


def _draw_key(sheet: Sheet) -> None:
    """Pale is before, coloured is now."""
    left, middle = sheet.room.left + _NAMES, sheet.room.top - 20
    kind = TICK.but(up="center_baseline")
    for word, colour in (("before", PALE), ("now, in the segment's colour", MUTED)):
        sheet.bar(Box(left, middle - 9, left + 34, middle + 9), colour)
        sheet.write(left + 46, middle, word, kind)
        left += 46 + measured(word, kind) + 44


def _draw_row(sheet: Sheet, box: Box, segment: SegmentChange, longest: float) -> None:
    middle = box.centre[1]
    sheet.badge(box.left + 20, middle, segment.number)
    width = _NAMES - 2 * badge_radius(segment.number) - 40
    lines = wrapped(segment.name, LABEL, width, 2)
    sheet.lines(box.left + 56, middle + len(lines) * line_height(LABEL) / 2, lines, LABEL)
    room = box.width - _NAMES - _FIGURES
    start = box.left + _NAMES
    bars = (
        (segment.share_before, middle + 2, PALE),
        (segment.share_after, middle - 2 - _BAR, segment_colour(segment.number)),
    )
    for share, bottom, colour in bars:
        length = share / longest * room
        if share:
            sheet.bar(Box(start, bottom, start + max(length, 3), bottom + _BAR), colour)
    end = start + max(segment.share_before, segment.share_after) / longest * room + 16
    figures = f"{percent(segment.share_before)} → {percent(segment.share_after)}"
    sheet.write(end, middle + 14, figures, LABEL.but(bold=True, up="center_baseline"))
    kind = TICK.but(colour=INK if segment.event != "kept" else MUTED, up="center_baseline")
    said = _sizes(segment) if segment.event == "kept" else _event(segment)
    sheet.write(end, middle - 20, fitted(said, kind, box.right - end), kind)


def _sizes(segment: SegmentChange) -> str:
    """A kept segment's share may change because others did: its customers say so."""
    if not segment.size_before and not segment.size_after:
        return "kept"
    return f"{segment.size_before:,} → {segment.size_after:,}"


def _event(segment: SegmentChange) -> str:
    others = listed([str(number) for number in (*segment.came_from, *segment.went_to)])
    if segment.event == "split":
        return f"split from {others}" if segment.came_from else f"split, part is {others}"
    if segment.event == "merged":
        return f"merged into {others}" if segment.went_to else f"merged with {others}"
    return {"born": "new", "died": "gone"}.get(segment.event, segment.event)


def _alt(drift: Drift) -> str:
    said = [
        f"Bars of the share of customers in each of {len(drift.segments)} segments before and now."
    ]
    for s in drift.segments:
        before, after = percent(s.share_before), percent(s.share_after)
        said.append(f"Segment {s.number}, {s.name}: {before} before, {after} now, {_event(s)}.")
    return abridged(said, 1_900)


DRIFT_CHARTS.add(Shares())
