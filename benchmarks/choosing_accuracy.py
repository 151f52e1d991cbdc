"""How often the number of segments is right, and how often there are rightly none.

`python -m benchmarks.choosing_accuracy [sets per level] [seed]` makes up files with a known
number of groups at three levels of overlap, and single populations, and prints the rates
beside those of single indices on the same files.
"""

import math
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import pdist

from segmentation.algorithms.kmeans import KMeans
from segmentation.choosing import Choice, choose_segments

SHAPES = ("even", "even", "even", "uneven sizes", "different widths", "stretched", "boxes", "tails")


@dataclass(frozen=True)
class Level:
    """Clouds of standard deviation `width` in a box of side 20, `apart` deviations from each
    other at the least; both are drawn from their ranges."""

    name: str
    apart: tuple[float, float]
    width: tuple[float, float]
    target: float


LEVELS = (
    Level("low", (4.0, 6.0), (0.5, 1.5), 0.95),
    Level("medium", (3.0, 4.0), (0.8, 1.6), 0.90),
    Level("heavy", (2.0, 2.6), (1.4, 2.2), 0.60),
)


def blobs(level: Level, shape: str, rng: np.random.Generator) -> tuple[np.ndarray, int]:
    """Rows (n, d) and how many groups they come from: 3-8 groups, 2-4 columns, 200-2,000 rows."""
    k, d = int(rng.integers(3, 9)), int(rng.integers(2, 5))
    n = int(math.exp(rng.uniform(math.log(200), math.log(2_000))))
    width = rng.uniform(*level.width)
    centres = _apart(k, d, rng.uniform(*level.apart) * width, rng)
    shares = np.full(k, 1 / k)
    if shape == "uneven sizes":
        shares = np.maximum(rng.dirichlet(np.full(k, 5.0)), 0.04)
    widths = width * np.ones((k, d))
    if shape == "different widths":
        widths *= rng.uniform(0.6, 1.4, (k, 1))
    if shape == "stretched":
        widths *= rng.uniform(0.6, 1.3, (k, d))
    group = rng.choice(k, n, p=shares / shares.sum())
    return centres[group] + widths[group] * _noise(shape, n, d, rng), k


def _noise(shape: str, n: int, d: int, rng: np.random.Generator) -> np.ndarray:
    """(n, d) numbers of variance 1."""
    if shape == "boxes":
        return rng.uniform(-math.sqrt(3), math.sqrt(3), (n, d))
    if shape == "tails":
        return rng.standard_t(5, (n, d)) * math.sqrt(3 / 5)
    return rng.standard_normal((n, d))


def _apart(k: int, d: int, least: float, rng: np.random.Generator) -> np.ndarray:
    """(k, d) places in a box, all at least so far from each other (less, where they don't fit)."""
    for attempt in range(1, 1_000_000):
        centres = rng.uniform(-10, 10, (k, d))
        if pdist(centres).min() >= least * 0.9 ** (attempt // 2_000):
            return centres
    raise AssertionError("unreachable: the distance shrinks")


def populations(rng: np.random.Generator) -> Iterator[tuple[str, np.ndarray]]:
    """Files of one population each: 100-2,000 rows, 2-4 columns."""
    n = int(math.exp(rng.uniform(math.log(100), math.log(2_000))))
    d = int(rng.integers(2, 5))
    tied = rng.standard_normal((d, d))
    tilt = np.linalg.cholesky(np.corrcoef(tied @ tied.T + 0.3 * np.eye(d)) + 1e-6 * np.eye(d))
    skew = rng.uniform(0.3, 1.2)
    yield "uniform", rng.uniform(size=(n, d))
    yield "Gaussian", rng.standard_normal((n, d))
    yield "correlated Gaussian", rng.standard_normal((n, d)) @ tilt.T
    yield "log-normal", np.exp(skew * rng.standard_normal((n, d)))
    yield "correlated log-normal", np.exp(skew * rng.standard_normal((n, d)) @ tilt.T)
    yield "exponential", rng.exponential(size=(n, d))
    yield "counts", rng.poisson(rng.uniform(1, 6), (n, d)).astype(np.float64)
    yield "heavy tails", rng.standard_t(3, (n, d)) @ tilt.T


def zscored(X: np.ndarray) -> np.ndarray:
    """Columns with mean 0 and variance 1, as the pipeline scales them."""
    return np.asarray((X - X.mean(axis=0)) / X.std(axis=0))


def single_indices(choice: Choice) -> dict[str, int]:
    """The number of groups that each index alone would choose."""
    tried = choice.k_evidence
    best: dict[str, Callable[[int], float]] = {
        "silhouette": lambda at: tried[at].silhouette,
        "Calinski-Harabasz": lambda at: tried[at].calinski_harabasz,
        "Davies-Bouldin": lambda at: -tried[at].davies_bouldin,
    }
    return {name: tried[max(range(len(tried)), key=index)].k for name, index in best.items()}


def blob_rates(sets: int, rng: np.random.Generator) -> bool:
    """Print how often the right k was chosen at each level; whether all targets are met."""
    met = True
    for level in LEVELS:
        right, verdicts = Counter[str](), Counter[str]()
        for number in range(sets):
            X, k = blobs(level, SHAPES[number % len(SHAPES)], rng)
            choice = choose_segments(zscored(X), KMeans())
            picks = {"segment-bot": choice.k, **single_indices(choice)}
            right.update(name for name, pick in picks.items() if pick == k)
            verdicts[choice.verdict] += 1
        met &= right["segment-bot"] >= level.target * sets
        rates = ", ".join(f"{name} {count / sets:.1%}" for name, count in right.most_common())
        print(f"{level.name:7} (≥ {level.target:.0%}): {rates}; verdicts {dict(verdicts)}")
    return met


def population_rates(files: int, rng: np.random.Generator) -> bool:
    """Print the verdicts on single populations; whether "segments" is said in at most 5 %."""
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for _ in range(files):
        for name, X in populations(rng):
            verdicts[name][choose_segments(zscored(X), KMeans()).verdict] += 1
    for name, counts in verdicts.items():
        print(f"{name:22} {dict(counts)}")
    return all(counts["segments"] <= 0.05 * files for counts in verdicts.values())


def main() -> int:
    """Run both and say what it took."""
    sets = int(sys.argv[1]) if len(sys.argv) > 1 else 80
    rng = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 2026)
    started = time.perf_counter()
    met = blob_rates(sets, rng) & population_rates(max(sets // 4, 1), rng)
    print(
        f"{'all targets met' if met else 'TARGETS MISSED'} in {time.perf_counter() - started:.0f} s"
    )
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
