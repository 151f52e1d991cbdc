"""Saying what the rows of a file are."""

import pytest

import bot.commands  # noqa: F401
from bot.command import NotUnderstood, understand
from bot.commands.rows import Rows
from bot.services.reread_dataset import read_as
from segmentation.spec import AnalysisSpec


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("rows customers", "customers"), ("rows transactions", "transactions"),
        ("Rows Orders", "transactions"), ("kind=transactions", "transactions"),
        ("kind auto", "auto"),
    ],
)  # fmt: skip
def test_the_kind_of_rows_is_read_as_it_is_said(words: str, kind: str) -> None:
    understood = understand(words)
    assert understood.command.name == "rows"
    assert understood.arguments == kind


def test_what_fits_the_old_rows_only_is_left_behind() -> None:
    asked = AnalysisSpec(k=4, algorithm="rfm_rules", features=("frequency",), seed=7)
    assert read_as("customers", asked, "kmeans") == AnalysisSpec(kind="customers", seed=7)
    other = AnalysisSpec(algorithm="hierarchical")
    assert read_as("transactions", other, "kmeans").algorithm == "hierarchical"


@pytest.mark.parametrize("words", ["rows", "rows of people"])
def test_another_kind_gets_an_example(words: str) -> None:
    with pytest.raises(NotUnderstood) as met:
        Rows().parse(words)
    assert "`rows transactions`" in met.value.next_step
