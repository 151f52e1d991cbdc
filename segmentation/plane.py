"""Which directions show the segments best, and how an axis runs so that customers can be seen."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np
from scipy.spatial.distance import cdist

from segmentation.phrasing import counted, figure, listed, several, spoken, titled
from segmentation.view import View

_TRIED = 8  # features whose combinations are compared
_SAMPLE = 1_500
_FOR_PERCENTILES = 20_000
_SQUASHED = 1.6  # full range over the usual one: beyond this, outliers squash the picture
_FAR_OUT, _HANDFUL = 6.0, 0.03  # distances between quartiles; share of customers
_SKEWED = 4.2  # 95th percentile over median of positive figures: beyond this, a log scale
_LOG = ", log scale"
_LOG_STEPS = ((1,), (1, 3), (1, 2, 5))  # figures in each power of ten
_LABELS_APART, _ENOUGH, _USUAL = 0.11, 3, 6
_APART = 0.012  # of the axis: how far customers are moved who would hide each other
_DONE = re.compile(r" (?:made|[a-z]+ed)$")  # calls made, years employed
_LINK = re.compile(r" (?:as|in|of|on|per|since|to) ")
_SAID_OF = (
    ({"time", "duration", "length", "tenure"}, ("longer", "shorter")),
    ({"size", "basket"}, ("larger", "smaller")),
    ({"amount", "average", "balance", "charges", "credit", "discount", "education", "factor",
      "fees", "frequency", "income", "index", "level", "limit", "price", "rate", "ratio",
      "salary", "score", "share", "value"}, ("higher", "lower")),
)  # fmt: skip
_HARDLY_SEEN, _CLEARER = 0.3, 0.12  # when a projection is better than columns anybody can read


@dataclass(frozen=True)
class Axis:
    """One direction of a picture.

    values: (n,) in the file's own units, of the column `of` where it is one. start, end: where it
    begins and ends, after `bend`.
    bend: 0 for an even scale; otherwise the figure from which on the scale is logarithmic, so
    that zeros still have a place. marked: whether its figures mean anything to a reader.
    """

    label: str
    spoken: str
    values: np.ndarray
    start: float
    end: float
    bend: float = 0.0
    marked: bool = True
    of: str = ""

    def label_in(self, width: float, wide: Callable[[str], float]) -> str:
        """The label; without the figure where the log scale begins if that leaves too little room.
        wide: how many pixels a text takes."""
        short = self.column + _LOG if self.bend else self.label
        return self.label if wide(self.label) <= width else short

    @property
    def column(self) -> str:
        return self.label.partition(_LOG)[0]

    @cached_property
    def step(self) -> float:
        """What lies at least between two figures of a column of whole numbers; 0 for others."""
        known = np.unique(_thinned(self.values))
        whole = bool(self.of) and len(known) > 1 and bool((known % 1 == 0).all())
        return float(np.diff(known).min()) if whole else 0.0

    def at(self, values: np.ndarray) -> np.ndarray:
        """Where values lie: 0 at the start of the axis, 1 at its end, outliers at the ends."""
        placed: np.ndarray = (_bent(values, self.bend) - self.start) / (self.end - self.start)
        clipped: np.ndarray = np.clip(placed, 0.0, 1.0)
        return clipped

    def beyond(self, rows: np.ndarray) -> np.ndarray:
        """(m,) which of these rows lie outside and are drawn at the ends."""
        bent = _bent(self.values[rows], self.bend)
        outside: np.ndarray = (bent < self.start) | (bent > self.end)
        return outside

    def marks(self, most: int = 6) -> list[tuple[float, str]]:
        """Round figures along the axis and where they lie."""
        return [(at, figure(value)) for at, value in self.rounds(most)]

    def rounds(self, most: int = 6) -> list[tuple[float, float]]:
        """Where round figures lie along the axis, and which they are."""
        if not self.marked:
            return []
        shown = _log_rounds(self, most) if self.bend else rounds(self.start, self.end, most)
        whole = [value for value in shown if value % 1 == 0]
        shown = whole if self.step and len(whole) > 1 else shown
        return [(float(self.at(np.array(value))), value) for value in shown]


def axis(label: str, values: np.ndarray, spoken_as: str = "", marked: bool = True) -> Axis:
    """The axis of these values: logarithmic where they are skewed, and a few far outliers do
    not decide its length."""
    bend = _bend(values) if marked else 0.0
    bent = _bent(values, bend)
    low, high = float(np.nanmin(bent)), float(np.nanmax(bent))
    first, last = _without_outliers(bent)
    if high - low > _SQUASHED * (last - first) and last > first:
        low, high = first, last
    margin = 0.05 * (high - low) or 0.5 * max(abs(high), 1.0)
    suffix = f"{_LOG} from {figure(float(f'{bend:.1g}'))}" if bend else ""
    return Axis(
        label + suffix,
        spoken_as or spoken(label),
        values,
        low - margin,
        high + margin,
        bend,
        marked,
    )


def column_axis(view: View, column: str) -> Axis:
    """The axis of one column, named in people's words with its unit."""
    return replace(axis(titled(column), view.values(column), spoken(column)), of=column)


