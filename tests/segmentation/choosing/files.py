"""Customer files for the tests of clustering: the real mall, and made-up ones with known groups."""

from pathlib import Path

import numpy as np
import pandas as pd

AGE, INCOME, SPENDING = "Age", "Annual Income (k$)", "Spending Score (1-100)"
SQUARE = ((-6.0, -6.0), (-6.0, 6.0), (6.0, -6.0), (6.0, 6.0))


def mall(folder: Path, *columns: str) -> np.ndarray:
    """(200, columns) of the Mall Customers file, as they stand."""
    return pd.read_csv(folder / "mall_customers.csv")[list(columns)].to_numpy(dtype=np.float64)


def zscored(X: np.ndarray) -> np.ndarray:
    """Columns with mean 0 and variance 1."""
    return np.asarray((X - X.mean(axis=0)) / X.std(axis=0))


def around(
    centres: tuple[tuple[float, ...], ...], each: int, seed: int = 0, width: float = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """Round clouds of `each` rows around the centres, and which cloud every row is from."""
    rng = np.random.default_rng(seed)
    places = np.repeat(np.array(centres), each, axis=0)
    return places + width * rng.standard_normal(places.shape), np.repeat(
        np.arange(len(centres)), each
    )


def moons(each: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Two crescents that hold each other: groups that are not round."""
    rng = np.random.default_rng(seed)
    turn = rng.uniform(0, np.pi, each)
    upper = np.column_stack([np.cos(turn), np.sin(turn)])
    lower = np.column_stack([1 - np.cos(turn), 0.5 - np.sin(turn)])
    rows = np.concatenate([upper, lower]) + 0.05 * rng.standard_normal((2 * each, 2))
    return rows, np.repeat([0, 1], each)


def same_groups(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether two labellings make the same groups, whatever they call them."""
    pairs = set(zip(first.tolist(), second.tolist(), strict=True))
    return len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})
