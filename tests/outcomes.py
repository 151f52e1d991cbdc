"""Outcomes to draw: real files cut by k-means, and made-up ones for the hard cases."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from sklearn.cluster import KMeans

from segmentation.results import (
    Analysis,
    Column,
    Dataset,
    Distinguishing,
    FileFormat,
    KEvidence,
    NullTest,
    Outcome,
    Recommendation,
    Segment,
    Verdict,
)

MALL_NAMES = (
    "Middle of the road",
    "Affluent enthusiasts",
    "Affluent savers",
    "Budget-conscious customers",
    "Young spenders on a small income",
)


def outcome_of(
    table: pd.DataFrame,
    labels: np.ndarray,
    names: Sequence[str] = (),
    verdict: Verdict = "segments",
) -> Outcome:
    """The outcome of a table whose numeric columns are the features; labels 1…k, 0 for noise."""
    features = tuple(table.select_dtypes("number").columns)
    values = table[list(features)].to_numpy(float)
    spread = values.std(0)
    scaled = (values - values.mean(0)) / np.where(spread > 0, spread, 1)
    overall = dict(zip(features, values.mean(0).tolist(), strict=True))
    k = int(labels.max())
    segments = tuple(
        _segment(n, names[n - 1] if n <= len(names) else f"Group {n}", table, labels)
        for n in range(1, k + 1)
    )
    analysis = Analysis(
        dataset=_dataset(table),
        features=features,
        algorithm="kmeans",
        scaling="zscore",
        k=k,
        verdict=verdict,
        k_evidence=_evidence(k),
        silhouette=0.55,
        inertia=float(len(table)),
        noise=int((labels == 0).sum()),
        segments=segments,
        null_test=NullTest("silhouette", 0.55, 0.36, 0.39, 0.0196, 50),
        reasons=("Every group held when the customers were drawn again 100 times.",),
        overall=overall,
    )
    n = len(table)
    raw = pa.table({c: pa.array(table[c].astype(str)) for c in table.columns})
    return Outcome(analysis, table, raw, scaled, labels.astype(int), np.arange(n))


def _dataset(table: pd.DataFrame) -> Dataset:
    columns = tuple(Column(str(c), "feature", 0, "a number that varies") for c in table.columns)
    return Dataset(len(table), len(table), 0, FileFormat(), columns)


def _segment(number: int, name: str, table: pd.DataFrame, labels: np.ndarray) -> Segment:
    features = table.select_dtypes("number")
    mine, means, spread = features[labels == number], features.mean(), features.std(ddof=0)
    centre = mine.mean()
    spend = next((f for f in features if str(f).casefold().startswith("spend")), None)
    money = None if spend is None else features[spend].clip(lower=0)
    telling = sorted(
        (
            Distinguishing(
                str(f),
                float(centre[f]),
                float(means[f]),
                float((centre[f] - means[f]) / spread[f]) if spread[f] else 0.0,
            )
            for f in features
        ),
        key=lambda d: -abs(d.effect_size),
    )
    return Segment(
        number=number,
        name=name,
        size=len(mine),
        share=len(mine) / len(table),
        stability=0.97,
        centre={str(f): float(v) for f, v in centre.items()},
        rule=f"{telling[0].feature} above {telling[0].overall:.0f}",
        rule_precision=0.97,
        rule_recall=0.95,
        distinguishing=tuple(telling[:3]),
        money_share=None if money is None else float(money[labels == number].sum() / money.sum()),
        recommendations=(
            Recommendation(
                "Invite them to spend more of what they have",
                f"These {len(mine)} customers could be offered a members' evening by e-mail; hold"
                " back 30 of them and compare their spending after six weeks.",
            ),
        ),
    )


def _evidence(chosen: int) -> tuple[KEvidence, ...]:
    """Figures that peak at the chosen number, for every number from 2 to 10."""
    return tuple(
        KEvidence(
            k=k,
            silhouette=0.55 - 0.04 * abs(k - chosen),
            calinski_harabasz=250 - 12 * abs(k - chosen),
            davies_bouldin=0.57 + 0.06 * abs(k - chosen),
            stability=max(0.2, 0.97 - 0.13 * abs(k - chosen)),
            inertia=400_000 / k**1.3,
        )
        for k in range(2, max(10, chosen) + 1)
    )


def _by_size(labels: np.ndarray) -> np.ndarray:
    """k-means labels as segment numbers, the largest first."""
    order = np.argsort(-np.bincount(labels), kind="stable")
    number = np.empty(len(order), int)
    number[order] = np.arange(1, len(order) + 1)
    return number[labels]


def segmented(table: pd.DataFrame, k: int, names: Sequence[str] = ()) -> Outcome:
    """The outcome of k-means on the standardised numeric columns."""
    values = table.select_dtypes("number").to_numpy(float)
    scaled = (values - values.mean(0)) / np.where(values.std(0) > 0, values.std(0), 1)
    fit = KMeans(k, n_init=10, random_state=42).fit(scaled)
    return outcome_of(table, _by_size(fit.labels_), names)


def mall(folder: Path, columns: Sequence[str] = (), k: int = 5) -> Outcome:
    """Mall Customers; by default by annual income and spending score in five segments."""
    table = pd.read_csv(folder / "mall_customers.csv")
    wanted = columns or [c for c in table.columns if "Income" in c or "Score" in c]
    return segmented(table[list(wanted)].astype(float), k, MALL_NAMES)


def wholesale(folder: Path, k: int = 4) -> Outcome:
    table = pd.read_csv(folder / "wholesale.csv").drop(columns=["Channel", "Region"])
    names = ("Small shops", "Fresh-food restaurants", "Grocers", "Large resellers of everything")
    return segmented(table.astype(float), k, names)


def cc_general(folder: Path, k: int = 6) -> Outcome:
    table = pd.read_csv(folder / "cc_general.csv").drop(columns=["CUST_ID"]).dropna()
    names = (
        "Rarely active", "Instalment buyers", "Cash-advance users", "Big spenders",
        "Full payers", "Heavy borrowers with a high balance",
    )  # fmt: skip
    return segmented(table.astype(float).reset_index(drop=True), k, names)


NASTY_NAMES = (
    "Extraordinarily loyal customers with an enormous appetite for discounts",
    "Win $5 & <b>_x_^2$ \\frac{1}{2}",
    "顧客の高所得グループ",
    "🎉 VIPs 🎉",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwen",
    "a",
    "Ünïcödé spenders, recent and frequent",
)
NASTY_FEATURES = (
    "Average order value over the last twelve months (USD)",
    "NUMBER_OF_DISTINCT_PRODUCT_CATEGORIES_PURCHASED",
    "tenure_days",
    "Balance $",
    "Income (k$)",
    "Returns rate %",
    "出費",
    "Score (0-1)",
    "age",
    "<i>last_^2$",
)


@cache
def blobs(
    k: int,
    features: tuple[str, ...] = ("Spend", "Visits"),
    names: tuple[str, ...] = (),
    per_segment: int = 30,
) -> Outcome:
    """Made-up customers: k round groups with 30 each, centres drawn from a seed. Whoever asks
    again gets the same object: nobody may change it."""
    rng = np.random.default_rng(k)
    centres = rng.uniform(10, 90, (k, len(features)))
    rows = np.concatenate([c + rng.normal(0, 4, (per_segment, len(features))) for c in centres])
    labels = np.repeat(np.arange(1, k + 1), per_segment)
    return outcome_of(pd.DataFrame(rows, columns=list(features)), labels, names)
