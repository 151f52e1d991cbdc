"""Which library runs k-means over every row of a large file: chosen here, at run time."""

import platform
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.util import find_spec
from typing import Any, Literal

import numpy as np

from segmentation.partitioning.second_process import offered_over

Engine = Literal["scikit-learn", "scikit-learn-intelex"]
# From here on it is several times as fast, and 0.2 s for loading it are soon made up for.
FASTER_ROWS = 20_000
MOST_SENT = 2_000_000  # rows; beyond, sending them takes longer than loading a library
_allowed: ContextVar[bool] = ContextVar("faster engine allowed", default=True)


@contextmanager
def faster_engine(*, allowed: bool) -> Iterator[None]:
    """Inside the block, the faster library may be used, or must not."""
    token = _allowed.set(allowed)
    try:
        yield
    finally:
        _allowed.reset(token)


def engine_for(rows: int) -> Engine:
    """The library for so many rows: scikit-learn-intelex where it is allowed, there and helps."""
    if rows >= FASTER_ROWS and _allowed.get() and faster_is_there():
        return "scikit-learn-intelex"
    return "scikit-learn"


@cache
def faster_is_there() -> bool:
    """Whether scikit-learn-intelex is installed, on a processor that it is made for."""
    return platform.machine().lower() in ("x86_64", "amd64") and find_spec("sklearnex") is not None


def load_ahead() -> None:
    """Load the library for large files, before anybody waits for it."""
    _kind(engine_for(FASTER_ROWS))


def carried_on(X: np.ndarray, centres: np.ndarray, most_steps: int) -> np.ndarray:
    """(k, d) centres after more steps of Lloyd's algorithm over all rows of X (n, d)."""
    given = (engine_for(len(X)), X, centres, most_steps)
    return _carried_on(*given) if len(X) > MOST_SENT else offered_over(_carried_on, *given)()


def _carried_on(engine: Engine, X: np.ndarray, centres: np.ndarray, most_steps: int) -> np.ndarray:
    from sklearn.exceptions import ConvergenceWarning

    kind = _kind(engine)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        # Without a copy the rows are centred in place, and put back to the last bit or so.
        spared = len(X) > MOST_SENT
        model = kind(len(centres), init=centres, n_init=1, max_iter=most_steps, copy_x=not spared)
        model.fit(X)
    return np.asarray(model.cluster_centers_)


def _kind(engine: Engine) -> Any:
    """The class that does it. Both stop by the same rule and agree to the last few bits."""
    if engine == "scikit-learn":
        from sklearn.cluster import KMeans as Plain  # takes 1 s, and small files don't need it

        return Plain
    from sklearnex.cluster import KMeans  # takes 0.2 s, once a process

    return KMeans
