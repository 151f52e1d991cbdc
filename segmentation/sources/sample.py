"""Customers that we make up: look-alike files for the demo, and large ones for benchmarks."""

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc

from segmentation.errors import UnknownMember

_CHUNK = 1_000_000
_NOISE = 0.04
_MISSING = 4
_REPEATED = 2
_FLAWED_FROM = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """A made-up customer file: what it is called, what is in it, and how its rows are drawn."""

    title: str
    description: str
    file_name: str
    draw: Callable[[np.random.Generator, int], pd.DataFrame]


@dataclass(frozen=True, slots=True)
class _Group:
    """One kind of customer: its share, and mean and spread of each trait."""

    share: float
    traits: tuple[tuple[float, float], ...]


# Age, income in thousands, spending score.
_MALL = (
    _Group(0.38, ((44, 14), (55, 7), (50, 6))),
    _Group(0.20, ((33, 4), (87, 11), (82, 7))),
    _Group(0.18, ((41, 9), (88, 12), (17, 7))),
    _Group(0.12, ((25, 4), (26, 6), (79, 8))),
    _Group(0.12, ((46, 11), (26, 6), (20, 8))),
)
# Logarithm of orders, logarithm of basket, days since the last order, share bought at a discount.
_SHOP = (
    _Group(0.30, ((2.6, 0.30), (4.3, 0.25), (20, 10), (12, 6))),
    _Group(0.25, ((1.9, 0.30), (3.4, 0.25), (45, 18), (70, 10))),
    _Group(0.25, ((1.2, 0.30), (4.0, 0.25), (290, 45), (25, 9))),
    _Group(0.20, ((0.3, 0.25), (3.9, 0.25), (30, 14), (30, 9))),
)


def sample_csv(key: str = "mall", seed: int = 7, rows: int = 240) -> tuple[str, bytes]:
    """A made-up customer file: its name and its bytes.

    The same key, seed and number of rows always give the same bytes. From 20 rows on a few cells
    are missing and two lines stand twice, as in real exports.

    Raises
    ------
    UnknownMember : when there is no such sample.
    """
    if key not in SAMPLES:
        raise UnknownMember("sample", key, tuple(SAMPLES))
    rng = np.random.default_rng(seed)
    sample = SAMPLES[key]
    flawed = rows >= _FLAWED_FROM
    table = sample.draw(rng, rows - _REPEATED if flawed else rows)
    table = _with_flaws(table, rng) if flawed else table
    text = StringIO()
    table.to_csv(text, index=False, lineterminator="\r\n")
    return sample.file_name, text.getvalue().encode("utf-8")


def benchmark_csv(rows: int, seed: int, path: Path) -> None:
    """Write a customer file of any number of rows and 8 columns, a million rows a second or so.

    An id, six features with five natural groups in three of them, and a column of words.
    """
    rng = np.random.default_rng(seed)
    with pa.OSFile(str(path), "wb") as file:
        for first in range(0, rows, _CHUNK):
            table = _benchmark_rows(rng, first, min(_CHUNK, rows - first))
            pc.write_csv(table, file, pc.WriteOptions(include_header=first == 0))


def _draw(rng: np.random.Generator, groups: tuple[_Group, ...], rows: int) -> np.ndarray:
    """(rows, traits) numbers: each row from one group, a few from anywhere between them."""
    shares = np.array([group.share for group in groups])
    member = rng.choice(len(groups), size=rows, p=shares / shares.sum())
    traits = np.array([group.traits for group in groups])
    drawn = rng.normal(traits[member, :, 0], traits[member, :, 1])
    odd = rng.random(rows) < _NOISE
    low, high = traits[:, :, 0].min(axis=0), traits[:, :, 0].max(axis=0)
    drawn[odd] = rng.uniform(low, high, size=(int(odd.sum()), traits.shape[1]))
    result: np.ndarray = drawn
    return result


def _whole(numbers: np.ndarray, low: float, high: float) -> np.ndarray:
    return np.clip(np.round(numbers), low, high).astype(np.int64)


def _mall(rng: np.random.Generator, rows: int) -> pd.DataFrame:
    age, income, score = _draw(rng, _MALL, rows).T
    return pd.DataFrame(
        {
            "CustomerID": np.arange(1, rows + 1),
            "Gender": rng.choice(["Female", "Male"], size=rows, p=[0.55, 0.45]),
            "Age": _whole(age, 18, 74),
            "Annual Income (k$)": _whole(income, 12, 150),
            "Spending Score (1-100)": _whole(score, 1, 100),
        }
    )


def _shop(rng: np.random.Generator, rows: int) -> pd.DataFrame:
    orders, basket, days, discount = _draw(rng, _SHOP, rows).T
    count = _whole(np.exp(orders), 1, 200)
    return pd.DataFrame(
        {
            "customer_id": [f"C-{number:06d}" for number in range(1, rows + 1)],
            "email": [f"customer{number}@example.com" for number in range(1, rows + 1)],
            "country": rng.choice(["DE", "AT", "CH", "NL"], size=rows, p=[0.6, 0.15, 0.15, 0.1]),
            "orders": count,
            "revenue_eur": np.round(count * np.exp(basket), 2),
            "days_since_last_order": _whole(days, 0, 730),
            "discount_share_pct": _whole(discount, 0, 100),
        }
    )


def _with_flaws(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """A few gaps among the numbers and two lines twice."""
    numeric = [name for name in table.columns[1:] if table[name].dtype.kind in "if"]
    for row in rng.choice(len(table), size=_MISSING, replace=False):
        name = str(rng.choice(numeric))
        cells = table[name].convert_dtypes()
        cells.iloc[row] = pd.NA
        table[name] = cells
    repeated = rng.choice(len(table), size=_REPEATED, replace=False)
    return pd.concat([table, table.iloc[repeated]])


def _benchmark_rows(rng: np.random.Generator, first: int, rows: int) -> pa.Table:
    age, income, score = _draw(rng, _MALL, rows).T
    return pa.table(
        {
            "customer_id": np.arange(first + 1, first + rows + 1),
            "age": _whole(age, 18, 90),
            "annual_income_usd": np.round(np.clip(income, 8, None) * 1000, 2),
            "spending_score": _whole(score, 1, 100),
            "orders": rng.poisson(6, rows),
            "recency_days": rng.integers(0, 365, rows),
            "basket_usd": np.round(rng.gamma(4.0, 12.0, rows), 2),
            "region": rng.choice(np.array(["north", "south", "east", "west"]), rows),
        }
    )


SAMPLES: dict[str, Sample] = {
    "mall": Sample(
        "Mall customers",
        "Age, income and spending score of visitors to a shopping mall.",
        "sample_customers.csv",
        _mall,
    ),
    "shop": Sample(
        "Online shop",
        "Orders, revenue, last order and discounts of an online shop's customers.",
        "sample_shop_customers.csv",
        _shop,
    ),
}
