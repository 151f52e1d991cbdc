"""The answer to a customer file, as a marketer reads it."""

from dataclasses import replace

import pytest
from analyses import (
    CHARTS,
    INCOME,
    MALL_SEGMENTS,
    PICTURES,
    advised,
    all_noise,
    crowded,
    four_as_asked,
    mall,
    no_natural_groups,
    one_feature,
    subject,
    tiers_as_asked,
    untidy,
    weak,
    with_noise,
)
from heaped_analysis import heaped
from message_reading import kinds, labels, rows, sections, values

import bot.presenters  # noqa: F401  (fills the registry)
from bot.message import Message
from bot.presenter import present
from bot.result import Segmented
from segmentation.palette import SEGMENT_EMOJI
from segmentation.recommending import first_move
from segmentation.results import Analysis, Unlike


def answer(analysis: Analysis) -> Message:
    return present(Segmented(subject(analysis), PICTURES, CHARTS))


def test_it_leads_with_the_answer_in_words_and_says_why_that_many() -> None:
    headline, summary, *_ = sections(answer(mall()))
    assert headline == "Five kinds of customers in customers.csv"
    assert summary == (
        "200 customers, told apart by *annual income* and *spending score*. "
        "The groups are clearly separate. Every one of them held in 100 resamples."
    )


def test_its_parts_come_in_the_order_of_a_conversation() -> None:
    assert kinds(answer(advised())) == [
        "header", "section", "table", "image", "image", "section",
        *["section"] * 5, "actions", "context",
    ]  # fmt: skip


def test_its_notification_is_a_sentence_about_the_largest_group() -> None:
    assert answer(mall()).text == (
        "Five kinds of customers in customers.csv. "
        "The largest is Middle of the road with 81 customers (41 %)."
    )


def test_the_table_gives_colour_number_name_size_and_traits() -> None:
    heading, first, second, *rest = rows(answer(mall()))
    assert heading == ["segment", "customers", "what sets it apart"]
    assert first == ["🔵 1 Middle of the road", "81 (41 %)", "close to average in both"]
    assert second[:2] == ["🟠 2 Affluent enthusiasts", "39 (20 %)"]
    assert second[2] == "income 1.4 ×, spending 1.6 × the average"
    assert len(rest) == 3


def test_the_signs_are_those_of_the_colours_in_the_pictures() -> None:
    segments = tuple(replace(MALL_SEGMENTS[0], number=n, name=f"N{n}") for n in range(1, 11))
    names = [row[0] for row in rows(answer(replace(mall(), segments=segments)))[1:]]
    assert [name[0] for name in names] == list(SEGMENT_EMOJI[:10])
    assert names[8] == "⚫\N{VARIATION SELECTOR-16} 9 N9"


def test_the_map_comes_before_the_bars_and_both_travel_along() -> None:
    message = answer(mall())
    images = [block for block in message.blocks if block["type"] == "image"]
    assert [file.name for file in message.attachments] == ["1-scatter.png", "2-bars.png"]
    assert [image["alt_text"] for image in images] == [file.alt for file in message.attachments]


def test_one_move_leads_and_its_segment_does_not_say_it_again() -> None:
    analysis = advised()
    move = first_move(analysis)
    assert move is not None
    segment = analysis.segment(move.segment)
    texts = sections(answer(analysis))
    assert texts[2].startswith(f"*First move:* *{segment.name}* ({segment.size} customers): ")
    line = next(text for text in texts if text.startswith(SEGMENT_EMOJI[segment.number - 1]))
    assert line.endswith(f"\n*{segment.recommendations[0].title}:* the first move, above.")


def test_every_segment_gets_its_name_share_and_one_recommendation() -> None:
    lines = [text for text in sections(answer(advised())) if text.startswith(SEGMENT_EMOJI)]
    assert len(lines) == 5
    assert lines[1].startswith("🟠 2 *Affluent enthusiasts* · 39 customers (20 %)\n*")
    said_in_full = [line for line in lines if "first move" not in line]
    assert len(said_in_full) == 4
    assert all("*Offer:*" in line and line.endswith(".") for line in said_in_full)
    assert not any("*Channel:*" in line for line in lines)


def test_buttons_lead_on_from_here() -> None:
    message = answer(mall())
    assert labels(message) == [
        "Profile", "Change groups", "Charts", "Export", "Deck", "How was this calculated?",
    ]  # fmt: skip
    analysis_id = subject(mall()).analysis_id
    said = [value.removeprefix(f"{analysis_id} ") for value in values(message)]
    assert said == [
        *(f"profile {number}" for number in range(1, 6)),
        "change", "chart scatter", "chart bars", "chart 3d", "chart sizes",
        "export", "report", "how",
    ]  # fmt: skip


def test_the_small_print_says_what_was_set_aside_and_that_nothing_was_missing() -> None:
    assert sections(answer(mall()))[-1] == (
        "Set aside: CustomerID (identifier), Gender (category), Age (not chosen). "
        "Nothing was missing."
    )


def test_the_small_print_counts_what_was_mended() -> None:
    assert sections(answer(untidy()))[-1] == (
        "Set aside: CustomerID (identifier), E-mail (personal data), Age (not chosen). "
        "7 empty cells were filled with the column's middle value. "
        "6 repeated rows were counted once. The last line was cut short and left out."
    )


