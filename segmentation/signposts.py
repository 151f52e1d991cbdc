"""The segments' numbers and names on a map of customers, none over another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segmentation.canvas import (
    LABEL,
    Sheet,
    badge_radius,
    fitted,
    line_height,
    measured,
    wrapped,
)
from segmentation.labelling import Box, Crowd, place, spread_out
from segmentation.palette import INK, MUTED, PALE, segment_colour
from segmentation.results import Segment

KEY_WIDTH = 334  # pixels that a list of names beside the map takes
_NAME = LABEL.but(bold=True, halo=True)
_NAME_WIDTH = 300
_FEW, _KEY_ROW = 7, 2 * line_height(LABEL) + 16
_LIST_ROW = line_height(LABEL) + 16


def colour_of(number: int, stressed: int | None) -> str:
    """A segment's colour; pale where another one is stressed."""
    return segment_colour(number) if stressed in (None, number) else PALE


def nameplate(
    sheet: Sheet, segment: Segment, at: tuple[float, float], width: float, stressed: int | None
) -> None:
    """A segment's badge and its name in at most two lines, `width` pixels from `at`, the middle
    of their left edge."""
    left, middle = at
    sheet.badge(left + 20, middle, segment.number, colour_of(segment.number, stressed))
    kind = LABEL.but(size=10, colour=MUTED if stressed not in (None, segment.number) else INK)
    lines = wrapped(segment.name, kind, width - 54, 2)
    sheet.lines(left + 54, middle + len(lines) * line_height(kind) / 2, lines, kind)


def name_list(
    sheet: Sheet, segments: Sequence[Segment], top: float, stressed: int | None = None
) -> None:
    """The segments' names in two columns across the card, as high as `name_list_height`."""
    rows = -(-len(segments) // 2)
    width = sheet.room.width / 2
    for place_in_list, segment in enumerate(segments):
        left = sheet.room.left + place_in_list // rows * width
        middle = top - (place_in_list % rows + 0.5) * _LIST_ROW
        sheet.badge(left + 20, middle, segment.number, colour_of(segment.number, stressed))
        name = fitted(segment.name, LABEL, width - 80)
        sheet.write(left + 56, middle, name, LABEL.but(up="center_baseline"))


def body_for(segments: Sequence[Segment], least: float = 590.0) -> float:
    """Pixels for a map beside which the names of all segments have room, two lines each."""
    return max(least, len(segments) * _KEY_ROW if len(segments) > _FEW else 0.0)


def name_list_height(segments: Sequence[Segment]) -> float:
    """Pixels that `name_list` takes."""
    return -(-len(segments) // 2) * _LIST_ROW


def on(frame: Box, places: np.ndarray) -> np.ndarray:
    """(m, 2) pixels of the card for places (m, 2) that run from 0 to 1 in this frame."""
    origin, extent = np.array([frame.left, frame.bottom]), np.array([frame.width, frame.height])
    pixels: np.ndarray = origin + places * extent
    return pixels


@dataclass(frozen=True)
class Signposts:
    """Where badges and names stand.

    middles: (k, 2) what the badges point to; badges: (k, 2) where they are. names: a box each,
    None where the map is too crowded: then they are listed beside it.
    """

    segments: Sequence[Segment]
    frame: Box
    middles: np.ndarray
    badges: np.ndarray
    names: Sequence[Box] | None

    @property
    def named(self) -> bool:
        return self.names is not None

    @classmethod
    def on(
        cls,
        segments: Sequence[Segment],
        frame: Box,
        places: tuple[np.ndarray, np.ndarray],
        taken: Sequence[Box] = (),
    ) -> "Signposts":
        """Signposts for middles (k, 2), off the customers (n, 2) and what is taken, in pixels."""
        middles, points = places
        radius = badge_radius(len(segments))
        inner = frame.inset(radius, radius, radius, radius)
        badges = spread_out(middles, inner, 2 * radius + 4)
        discs = [Box.around(x, y, 2 * radius, 2 * radius) for x, y in badges]
        sizes = [_size(_lines(segment)) for segment in segments]
        names = place(badges, sizes, Crowd.of(frame, points), [*discs, *taken], radius + 6)
        return cls(segments, frame, middles, badges, names)

    def put_up(self, sheet: Sheet, stressed: int | None) -> None:
        """Draw them."""
        for segment, badge, middle in zip(self.segments, self.badges, self.middles, strict=True):
            if np.hypot(*(badge - middle)) > badge_radius(segment.number):
                sheet.line(tuple(badge), tuple(middle), INK)
            x, y = map(float, badge)
            sheet.badge(x, y, segment.number, colour_of(segment.number, stressed))
        if self.names is None:
            self._put_key(sheet, stressed)
        else:
            self._put_names(sheet, self.names, stressed)

    def _put_names(self, sheet: Sheet, names: Sequence[Box], stressed: int | None) -> None:
        for segment, box, badge in zip(self.segments, names, self.badges, strict=True):
            near = np.clip(badge, (box.left, box.bottom), (box.right, box.top))
            if np.hypot(*(near - badge)) > 2.2 * badge_radius(segment.number):
                sheet.line(tuple(badge), tuple(near), colour_of(segment.number, stressed))
            faded = stressed not in (None, segment.number)
            kind = _NAME.but(across="center", colour=MUTED if faded else INK)
            sheet.lines(box.centre[0], box.top, _lines(segment), kind)

    def _put_key(self, sheet: Sheet, stressed: int | None) -> None:
        left = sheet.room.right - KEY_WIDTH + 40
        step = min(sheet.room.height / max(len(self.segments), 1), 2 * line_height(LABEL) + 14)
        most = 2 if step >= 2 * line_height(LABEL) else 1
        for place_in_list, segment in enumerate(self.segments):
            middle = sheet.room.top - (place_in_list + 0.5) * step
            sheet.badge(left + 20, middle, segment.number, colour_of(segment.number, stressed))
            lines = wrapped(segment.name, LABEL, sheet.room.right - left - 54, most)
            top = middle + len(lines) * line_height(LABEL) / 2
            sheet.lines(left + 54, top, lines, LABEL)


def _lines(segment: Segment) -> list[str]:
    return wrapped(segment.name, _NAME, _NAME_WIDTH, 2)


def _size(lines: Sequence[str]) -> tuple[float, float]:
    width = max((measured(line, _NAME) for line in lines), default=0.0)
    return width + 8, len(lines) * line_height(_NAME)
