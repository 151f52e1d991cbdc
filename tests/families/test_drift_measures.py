"""One battery for every measure of drift: alike is zero, order is nothing, chance is known."""

import numpy as np
import pytest

import segmentation.drift_measures  # noqa: F401  (fills the registry)
from segmentation.drift_measure import DRIFT_MEASURES, DriftMeasure, Kind

CASES = [(measure, kind) for measure in DRIFT_MEASURES for kind in measure.kinds]
every = pytest.mark.parametrize(
    ("measure", "kind"), CASES, ids=[f"{measure.name}-{kind}" for measure, kind in CASES]
)


def sample(kind: Kind, rows: int, seed: int, shift: float = 0.0) -> np.ndarray:
    """Numbers with ties and gaps, or four categories and gaps."""
    rng = np.random.default_rng(seed)
    values = np.round(rng.normal(3 + shift, 1, rows), 1)
    if kind == "numbers":
        return np.where(rng.random(rows) < 0.05, np.nan, values)
    return np.clip(values, -1, 5).astype(np.int64)


@every
def test_equal_samples_do_not_differ(measure: DriftMeasure, kind: Kind) -> None:
    values = sample(kind, 200, 1)
    measured = measure.measure(values, values.copy())
    assert measured.statistic == pytest.approx(0.0, abs=1e-12)
    assert measured.p_value in (None, pytest.approx(1.0))


@every
def test_the_order_of_rows_changes_nothing(measure: DriftMeasure, kind: Kind) -> None:
    before, after = sample(kind, 150, 1), sample(kind, 90, 2)
    rng = np.random.default_rng(3)
    shuffled = measure.measure(rng.permutation(before), rng.permutation(after))
    assert shuffled == measure.measure(before, after)


@every
def test_a_large_shift_is_seen_by_every_measure(measure: DriftMeasure, kind: Kind) -> None:
    measured = measure.measure(sample(kind, 300, 1), sample(kind, 300, 2, shift=1.5))
    assert measured.critical is not None
    assert measured.statistic > 3 * measured.critical
    assert measured.p_value is None or measured.p_value < 1e-9


@every
@pytest.mark.parametrize("rows", [(100, 100), (200, 80)])
def test_chance_exceeds_the_critical_value_once_in_twenty(
    measure: DriftMeasure, kind: Kind, rows: tuple[int, int]
) -> None:
    """Of 200 pairs without drift, 10 on average."""
    over = false = 0
    for seed in range(200):
        before, after = sample(kind, rows[0], 2 * seed), sample(kind, rows[1], 2 * seed + 1)
        measured = measure.measure(before, after)
        assert measured.critical is not None
        over += measured.statistic > measured.critical
        false += measured.p_value is not None and measured.p_value <= 0.05
    assert over <= 22
    assert false <= 18


@every
@pytest.mark.parametrize("values", [[0, 0, 0], [-1, -1], [2]])
def test_samples_that_say_one_thing_or_nothing_are_no_reason_to_fail(
    measure: DriftMeasure, kind: Kind, values: list[int]
) -> None:
    few = np.array(values, dtype=np.int64)
    if kind == "numbers":
        few = np.where(few < 0, np.nan, few.astype(float))
    measured = measure.measure(few, few[:1])
    assert measured.statistic == 0.0
    assert measured.critical is not None or measured.p_value == 1.0
