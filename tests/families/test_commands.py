"""What every command must keep: its words, its help, and how it takes what it cannot read."""

from dataclasses import FrozenInstanceError, fields

import pytest

import bot.commands  # noqa: F401
from bot.command import (
    COMMANDS,
    Command,
    NotUnderstood,
    commands,
    find,
    helps,
    needs_computing,
    understand,
)
from bot.commands.drift import DriftWanted
from bot.commands.refit import Refit
from bot.commands.rename import NewName
from bot.request import Place, Request
from bot.services.refit_dataset import SpecChange
from bot.services.use_source import SourceWanted
from segmentation.spec import AnalysisSpec

EVERY = pytest.mark.parametrize("command", commands(), ids=lambda command: command.name)


@EVERY
def test_it_answers_to_each_of_its_words_in_any_case(command: Command) -> None:
    for word in command.words:
        assert find(word) is command
        assert find(f" {word.upper()} 3 ") is command


@EVERY
def test_its_example_is_understood_as_this_command(command: Command) -> None:
    understood = understand(command.help.example)
    assert understood.command is command


@EVERY
def test_its_help_is_a_line_that_fits_into_a_menu(command: Command) -> None:
    said = command.help
    assert said.usage
    assert 3 <= len(said.summary) <= 120
    assert not said.summary.endswith(".")


@EVERY
def test_it_is_a_frozen_value(command: Command) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(command, fields(command)[0].name, "other")  # type: ignore[arg-type]


def test_every_command_of_the_help_can_be_said() -> None:
    assert len(helps()) == len(commands()) - 1  # all but the greeting
    assert len({said.usage for said in helps()}) == len(helps())


@pytest.mark.parametrize("words", ["flurb", "profle 3", "what's the weather", "k5k5k5 ="])
def test_what_no_command_answers_to_is_met_with_something_that_works(words: str) -> None:
    with pytest.raises(NotUnderstood) as met:
        understand(words)
    assert met.value.next_step


@pytest.mark.parametrize(
    "words",
    [
        "profile",
        "profile three",
        "chart",
        "k=many",
        "features ,",
        "k=",
        "who",
        "who ?",
        "rename",
        "rename 3",
        "source crm shop",
        "source ``",
        "source crm anew again",
        'rename 3 ""',
        "rename VIPs",
        f"rename 3 {'x' * 41}",
        "min=60%",
        "min=lots",
        "max=none",
        "max=0",
        "outliers",
        "outliers=maybe",
        "algo=kmeans linkage=average",
        "algo=hierarchical linkage=zigzag",
        "k=8 max=6",
        "compare 3",
        "compare 1 1",
        "compare 1 2 3",
        "weigh age",
        "without ,",
        "version",
        "drift sideways",
        "drift 3",
        "history of rome",
    ],
)
def test_arguments_that_cannot_be_read_get_an_example(words: str) -> None:
    with pytest.raises(NotUnderstood) as met:
        understand(words)
    assert "`" in met.value.next_step or "Choose from" in met.value.next_step


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("k=5", SpecChange(k=5)),
        ("K = 5", SpecChange(k=5)),
        ("auto", SpecChange(auto_k=True)),
        ("k=auto", SpecChange(auto_k=True)),
        ("algo=hierarchical k=4", SpecChange(k=4, algorithm="hierarchical")),
        ("k=4 algo=dbscan scale=robust", SpecChange(k=4, algorithm="dbscan", scaling="robust")),
        ("features age, income", SpecChange(features=("age", "income"))),
        ("sheet=May 2024 k=3", SpecChange(sheet="May 2024", k=3)),
        ('sheet "May 2024"', SpecChange(sheet="May 2024")),
        ("weigh income=2", SpecChange(weights=(("income", 2.0),))),
        ("weigh income = 2, age 0.5 k=4", SpecChange(k=4, weights=(("income", 2.0), ("age", 0.5)))),
        ("without age", SpecChange(leave_out=("age",))),
        (
            'without "Income, net", age auto',
            SpecChange(auto_k=True, leave_out=("Income, net", "age")),
        ),
        (
            "features age, income, spend weigh income=3 without age",
            SpecChange(
                features=("age", "income", "spend"),
                weights=(("income", 3.0),),
                leave_out=("age",),
            ),
        ),
        ('features "Income, net", Age', SpecChange(features=("Income, net", "Age"))),
        (
            "features=Annual Income (k$), Spending Score (1-100) k=5",
            SpecChange(k=5, features=("Annual Income (k$)", "Spending Score (1-100)")),
        ),
        ("max=6", SpecChange(max_k=6)),
        ("min=5%", SpecChange(min_share=0.05)),
        ("min = 2,5 % max = 7", SpecChange(min_share=0.025, max_k=7)),
        ("min=0.1 k=4", SpecChange(min_share=0.1, k=4)),
        ("min=10", SpecChange(min_share=0.1)),
        ("min=0%", SpecChange(min_share=0.0)),
        ("outliers apart", SpecChange(outliers_apart=True)),
        ("k=4 outliers apart", SpecChange(k=4, outliers_apart=True)),
        ("outliers in", SpecChange(outliers_apart=False)),
        ("algo=hierarchical linkage=average", SpecChange(algorithm="hierarchical_average")),
        ("linkage=complete k=3", SpecChange(algorithm="hierarchical_complete", k=3)),
        ("k=5 features age, max spend", SpecChange(k=5, features=("age", "max spend"))),
        ("features min, max", SpecChange(features=("min", "max"))),
        (
            'algo=kmeans auto features=Age, "Income, net"',
            SpecChange(auto_k=True, algorithm="kmeans", features=("Age", "Income, net")),
        ),
    ],
)
def test_a_change_of_the_cut_is_read_as_it_is_said(words: str, change: SpecChange) -> None:
    assert Refit().parse(words) == change


