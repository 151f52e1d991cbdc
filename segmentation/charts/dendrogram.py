"""Which segments are alike: the top of the tree in which customers join, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

import numpy as np
from matplotlib.collections import LineCollection

from segmentation.canvas import TICK, Sheet, badge_radius, line_height
from segmentation.chart import CHARTS, ChartOptions, Picture
from segmentation.labelling import Box, spread_out
from segmentation.palette import MUTED, NOISE
from segmentation.partitioning.tree import TreeTop, top_of_tree
from segmentation.phrasing import abridged, count, figure, listed, percent, sentence
from segmentation.results import Outcome
from segmentation.signposts import colour_of, name_list, name_list_height
from segmentation.view import View

_TREE, _TILE, _BADGES = 470.0, 26.0, 68.0
_SIDE = 30.0
_LEAVES = 30

Linkage = Literal["ward", "average", "complete"]


@dataclass(frozen=True)
class Crown:
    """The top of a tree as it is drawn.

    top: its merges. owners: (l,) the segment that most customers of each leaf are in. order: the
    leaves from left to right. within: for every node the segments that are below it. mostly: for
    every node the segment that most of its customers are in.
    """

    top: TreeTop
    owners: np.ndarray
    order: Sequence[int]
    within: Sequence[frozenset[int]]
    mostly: Sequence[int]

    @classmethod
    def of(cls, top: TreeTop, labels: np.ndarray) -> "Crown":
        """labels: (n,) segment numbers of the rows of the tree, 0 for none."""
        leaves, most = len(top.sizes), int(labels.max(initial=0)) + 1
        counts = np.bincount(top.labels * most + labels, minlength=leaves * most)
        owners = counts.reshape(leaves, most).argmax(axis=1)
        within = [frozenset({int(owner)}) for owner in owners]
        below = list(counts.reshape(leaves, most))
        for left, right in top.pairs:
            within.append(within[left] | within[right])
            below.append(below[left] + below[right])
        mostly = [int(customers.argmax()) for customers in below]
        return cls(top, owners, _order(top.pairs, leaves), within, mostly)

    @cached_property
    def joins(self) -> dict[int, tuple[frozenset[int], frozenset[int]]]:
        """Merge -> the segments that it joins to which, the most alike first: each side is taken
        for the segment that most of it is in, and what is joined stays so."""
        joined = {number: frozenset({number}) for number in self.mostly}
        found = {}
        for merge, pair in enumerate(self.top.pairs):
            one, other = (joined[self.mostly[int(side)]] for side in pair)
            if one != other:
                found[merge] = one, other
                joined.update(dict.fromkeys(one | other, one | other))
        return found

    @property
    def last_join(self) -> float:
        """How many times as high as all other merges the last join of segments is; 0 where there
        is nothing to compare."""
        heights = self.top.heights
        others = [float(h) for at, h in enumerate(heights) if at not in self.joins]
        highest = max(others, default=0.0)
        return float(heights[max(self.joins)]) / highest if self.joins and highest else 0.0


def _order(pairs: np.ndarray, leaves: int) -> list[int]:
    """The leaves so that no branch crosses another, left part first."""
    waiting, order = [2 * leaves - 2], list[int]()
    while waiting:
        node = waiting.pop()
        if node < leaves:
            order.append(node)
        else:
            left, right = pairs[node - leaves]
            waiting += [int(right), int(left)]
    return order


@dataclass(frozen=True)
class Dendrogram:
    """The last merges of a sample of at most `most` customers."""

    name: str = "dendrogram"
    title: str = "Which segments are alike"
    most: int = 1_500

    def unfit(self, outcome: Outcome) -> str | None:
        if len(outcome.analysis.segments) > 1:
            return None
        return "A tree shows which segments are alike, and there is only one."

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture:
        sheet, alt = self.compose(outcome, options)
        return sheet.picture(self.name, alt)

    def compose(self, outcome: Outcome, options: ChartOptions) -> tuple[Sheet, str]:
        """The drawn sheet and its alt text."""
        view = View(outcome).stressing(options.segment)
        drawn = view.sample(self.most)
        seed = int(outcome.analysis.parameters.get("seed", 0))
        top = top_of_tree(outcome.scaled[drawn], seed, _LEAVES, _linkage(outcome))
        crown = Crown.of(top, view.labels[drawn])
        body = _TREE + _TILE + _BADGES + name_list_height(view.segments) + line_height(TICK)
        sheet = Sheet(_title(view), _subtitle(view, len(drawn)), _caption(view, top), body=body)
        room = sheet.room
        tree = Box(
            room.left + _SIDE, room.top - _TREE, room.right, room.top - line_height(TICK) - 14
        )
        _draw_tree(sheet, tree, crown, options.segment)
        sheet.write(room.left, room.top - 26, "↑ less alike", TICK)
        below = tree.bottom - _TILE - _BADGES
        name_list(sheet, view.segments, below, options.segment)
        return sheet, _alt(view, crown, len(drawn))


def _linkage(outcome: Outcome) -> Linkage:
    """The one that the segments were cut with, where they were; else Ward's."""
    used = outcome.analysis.parameters.get("linkage", "ward")
    return cast(Linkage, used) if used in ("ward", "average", "complete") else "ward"


