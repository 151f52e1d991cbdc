"""Three features at once: customers in a box, seen from where the segments part best."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from matplotlib.colors import to_rgba
from mpl_toolkits.mplot3d import proj3d
from mpl_toolkits.mplot3d.axes3d import Axes3D

from segmentation.canvas import TICK, Sheet, Type, fitted, line_height, measured
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box
from segmentation.palette import FAINT, INK, NOISE, PAPER, RULE
from segmentation.phrasing import abridged, count, listed, number_word, percent, quantity, sentence
from segmentation.plane import Axis, best_columns, column_axis, separation
from segmentation.results import Outcome
from segmentation.signposts import (
    KEY_WIDTH,
    Signposts,
    body_for,
    colour_of,
    name_list,
    name_list_height,
)
from segmentation.view import View

_ELEVATION = 20.0
_TURNS = range(-75, -14, 10)  # degrees; within these the same three edges carry the figures
_CORNER = 0.09  # figures nearer to the end of an edge would meet those of the next one
_MARGIN, _NAME_LINE = 60.0, 44.0
_BODY, _BESIDE = 640.0, 110.0
_NAMED = 4  # segments; the names of more hide customers, and depth makes them hard to tell apart
_EVERY, _FOOT = 6, 10  # pixels from one point of a stem to the next; points that a foot counts as
_ASPECT = (1.5, 1.5, 1.0)


@dataclass(frozen=True)
class Cube:
    """What one picture shows: three axes, the rows that are drawn, the segment to stress."""

    view: View
    axes: tuple[Axis, ...]
    rows: np.ndarray
    stressed: int | None

    @property
    def crowded(self) -> bool:
        """Whether names in the box would hide too many customers: then they are listed below."""
        return len(self.view.segments) > _NAMED

    def placed(self, rows: np.ndarray) -> np.ndarray:
        """(m, 3) where these rows lie, from 0 to 1 along each axis."""
        return np.stack([a.at(a.values[rows]) for a in self.axes], axis=1)

    @property
    def middles(self) -> np.ndarray:
        """(k, 3) the centres of the segments as they are drawn."""
        return np.stack([self.view.means(a.at(a.values)) for a in self.axes], axis=1)

    def turn(self) -> float:
        """The angle from which the segments part best."""
        places, labels = self.placed(self.rows[:1_500]), self.view.labels[self.rows[:1_500]]
        return float(max(_TURNS, key=lambda t: separation(_flattened(places, t), labels)))


@dataclass(frozen=True)
class Scatter3D:
    """A scatter plot in three dimensions with direct labels; most: customers drawn."""

    name: str = "3d"
    title: str = "Segments in three dimensions"
    most: int = 3_000

    def unfit(self, outcome: Outcome) -> str | None:
        features = len(View(outcome).features)
        if features >= 3:
            return None
        uses = f"{number_word(features)} column{'' if features == 1 else 's'} of numbers"
        return f"This segmentation uses {uses}; a 3D picture needs three."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        axes = tuple(column_axis(view, c) for c in _columns(view, options.axes))
        drawn = view.sample(self.most)
        known = np.all([np.isfinite(a.values[drawn]) for a in axes], axis=0)
        cube = Cube(view, axes, drawn[known], options.segment)
        body = (
            _BODY + name_list_height(view.segments) + 12
            if cube.crowded
            else body_for(view.segments, _BODY)
        )
        sheet = Sheet(_title(cube), _subtitle(cube), _caption(cube), body=body)
        _draw(sheet, cube)
        return sheet, _alt(cube)


def _columns(view: View, wanted: Sequence[str]) -> list[str]:
    """The columns asked for, filled up to three with those that show the segments best."""
    found = view.find(wanted[:3])
    return list(dict.fromkeys((*found, *best_columns(view, 3), *view.features)))[:3]


def _flattened(places: np.ndarray, turn: float) -> np.ndarray:
    """(n, 2) what the eye sees of places (n, 3) from this angle, without perspective."""
    across, up = np.radians(turn), np.radians(_ELEVATION)
    x, y, z = places.T
    deep = np.cos(across) * x + np.sin(across) * y
    return np.stack([np.cos(across) * y - np.sin(across) * x,
                     np.cos(up) * z - np.sin(up) * deep], axis=1)  # fmt: skip


def _title(cube: Cube) -> str:
    names = listed([a.spoken for a in cube.axes])
    return f"{sentence(cube.view.kinds)} by {names}"


def _subtitle(cube: Cube) -> str:
    drawn, rows = len(cube.rows), cube.view.rows
    who = cube.view.shown(drawn)
    dots = f"Each dot is one of {who}" if drawn >= rows else sentence(who)
    return f"{dots}; stems lead to the floor"


def _caption(cube: Cube) -> str:
    beyond = int(np.any([a.beyond(cube.rows) for a in cube.axes], axis=0).sum())
    noise = int((cube.view.labels == 0).sum())
    notes = (
        f"{sentence(count(beyond, 'far outlier'))} drawn at the edge." if beyond else "",
        f"Grey: {count(noise, 'customer')} in no segment." if noise else "",
        cube.view.caution,
    )
    return " ".join(note for note in notes if note)


def _draw(sheet: Sheet, cube: Cube) -> None:
    turn, segments = cube.turn(), cube.view.segments
    below = name_list_height(segments) + 12 if cube.crowded else 0.0
    room = sheet.room.inset(bottom=below)
    stage = Stage.on(sheet, turn, room)
    posts = stage.signposts(cube, room)
    if not posts.named and not cube.crowded:
        sheet.figure.delaxes(stage.axes)
        room = sheet.room.inset(right=KEY_WIDTH)
        stage = Stage.on(sheet, turn, room)
        posts = stage.signposts(cube, room).listed()
    stage.furnish(sheet, cube)
    stage.show(cube)
    if cube.crowded:
        posts.pin(sheet, cube.stressed)
        name_list(sheet, segments, room.bottom - 12, cube.stressed)
    else:
        posts.put_up(sheet, cube.stressed)


@dataclass(frozen=True)
class Stage:
    """The box in which customers hang, on the card."""

    axes: Axes3D
    room: Box

    @classmethod
    def on(cls, sheet: Sheet, turn: float, room: Box) -> "Stage":
        """A box as large as fits into this room of the card beside its figures and names."""
        axes = Axes3D(sheet.figure, sheet.share(room), computed_zorder=False)
        sheet.figure.add_axes(axes)
        axes.set_axis_off()
        axes.set(xlim=(0, 1), ylim=(0, 1), zlim=(0, 1))
        axes.view_init(elev=_ELEVATION, azim=turn)
        stage = cls(axes, room)
        stage._fill(sheet)
        return stage

    def _fill(self, sheet: Sheet) -> None:
        free = self.room.inset(_BESIDE, 2 * _NAME_LINE, _BESIDE, _NAME_LINE)
        seen = self._seen(zoom=1.0)
        zoom = float(min(np.array([free.width, free.height]) / np.ptp(seen, axis=0)))
        seen = self._seen(zoom)
        across, up = np.array(free.centre) - (seen.min(0) + seen.max(0)) / 2
        moved = self.room.inset(float(across), float(up), -float(across), -float(up))
        self.axes.set_position(sheet.share(moved))
        self.axes.apply_aspect()

    def _seen(self, zoom: float) -> np.ndarray:
        """(8, 2) the corners of the box on the card."""
        self.axes.set_box_aspect(_ASPECT, zoom=zoom)
        self.axes.apply_aspect()
        return self.pixels(np.array(list(product((0.0, 1.0), repeat=3))))

    def pixels(self, places: np.ndarray) -> np.ndarray:
        """(m, 2) pixels of the card for places (m, 3) in the box."""
        x, y, _ = proj3d.proj_transform(*places.T, self.axes.get_proj())
        seen: np.ndarray = self.axes.transData.transform(np.stack([x, y], axis=1))
        return seen

    def signposts(self, cube: Cube, room: Box) -> Signposts:
        middles, points = self.pixels(cube.middles), self.pixels(cube.placed(cube.rows))
        inner = room.inset(left=_MARGIN, right=_MARGIN, bottom=_MARGIN, top=40)
        figures = [_box(*figure) for figure in self.figures(cube)]
        places = middles, points
        return Signposts.on(cube.view.segments, inner, places, figures, self._stems(cube))

    def _stems(self, cube: Cube) -> np.ndarray:
        """(m, 2) points of the stems every few pixels, their feet several times: those say where
        a segment stands."""
        tops = self.pixels(cube.middles)
        feet = self.pixels(cube.middles * (1, 1, 0))
        far = max(float(np.hypot(*(tops - feet).T).max()), 1.0)
        along = np.append(np.linspace(0, 1, int(far // _EVERY) + 2), np.ones(_FOOT))
        return np.concatenate([top + along[:, None] * (foot - top)
                               for top, foot in zip(tops, feet, strict=True)])  # fmt: skip

    def furnish(self, sheet: Sheet, cube: Cube) -> None:
        """Floor, back walls, figures along three edges, and the names of the axes."""
        marks = [axis.marks(5) for axis in cube.axes]
        ends = np.array([[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]], float)
        for fixed, at in ((2, 0.0), (0, 0.0), (1, 1.0)):
            self._line(np.insert(ends, fixed, at, axis=1), RULE)
            for along in {0, 1, 2} - {fixed}:
                for place, _ in marks[along]:
                    self._line(_across(fixed, at, along, place), FAINT)
        for x, y, text, kind in self.figures(cube):
            sheet.write(x, y, text, kind)
        half, name = self.room.width / 2 - 40, TICK.but(colour=INK)
        across, deep, up = (a.label_in(half, lambda t: measured(t, name)) for a in cube.axes)
        left, right = self.room.left, self.room.right
        bottom, top = self.room.bottom + 4, self.room.top - 24
        # Each may take what the other leaves of the line.
        wide = [max(half, 2 * half - measured(other, name)) for other in (deep, across)]
        sheet.write(left, bottom, fitted(across, name, wide[0]) + " ↘", name)
        sheet.write(right, bottom, "↗ " + fitted(deep, name, wide[1]), name.but(across="right"))
        sheet.write(left, top, "↑ " + fitted(up, name, 2 * half), name)

    def _line(self, places: np.ndarray, colour: str) -> None:
        self.axes.plot(*places.T, color=colour, lw=0.8, zorder=0, clip_on=False)

    def figures(self, cube: Cube) -> list[tuple[float, float, str, Type]]:
        """The figures along the lower front edges and the left upright one, off their corners:
        where each stands on the card, its text, and how it is set."""
        edges = (
            (np.array([np.nan, -0.07, 0.0]), TICK.but(across="right", up="top")),
            (np.array([1.07, np.nan, 0.0]), TICK.but(up="top")),
            (np.array([-0.05, -0.05, np.nan]), TICK.but(across="right", up="center_baseline")),
        )
        figures: list[tuple[float, float, str, Type]] = []
        for axis, (edge, kind) in zip(cube.axes, edges, strict=True):
            for place, text in axis.marks(5):
                if _CORNER < place < 1 - _CORNER:
                    x, y = self.pixels(np.where(np.isnan(edge), place, edge)[None])[0]
                    figure = float(x), float(y), text, kind
                    if not any(_box(*figure).overlaps(_box(*other)) for other in figures):
                        figures.append(figure)
        lowest = self.room.bottom + _NAME_LINE  # below it stand the names of the axes
        return [figure for figure in figures if _box(*figure).bottom > lowest]

    def show(self, cube: Cube) -> None:
        """Customers, the nearer the larger and stronger, and stems below the averages."""
        rows = cube.rows
        places, numbers = cube.placed(rows), cube.view.labels[rows]
        near = _nearness(places, float(self.axes.azim))
        few = len(rows) <= 1_500
        sizes = (12 + 22 * near) if few else (3 + 6 * near)
        colours = [colour_of(n, cube.stressed) if n else NOISE for n in numbers]
        rgba = np.array([to_rgba(c) for c in colours])
        rgba[:, 3] = (0.5 + 0.45 * near) if few else (0.3 + 0.4 * near)
        rim = 0.3 if few else 0.0
        self.axes.scatter(*places.T, s=sizes, c=rgba, depthshade=False, zorder=3, clip_on=False,
                          edgecolors=PAPER, linewidths=rim)  # fmt: skip
        for segment, (x, y, z) in zip(cube.view.segments, cube.middles, strict=True):
            colour = colour_of(segment.number, cube.stressed)
            self.axes.plot([x, x], [y, y], [0, z], color=colour, lw=1.2, zorder=4, clip_on=False)
            self.axes.scatter(
                [x], [y], [0], s=16, color=colour, depthshade=False, zorder=4, clip_on=False
            )


def _box(x: float, y: float, text: str, kind: Type) -> Box:
    """The space that a text takes on the card, generously."""
    width, height = measured(text, kind), line_height(kind)
    left = x - width if kind.across == "right" else x
    top = y if kind.up == "top" else y + height / 2
    return Box(left, top - height, left + width, top)


def _across(fixed: int, at: float, along: int, place: float) -> np.ndarray:
    """(2, 3) a line over one wall of the box at one figure of one axis."""
    line = np.zeros((2, 3))
    line[:, fixed], line[:, along] = at, place
    line[1, 3 - fixed - along] = 1.0
    return line


def _nearness(places: np.ndarray, turn: float) -> np.ndarray:
    """(n,) 0 for the furthest customer, 1 for the nearest."""
    across = np.radians(turn)
    deep = np.cos(across) * places[:, 0] + np.sin(across) * places[:, 1]
    return np.asarray((deep - deep.min()) / max(float(np.ptp(deep)), 1e-9))


def _alt(cube: Cube) -> str:
    names = listed([a.label for a in cube.axes])
    said = [f"3D scatter plot of {cube.view.shown(len(cube.rows))} by {names}."]
    means = [cube.view.means(a.values) for a in cube.axes]
    for place, segment in enumerate(cube.view.segments):
        middle = (
            f"mean {a.spoken} {quantity(m[place], a.of)}"
            for a, m in zip(cube.axes, means, strict=True)
        )
        size = f"{count(segment.size, 'customer')} ({percent(segment.share)})"
        said.append(f"Segment {segment.number}, {segment.name}: {size}, {', '.join(middle)}.")
    return abridged([*said, _caption(cube)], 1_900)


CHARTS.add(Scatter3D())
