"""The house style of every picture: a white card for a phone, its type, its axes, its PNG."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from typing import Any

import numpy as np
from matplotlib import font_manager, patheffects, rcParams
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon, Rectangle
from matplotlib.text import Text
from PIL import Image

from segmentation.chart import Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, MUTED, PAPER, segment_colour

__all__ = ["Sheet", "Type", "fitted", "line_height", "measured", "segment_colour", "wrapped"]

DPI = 200
WIDTH, HEIGHT = 1200, 800
EDGE, PADDING = 10, 46
MOST_ALT = 1_900
# At this density hints move no edge that anybody sees, and they take a quarter of the drawing.
rcParams["text.hinting"] = "no_hinting"
_WORD = re.compile(r"\S+(?: [%×][.,;:)”]*(?!\S))?")  # no line begins with a sign of its figure
_ELSEWHERE = (
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Source Han Sans",
    "WenQuanYi Zen Hei",
    "IPAexGothic",
    "Hiragino Sans",
    "PingFang SC",
    "Yu Gothic",
    "Microsoft YaHei",
    "Malgun Gothic",
    "Arial Unicode MS",
)


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set. across and up: which of its edges lies on the given point."""

    size: float = 10.5
    colour: str = INK
    bold: bool = False
    across: str = "left"
    up: str = "baseline"
    halo: bool = False

    def but(self, **changes: Any) -> "Type":
        return replace(self, **changes)


TITLE = Type(size=13.5, bold=True)
SUBTITLE = Type(size=10.5, colour=MUTED)
CAPTION = Type(size=10, colour=MUTED)
LABEL = Type(size=10.5)
TICK = Type(size=10, colour=MUTED)


