"""One digest for all tables of a channel: what matters first, and never a wall."""

from dataclasses import replace

import pytest
from channels import Channel, customers

from bot.presenter import present

KINDS = {
    "clients": "client,turnover,orders", "members": "member,points,nights",
    "donors": "donor,gift,years", "readers": "reader,minutes,articles",
}  # fmt: skip


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> Channel:
    """Four tables: in one a segment doubled, in one it grew by half, one is as it was, one old."""
    made = Channel(tmp_path_factory.mktemp("channel"))
    for at, (name, columns) in enumerate(KINDS.items()):
        made.drop(f"{name}_1.csv", customers([90, 80, 70, 60], at, columns))
    made.drop("clients_2.csv", customers([90, 80, 70, 60], 11, KINDS["clients"]))
    made.drop("members_2.csv", customers([90, 80, 70, 260], 12, KINDS["members"]))
    made.drop("donors_2.csv", customers([90, 80, 70, 130], 13, KINDS["donors"]))
    return made


def test_the_table_that_changed_most_leads_and_others_follow_in_a_line(channel: Channel) -> None:
    digest = channel.say("digest now")
    assert digest.subject.file_name == "members_2.csv"
    assert [one.subject.file_name for one in digest.others] == [
        "donors_2.csv", "clients_2.csv", "readers_1.csv",
    ]  # fmt: skip
    message = present(digest)
    texts = [block["text"]["text"] for block in message.blocks if "text" in block]
    assert "grew from 20 % to 52 %" in texts[0]
    assert texts[1].startswith("In *members_2.csv*:")
    assert any(text.startswith("*donors_2.csv*: ") and "grew" in text for text in texts)
    assert (
        "Nothing beyond chance changed in *clients_2.csv*. No new data in *readers_1.csv*." in texts
    )
    assert (len(message.attachments), len(digest.pictures)) == (1, 2)


def test_at_most_three_tables_are_told_in_words(channel: Channel) -> None:
    digest = channel.say("digest now")
    crowd = replace(digest, others=(digest.others[0],) * 7 + digest.others[1:])
    texts = [block["text"]["text"] for block in present(crowd).blocks if "text" in block]
    assert sum(text.startswith("*donors_2.csv*: ") for text in texts) == 2
    assert any(
        "and 1 more* changed too" in text or "changed too: say `use`" in text for text in texts
    )


def test_a_digest_speaks_of_all_tables_whichever_was_chosen(channel: Channel) -> None:
    channel.say("use readers")
    assert channel.say("digest now").subject.file_name == "members_2.csv"
