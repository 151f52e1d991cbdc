"""What is said after a file was answered: commands, mentions, buttons, forms."""

import csv
import io

import pytest

from bot.workspace.person import Person
from bot.workspace.seen import Seen
from tests.dialogs.office import Office

pytestmark = pytest.mark.slow


@pytest.fixture
def answer(ada: Person, room: str, mall: bytes) -> Seen:
    """The answer to a dropped file."""
    ts = ada.drop(room, "customers.csv", mall)
    return ada.wait_for("kinds of customers in customers.csv", room, thread=ts, timeout=60)


def test_another_number_of_groups_is_cut_on_request(ada: Person, room: str, answer: Seen) -> None:
    ada.command(room, "/segment k=5")
    cut = ada.wait_for("Five", room, timeout=60)
    assert cut.ts != answer.ts
    assert cut.thread in (None, cut.ts)


def test_auto_lets_the_data_decide_again(ada: Person, room: str, answer: Seen) -> None:
    ada.command(room, "/segment k=3")
    ada.wait_for("Three", room, timeout=60)
    ada.command(room, "/segment auto")
    ada.wait_for(lambda m: "Six kinds" in m.said and m.ts > answer.ts, room, timeout=60)


def test_a_segment_is_shown_in_detail(ada: Person, room: str, answer: Seen) -> None:
    ada.command(room, "/segment profile 3")
    profile = ada.wait_for(lambda m: m.ts > answer.ts and "egment 3" in m.said, room, timeout=30)
    assert any(block["type"] == "image" for block in profile.blocks)


def test_a_mention_in_the_thread_is_answered_in_the_thread(
    ada: Person, room: str, answer: Seen
) -> None:
    ada.mention(room, "profile 2", thread=answer.thread)
    ada.wait_for(
        lambda m: m.ts != answer.ts and "egment 2" in m.said, room, thread=answer.thread, timeout=30
    )


def test_a_segment_is_chosen_from_the_menu(ada: Person, room: str, answer: Seen) -> None:
    name = next(b for b in answer.blocks if b["type"] == "table")["rows"][1]
    assert name
    ada.choose(answer, "say:profile", f"{_analysis_id(answer)} profile 1")
    ada.wait_for("egment 1", room, thread=answer.thread, timeout=30)


@pytest.mark.parametrize("chart", ["scatter", "bars", "3d", "sizes"])
def test_each_chart_comes_as_a_picture_with_words(
    ada: Person, room: str, answer: Seen, chart: str
) -> None:
    ada.command(room, f"/segment chart {chart}")
    drawn = ada.wait_for(
        lambda m: m.ts > answer.ts and any(b["type"] == "image" for b in m.blocks), room, timeout=30
    )
    (image,) = [block for block in drawn.blocks if block["type"] == "image"]
    assert len(image["alt_text"]) > 40
    assert ada.download(image["image_url"]).startswith(b"\x89PNG")


def test_exploring_gives_one_card_with_one_picture(ada: Person, room: str, answer: Seen) -> None:
    ada.command(room, "/segment explore")
    card = ada.wait_for("What is in customers.csv", room, timeout=30)
    assert "Annual income and spending score are unrelated" in card.said
    assert "CustomerID" not in card.said
    (image,) = [block for block in card.blocks if block["type"] == "image"]
    assert "Age: median 36, middle half 28.8 to 49." in image["alt_text"]
    assert ada.download(image["image_url"]).startswith(b"\x89PNG")


def test_the_export_holds_every_row_with_its_segment(
    ada: Person, room: str, answer: Seen, mall: bytes
) -> None:
    ada.press(answer, "Export")
    export = ada.wait_for(lambda m: bool(m.files), room, thread=answer.thread, timeout=30)
    table = list(csv.DictReader(io.StringIO(ada.download(export.files[0]["url"]).decode())))
    original = list(csv.DictReader(io.StringIO(mall.decode())))
    assert [row["CustomerID"] for row in table] == [row["CustomerID"] for row in original]
    assert {row["segment"] for row in table} == set("123456")
    assert all(row["segment_name"] for row in table)


def test_the_deck_is_shared_as_a_file(ada: Person, room: str, answer: Seen) -> None:
    ada.press(answer, "Deck")
    deck = ada.wait_for(lambda m: bool(m.files), room, thread=answer.thread, timeout=60)
    assert deck.files[0]["name"].endswith(".pptx")


def test_the_form_changes_the_groups_and_says_what_it_cannot_take(
    ada: Person, room: str, answer: Seen
) -> None:
    ada.press(answer, "Change groups")
    form = ada.view("Change the groups")
    ada.submit(form, {"k": "4", "algorithm": "dbscan"})
    ada.wait_until(lambda: ada.errors or None)
    assert "k" in ada.errors
    ada.submit(form, {"k": "4", "algorithm": "hierarchical"})
    ada.wait_for("our ", room, thread=answer.thread, timeout=60)


