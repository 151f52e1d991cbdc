"""Facts in words, and the filters that templates format them with."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from analyses import NASTY, column, mall, no_natural_groups, with_noise
from jinja2 import UndefinedError

from bot.market_words import result_noted
from bot.segment_lines import advice_line
from bot.templating import ago, templates_folder, verbatim
from bot.wording import (
    customers,
    found,
    full_stop,
    person,
    place,
    prose,
    told_apart,
)
from segmentation.results import OverRepresented
from segmentation.verdict_words import ONE_GROUP, SOFT_EDGES


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "just now"), (59, "just now"), (60, "1 minute ago"), (3_599, "59 minutes ago"),
        (7_300, "2 hours ago"), (86_400, "1 day ago"), (200_000, "2 days ago"),
    ],
)  # fmt: skip
def test_ages_are_said_in_the_largest_unit_that_fits(seconds: float, words: str) -> None:
    assert ago(seconds) == words


def test_a_name_is_shown_as_it_stands_and_formats_nothing() -> None:
    assert verbatim("*bold* `x`\n~s~ _it_ annual_income & <!here>") == (
        "∗bold∗ ˋxˋ ∼s∼ ˍitˍ annual_income &amp; &lt;!here&gt;"
    )
    assert not re.search(r"[*`~<>]", verbatim(NASTY))


def test_line_breaks_in_a_template_are_spaces_and_empty_lines_are_breaks() -> None:
    line = prose("segment_line", marker="🔵 1", name="A", size=1, share=0.5,
                 title="Do", text="it.", said=False, as_for="", as_for_marker="",
                 noted="")  # fmt: skip
    assert line == "🔵 1 *A* · 1 customer (50 %)\n*Do.* it."


def test_a_result_that_sets_a_segment_apart_stands_beside_its_share() -> None:
    churn = OverRepresented("Churn", "yes", 0.48, 0.27, 178.0, 0.001)
    analysis = replace(mall(), dataset=replace(mall().dataset, columns=(column("Churn", "label"),)))
    segment = replace(analysis.segments[0], categories=(churn,))
    assert result_noted(segment, analysis) == "churn “yes” 48 % (27 % of all)"
    assert result_noted(segment, mall()) == ""
    line = advice_line(segment, noted=result_noted(segment, analysis))
    assert "%) · churn “yes” 48 % (27 % of all)" in str(line)


def test_advice_given_before_is_told_by_whom_it_was_for() -> None:
    analysis = mall()
    line = advice_line(analysis.segments[2], as_for=replace(analysis.segments[0], name="Us & them"))
    assert "The same offer as for 🔵 1 Us &amp; them." in str(line)
    assert "*Offer:*" not in str(line)


def test_a_fact_that_a_template_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        prose("progress", file="customers.csv")


def test_what_was_found_is_said_in_words() -> None:
    assert found(mall()) == "five kinds of customers"
    assert found(no_natural_groups()) == "two parts of one group of customers"


def test_customers_in_no_segment_are_customers_too() -> None:
    analysis = with_noise()
    assert customers(analysis) == sum(segment.size for segment in analysis.segments) + 12


def test_columns_are_called_as_in_a_sentence() -> None:
    assert told_apart(mall()) == "*annual income* and *spending score*"


@pytest.mark.parametrize(
    ("text", "sentence"), [("Ask them", "Ask them."), ("Ask?", "Ask?"), ("", ""), ("a…", "a…")]
)
def test_a_sentence_ends_once(text: str, sentence: str) -> None:
    assert full_stop(text) == sentence


def test_only_ids_become_mentions_and_links() -> None:
    assert (person("U061F7AUR"), person("<!here>")) == ("<@U061F7AUR>", "&lt;!here&gt;")
    assert (place("C061EG9T2"), place("D024BE91L"), place("<C1>")) == ("<#C061EG9T2>", "", "")


@pytest.mark.parametrize(
    "template", sorted((templates_folder() / "messages").glob("*.j2")), ids=lambda p: p.stem
)
def test_every_message_template_escapes_what_comes_from_files(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert "|safe" not in text
    plain = template.stem.endswith(("_headline", "_hint", "found"))
    bare = re.findall(r"{{ (?:name|title|text|file|apart|alt|problem|next_step|rule) }}", text)
    assert plain or bare == []


def test_columns_that_say_little_are_called_by_what_they_mean() -> None:
    few = replace(mall(), features=("previous", "Annual Income (k$)"), segments=())
    assert told_apart(few) == "*earlier contacts* and *annual income*"


def test_messages_say_the_verdict_in_the_one_wording() -> None:
    """Templates hold words of their own; the deck and the terminal say the same."""
    assert prose("one_group_headline") == f"{ONE_GROUP}."
    weak = prose("segmented_headline", found="five groups", file="a.csv", verdict="weak")
    assert weak == f"Five groups in a.csv, {SOFT_EDGES}"
