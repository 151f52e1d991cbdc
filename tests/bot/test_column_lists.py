"""Columns as people list them, and what changes when they name some."""

import pytest

from bot.column_lists import NoColumnsNamed, column_names, column_weights
from bot.services.refit_dataset import SpecChange
from segmentation.spec import AnalysisSpec


def test_nothing_said_is_nothing_listed() -> None:
    assert column_names(None) is None
    assert column_weights(None) is None


@pytest.mark.parametrize("said", ["income=2", "income = 2", "income: 2", "income 2", "income 2x"])
def test_a_weight_may_be_written_in_several_ways(said: str) -> None:
    assert column_weights(said) == (("income", 2.0),)


def test_a_name_may_hold_digits_and_signs() -> None:
    assert column_weights("Spending Score (1-100)=.5, q3 2") == (
        ("Spending Score (1-100)", 0.5),
        ("q3", 2.0),
    )


@pytest.mark.parametrize("said", ["", " , ", "income", "income=", "income=-1", "income=lots"])
def test_what_says_no_weight_is_answered_with_an_example(said: str) -> None:
    with pytest.raises(NoColumnsNamed, match="weigh income=2"):
        column_weights(said)


KEPT = AnalysisSpec(k=4, features=("a", "b"), leave_out=("b",), weights=(("a", 2.0),))


def test_columns_left_out_add_up_and_let_the_data_choose_the_number_again() -> None:
    after = SpecChange(leave_out=("a", "b")).applied_to(KEPT)
    assert (after.leave_out, after.weights, after.k) == (("b", "a"), KEPT.weights, None)


def test_another_number_of_groups_keeps_what_was_left_out_and_weighed() -> None:
    after = SpecChange(k=6).applied_to(KEPT)
    assert (after.leave_out, after.weights, after.k) == (("b",), KEPT.weights, 6)


def test_other_columns_begin_anew() -> None:
    after = SpecChange(features=("b", "c"), weights=(("c", 3.0),)).applied_to(KEPT)
    assert (after.leave_out, after.weights) == ((), (("c", 3.0),))
