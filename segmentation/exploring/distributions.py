"""How single columns are spread: quantiles, skew, zeros, peaks, answers, customers far outside."""

from itertools import pairwise

import numpy as np

from segmentation.exploration import Answer, CategoryColumn, NumberColumn, Outliers
from segmentation.exploring.looking import Looked
from segmentation.plane import axis

_TOP = 5
_FAR = 6.0  # halves of the distance between quartiles: Tukey's 3 for "far out"
_FEW_VALUES, _ENOUGH_ROWS = 10, 60
_ZEROS_APART = 0.05  # from this share on, zeros are told by themselves and are no peak
_BINS = 128
_VALLEY, _PEAK_MASS = 0.6, 0.1


def number_columns(looked: Looked) -> tuple[NumberColumn, ...]:
    """The spread of every column of numbers that has any."""
    return tuple(
        _number(name, values[np.isfinite(values)], looked.missing.get(name, 0))
        for name, values in looked.values.items()
        if np.isfinite(values).any()
    )


def _number(name: str, known: np.ndarray, missing: int) -> NumberColumn:
    p5, p25, p50, p75, p95 = map(float, np.percentile(known, (5, 25, 50, 75, 95)))
    mean, spread = float(known.mean()), float(known.std())
    skew = float(((known - mean) ** 3).mean() / spread**3) if spread > 1e-12 * abs(mean) else 0.0
    zeros = float((known == 0).mean())
    peaks = peaks_of(known[known != 0] if zeros >= _ZEROS_APART else known)
    return NumberColumn(
        column=name, missing=missing, mean=mean, spread=spread, p5=p5, p25=p25, p50=p50, p75=p75,
        p95=p95, skew=skew, zeros=zeros, peaks=None if peaks is None else max(1, len(peaks)),
    )  # fmt: skip


def peaks_of(known: np.ndarray) -> list[float] | None:
    """Where the values of a column heap up, in its own units; None where too few differ to tell.

    Two heights count as two where the density between them falls below 60 % of the lower one and
    each holds a tenth of the customers. The density is smoothed with Silverman's (1986) width,
    on a log scale where the column is skewed; far outliers do not count.

    known: (m,) values without gaps.
    """
    if len(known) < _ENOUGH_ROWS or _heaped(known):
        return None
    scale = axis("", known)
    places = scale.at(known)
    places = places[~scale.beyond(np.arange(len(known)))]
    density, middles = _density(places)
    parts = _parted(density)
    tops = [middles[part][density[part].argmax()] for part in parts]
    order = np.sort(places)
    own = np.interp(tops, order, np.sort(known[~scale.beyond(np.arange(len(known)))]))
    return [float(value) for value in own]


def _heaped(known: np.ndarray) -> bool:
    """Whether a few values hold most customers, as with counts and rounded figures."""
    counts = np.sort(np.unique(known, return_counts=True)[1])[::-1]
    return bool(counts[:_FEW_VALUES].sum() > 0.5 * len(known))


def _density(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The smoothed share of customers in each of _BINS steps from 0 to 1, and their middles."""
    counts, edges = np.histogram(places, _BINS, (0, 1))
    quarter, three_quarters = np.percentile(places, (25, 75))
    width = min(float(places.std()), float(three_quarters - quarter) / 1.349 or np.inf)
    smooth = max(0.9 * width * len(places) ** -0.2, 1 / _BINS)
    middles = (edges[1:] + edges[:-1]) / 2
    kernel = np.exp(-0.5 * ((middles[:, None] - middles) / smooth) ** 2)
    density = (kernel / kernel.sum(0)) @ (counts / len(places))
    return density, middles


def _parted(density: np.ndarray) -> list[slice]:
    """The stretches of a density that have a height of their own, split at the valleys."""
    cuts = [0, len(density)]
    rising = np.diff(density) > 0
    valleys = np.flatnonzero(~rising[:-1] & rising[1:]) + 1
    for valley in sorted(valleys, key=lambda at: density[at]):
        left = max(cut for cut in cuts if cut <= valley)
        right = min(cut for cut in cuts if cut > valley)
        lower = min(density[left:valley].max(initial=0), density[valley:right].max(initial=0))
        mass = min(density[left:valley].sum(), density[valley:right].sum())
        if density[valley] < _VALLEY * lower and mass >= _PEAK_MASS:
            cuts.append(int(valley))
    ends = sorted(cuts)
    return [slice(a, b) for a, b in pairwise(ends)]


def category_columns(looked: Looked) -> tuple[CategoryColumn, ...]:
    """The most frequent answers of every category."""
    return tuple(_category(name, looked) for name in looked.categories if looked.answers[name])


def _category(name: str, looked: Looked) -> CategoryColumn:
    codes = looked.codes[name]
    known = codes[codes >= 0]
    counts = np.bincount(known)
    top = tuple(
        Answer(word, float(counts[at] / len(known)))
        for at, word in enumerate(looked.answers[name][:_TOP])
    )
    answers = len(looked.table[name].cat.categories)
    return CategoryColumn(name, looked.missing.get(name, 0), answers, top)


def outliers(looked: Looked) -> tuple[Outliers, ...]:
    """The columns with customers far outside, counted over the whole table."""
    found = (_outliers(name, looked) for name in looked.numbers)
    return tuple(one for one in found if one is not None)


def _outliers(name: str, looked: Looked) -> Outliers | None:
    known = looked.values[name][np.isfinite(looked.values[name])]
    bounds = far_bounds(known) if len(known) else None
    if bounds is None:
        return None
    low, high = bounds
    values = looked.whole(name)
    below, above = np.count_nonzero(values < low), np.count_nonzero(values > high)
    if not below + above:
        return None
    least, most = float(np.nanmin(values)), float(np.nanmax(values))
    furthest = most if not below or (above and most - high >= low - least) else least
    return Outliers(name, int(below + above), low, high, furthest)


def far_bounds(known: np.ndarray) -> tuple[float, float] | None:
    """Beyond which values a customer lies far outside; None where half of all have one value.

    known: (m,) values without gaps.
    """
    bend = axis("", known).bend
    bent = np.arcsinh(known / bend) if bend else known
    quarter, middle, three_quarters = np.percentile(bent, (25, 50, 75))
    if quarter == middle or middle == three_quarters:
        return None
    even = (three_quarters - quarter) / 2
    low = float(quarter - _FAR * max(middle - quarter, even))
    high = float(three_quarters + _FAR * max(three_quarters - middle, even))
    return (float(np.sinh(low) * bend), float(np.sinh(high) * bend)) if bend else (low, high)
