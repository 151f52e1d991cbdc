"""Who moved: counts for everybody, and a list by name for the one who asked."""

import csv
import io
import re
from pathlib import Path

import pytest
from channels import ADA, Channel, InUtc, customers

from bot.belonging import Belonging
from bot.presenter import present
from bot.result import Moved
from bot.services.show_drift import NoSuchVersion, OneVersion
from segmentation.errors import UnknownFeature

FIRST = customers([90, 80, 70, 60], 1)


def some_richer(content: bytes, every: int = 2) -> bytes:
    """The same customers, of whom some from the first place now have the income of the third."""
    rows = content.decode().splitlines()
    for at, row in enumerate(rows[1:], start=1):
        id_, income, spend = row.split(",")
        if id_.startswith("C-0") and at % every == 0:
            rows[at] = f"{id_},{float(income) + 60:.1f},{spend}"
    return "\n".join(rows).encode()


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> Channel:
    """A table in three versions: 45 customers moved in the second, nobody in the third."""
    made = Channel(tmp_path_factory.mktemp("channel"))
    made.drop("customers_1.csv", FIRST)
    made.drop("customers_2.csv", some_richer(FIRST))
    made.drop("customers_3.csv", some_richer(customers([90, 80, 70, 60], 4)))
    return made


def listed(result: Moved) -> list[dict[str, str]]:
    assert result.handed is not None
    return list(csv.DictReader(io.StringIO(result.handed.content.decode())))


def test_the_list_holds_exactly_those_who_moved_under_the_names_of_today(channel: Channel) -> None:
    second = channel.analyses("customers_2.csv")[-1]
    result = channel.say("drift moved", second, "button")
    names = {segment.number: segment.name for segment in result.drift.segments}
    rows = listed(result)
    assert len(rows) == result.drift.migration.moved == 45
    assert list(rows[0]) == [
        "customer_id", "segment_before", "name_before", "segment_now", "name_now",
    ]  # fmt: skip
    assert all(row["customer_id"].startswith("C-0") for row in rows)
    assert {(row["name_before"], row["name_now"]) for row in rows} == {
        (names[int(rows[0]["segment_before"])], names[int(rows[0]["segment_now"])])
    }
    assert [picture.name for picture in result.pictures] == ["migration"]


def test_the_channel_is_told_counts_and_no_name_of_a_customer(channel: Channel) -> None:
    message = present(channel.say("drift moved", channel.analyses("customers_2.csv")[-1]))
    assert "45 (15 %) changed segment since version 1" in str(message.blocks)
    assert not re.search(r"C-0\d", f"{message.blocks}{message.text}")
    assert all(one.shown for one in message.attachments)


@pytest.mark.parametrize(
    ("asker", "said"),
    [("guest", "not to guests"), ("stranger", "another organisation"), ("unknown", "`users:read`")],
)
def test_nobody_but_a_full_member_of_the_workspace_is_handed_names(
    channel: Channel, asker: Belonging, said: str
) -> None:
    people = channel.desk.people
    assert isinstance(people, InUtc)
    people.belongings[ADA] = asker
    result = channel.say("drift moved", channel.analyses("customers_2.csv")[-1], "button")
    people.belongings.clear()
    assert result.handed is None
    message = present(result)
    assert said in str(message.blocks)
    assert "45 (15 %) changed segment" in str(message.blocks)
    assert not re.search(r"C-0\d", f"{message.blocks}{message.text}")


def test_who_moved_in_other_words_and_since_another_version(channel: Channel) -> None:
    assert channel.say("who moved?").since == 2
    assert channel.say("drift moved").handed is None
    result = channel.say("drift moved since version 1")
    assert (result.since, len(listed(result))) == (1, 45)
    assert channel.say("drift since 1").since == 1
    assert channel.say("drift since 2").since is None


def test_a_version_that_never_was_names_those_there_are(channel: Channel) -> None:
    with pytest.raises(NoSuchVersion, match="no version 7") as met:
        channel.say("drift since 7")
    assert "1, 2" in met.value.next_step


def test_after_ids_that_no_longer_match_nobody_is_said_to_have_moved(channel: Channel) -> None:
    renumbered = FIRST.replace(b"C-", b"K9-")
    channel.drop("customers_4.csv", renumbered)
    result = channel.say("drift moved")
    assert result.handed is None
    assert "Export the same customer id" in str(present(result).blocks)
    assert "No id in customer_id is in both files" in str(present(channel.say("drift")).blocks)


def test_with_one_version_there_is_nothing_to_move_from(channel: Channel) -> None:
    first = channel.analyses("customers_1.csv")[0]
    with pytest.raises(OneVersion):
        channel.say("drift moved", first, "button")


def test_a_column_that_somebody_names_tells_who_is_who(tmp_path: Path) -> None:
    """Row numbers look like ids; the column that is one must be named."""
    channel = Channel(tmp_path)
    rows = [line.split(",") for line in FIRST.decode().splitlines()]

    def numbered(order: list[int]) -> bytes:
        kept = [rows[1:][at] for at in order]
        lines = [f"{n},{income},{spend},{id_}" for n, (id_, income, spend) in enumerate(kept)]
        return "\n".join(["customer_id,income,spend,loyalty_card", *lines]).encode()

    count = len(rows) - 1
    channel.drop("customers_1.csv", numbered(list(range(count))))
    channel.drop("customers_2.csv", numbered(list(range(count))[::-1]))
    told = present(channel.say("drift"))
    assert "name the column that tells who is who (`drift id NAME`)." in str(told.blocks)
    assert "--id" not in str(told.blocks)
    found = channel.say("drift id loyalty_card")
    assert found.drift.migration.id_column == "loyalty_card"
    assert (found.drift.migration.matched_ids, found.drift.migration.moved) == (count, 0)
    assert channel.say("drift moved id loyalty_card").drift.migration.matched_ids == count
    with pytest.raises(UnknownFeature, match="no column called 'nonsense'") as met:
        channel.say("drift id nonsense")
    assert "loyalty_card" in met.value.next_step
