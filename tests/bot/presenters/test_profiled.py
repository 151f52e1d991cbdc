"""One segment in detail."""

from dataclasses import replace

import pytest
from analyses import PICTURES, SPENDING, advised, mall, one_feature, subject
from message_reading import kinds, labels, rows, sections, values

import bot.presenters  # noqa: F401  (fills the registry)
from bot.message import Message
from bot.presenter import present
from bot.presenters.profiled import compared
from bot.result import Profiled
from segmentation.errors import UnknownSegment
from segmentation.results import Analysis


def profile(analysis: Analysis, number: int = 3) -> Message:
    return present(Profiled(subject(analysis), number, PICTURES[:1]))


def test_it_begins_with_the_name_the_size_and_what_sets_it_apart() -> None:
    headline, summary, *_ = sections(profile(mall()))
    assert headline == "🟢 3 Affluent savers"
    assert summary == (
        "35 of 200 customers (18 %), set apart by income 1.5 ×, spending 0.3 × the average."
    )


def test_its_traits_stand_beside_those_of_all_customers_strongest_first() -> None:
    assert rows(profile(mall())) == [
        ["on average", "these 35", "all 200", "compared"],
        ["Spending score", "17.1", "50.2", "much lower"],
        ["Annual income", "$88.2k", "$60.6k", "higher"],
    ]


@pytest.mark.parametrize(
    ("effect_size", "words"),
    [
        (1.3, "much higher"), (-1.2, "much lower"), (0.6, "higher"), (-0.5, "lower"),
        (0.3, "a little higher"), (-0.2, "a little lower"), (0.1, "about the same"),
    ],
)  # fmt: skip
def test_distances_are_put_into_words(effect_size: float, words: str) -> None:
    assert compared(effect_size) == words


def test_the_rule_comes_with_how_often_it_is_right() -> None:
    rule = next(text for text in sections(profile(mall())) if "recognise" in text)
    assert rule == (
        "*How to recognise them:* spending score above 14 and annual income above 71. "
        "That is right for 97 % of the customers it picks, and finds 95 % of the segment. "
        "The segment came back almost unchanged when I drew the customers anew."
    )


@pytest.mark.parametrize(
    ("stability", "words"),
    [
        (0.8, "The segment held when"), (0.65, "held only in part"), (0.3, "dissolved"),
    ],
)  # fmt: skip
def test_a_segment_that_does_not_hold_is_not_praised(stability: float, words: str) -> None:
    analysis = mall()
    shaky = tuple(replace(each, stability=stability) for each in analysis.segments)
    texts = sections(profile(replace(analysis, segments=shaky)))
    assert any(words in text for text in texts)


def test_what_is_not_known_is_not_spoken_of() -> None:
    message = profile(one_feature(), 1)
    assert not any("recognise" in text for text in sections(message))
    assert rows(message)[1] == ["Annual income", "$40k", "$60.6k", "lower"]


def test_advice_comes_in_full_with_channel_message_and_test() -> None:
    advice = sections(profile(advised()))[3]
    title, *parts = advice.split("\n")
    assert title == f"*{advised().segment(3).recommendations[0].title}*"
    assert [part.split("*")[1] for part in parts[1:]] == [
        "Offer:", "Channel:", "Message:", "Measure:",
    ]  # fmt: skip
    assert "Hold back" in parts[-1]


def test_its_parts_come_in_order_and_the_picture_before_the_advice() -> None:
    assert kinds(profile(advised())) == [
        "header", "section", "table", "section", "image", "section", "actions",
    ]  # fmt: skip


def test_from_here_one_goes_to_another_segment_or_takes_this_one_away() -> None:
    message = profile(mall())
    assert labels(message) == ["Another segment", "Export this segment", "How was this calculated?"]
    said = [value.partition(" ")[2] for value in values(message)]
    assert said == ["profile 1", "profile 2", "profile 4", "profile 5", "export 3", "how"]


def test_its_notification_names_segment_size_and_file() -> None:
    assert profile(mall()).text == (
        "Affluent savers (segment 3): 35 customers, 18 % of customers.csv; "
        "income 1.5 ×, spending 0.3 × the average."
    )


def test_a_segment_that_does_not_exist_is_an_error_with_a_next_step() -> None:
    with pytest.raises(UnknownSegment, match="numbered 1 to 5"):
        profile(mall(), 9)


def test_only_three_traits_are_shown() -> None:
    first = mall().segments[2]
    many = replace(first, distinguishing=first.distinguishing * 4)
    message = profile(replace(mall(), segments=(many,), features=(SPENDING, *mall().features)))
    assert len(rows(message)) == 4
