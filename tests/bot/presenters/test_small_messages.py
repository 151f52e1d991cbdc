"""Progress, advice, pictures, files, help, status, trouble: the short messages."""

from dataclasses import replace

import pytest
from analyses import CHARTS, PICTURES, advised, all_noise, mall, subject
from message_reading import kinds, labels, sections, values

import bot.presenters  # noqa: F401  (fills the registry)
from bot.presenter import present, presents
from bot.result import (
    Cancelled,
    Charted,
    CommandHelp,
    Exported,
    Helped,
    Home,
    NoData,
    Profiled,
    Progress,
    RecentData,
    Recommended,
    Status,
    Trouble,
)

COMMANDS = (
    CommandHelp("upload", "Bring a customer file", "upload"),
    CommandHelp("k=5 · auto", "Cut the customers anew", "k=5"),
    CommandHelp("chart scatter · bars", "Draw the segments another way", "chart bars"),
)


def test_progress_begins_with_the_file_alone() -> None:
    message = present(Progress("customers.csv", "upload:T:C:F"))
    assert message.text == "Reading *customers.csv*…"
    assert labels(message) == ["Cancel"]
    assert values(message) == ["- cancel upload:T:C:F"]


def test_progress_grows_by_its_stages() -> None:
    stages = ("cleaned", "explored", "5 groups found")
    message = present(Progress("customers.csv", "j", 200, stages, "drawing"))
    assert message.text == (
        "Reading *customers.csv* (200 rows)… cleaned · explored · 5 groups found · drawing"
    )


def test_a_single_row_is_one_row() -> None:
    assert "(1 row)" in present(Progress("a.csv", "j", 1)).text


def test_a_chart_is_spoken_by_its_alt_text_and_leads_to_the_others() -> None:
    message = present(Charted(subject(mall()), PICTURES[0], CHARTS))
    assert PICTURES[0].alt in message.text
    assert kinds(message) == ["image", "actions"]
    assert labels(message) == ["Charts", "How was this calculated?"]


def test_a_table_to_take_away_is_a_file_beside_its_sentence() -> None:
    result = Exported(subject(mall()), "customers_segments.csv", b"a", "table", "customers")
    message = present(result)
    assert message.text == (
        "*customers*, as a CSV file: every column of customers.csv, plus the segment and its name."
    )
    assert [(file.name, file.shown) for file in message.attachments] == [
        ("customers_segments.csv", False)
    ]


def test_slides_are_called_slides() -> None:
    result = Exported(subject(mall()), "c.pptx", b"PK", "deck", "customers: the segments")
    assert present(result).text == "*customers: the segments*, as slides for PowerPoint."


def test_advice_for_one_segment_comes_in_full() -> None:
    texts = sections(present(Recommended(subject(advised()), 3)))
    assert texts[0] == "What to do about Affluent savers"
    assert "*Channel:*" in texts[1]


def test_advice_for_all_is_one_line_a_segment() -> None:
    message = present(Recommended(subject(advised()), None))
    assert sections(message)[0] == "What to do about each of the five groups"
    assert len(sections(message)) == 6
    assert not any("above" in text for text in sections(message))


def test_a_segment_without_advice_says_so_instead_of_inventing_some() -> None:
    bare = replace(mall(), segments=(replace(mall().segments[0], recommendations=()),))
    message = present(Recommended(subject(bare), 1))
    assert sections(message)[1].startswith("I have no advice for Middle of the road:")
    assert message.text.startswith("I have no advice for Middle of the road")


def test_without_segments_there_is_one_sentence_of_advice() -> None:
    message = present(Recommended(subject(all_noise()), None))
    assert sections(message) == [
        "What to do about your customers",
        "No group stands out by enough to act on it alone: what suits one customer here suits the"
        " others.",
    ]


def test_help_lists_every_command_and_is_for_the_asker_alone() -> None:
    message = present(Helped(COMMANDS, "customers.csv"))
    intro, lines = sections(message)
    assert intro.startswith("I am speaking of *customers.csv* here.")
    assert lines.split("\n")[1] == "`k=5 · auto` – Cut the customers anew"
    assert message.private