@pytest.mark.parametrize(
    ("change", "k"),
    [
        (SpecChange(k=3), 3),
        (SpecChange(auto_k=True), None),
        (SpecChange(features=("age",)), None),
        (SpecChange(algorithm="hierarchical"), None),
        (SpecChange(scaling="robust"), 5),
        (SpecChange(max_k=4), None),
        (SpecChange(min_share=0.05), 5),
        (SpecChange(outliers_apart=True), 5),
        (SpecChange(k=3, algorithm="hierarchical"), 3),
    ],
)
def test_what_was_not_said_stays_but_a_new_basis_lets_the_data_choose(
    change: SpecChange, k: int | None
) -> None:
    assert change.applied_to(AnalysisSpec(k=5)).k == k


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("compare 1 3", (1, 3)),
        ("compare segments 2 and 5", (2, 5)),
        ("compare", None),
        ("compare methods", None),
    ],
)
def test_two_segments_are_compared_at_once_and_methods_when_there_is_time(
    words: str, numbers: tuple[int, int] | None
) -> None:
    assert understand(words).arguments == numbers
    request = Request("a", words, Place("T024BE7LD", "C061EG9T2"), "U061F7AUR", "slash")
    assert needs_computing(request) is (numbers is None)


def test_no_word_is_taken_twice() -> None:
    assert sum(len(command.words) for command in commands()) == len(COMMANDS)


@pytest.mark.parametrize("words", ["", "   ", "?", "🙂", "-"])
def test_nothing_sayable_gets_the_help(words: str) -> None:
    assert find(words).name == "help"


@pytest.mark.parametrize(
    ("words", "number", "name"),
    [
        ('rename 3 "VIPs"', 3, "VIPs"),
        ("rename segment 2 to “Our regulars”", 2, "Our regulars"),
        ("call 1 as Friends of the house", 1, "Friends of the house"),
        ("RENAME 4 = „Stille“", 4, "Stille"),
        ("rename 3 Top 10 customers", 3, "Top 10 customers"),
    ],
)
def test_a_new_name_is_read_with_any_quotes(words: str, number: int, name: str) -> None:
    assert understand(words).arguments == NewName(number, name)


@pytest.mark.parametrize(
    ("words", "typed"),
    [("who C-1029", "C-1029"), ("who is 0017?", "0017"), ("who customer row 17", "row 17"),
     ("Who “ada@example.org”", "ada@example.org")],
)  # fmt: skip
def test_a_customer_is_read_as_typed(words: str, typed: str) -> None:
    assert understand(words).arguments == typed


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("drift", DriftWanted()),
        ("changed", DriftWanted()),
        ("drift since 3", DriftWanted(since=3)),
        ("drift since version 12", DriftWanted(since=12)),
        ("moved", DriftWanted(moved=True)),
        ("drift id=Customer No", DriftWanted(id_column="Customer No")),
        ("drift moved since 2 id moved_from", DriftWanted(True, 2, "moved_from")),
        ("drift who moved since 2", DriftWanted(moved=True, since=2)),
    ],
)
def test_what_changed_is_asked_since_a_version_or_for_who_moved(
    words: str, wanted: DriftWanted
) -> None:
    assert understand(words).arguments == wanted


@pytest.mark.parametrize(
    ("words", "typed"),
    [("use", ""), ("tables", ""), ("use customers.csv", "customers.csv"),
     ("use the file “CRM export”", "CRM export"), ("use table 2", "2")],
)  # fmt: skip
def test_a_table_is_named_in_any_quotes(words: str, typed: str) -> None:
    assert understand(words).arguments == typed


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("source", None),
        ("sources", None),
        ("source crm", SourceWanted("crm")),
        ("Source `CRM`", SourceWanted("crm")),
        ("source crm anew", SourceWanted("crm", anew=True)),
    ],
)
def test_a_source_is_named_and_a_list_needs_no_turn(
    words: str, wanted: SourceWanted | None
) -> None:
    assert understand(words).arguments == wanted
    request = Request("a", words, Place("T024BE7LD", "C061EG9T2"), "U061F7AUR", "slash")
    assert needs_computing(request) is (wanted is not None)
