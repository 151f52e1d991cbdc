"""One segment in detail."""

from dataclasses import replace

import pytest
from analyses import (
    PICTURES,
    SPENDING,
    advised,
    mall,
    one_feature,
    subject,
    tiers_as_asked,
    with_money,
)
from message_reading import kinds, labels, rows, sections, values

import bot.presenters  # noqa: F401  (fills the registry)
from bot.message import Message
from bot.presenter import present
from bot.presenters.profiled import compared
from bot.result import Profiled
from segmentation.errors import UnknownSegment
from segmentation.results import Analysis, Distinguishing


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
        ["on average", "these 35", "all 200", "index", "compared"],
        ["Spending score", "17.1", "50.2", "34", "much lower"],
        ["Annual income", "$88.2k", "$60.6k", "146", "higher"],
    ]


def test_an_answer_takes_a_row_of_five_cells_like_a_number() -> None:
    base = mall()
    said = Distinguishing("Plan_type", 0.9, 0.4, 1.02, "pro\n plus")
    third = base.segment(3)
    told = replace(third, distinguishing=(said, *third.distinguishing))
    segments = (*base.segments[:2], told, *base.segments[3:])
    features = (*base.features, "Plan_type")
    shown = rows(profile(replace(base, segments=segments, features=features)))
    assert {len(row) for row in shown} == {5}
    assert ["Plan type: pro plus", "90 %", "40 %", "–", "higher"] in shown


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
    assert rows(message)[1] == ["Annual income", "$40k", "$60.6k", "66", "lower"]


def test_a_profile_tells_the_market_in_money_goods_habits_and_needs() -> None:
    summary, market = (sections(profile(with_money(), 1))[at] for at in (1, 3))
    assert "16 % of the money" in summary
    assert market.split("\n") == [
        "*They over-buy* fish (40 % of their spend, 20 % of everyone's).",
        "*More often than others:* plan type “pro” 90 % (45 % of all).",
        "*How they buy:* wines 95.2 (all 304).",
        "*They are likely to need* low prices and small packs.",
        "*What more there might be:* they bring 170 each, customers of like income 1,200. Half the"
        " gap over 120 customers would be 62,000: an upper estimate, not a forecast.",
    ]


def test_without_money_in_the_file_a_profile_speaks_of_none() -> None:
    assert not any("money" in text or "bring" in text for text in sections(profile(mall())))


def test_the_words_of_the_name_come_with_their_tests() -> None:
    name = next(text for text in sections(profile(mall())) if "Why this name" in text)
    assert "“Affluent savers”" in name
    assert "so in 99 % of 200 resamples" in name


def test_a_part_of_one_group_is_not_called_a_kind_of_people() -> None:
    summary = sections(profile(tiers_as_asked(), 1))[1]
    assert "a part to work with, not as a kind of people" in summary


def test_advice_comes_in_full_with_channel_message_and_test() -> None:
    advice = sections(profile(advised()))[4]
    title, *parts = advice.split("\n")
    assert title == f"*{advised().segment(3).recommendations[0].title}*"
    assert [part.split("*")[1] for part in parts[1:]] == [
        "Offer:", "Channel:", "Message:", "Measure:",
    ]  # fmt: skip
    assert "Hold back" in parts[-1]


def test_its_parts_come_in_order_and_the_picture_before_the_advice() -> None:
    assert kinds(profile(advised())) == [
        "header", "section", "table", "section", "context", "image", "section", "actions",
    ]  # fmt: skip


def test_from_here_one_compares_it_takes_it_away_or_names_it() -> None:
    message = profile(mall())
    assert labels(message) == ["Compare with", "Export this segment", "Rename"]
    said = [value.partition(" ")[2] for value in values(message)]
    assert said == [*(f"compare 3 {other}" for other in (1, 2, 4, 5)), "export 3", "rename 3"]


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