def test_help_about_one_command_gives_an_example() -> None:
    for topic in ("auto", "k=5", "AUTO please"):
        message = present(Helped(COMMANDS, None, topic))
        assert sections(message) == [
            "`k=5 · auto` – Cut the customers anew.\nFor instance: `/segment k=5`."
        ]


def test_help_about_nothing_known_lists_what_there_is() -> None:
    message = present(Helped(COMMANDS, None, "dance"))
    assert "There is no command called “dance”" in message.text
    assert len(sections(message)) == 2


def test_a_long_help_is_spread_over_sections() -> None:
    message = present(Helped(COMMANDS * 30, None))
    assert len(sections(message)) > 2
    assert sum(text.count("\n") + 1 for text in sections(message)[1:]) == 90


def test_status_says_what_is_at_hand_and_under_way() -> None:
    message = present(Status(subject(mall()), 7_300.0, ("b.csv",), "0.1.0"))
    assert sections(message) == [
        "I am speaking of *customers.csv*, analysed 2 hours ago: 200 customers in five segments.\n"
        "Under way: b.csv.",
        "segment-bot 0.1.0",
    ]


def test_status_without_data_offers_the_upload() -> None:
    message = present(Status(None, None, (), "0.1.0"))
    assert labels(message) == ["Upload a file"]
    assert "Nothing is under way." in message.text


def test_a_cancelled_job_names_who_stopped_it() -> None:
    assert present(Cancelled("a.csv", "U061F7AUR")).text.startswith(
        "I stopped working on *a.csv*, as <@U061F7AUR> asked"
    )
    assert present(Cancelled("", "Ada")).text == "I stopped, as Ada asked."


def test_a_command_without_data_offers_the_upload() -> None:
    message = present(NoData("profile 3"))
    assert message.text.startswith("I need a customer file for `profile 3`")
    assert values(message) == ["- upload"]
    assert message.private


def test_upload_said_as_words_does_not_complain_about_missing_data() -> None:
    assert present(NoData("upload")).text.startswith("Bring me a customer file:")


def test_trouble_says_what_happened_and_what_to_do() -> None:
    message = present(Trouble("I couldn't read *export.pdf*: it is a PDF.", "Export it as CSV."))
    assert sections(message) == ["I couldn't read *export.pdf*: it is a PDF. Export it as CSV."]
    assert labels(message) == []
    assert message.private


def test_our_own_fault_has_a_reference_and_a_second_try() -> None:
    message = present(Trouble("Something broke on my side.", "", "7F3A", "k=5"))
    assert message.text == (
        "Something broke on my side (ref 7F3A). "
        "Your file is safe; I'll try again when someone presses *Try again*."
    )
    assert values(message) == ["- k=5"]


def test_a_second_try_that_no_button_can_carry_is_not_promised() -> None:
    message = present(Trouble("Something broke on my side.", "", "7F3A", "x" * 3_000))
    assert labels(message) == []
    assert "Try again" not in message.text


def test_the_home_greets_lists_what_was_analysed_and_what_can_be_said() -> None:
    recent = (
        RecentData("customers.csv", "C061EG9T2", subject(mall()), 7_300.0),
        RecentData("b.csv", "D024BE91L", None, 20.0),
    )
    message = present(Home("U061F7AUR", recent, COMMANDS))
    texts = sections(message)
    assert texts[1].startswith("Hello <@U061F7AUR>.")
    assert texts[4] == (
        "*customers.csv* in <#C061EG9T2> · 2 hours ago\n"
        "200 customers in five segments; the largest is Middle of the road (41 %)."
    )
    assert texts[5] == "*b.csv* · just now\nNot analysed yet."
    assert labels(message) == ["Upload a file", "Profile"]


def test_a_new_home_says_that_nothing_was_analysed() -> None:
    texts = sections(present(Home("U061F7AUR", (), COMMANDS)))
    assert any(text.startswith("Nothing analysed so far.") for text in texts)


def test_a_second_presenter_for_a_result_is_refused() -> None:
    with pytest.raises(ValueError, match="two presenters for Profiled"):
        presents(Profiled)(present)
