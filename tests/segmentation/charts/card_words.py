"""Where the words of a drawn card stand, and which of them collide."""

from itertools import combinations

from matplotlib.text import Text
from matplotlib.transforms import Bbox

from segmentation.canvas import Sheet

_TOUCH = 1.0  # pixel; boxes of letters are rounded


def words(sheet: Sheet) -> list[tuple[str, Bbox]]:
    """Every visible text of a card with the box that its letters fill, in pixels."""
    sheet.figure.draw_without_rendering()
    renderer = sheet.canvas.get_renderer()
    texts = [t for t in sheet.figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    return [(t.get_text(), t.get_window_extent(renderer)) for t in texts]


def collisions(sheet: Sheet) -> list[tuple[str, str]]:
    """Pairs of texts that lie over each other."""
    return [
        (a, b)
        for (a, one), (b, other) in combinations(words(sheet), 2)
        if min(one.x1, other.x1) - max(one.x0, other.x0) > _TOUCH
        and min(one.y1, other.y1) - max(one.y0, other.y0) > _TOUCH
    ]


def outside(sheet: Sheet, margin: float = 12) -> list[str]:
    """Texts that leave the card."""
    width, height = sheet.figure.bbox.width, sheet.figure.bbox.height
    return [
        text
        for text, box in words(sheet)
        if box.x0 < margin or box.y0 < margin or box.x1 > width - margin or box.y1 > height - margin
    ]