def test_how_it_was_calculated_is_told(ada: Person, room: str, answer: Seen) -> None:
    ada.press(answer, "How was this calculated?")
    told = ada.wait_for("K-means", room, thread=answer.thread, timeout=30)
    assert "silhouette" in told.said.lower()


def test_a_name_of_ones_own_survives_a_new_cut_and_can_be_taken_back(
    ada: Person, room: str, answer: Seen
) -> None:
    ada.mention(room, "rename 2 “VIPs”", thread=answer.thread)
    ada.wait_for("from now on", room, thread=answer.thread, timeout=60)
    ada.mention(room, "k=5", thread=answer.thread)
    five = ada.wait_for("ive kinds of customers", room, thread=answer.thread, timeout=60)
    assert "VIPs" in str(five.blocks)
    ada.mention(room, "undo", thread=answer.thread)
    ada.wait_for("no longer VIPs", room, thread=answer.thread, timeout=60)


def test_who_tells_only_the_one_who_asked_where_a_customer_is_and_why(
    office: Office, ada: Person, room: str, answer: Seen
) -> None:
    ada.command(room, "/segment who 0017")
    told = ada.wait_for("0017 is in", room, timeout=30)
    assert told.ephemeral
    assert "smallest change" in told.said
    assert "Male" not in told.said


def test_help_is_for_the_one_who_asked(office: Office, ada: Person, room: str) -> None:
    with Person(office.workspace, "Ben") as ben:
        ben.join(room)
        ada.command(room, "/segment help")
        told = ada.wait_for("profile 3", room)
        assert told.ephemeral
        assert all("profile 3" not in m.said for m in ben.messages(room))


def test_two_segments_are_compared_from_the_profile(ada: Person, room: str, answer: Seen) -> None:
    ada.command(room, "/segment profile 3")
    profile = ada.wait_for(lambda m: m.ts > answer.ts and "egment 3" in m.said, room, timeout=30)
    ada.choose(profile, "say:compare", f"{_analysis_id(answer)} compare 3 1")
    told = ada.wait_for("They differ most in", room, timeout=30)
    assert any(block["type"] == "table" for block in told.blocks)


def test_wishes_for_the_groups_are_fulfilled(ada: Person, room: str, answer: Seen) -> None:
    ada.command(room, "/segment max=4 min=20%")
    cut = ada.wait_for(lambda m: m.ts > answer.ts and "of 200" in m.said, room, timeout=60)
    assert cut.blocks


def test_the_methods_are_compared_and_what_is_shown_may_stay(
    ada: Person, room: str, answer: Seen
) -> None:
    ada.command(room, "/segment compare methods")
    told = ada.wait_for("Stay with the groups you see", room, timeout=120)
    table = next(block for block in told.blocks if block["type"] == "table")
    assert len(table["rows"]) == 6


def test_status_tells_what_is_at_hand(ada: Person, room: str, answer: Seen) -> None:
    ada.command(room, "/segment status")
    assert ada.wait_for("customers.csv", room, timeout=20)
    status = ada.wait_for(lambda m: m.ephemeral and "customers.csv" in m.said, room)
    assert status.ephemeral


def test_a_command_without_data_offers_the_upload(ada: Person, room: str) -> None:
    ada.command(room, "/segment profile 3")
    offer = ada.wait_for("there is none here yet", room)
    assert offer.ephemeral
    ada.press(offer, "Upload a file")
    assert ada.view("Upload customers")


def test_words_that_make_no_sense_get_the_nearest_command(ada: Person, room: str) -> None:
    ada.command(room, "/segment profle 3")
    assert "profile 3" in ada.wait_for("Did you mean", room).said


def test_a_segment_that_is_not_there_is_named(ada: Person, room: str, answer: Seen) -> None:
    ada.command(room, "/segment profile 99")
    assert "1 to 6" in ada.wait_for("no segment 99", room).said


def test_a_command_works_where_the_bot_is_no_member(office: Office, ada: Person) -> None:
    channel = ada.create_channel(f"without-{office.room(ada)[-4:].lower()}")
    ada.command(channel, "/segment help")
    assert ada.wait_for("profile 3", channel).ephemeral


def test_home_shows_what_was_analysed_lately(ada: Person, room: str, answer: Seen) -> None:
    ada.open_home()
    ada.wait_until(lambda: "customers.csv" in str(ada.home) or None, timeout=20)


def test_the_bot_greets_a_channel_that_it_joins(office: Office, ada: Person, room: str) -> None:
    assert ada.wait_for("Drop a customer file", room).user == office.workspace.workspace.bot_user


def _analysis_id(answer: Seen) -> str:
    for block in answer.blocks:
        for element in block.get("elements", ()):
            for option in element.get("options", ()):
                return str(option["value"].split()[0])
    raise AssertionError("no menu in the answer")
