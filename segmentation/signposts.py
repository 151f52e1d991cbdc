"""The segments' numbers and names on a map of customers, none over another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from segmentation.canvas import (
    LABEL,
    Sheet,
    badge_radius,
    line_height,
    measured,
    wrapped,
)
from segmentation.labelling import Box, Crowd, astray, place, spread_out
from segmentation.palette import INK, MUTED, PALE, segment_colour
from segmentation.results import Segment

KEY_WIDTH = 334  # pixels that a list of names beside the map takes
_NAME = LABEL.but(bold=True, halo=True)
_NAME_WIDTH, _NAME_LINES, _KEY_LINES = 350, 3, 4
_KEY_GAP, _LIST_GAP = 16, 16  # pixels between two names of a list


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
    width, step = sheet.room.width / 2, _list_row(segments)
    for place_in_list, segment in enumerate(segments):
        left = sheet.room.left + place_in_list // rows * width
        middle = top - (place_in_list % rows + 0.5) * step
        sheet.badge(left + 20, middle, segment.number, colour_of(segment.number, stressed))
        lines = _listed_lines(segment)
        sheet.lines(left + 56, middle + len(lines) * line_height(LABEL) / 2, lines, LABEL)


def name_list_height(segments: Sequence[Segment]) -> float:
    """Pixels that `name_list` takes."""
    return -(-len(segments) // 2) * _list_row(segments)


def _list_row(segments: Sequence[Segment]) -> float:
    """Pixels from one name of the list to the next: two lines where a name needs them."""
    most = max((len(_listed_lines(segment)) for segment in segments), default=1)
    return most * line_height(LABEL) + _LIST_GAP


def _listed_lines(segment: Segment) -> list[str]:
    return wrapped(segment.name, LABEL, Sheet.inner_width() / 2 - 80, 2)


def body_for(segments: Sequence[Segment], least: float = 590.0) -> float:
    """Pixels for a map beside which the names of all segments have room."""
    return max(least, sum(_key_row(segment) for segment in segments))


def _key_row(segment: Segment) -> float:
    return max(len(_key_lines(segment)), 2) * line_height(LABEL) + _KEY_GAP


def _key_lines(segment: Segment) -> list[str]:
    """A name as it stands beside a map."""
    return wrapped(segment.name, LABEL, KEY_WIDTH - 40 - 54, _KEY_LINES)


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
        lines: np.ndarray | None = None,
    ) -> "Signposts":
        """Signposts for middles (k, 2), off the customers (n, 2) and what is taken, in pixels;
        off the points (m, 2) of lines where there is another place."""
        middles, points = places
        radius = badge_radius(len(segments))
        inner = frame.inset(radius, radius, radius, radius)
        badges = spread_out(middles, inner, 2 * radius + 4)
        discs = [Box.around(x, y, 2 * radius, 2 * radius) for x, y in badges]
        sizes = [_size(_lines(segment)) for segment in segments]
        crowd = Crowd.of(frame, points, lines)
        names = place(badges, sizes, crowd, [*discs, *taken], radius + 6)
        if names is not None and astray(names, badges):
            names = None
        return cls(segments, frame, middles, badges, names)

    def listed(self) -> "Signposts":
        """The same, with the names in a list beside the map."""
        return replace(self, names=None)

    def put_up(self, sheet: Sheet, stressed: int | None) -> None:
        """Draw them."""
        self.pin(sheet, stressed)
        if self.names is None:
            self._put_key(sheet, stressed)
        else:
            self._put_names(sheet, self.names, stressed)

    def pin(self, sheet: Sheet, stressed: int | None) -> None:
        """Draw the badges alone."""
        for segment, badge, middle in zip(self.segments, self.badges, self.middles, strict=True):
            if np.hypot(*(badge - middle)) > badge_radius(segment.number):
                sheet.line(tuple(badge), tuple(middle), INK)
            x, y = map(float, badge)
            sheet.badge(x, y, segment.number, colour_of(segment.number, stressed))

    def _put_names(self, sheet: Sheet, names: Sequence[Box], stressed: int | None) -> None:
        for segment, box, badge in zip(self.segments, names, self.badges, strict=True):
            near = np.clip(badge, (box.left, box.bottom), (box.right, box.top))
            if np.hypot(*(near - badge)) > 2.2 * badge_radius(segment.number):
                sheet.line(tuple(badge), tuple(near), colour_of(segment.number, stressed))
            faded = stressed not in (None, segment.number)
            kind = _NAME.but(across="center", colour=MUTED if faded else INK)
            sheet.lines(box.centre[0], box.top, _lines(segment), kind)

    def _put_key(self, sheet: Sheet, stressed: int | None) -> None:
        left, top = sheet.room.right - KEY_WIDTH + 40, sheet.room.top
        for segment in self.segments:
            row, lines = _key_row(segment), _key_lines(segment)
            middle = top - row / 2
            sheet.badge(left + 20, middle, segment.number, colour_of(segment.number, stressed))
            sheet.lines(left + 54, middle + len(lines) * line_height(LABEL) / 2, lines, LABEL)
            top -= row


def _lines(segment: Segment) -> list[str]:
    return wrapped(segment.name, _NAME, _NAME_WIDTH, _NAME_LINES)


def _size(lines: Sequence[str]) -> tuple[float, float]:
    width = max((measured(line, _NAME) for line in lines), default=0.0)
    return width + 8, len(lines) * line_height(_NAME)
