"""Test plans that keep what they promise."""

import numpy as np
import pytest

from segmentation.holdout import BASE_RATE, POWER, plan_holdout, power_of


def test_the_textbook_needs_199_customers_an_arm_to_see_ten_become_twenty_percent() -> None:
    assert power_of(199, 199, 0.10) >= POWER > power_of(198, 198, 0.10)


@pytest.mark.parametrize("size", [81, 398, 1000, 20_000])
def test_the_planned_difference_shows_in_four_of_five_simulated_tests(size: int) -> None:
    plan = plan_holdout(size)
    rng = np.random.default_rng(size)
    held, treated = plan.held_back, size - plan.held_back
    a = rng.binomial(treated, BASE_RATE + plan.detectable / 100, 40_000) / treated
    b = rng.binomial(held, BASE_RATE, 40_000) / held
    pooled = (a * treated + b * held) / size
    z = (a - b) / np.sqrt(np.maximum(pooled * (1 - pooled), 1e-12) * (1 / treated + 1 / held))
    assert np.mean(z > 1.959964) == pytest.approx(POWER, abs=0.05)


@pytest.mark.parametrize("size", [398, 450, 1000, 12_345, 1_000_000])
def test_a_large_segment_holds_back_no_more_than_it_must(size: int) -> None:
    plan = plan_holdout(size)
    assert plan.detectable == 10
    assert plan.held_back <= size // 2
    assert power_of(size - plan.held_back, plan.held_back, 0.10) >= POWER
    assert power_of(size - plan.held_back + 1, plan.held_back - 1, 0.10) < POWER


def test_a_smaller_segment_is_halved_and_told_what_the_halves_can_show() -> None:
    plan = plan_holdout(81)
    assert plan.held_back == 40
    assert power_of(41, 40, plan.detectable / 100) >= POWER
    assert power_of(41, 40, (plan.detectable - 1) / 100) < POWER


@pytest.mark.parametrize("size", [0, 1, 2, 9, 20])
def test_a_tiny_segment_is_not_tested_at_all(size: int) -> None:
    plan = plan_holdout(size)
    assert (plan.held_back, plan.detectable) == (0, 0)
