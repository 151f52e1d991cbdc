"""A short version of `python -m benchmarks.drift_power`: no cry at nothing, no miss of a shift."""

import pytest

from benchmarks.drift_power import compared, groups, is_found, mixed, skewed


@pytest.mark.parametrize("rows", [(100, 100), (400, 150)])
def test_files_of_one_population_raise_an_alarm_in_at_most_one_of_twenty_comparisons(
    rows: tuple[int, int],
) -> None:
    """Groups, long tails, and answers with gaps; 10 of each."""
    alarms = sum(
        compared(make, rows, seed).verdict != "stable"
        for make in (groups, skewed, mixed)
        for seed in range(10)
    )
    assert alarms <= 1


def test_a_shift_of_less_than_a_standard_deviation_is_found_in_nine_of_ten_files() -> None:
    """0.8 standard deviations in one column, 300 rows."""
    found = sum(is_found(compared(groups, (300, 300), seed, shift=0.8)) for seed in range(10))
    assert found >= 9