def _draw_tree(sheet: Sheet, box: Box, crown: Crown, stressed: int | None) -> None:
    leaves = len(crown.order)
    step = box.width / leaves
    x = np.zeros(2 * leaves - 1)
    x[np.array(crown.order)] = box.left + (np.arange(leaves) + 0.5) * step
    y = np.full(2 * leaves - 1, box.bottom)
    highest = max(float(crown.top.heights.max(initial=0.0)), 1e-9)
    lines, colours = [], []
    for made, (left, right) in enumerate(crown.top.pairs, start=leaves):
        x[made] = (x[left] + x[right]) / 2
        y[made] = box.bottom + crown.top.heights[made - leaves] / highest * box.height
        lines.append([(x[left], y[left]), (x[left], y[made]), (x[right], y[made]),
                      (x[right], y[right])])  # fmt: skip
        colours.append(_branch_colour(crown.within[made], stressed))
    sheet.figure.add_artist(
        LineCollection(lines, colors=colours, linewidths=1.6, transform=None, zorder=6)
    )
    for leaf in range(leaves):
        tile = Box(x[leaf] - step / 2 + 1, box.bottom - _TILE, x[leaf] + step / 2 - 1, box.bottom)
        owner = int(crown.owners[leaf])
        sheet.bar(tile, colour_of(owner, stressed) if owner else NOISE)
    _draw_badges(
        sheet, Box(box.left, box.bottom - _TILE, box.right, box.bottom), x, (crown, stressed)
    )


def _branch_colour(segments: frozenset[int], stressed: int | None) -> str:
    """The segment's own below which nothing else is; grey where segments join."""
    number = next(iter(segments)) if len(segments) == 1 else 0
    return colour_of(number, stressed) if number else MUTED


def _draw_badges(sheet: Sheet, tiles: Box, x: np.ndarray, what: tuple[Crown, int | None]) -> None:
    """A number below each run of leaves of one segment."""
    crown, stressed = what
    runs: list[list[int]] = []
    for leaf in crown.order:
        if runs and crown.owners[runs[-1][-1]] == crown.owners[leaf]:
            runs[-1].append(leaf)
        else:
            runs.append([leaf])
    runs = [run for run in runs if crown.owners[run[0]] > 0]
    if not runs:
        return
    radius = badge_radius(int(crown.owners.max()))
    height = tiles.bottom - radius - 10
    starts = np.array([[x[run].mean(), height] for run in runs])
    room = Box(tiles.left, height, tiles.right, height)
    apart = min(2 * radius + 4, tiles.width / len(runs))
    for run, (at, up) in zip(runs, spread_out(starts, room, apart), strict=True):
        number = int(crown.owners[run[0]])
        sheet.badge(float(at), float(up), number, colour_of(number, stressed))


def _title(view: View) -> str:
    if len(view.segments) == 2:
        return f"How {view.kinds} come together"
    return f"Which of {view.kinds} are alike"


def _subtitle(view: View, drawn: int) -> str:
    return f"How {view.shown(drawn)} join, step by step; the lower a join, the more alike"


def _caption(view: View, top: TreeTop) -> str:
    if int(top.sizes.max(initial=1)) == 1:
        tile = f"Each tile is one customer, in the colour of its {view.noun}."
    else:
        tile = f"Each tile is a small group, in the colour of the {view.noun} most of it is in."
    return f"{tile} {view.caution}".strip()


def _alt(view: View, crown: Crown, drawn: int) -> str:
    said = [f"Tree of {view.shown(drawn)} in {view.kinds}."]
    for segment in view.segments:
        size = f"{count(segment.size, 'customer')} ({percent(segment.share)})"
        said.append(f"Segment {segment.number}, {segment.name}: {size}.")
    said += _last_join(view, crown) if len(view.segments) == 2 else _order_of_joins(crown)
    return abridged([*said, view.caution], 1_900)


def _order_of_joins(crown: Crown) -> list[str]:
    joins = [f"{_called(one)} with {_called(other)}" for one, other in crown.joins.values()]
    order = sentence(f"joined in this order, the most alike first: {'; '.join(joins)}.")
    return [order] if joins else []


def _last_join(view: View, crown: Crown) -> list[str]:
    """Of two, how high they join tells more than the order."""
    times = crown.last_join
    if not times:
        return []
    if times < 1:
        return [f"Some of one {view.noun} join the other before they join the rest of their own."]
    return [f"The two {view.noun}s join {figure(times)} × as high as all within one of them."]


def _called(numbers: frozenset[int]) -> str:
    return listed([str(n) if n else "customers in no segment" for n in sorted(numbers)], 12)


CHARTS.add(Dendrogram())
