"""How wide the gaps between dense groups are."""

import math

import numpy as np
import pytest

from segmentation.choosing.own_count import gap_width

LINE = np.arange(10.0)[:, None]
TWO_LINES = np.concatenate([LINE, LINE + 9 + 12])
HALVES = np.repeat([0, 1], 10)


def test_the_gap_is_measured_in_spacings() -> None:
    # Inside a line of ten, nine in ten rows have their fourth neighbour within 3.1 on average.
    spacing = np.quantile([4, 3, 2, 2, 2, 2, 2, 2, 3, 4], 0.9)
    assert gap_width(TWO_LINES, HALVES) == pytest.approx(math.log(12 / spacing))


def test_groups_that_touch_have_no_gap() -> None:
    assert gap_width(np.arange(20.0)[:, None], HALVES) == 0.0


def test_customers_without_a_group_count_as_no_gap() -> None:
    strays = np.array([[500.0]] * 20)
    with_strays = gap_width(np.concatenate([TWO_LINES, strays]), np.append(HALVES, [-1] * 20))
    assert with_strays == pytest.approx(gap_width(TWO_LINES, HALVES) / 2)


def test_copies_of_customers_make_the_gap_wide_but_finite() -> None:
    assert gap_width(np.repeat([[0.0], [1.0]], 10, axis=0), HALVES) == pytest.approx(math.log(10))


@pytest.mark.parametrize("labels", [np.zeros(20, dtype=int), np.full(20, -1)])
def test_one_group_or_none_has_no_gap(labels: np.ndarray) -> None:
    assert gap_width(TWO_LINES, labels) == 0.0
