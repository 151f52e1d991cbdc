"""Segments keep their identity: numbers, names, colours; what happened to them is told right."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.planted_history import f1_of, follow_year
from segmentation.ledger import Ledger
from segmentation.overlap import Overlap
from segmentation.palette import segment_colour


def begun(k: int) -> Ledger:
    return Ledger.begin([f"Name {n}" for n in range(1, k + 1)], [1 / k] * k)


def overlap(before: list[int], after: list[int]) -> Overlap:
    """Customers who are all in both versions."""
    old, new = np.array(before), np.array(after)
    rows = np.arange(len(old))
    numbers = tuple(sorted(set(before))), tuple(sorted(set(after)))
    return Overlap.of_customers(old, new, (rows, rows), numbers)


def events(ledger: Ledger) -> dict[int, str]:
    return {happening.number: happening.event for happening in ledger.latest()}


@pytest.mark.parametrize("by_ids", [True, False])
def test_planted_events_come_out(by_ids: bool) -> None:
    """Six years of monthly files with births, ends, splits, merges and changes of size."""
    tally: Counter[str] = Counter()
    for seed in range(3):
        tally += follow_year(seed, by_ids)
    assert tally["right"] >= 15
    assert f1_of(tally) >= 0.95


def test_a_new_fit_with_other_labels_changes_nothing() -> None:
    before = [1] * 50 + [2] * 30 + [3] * 20
    ledger, numbers = begun(3).following(
        overlap(before, [3] * 50 + [1] * 30 + [2] * 20), ["a", "b", "c"]
    )
    assert numbers == (2, 3, 1)
    assert [entry.name for entry in ledger.living] == ["Name 1", "Name 2", "Name 3"]
    assert set(events(ledger).values()) == {"kept"}


@given(st.integers(0, 10_000))
@settings(max_examples=40)
def test_the_order_of_rows_and_labels_has_no_part_in_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    k, fresh = int(rng.integers(2, 6)), int(rng.integers(2, 6))
    before = np.concatenate([np.arange(1, k + 1), rng.integers(1, k + 1, 200)])
    after = np.concatenate([np.arange(1, fresh + 1), rng.integers(1, fresh + 1, 200 + k - fresh)])
    found = overlap(list(before), list(after))
    # Two new segments made of the very same parts are told apart by nothing but their labels.
    assume(len({tuple(column) for column in found.stay.T}) == fresh)
    plain, numbers = begun(k).following(found, ["x"] * fresh)
    rows, names = rng.permutation(len(before)), rng.permutation(fresh) + 1
    renamed = names[after - 1]
    other, others = begun(k).following(
        overlap(list(before[rows]), list(renamed[rows])), ["x"] * fresh
    )
    assert other == plain
    assert [others[names[at] - 1] for at in range(fresh)] == list(numbers)


def test_a_split_keeps_the_number_with_the_larger_part() -> None:
    before = [1] * 100 + [2] * 60
    ledger, numbers = begun(2).following(
        overlap(before, [2] * 40 + [1] * 60 + [3] * 60), ["Large part", "Small part", "Other"]
    )
    assert numbers == (1, 3, 2)
    assert events(ledger) == {1: "split", 2: "kept", 3: "split"}
    split_off = ledger.latest()[2]
    assert split_off.came_from == (1,)
    assert ledger.entry(3).name == "Small part"
    assert ledger.entry(3).colour == segment_colour(3)


def test_merged_segments_go_on_under_the_number_of_the_larger() -> None:
    before = [1] * 80 + [2] * 50 + [3] * 40
    ledger, numbers = begun(3).following(
        overlap(before, [1] * 120 + [1] * 10 + [2] * 40), ["a", "b"]
    )
    assert numbers == (1, 3)
    assert events(ledger) == {1: "merged", 2: "merged", 3: "kept"}
    assert ledger.entry(2).died == 2
    assert ledger.latest()[0].came_from == (2,)
    assert ledger.latest()[1].went_to == (1,)


def test_numbers_of_the_dead_are_not_given_out_again() -> None:
    """The last segment ends; the next stranger gets a number that never was."""
    stay = list(range(60))
    old = np.array([1] * 60 + [2] * 40)
    ended = Overlap.of_customers(
        old, np.array([1] * 60), (np.array(stay), np.array(stay)), ((1, 2), (1,))
    )
    ledger, _ = begun(2).following(ended, ["a"])
    assert events(ledger) == {1: "kept", 2: "died"} or events(ledger)[2] == "died"
    newcomers = Overlap.of_customers(
        np.array([1] * 60), np.array([1] * 60 + [2] * 50), (np.array(stay), np.array(stay)),
        ((1,), (1, 2)),
    )  # fmt: skip
    ledger, numbers = ledger.following(newcomers, ["a", "Fresh"])
    assert numbers == (1, 3)
    assert events(ledger)[3] == "born"
    assert (ledger.entry(3).name, ledger.entry(3).born) == ("Fresh", 3)


def test_names_that_people_gave_survive() -> None:
    ledger = begun(2).renamed(2, "VIPs")
    before = [1] * 50 + [2] * 50
    for _ in range(3):
        ledger, _ = ledger.following(overlap(before, before), ["Something", "Else"])
    assert ledger.entry(2).name == "VIPs"
    assert ledger.entry(2).named_by_person


def test_a_newcomer_never_takes_a_name_that_is_in_use() -> None:
    before = [1] * 100 + [2] * 60
    ledger, _ = begun(2).following(
        overlap(before, [2] * 40 + [1] * 60 + [3] * 60), ["Name 1", "Name 2", "Name 2"]
    )
    assert ledger.entry(3).name == "Name 2 (3)"


def test_growth_is_told_only_beyond_chance() -> None:
    rows = (np.arange(0), np.arange(0))

    def changed(share: float, n: int) -> Ledger:
        old = np.repeat([1, 2], [n // 2, n - n // 2])
        new = np.repeat([1, 2], [round(n * share), n - round(n * share)])
        places = Overlap.of_places((old, old), (new, new), ((1, 2), (1, 2)))
        assert rows[0].size == 0
        return begun(2).following(places, ["a", "b"])[0]

    assert events(changed(0.58, 100)) == {1: "kept", 2: "kept"}
    assert events(changed(0.58, 2_000)) == {1: "grown", 2: "shrunk"}
    assert events(changed(0.51, 2_000_000)) == {1: "kept", 2: "kept"}


def test_the_ledger_survives_json() -> None:
    before = [1] * 100 + [2] * 60
    ledger, _ = begun(2).following(overlap(before, [2] * 40 + [1] * 60 + [3] * 60), ["a", "b", "c"])
    assert Ledger.from_json(ledger.to_json()) == ledger


def test_where_shares_are_within_chance_nothing_has_grown_or_shrunk() -> None:
    sizes = overlap([1] * 500 + [2] * 500, [1] * 650 + [2] * 350)
    told, _ = begun(2).following(sizes, ["a", "b"])
    assert set(events(told).values()) != {"kept"}
    quiet, _ = begun(2).following(sizes, ["a", "b"], resized=False)
    assert set(events(quiet).values()) == {"kept"}
    assert [entry.share for entry in quiet.living] == [entry.share for entry in told.living]
