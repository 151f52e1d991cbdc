"""A picture as the analyst sends it: a map of five groups of customers."""

from functools import cache
from io import BytesIO

import numpy as np
from matplotlib.figure import Figure

CENTRES = ((55, 50), (87, 82), (88, 17), (26, 21), (26, 79))
SIZES = (81, 39, 35, 23, 22)
COLOURS = ("#3c8d5a", "#d98b1f", "#3b7ab8", "#8358a8", "#c2503e")


@cache
def segment_map() -> bytes:
    """PNG of a scatter of 200 customers."""
    rng = np.random.default_rng(5)
    drawing = Figure(figsize=(9, 5.4), dpi=120)
    axes = drawing.subplots()
    for (x, y), size, colour in zip(CENTRES, SIZES, COLOURS, strict=True):
        points = rng.normal((x, y), (8, 7), (size, 2))
        axes.scatter(*points.T, s=26, color=colour, alpha=0.8, linewidths=0)
        axes.scatter(x, y, marker="X", s=130, color=colour, edgecolors="white")
    axes.set(xlabel="Annual income (k$)", ylabel="Spending score")
    axes.spines[["top", "right"]].set_visible(False)
    file = BytesIO()
    drawing.savefig(file, bbox_inches="tight")
    return file.getvalue()
