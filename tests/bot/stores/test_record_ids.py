"""Ids of what is remembered: short, sorted by time, the same for the same identity."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.store import new_id, stable_id

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_an_id_is_short_and_says_what_it_is_of() -> None:
    made = new_id("ds", NOON)
    assert made.startswith("ds_")
    assert len(made) == 17


@given(st.integers(min_value=1, max_value=10**11))
def test_ids_sort_by_the_time_they_were_made(milliseconds: int) -> None:
    assert new_id("an", NOON) < new_id("an", NOON + timedelta(milliseconds=milliseconds))


def test_two_ids_of_one_moment_differ() -> None:
    assert len({new_id("ds", NOON) for _ in range(50)}) == 50


def test_an_identity_always_gives_the_same_id() -> None:
    assert stable_id("ds", "file:F1:C1") == "ds_ZP5BZSFBJCR7CG"
    assert stable_id("ds", "file:F1:C1") != stable_id("an", "file:F1:C1")
    assert stable_id("ds", "file:F1:C2") != stable_id("ds", "file:F1:C1")
