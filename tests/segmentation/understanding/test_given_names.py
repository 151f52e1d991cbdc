"""Names that people gave follow their customers."""

from dataclasses import replace

import numpy as np
from analyses import mall

from segmentation.given_names import GivenName, with_given_names

ASSIGNMENT = np.repeat([1, 2, 3, 4, 5, 0], [81, 39, 35, 23, 22, 4])


def names(*given: GivenName, assignment: np.ndarray = ASSIGNMENT) -> list[str]:
    return [s.name for s in with_given_names(mall(), assignment, given).segments]


def test_a_given_name_takes_the_place_of_the_proven_one_which_is_kept() -> None:
    named = with_given_names(mall(), ASSIGNMENT, [GivenName("VIPs", ASSIGNMENT == 3)])
    assert named.segment(3).name == "VIPs"
    assert named.segment(3).generated_name == "Affluent savers"
    assert named.segment(2) == mall().segment(2)


def test_it_follows_its_customers_to_another_number() -> None:
    turned = np.where(ASSIGNMENT > 0, 6 - ASSIGNMENT, 0)
    assert names(GivenName("VIPs", ASSIGNMENT == 2), assignment=turned)[3] == "VIPs"


def test_it_holds_while_most_of_the_customers_are_the_same_and_no_longer() -> None:
    vips = GivenName("VIPs", ASSIGNMENT == 3)
    slightly = ASSIGNMENT.copy()
    slightly[np.flatnonzero(ASSIGNMENT == 3)[:8]] = 2
    assert names(vips, assignment=slightly)[2] == "VIPs"
    halved = ASSIGNMENT.copy()
    halved[np.flatnonzero(ASSIGNMENT == 3)[:18]] = 2
    assert "VIPs" not in names(vips, assignment=halved)


def test_the_last_name_counts_and_taking_it_back_brings_the_one_before() -> None:
    first, second = (GivenName(name, ASSIGNMENT == 3) for name in ("VIPs", "Friends"))
    assert names(first, second)[2] == "Friends"
    named = with_given_names(mall(), ASSIGNMENT, [first, second])
    back = with_given_names(named, ASSIGNMENT, [first])
    assert back.segment(3).name == "VIPs"
    assert with_given_names(back, ASSIGNMENT, []) == mall()


def test_a_name_stands_at_one_segment_only() -> None:
    moved = [GivenName("VIPs", ASSIGNMENT == 3), GivenName("VIPs", ASSIGNMENT == 2)]
    assert names(*moved).count("VIPs") == 1


def test_a_file_of_other_rows_knows_no_such_segment() -> None:
    assert names(GivenName("VIPs", np.ones(7, dtype=bool))) == [s.name for s in mall().segments]
    assert names(GivenName("VIPs", np.zeros(204, dtype=bool))) == [s.name for s in mall().segments]
    fewer = replace(mall(), segments=())
    assert with_given_names(fewer, ASSIGNMENT, [GivenName("VIPs", ASSIGNMENT == 3)]) == fewer