class Sheet:
    """A card with a title, a line below it, a caption, and room for axes between them.

    body: height of that room in pixels; without it the whole card is 1200 × 800.
    """

    def __init__(
        self, title: str, subtitle: str = "", caption: str = "", body: float | None = None
    ) -> None:
        self.title = title
        width = WIDTH - 2 * PADDING
        large = measured(title, TITLE) <= width
        heading = TITLE if large else TITLE.but(size=12)
        heads = wrapped(title, heading, width, 2)
        subs = wrapped(subtitle, SUBTITLE, width, 2) if subtitle else []
        feet = wrapped(caption, CAPTION, width, 3) if caption else []
        above = PADDING + len(heads) * line_height(heading) + len(subs) * line_height(SUBTITLE) + 22
        below = PADDING - 8 + (len(feet) * line_height(CAPTION) + 14 if feet else 0)
        self.height = HEIGHT if body is None else round(above + body + below)
        self.figure = Figure(figsize=(WIDTH / DPI, self.height / DPI), dpi=DPI, facecolor=PAPER)
        self.canvas = FigureCanvasAgg(self.figure)
        self.room = Box(PADDING, below, WIDTH - PADDING, self.height - above)
        top = self.lines(PADDING, self.height - PADDING + 4, heads, heading)
        self.lines(PADDING, top - 4, subs, SUBTITLE)
        self.lines(PADDING, PADDING - 14 + len(feet) * line_height(CAPTION), feet, CAPTION)

    @staticmethod
    def inner_width() -> float:
        """The width between the paddings of the card."""
        return WIDTH - 2 * PADDING

    def write(self, x: float, y: float, text: str, kind: Type = LABEL) -> Text:
        """Text at a point of the card, in pixels from its lower left corner."""
        artist = self.figure.text(
            x / WIDTH, y / self.height, printable(text), fontproperties=_font(kind.size, kind.bold),
            color=kind.colour, ha=kind.across, va=kind.up, parse_math=False, zorder=20,
        )  # fmt: skip
        if kind.halo:
            artist.set_path_effects([patheffects.withStroke(linewidth=3, foreground=PAPER)])
        return artist

    def lines(self, x: float, top: float, lines: Iterable[str], kind: Type = LABEL) -> float:
        """Lines below each other from `top` down; returns where the next one would start."""
        step = line_height(kind)
        for line in lines:
            self.write(x, top - 0.78 * step, line, kind.but(up="baseline"))
            top -= step
        return top

    def badge(self, x: float, y: float, number: int, colour: str | None = None) -> None:
        """A segment's number in a disc of its colour."""
        kind = Type(10, PAPER, True, "center", "center_baseline")
        self.dot(x, y, badge_radius(number), colour or segment_colour(number))
        self.write(x, y, str(number), kind)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled disc with a light rim."""
        self.figure.add_artist(
            Circle((x, y), radius, facecolor=colour, edgecolor=PAPER, linewidth=1.2,
                   transform=None, zorder=15)
        )  # fmt: skip

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        dashed: bool = False,
    ) -> None:
        """A thin line between two points of the card."""
        xs, ys = zip(start, end, strict=True)
        style: Any = (0, (4, 3)) if dashed else "-"
        line = Line2D(xs, ys, color=colour, lw=0.8, ls=style, transform=None, zorder=12)
        self.figure.add_artist(line)

    def bar(self, box: Box, colour: str, layer: float = 5) -> None:
        """A filled rectangle."""
        self.figure.add_artist(
            Rectangle((box.left, box.bottom), box.width, box.height, facecolor=colour,
                      linewidth=0, transform=None, zorder=layer)
        )  # fmt: skip

    def shape(
        self, corners: Iterable[tuple[float, float]], colour: str, alpha: float = 1.0
    ) -> None:
        """A filled shape."""
        self.figure.add_artist(
            Polygon(np.array(list(corners)), facecolor=colour, alpha=alpha, linewidth=0,
                    transform=None, zorder=5)
        )  # fmt: skip

    def axes(self, box: Box) -> Axes:
        """Bare axes whose frame is this box of the card."""
        axes: Axes = self.figure.add_axes(self.share(box), facecolor="none")
        axes.set_axis_off()
        return axes

    def share(self, box: Box) -> tuple[float, float, float, float]:
        """Left, bottom, width and height of a box as shares of the card."""
        high = self.height
        return box.left / WIDTH, box.bottom / high, box.width / WIDTH, box.height / high

    def picture(self, name: str, alt: str) -> Picture:
        """The drawn card as PNG."""
        self.canvas.draw()  # type: ignore[no-untyped-call]
        size = self.canvas.get_width_height()
        pixels = self.canvas.buffer_rgba()  # type: ignore[no-untyped-call]
        image = Image.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1).convert("RGB")
        buffer = BytesIO()
        _few_colours(image).save(buffer, "PNG", compress_level=6)
        return Picture(name, self.title, buffer.getvalue(), alt[:MOST_ALT])


def _few_colours(image: Image.Image) -> Image.Image:
    """With a palette, which keeps the file small: few colours carry these pictures. The paper
    stays quite white, where the mean of all that is nearly white would show on a slide."""
    small = image.quantize(255, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    paper, palette = int(np.asarray(small)[0, 0]), small.getpalette() or []
    palette[3 * paper : 3 * paper + 3] = [255, 255, 255]
    small.putpalette(palette)
    return small


def grid(axes: Axes, ticks: Iterable[float], across: bool) -> None:
    """Light lines at the ticks: vertical ones for the axis that runs across."""
    for tick in ticks:
        (axes.axvline if across else axes.axhline)(tick, color=FAINT, lw=0.8, zorder=0)


def badge_radius(number: int) -> float:
    return 20 if number < 10 else 24


def line_height(kind: Type) -> float:
    """Pixels from one line to the next."""
    return kind.size * DPI / 72 * 1.22


@lru_cache(maxsize=4096)
def measured(text: str, kind: Type) -> float:
    """The width of a text in pixels."""
    clean = printable(text)
    if not clean:
        return 0.0
    width, _, _ = _RENDERER.get_text_width_height_descent(  # type: ignore[no-untyped-call]
        clean, _font(kind.size, kind.bold), ismath=False
    )
    return float(width)


def fitted(text: str, kind: Type, width: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    text = printable(text)
    if measured(text, kind) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = measured(text[:middle].rstrip() + "…", kind) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + "…"


def wrapped(text: str, kind: Type, width: float, most: int) -> list[str]:
    """The text in lines of at most that width; the last of `most` lines ends in an ellipsis if
    there is more."""
    words = [part for word in _WORD.findall(printable(text)) for part in _parts(word, kind, width)]
    lines: list[str] = []
    while words and len(lines) < most - 1:
        taken = _words_that_fit(words, kind, width)
        lines.append(fitted(" ".join(words[:taken]), kind, width))
        words = words[taken:]
    return [*lines, fitted(" ".join(words), kind, width)] if words else lines


def _parts(word: str, kind: Type, width: float) -> list[str]:
    """The word; cut behind hyphens where it is wider than a line, into parts as long as can be,
    so that no two of them would stand on one line."""
    if measured(word, kind) <= width:
        return [word]
    ends = [at + 1 for at, sign in enumerate(word[:-1]) if sign == "-" and at]
    fitting = [end for end in ends if measured(word[:end], kind) <= width]
    if not fitting:
        return [word]
    return [word[: fitting[-1]], *_parts(word[fitting[-1] :], kind, width)]


def _words_that_fit(words: list[str], kind: Type, width: float) -> int:
    """How many of the first words fit on a line, but at least one; measuring takes its time."""

    def is_too_wide(count: int) -> bool:
        return measured(" ".join(words[:count]), kind) > width

    if not is_too_wide(len(words)):
        return len(words)
    return 1 + bisect_left(range(2, len(words)), True, key=is_too_wide)


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """The text with what no font here can draw replaced: pictographs vanish, letters become □."""
    drawable = _drawable()
    kept = (c if ord(c) in drawable else _stand_in(c) for c in text)
    return " ".join(re.sub("□+", "□", "".join(kept)).split())


def _stand_in(character: str) -> str:
    return "□" if character.isalnum() else " " if character.isspace() else ""


@lru_cache
def _families() -> tuple[str, ...]:
    """DejaVu Sans travels with matplotlib; others help with letters it lacks where they exist."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return "DejaVu Sans", *(family for family in _ELSEWHERE if family in installed)


@lru_cache
def _drawable() -> frozenset[int]:
    """Code points that some font has in both weights."""
    points: set[int] = set()
    for family in _families():
        weights = (_code_points(family, weight) for weight in ("normal", "bold"))
        points |= frozenset.intersection(*weights)
    return frozenset(points)


def _code_points(family: str, weight: str) -> frozenset[int]:
    path = font_manager.findfont(FontProperties(family=family, weight=weight))
    return frozenset(font_manager.get_font(path).get_charmap())


@lru_cache
def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(family=list(_families()), size=size, weight="bold" if bold else "normal")


_RENDERER = RendererAgg(8, 8, DPI)  # type: ignore[no-untyped-call]