def test_gaps_in_columns_that_were_set_aside_are_not_called_filled() -> None:
    base = mall()
    columns = tuple(replace(c, missing=4 if c.name == "Age" else 0) for c in base.dataset.columns)
    gaps = replace(base, dataset=replace(base.dataset, columns=columns))
    assert sections(answer(gaps))[-1].endswith("Nothing was missing in the columns compared.")


def test_weak_groups_are_called_so_in_the_headline() -> None:
    headline, summary, *_ = sections(answer(weak()))
    assert headline == "Five kinds of customers in customers.csv, with soft edges"
    assert "read them as a pattern" in summary


def test_without_groups_it_says_so_and_offers_tiers_and_the_evidence() -> None:
    message = answer(no_natural_groups())
    headline, summary = sections(message)
    assert headline == "These customers form one group, not several."
    assert "50 made-up files that have no groups: yours looks the same." in summary
    assert labels(message) == ["Make 3 tiers", "Show me the evidence"]
    assert [value.partition(" ")[2] for value in values(message)] == ["k=3", "how"]
    assert "table" not in kinds(message)


def test_without_groups_it_names_the_columns_that_may_show_some_and_offers_to_look() -> None:
    message = answer(heaped(INCOME))
    assert (
        "But customers heap up at several values of *annual income*, and of no other column:"
        " groups may show in it alone."
    ) in sections(message)[1]
    assert labels(message)[0] == "Use only that column"
    assert values(message)[0].endswith(f" features {INCOME}")
    assert labels(answer(heaped(*mall().features)))[0] == "Make 3 tiers"


def test_groups_with_soft_edges_may_be_clearer_in_some_columns() -> None:
    message = answer(replace(heaped(INCOME), verdict="weak"))
    assert (
        "Customers heap up at several values of *annual income*, and of no other column:"
        " groups may be clearer in it alone."
    ) in sections(message)[1]
    assert labels(message)[-1] == "Use only that column"
    sure = replace(heaped(INCOME), verdict="segments")
    assert "Use only that column" not in labels(answer(sure))


def test_orders_without_groups_may_be_sorted_by_rules() -> None:
    orders = replace(no_natural_groups().dataset, kind="transactions")
    message = answer(replace(no_natural_groups(), dataset=orders))
    assert labels(message)[1] == "Sort by when, how often, how much"
    assert values(message)[1].endswith(" algo=rfm_rules")


def test_without_a_comparison_no_number_of_made_up_files_is_claimed() -> None:
    summary = sections(answer(replace(no_natural_groups(), null_test=None)))[1]
    assert "made-up" not in summary
    assert "found none that would hold" in summary


def test_tiers_that_were_asked_for_are_given_but_not_called_natural() -> None:
    message = answer(tiers_as_asked())
    headline, summary, *_ = sections(message)
    assert headline == "Three parts of one group of customers in customers.csv"
    assert "in three groups as you asked" in summary
    assert "one group" in summary
    assert "table" in kinds(message)


def test_a_number_that_was_asked_for_is_said_to_be_asked_for() -> None:
    assert "in four groups as you asked." in sections(answer(four_as_asked()))[1]


@pytest.mark.parametrize(
    ("noise", "sentence"),
    [(12, "12 customers fit no group."), (1, "1 customer fits no group.")],
)
def test_customers_in_no_group_are_counted(noise: int, sentence: str) -> None:
    summary = sections(answer(replace(with_noise(), noise=noise)))[1]
    assert summary.endswith(sentence)


def test_customers_who_stand_apart_are_told_of_with_what_makes_them_so() -> None:
    unlike = (Unlike(INCOME, 2, 300.0, 410.0, 60.0),)
    summary = sections(answer(replace(mall(), noise=2, unlike=unlike)))[1]
    assert "2 customers are unlike any group. Of these, 2 stand out by annual income" in summary
    parts = sections(answer(replace(no_natural_groups(), noise=2, unlike=unlike)))[1]
    assert "2 customers are unlike everyone else." in parts


def test_no_group_at_all_is_said_without_a_table() -> None:
    message = answer(all_noise())
    headline, summary, *_ = sections(message)
    assert headline == "No groups in customers.csv"
    assert summary.startswith("I looked at 200 customers by *annual income*")
    assert "table" not in kinds(message)
    assert message.text == "No groups in customers.csv."


def test_one_feature_reads_well() -> None:
    headline, summary, *_ = sections(answer(one_feature()))
    assert headline == "Two kinds of customers in customers.csv"
    assert summary.startswith("200 customers, told apart by *annual income*. ")


def test_many_features_are_named_by_those_that_tell_most_apart() -> None:
    features = ("a", "b", "Annual Income (k$)", "c", "Spending Score (1-100)")
    summary = sections(answer(replace(mall(), features=features)))[1]
    assert "told apart by *annual income*, *spending score* and 3 more." in summary


def test_a_crowd_of_segments_is_cut_and_says_how_many_are_left() -> None:
    message = answer(crowded())
    assert len(rows(message)) == 16
    assert any(text.startswith("And 5") and "Profile" in text for text in sections(message))


def test_names_from_a_file_stay_as_they_are() -> None:
    segments = tuple(replace(each, name="*A* `b` _c_ <!here> & d") for each in MALL_SEGMENTS)
    message = answer(replace(mall(), segments=segments))
    assert rows(message)[1][0] == "🔵 1 *A* `b` _c_ <!here> & d"
    assert any("∗A∗ ˋbˋ ˍcˍ &lt;!here&gt; &amp; d" in text for text in sections(message))
