"""Two segments side by side."""

import pytest
from analyses import INCOME, SPENDING, mall

from segmentation.errors import UnknownSegment
from segmentation.side_by_side import side_by_side


def test_the_largest_difference_comes_first_in_own_units_and_as_a_ratio() -> None:
    analysis = mall()
    pair = side_by_side(analysis, 2, 3)
    assert (pair.first.number, pair.second.number) == (2, 3)
    assert {each.feature for each in pair.differences} == set(analysis.features)
    first = pair.differences[0]
    assert first.feature == SPENDING
    assert first.first == analysis.segment(2).centre[SPENDING]
    assert first.ratio == pytest.approx(first.first / first.second)
    effects = [
        next(d.effect_size for d in analysis.segment(n).distinguishing if d.feature == SPENDING)
        for n in (2, 3)
    ]
    assert first.effect_size == pytest.approx(effects[0] - effects[1])
    sizes = [abs(each.effect_size) for each in pair.differences]
    assert sizes == sorted(sizes, reverse=True)


def test_the_other_way_round_the_signs_turn() -> None:
    one, other = side_by_side(mall(), 2, 3), side_by_side(mall(), 3, 2)
    assert [d.effect_size for d in one.differences] == [-d.effect_size for d in other.differences]
    assert one.differences[0].feature != INCOME


def test_a_segment_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownSegment):
        side_by_side(mall(), 1, 9)
