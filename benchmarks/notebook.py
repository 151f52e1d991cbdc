"""What an analyst does by hand: read, scale, try k = 2…10, plot; plain pandas and scikit-learn."""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import StandardScaler


def notebook(path: Path, features: list[str], out: Path) -> int:
    """The usual notebook on a file; the number of clusters it would choose."""
    table = pd.read_csv(path).dropna(subset=features)
    scaled = StandardScaler().fit_transform(table[features])
    scores, inertias = {}, []
    for k in range(2, 11):
        model = KMeans(k, n_init=10, random_state=42).fit(scaled)
        scores[k] = silhouette_score(scaled, model.labels_)
        inertias.append(model.inertia_)
    best = max(scores, key=lambda k: scores[k])
    labels = KMeans(best, n_init=10, random_state=42).fit_predict(scaled)
    four_plots(scaled, labels, inertias, list(scores.values()), out)
    table.assign(segment=labels).to_csv(out / "segments.csv", index=False)
    return best


def four_plots(
    X: np.ndarray, labels: np.ndarray, inertias: list[float], scores: list[float], out: Path
) -> None:
    """Elbow, silhouettes, scatter, sizes."""
    out.mkdir(parents=True, exist_ok=True)
    for name in ("elbow", "silhouette", "scatter", "sizes"):
        figure = Figure(figsize=(8, 5), dpi=150)
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        if name == "scatter":
            axes.scatter(X[:, 0], X[:, -1], c=labels, s=8)
        elif name == "sizes":
            axes.bar(*np.unique(labels, return_counts=True))
        else:
            axes.plot(range(2, 11), inertias if name == "elbow" else scores, marker="o")
        figure.savefig(out / f"{name}.png")


def read_and_fit(path: Path, features: list[str]) -> float:
    """The limit of what pandas and scikit-learn can do: one read, one fit; the inertia."""
    table = pd.read_csv(path, usecols=features)
    scaled = StandardScaler().fit_transform(table[features].fillna(0))
    return float(KMeans(5, n_init=1, random_state=42).fit(scaled).inertia_)


if __name__ == "__main__":
    # As a process of its own, so that memory and start-up count as they would by hand.
    started = time.perf_counter()
    kind, path, features, out = sys.argv[1], Path(sys.argv[2]), sys.argv[3].split(","), sys.argv[4]
    if kind == "notebook":
        notebook(path, features, Path(out))
    else:
        read_and_fit(path, features)
    print(f"{time.perf_counter() - started:.3f}")