def _without_outliers(bent: np.ndarray) -> tuple[float, float]:
    """The ends of the middle 99 %; nearer ones where a handful of customers lies far outside
    (six times the distance between the quartiles, twice as far as Tukey's "far out")."""
    bent = _thinned(bent)
    first, quarter, three_quarters, last = np.nanpercentile(bent, (0.5, 25, 75, 99.5))
    reach = _FAR_OUT * (three_quarters - quarter)
    usual = bent[(bent >= quarter - reach) & (bent <= three_quarters + reach)]
    if len(usual) < (1 - _HANDFUL) * len(bent) or not reach:
        return float(first), float(last)
    return float(max(first, usual.min())), float(min(last, usual.max()))


def _bend(values: np.ndarray) -> float:
    """0 for an even scale, else the figure below which a log scale turns even."""
    if np.nanmin(values) < 0 or not np.nanmax(values) > 0:
        return 0.0
    finite = _thinned(values)
    positive = finite[finite > 0]
    if not len(positive):
        return 0.0
    low, middle, high = np.percentile(positive, (10, 50, 95))
    return float(low) if high > _SKEWED * middle else 0.0


def _thinned(values: np.ndarray) -> np.ndarray:
    """The known values, or every n-th of them: enough for percentiles."""
    thin = values[:: len(values) // _FOR_PERCENTILES + 1]
    known: np.ndarray = thin[np.isfinite(thin)]
    return known


def _bent(values: np.ndarray, bend: float) -> np.ndarray:
    return np.arcsinh(values / bend) if bend else values


def rounds(low: float, high: float, most: int) -> list[float]:
    """At most `most` multiples of 1, 2, 2.5 or 5 times a power of ten between low and high."""
    power = 10.0 ** np.floor(np.log10((high - low) / most))
    step = next(s * power for s in (1, 2, 2.5, 5, 10, 20) if (high - low) / (s * power) <= most)
    return [float(i * step) for i in range(int(np.ceil(low / step)), int(high // step) + 1)]


def _log_rounds(axis: Axis, most: int) -> list[float]:
    """0, and powers of ten that are far enough from each other to be read; figures between them
    where these are few. Below the bend the scale is even: only 0 stands there."""
    first, top = (float(np.sinh(end) * axis.bend) for end in (axis.start, axis.end))
    kept: list[float] = []
    for steps in _LOG_STEPS:
        powers = _in_decades(axis.bend, top, steps)
        between = [v for v in powers if max(first, 0.99 * axis.bend) <= v <= top]
        kept = _far_apart(axis, [0.0, *between] if first <= 0 else between)
        if sum(v > 0 for v in kept) >= (_ENOUGH if most <= _USUAL else most - 3):
            return kept
    return kept if len(kept) > 1 else rounds(max(first, 0.0), top, most)


def _in_decades(low: float, high: float, steps: Sequence[int]) -> list[float]:
    powers = range(int(np.floor(np.log10(low))) - 1, int(np.log10(high)) + 1)
    return [float(f"{step}e{power}") for power in powers for step in steps]


def _far_apart(axis: Axis, values: Sequence[float]) -> list[float]:
    """Those whose figures do not touch that of the one before."""
    kept: list[float] = []
    for value in values:
        if not kept or float(axis.at(np.array(value)) - axis.at(np.array(kept[-1]))) > (
            _LABELS_APART
        ):
            kept.append(value)
    return kept


def best_columns(view: View, number: int) -> tuple[str, ...]:
    """The `number` features whose plot keeps the segments furthest apart, in the file's order."""
    if len(view.features) <= number:
        return view.features
    rows = view.sample(_SAMPLE)
    placed = {f: _seen(view.values(f)[rows]) for f in view.most_telling(_TRIED)}
    labels = view.labels[rows]
    choices = combinations(placed, number)
    return max(choices, key=lambda c: separation(np.stack([placed[f] for f in c], 1), labels))


def projected_axes(view: View) -> tuple[Axis, Axis]:
    """The two main directions of what was clustered (principal components), each named after
    the features that it follows most. Where these are answers, many customers lie in one spot:
    they are moved apart a little."""
    scaled = np.asarray(view.outcome.scaled, dtype=np.float64)
    scores = (scaled - scaled.mean(0)) @ _leading(scaled)
    names = [_direction(view, scaled, score) for score in scores.T]
    if not view.features:
        scores += _APART * np.ptp(scores, axis=0) * strewn(scores.shape)
    first, second = (
        axis(listed(words), score, words[0], marked=False)
        for words, score in zip(names, scores.T, strict=True)
    )
    return first, second


def _leading(scaled: np.ndarray) -> np.ndarray:
    """(d, 2) the two main directions of scaled (n, d)."""
    values, vectors = np.linalg.eigh(np.cov(scaled.T))
    leading = vectors[:, np.argsort(values)[::-1][:2]]
    turned: np.ndarray = leading * np.sign(leading[np.abs(leading).argmax(0), [0, 1]])
    return turned


def strewn(shape: tuple[int, ...]) -> np.ndarray:
    """Small shifts, the same every time."""
    return np.random.default_rng(0).uniform(-1.0, 1.0, shape)


def _direction(view: View, scaled: np.ndarray, scores: np.ndarray) -> list[str]:
    """What grows along these scores (n,), the two features that say it best: `higher income`,
    `plan “pro”`."""
    rows = view.sample(_SAMPLE * 4)
    scales = view.outcome.analysis.scales
    numbers = [(_correlation(scores[rows], view.values(f)[rows]), f, "") for f in view.features]
    answers = [
        (_correlation(scores[rows], scaled[rows, at]), each.feature, each.answer)
        for at, each in enumerate(scales)
        if each.answer
    ]
    told: dict[str, str] = {}
    for follows, feature, answer in sorted((*numbers, *answers), key=lambda one: -abs(one[0])):
        said = towards(spoken(feature), more=follows > 0)
        if answer:
            said = _answered(view, feature, answer, follows > 0)
        if said:
            told.setdefault(feature, said)
    return list(told.values())[:2]


def towards(label: str, *, more: bool) -> str:
    """Where a direction leads, in the word that people use with this label.

    >>> [towards(label, more=False) for label in ("age", "earlier contacts", "income", "milk")]
    ['younger', 'fewer earlier contacts', 'lower income', 'less milk']
    >>> towards("calls made", more=False), towards("credit cards", more=True)
    ('fewer calls made', 'more credit cards')
    >>> towards("time since the last purchase", more=True), towards("family size", more=True)
    ('longer time since the last purchase', 'larger family size')
    """
    if label == "age":
        return "older" if more else "younger"
    thing = _DONE.sub("", label)
    if counted(label) or (thing != label and several(thing)):
        return f"{'more' if more else 'fewer'} {label}"
    words = set(_LINK.split(label, maxsplit=1)[0].split())
    for said, (much, little) in _SAID_OF:
        if words & said:
            return f"{much if more else little} {label}"
    return f"{'more' if more else 'less'} {label}"


def _answered(view: View, feature: str, answer: str, given: bool) -> str:
    """The answer that becomes more frequent; of two, the other one where this one gets rarer."""
    shares = view.outcome.analysis.overall_answers.get(feature, {})
    others = [other for other in shares if other != answer]
    if not given and len(others) != 1:
        return ""
    return f"{spoken(feature)} “{answer if given else others[0]}”"


def projected_is_clearer(view: View, columns: Sequence[str]) -> bool:
    """Whether these columns hardly show the segments and a projection shows them clearly better."""
    rows = view.sample(_SAMPLE)
    labels = view.labels[rows]
    plain = separation(np.stack([_seen(view.values(c)[rows]) for c in columns], 1), labels)
    if plain >= _HARDLY_SEEN:
        return False
    scaled = np.asarray(view.outcome.scaled[rows], dtype=np.float64)
    scores = (scaled - scaled.mean(0)) @ _leading(scaled)
    turned = np.stack([_seen(score, marked=False) for score in scores.T], 1)
    return separation(turned, labels) > plain + _CLEARER


def separation(points: np.ndarray, labels: np.ndarray) -> float:
    """Mean simplified silhouette (-1 to 1) of points (n, d): own centre against the nearest
    other one (Hruschka et al. 2004). Rows of no segment do not count."""
    numbers = np.unique(labels[labels > 0])
    if len(numbers) < 2:
        return 0.0
    points, labels = points[labels > 0], labels[labels > 0]
    centres = np.stack([points[labels == n].mean(0) for n in numbers])
    distance = cdist(points, centres)
    own = np.searchsorted(numbers, labels)
    rows = np.arange(len(points))
    near = distance[rows, own]
    distance[rows, own] = np.inf
    other = distance.min(1)
    return float(((other - near) / np.maximum(np.maximum(other, near), 1e-12)).mean())


def _seen(values: np.ndarray, marked: bool = True) -> np.ndarray:
    """(m,) where these values lie on an axis of their own; unknown ones at its start."""
    seen: np.ndarray = np.nan_to_num(axis("", values, marked=marked).at(values))
    return seen


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    spread = a.std() * b.std()
    return float(((a - a.mean()) * (b - b.mean())).mean() / spread) if spread else 0.0
