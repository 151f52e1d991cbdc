"""The card of an explored file: sentences first, then a compact table, then one picture."""

from dataclasses import replace

import pytest
from analyses import CHARTS, PICTURES, explored, mall, subject
from message_reading import kinds, labels, rows, sections

import bot.commands
import bot.presenters  # noqa: F401  (fills the registry)
from bot.command import understand
from bot.presenter import present
from bot.result import Explored
from segmentation.exploration import Exploration


def card(exploration: Exploration | None):  # type: ignore[no-untyped-def]
    analysis = replace(mall(), exploration=exploration)
    return present(Explored(subject(analysis), PICTURES[:1], CHARTS))


def test_one_card_has_the_sentences_a_table_and_one_picture() -> None:
    message = card(explored())
    assert kinds(message) == ["header", "section", "table", "image", "context", "actions"]
    assert sections(message)[:2] == [
        "What is in customers.csv",
        "• Annual income and spending score are unrelated (rank correlation 0.01).\n"
        "• Annual Income (k$) is missing for one customer.",
    ]
    assert labels(message)[0] == "Charts"
    assert message.text.startswith("What is in customers.csv: Annual income and spending score")


def test_the_table_says_what_is_typical_and_what_is_missing_with_units() -> None:
    assert rows(card(explored())) == [
        ["column", "typical", "middle half", "missing"],
        ["Age", "61.5", "41.5 to 78", "–"],
        ["Annual income", "$61.5k", "$41.5k to $78k", "1"],
        ["Gender", "Female (56 %)", "2 answers", "–"],
    ]


def test_a_sample_is_said_to_be_one() -> None:
    said = " ".join(sections(card(explored(rows=1_000_000))))
    assert "1,000,000 customers, described by a random sample of 10,000 customers" in said
    assert "gaps and outliers are counted in all of them" in said
    assert "sample" not in " ".join(sections(card(explored())))


def test_columns_beyond_the_table_are_counted() -> None:
    many = explored(tuple(f"Column {at}" for at in range(12)))
    assert "4 more columns not in this table." in " ".join(sections(card(many)))
    assert len(rows(card(many))) == 10


def test_a_file_in_which_nothing_stands_out_is_told_so() -> None:
    message = card(replace(explored(), findings=()))
    assert "Nothing stands out before the customers are grouped" in sections(message)[1]
    assert message.text.endswith(".")


def test_an_analysis_from_before_there_were_explorations_still_has_its_picture() -> None:
    assert kinds(card(None)) == ["header", "section", "image", "actions"]


@pytest.mark.parametrize(
    ("words", "columns"), [("explore", ()), ("EXPLORE age, Income ", ("age", "Income"))]
)
def test_columns_can_be_named(words: str, columns: tuple[str, ...]) -> None:
    understood = understand(words)
    assert understood.command.name == "explore"
    assert understood.arguments == columns
