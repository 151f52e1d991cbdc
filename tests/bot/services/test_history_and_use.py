"""The versions of a table in words, and the choice among the tables of a channel."""

import pytest
from channels import Channel, customers

from bot.presenter import present
from bot.result import Tables, Using
from bot.services.find_analysis import NothingHere

ORDERS = b"shop,visits,basket\n" + b"".join(
    b"S%d,%d,%d\n" % (i, (i % 2) * 40 + i % 5, (i % 2) * 70 + i % 7) for i in range(60)
)


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> Channel:
    """Customers in four versions (the last is broken), and shops in one, dropped in between."""
    made = Channel(tmp_path_factory.mktemp("channel"))
    made.drop("customers_1.csv", customers([90, 80, 70, 60], 1))
    made.drop("customers_2.csv", customers([90, 80, 70, 160], 2))
    made.drop("shops.csv", ORDERS)
    made.drop("customers_3.csv", customers([90, 80, 70, 160], 3))
    made.drop("customers_4.csv", customers([4, 3, 3, 2], 2))
    return made


def said(result: object) -> str:
    return "\n".join(
        block["text"]["text"]
        for block in present(result).blocks
        if "text" in block  # type: ignore[arg-type]
    )


def test_history_tells_every_version_newest_first_with_its_events(channel: Channel) -> None:
    channel.say("use customers")
    result = channel.say("history")
    assert [line.version for line in result.lines] == [4, 3, 2, 1]
    assert [line.verdict for line in result.lines] == ["broken", "stable", "drifted", None]
    assert [line.customers for line in result.lines] == [12, 400, 400, 300]
    assert any("grew from 20 % to 40 % of customers" in line for line in result.lines[2].news)
    words = said(result)
    assert "customers_4.csv in 4 versions" in words
    assert "23 November 2026, 11:00" in words
    assert "Looks broken" in words
    assert "Nothing beyond chance changed." in words
    assert "The beginning: 4 segments." in words


def test_a_long_history_is_shown_in_parts(channel: Channel) -> None:
    result = channel.say("history before 3")
    assert [line.version for line in result.lines] == [2, 1]
    assert "No version before that one is kept" in said(channel.say("history before 1"))


def test_a_table_is_chosen_by_what_people_call_it(channel: Channel) -> None:
    for words in ("use shops.csv", "use shops", "use Shops", "use sho", "use the table “shops”"):
        chosen = channel.say(words)
        assert isinstance(chosen, Using)
        assert channel.say("status").subject.file_name == "shops.csv"
        channel.say("use customers_2026-12-01.csv")  # dates are no part of a name
        assert channel.say("status").subject.file_name == "customers_4.csv"


def test_a_misspelling_is_asked_back_and_nothing_is_chosen(channel: Channel) -> None:
    before = channel.say("status").subject.file_name
    asked = channel.say("use custmers.csv")
    assert isinstance(asked, Tables)
    assert "Did you mean *customers_4.csv*?" in said(asked)
    unknown = channel.say("use invoices")
    assert "no table called “invoices”" in said(unknown)
    assert len(unknown.tables) == 2
    assert channel.say("status").subject.file_name == before


def test_without_a_name_the_tables_are_listed_and_the_one_at_hand_is_marked(
    channel: Channel,
) -> None:
    channel.say("use shops")
    result = channel.say("use")
    marked = {table.file_name: table.chosen for table in result.tables}
    assert marked == {"customers_4.csv": False, "shops.csv": True}
    assert isinstance(channel.say(f"use {result.tables[0].key}"), Using)  # its button
    assert "the one I speak of" in said(result)


def test_what_fits_several_tables_is_asked_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    channel = Channel(tmp_path_factory.mktemp("two"))
    channel.drop("north shops.csv", ORDERS)
    channel.drop("north customers.csv", customers([90, 80, 70, 60], 1))
    asked = channel.say("use north")
    assert isinstance(asked, Tables)
    assert (asked.why, len(asked.tables)) == ("several", 2)
    assert channel.say("use 2").subject.file_name == "north shops.csv"


def test_where_no_file_is_there_is_nothing_to_choose_from(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    empty = Channel(tmp_path_factory.mktemp("empty"))
    for words in ("use", "use customers", "history"):
        with pytest.raises(NothingHere):
            empty.say(words)
