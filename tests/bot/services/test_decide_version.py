"""Which table a file is: asked where that is not sure, said once, remembered."""

import pytest
from channels import Channel, customers

from bot.presenter import present
from bot.result import Changed, OwnTable, SameFile, Segmented
from bot.services.decide_version import Decided, WhichTable

CUSTOMERS = customers([90, 80, 70, 60], 1)
HALF = "customer_id,income,visits"  # two of four columns in all are those of the customers


def half(seed: int, counts: tuple[int, ...] = (90, 80, 70, 60)) -> bytes:
    return customers(list(counts), seed, HALF)


@pytest.fixture
def channel(tmp_path) -> Channel:  # type: ignore[no-untyped-def]
    made = Channel(tmp_path)
    made.drop("customers.csv", CUSTOMERS)
    return made


def versions(channel: Channel) -> dict[str, list[str]]:
    store = channel.desk.store
    kept = {one.name: store.versions_of(one.id) for one in store.series_of("C061EG9T2")}
    return {name: [one.name for one in all_] for name, all_ in kept.items() if all_}


def test_a_file_that_may_be_a_version_is_answered_as_it_is_and_asked_about(
    channel: Channel,
) -> None:
    answer = channel.drop("web.csv", half(2))
    assert isinstance(answer, Segmented)
    labels = [
        button["text"]["text"]
        for block in present(answer).blocks if block["type"] == "actions"
        for button in block["elements"] if button["type"] == "button"
    ]  # fmt: skip
    assert labels[:2] == ["A new version of customers.csv", "Another table"]
    assert "it stands by itself" in str(present(answer).blocks)


def test_nothing_is_asked_where_it_is_sure(channel: Channel) -> None:
    other = channel.drop("shops.csv", customers([30, 30, 30, 30], 2, "shop,area,staff"))
    assert isinstance(other, Segmented)
    assert other.maybe == ()
    again = channel.drop("export.csv", customers([90, 80, 70, 60], 2))
    assert isinstance(again, Changed)


def test_said_to_be_a_version_it_is_compared_and_the_next_one_needs_no_question(
    channel: Channel,
) -> None:
    answer = channel.drop("web.csv", half(2))
    told = channel.say(answer.maybe[0].words, answer.subject.analysis_id, "button")
    assert isinstance(told, Changed)
    assert told.version == 2
    assert versions(channel) == {"customers.csv": ["customers.csv", "web.csv"]}
    assert any("visits" in change.text for change in told.drift.schema_changes)
    following = channel.drop("app.csv", half(3))
    assert isinstance(following, Changed)
    assert following.version == 3
    with pytest.raises(Decided, match="version 2 of 3"):
        channel.say("version other", answer.subject.analysis_id, "button")


def test_said_to_be_another_table_it_is_not_asked_about_again(channel: Channel) -> None:
    answer = channel.drop("web.csv", half(2))
    assert isinstance(channel.say("version other", answer.subject.analysis_id), OwnTable)
    following = channel.drop("app.csv", half(3))
    assert isinstance(following, Changed)
    assert following.version == 2
    assert versions(channel) == {
        "web.csv": ["web.csv", "app.csv"], "customers.csv": ["customers.csv"],
    }  # fmt: skip


def test_a_table_that_nobody_knows_is_asked_back_and_nothing_moves(channel: Channel) -> None:
    answer = channel.drop("web.csv", half(2))
    with pytest.raises(WhichTable, match="invoices") as met:
        channel.say("version of invoices", answer.subject.analysis_id)
    assert "*customers.csv*" in met.value.next_step
    assert versions(channel) == {"web.csv": ["web.csv"], "customers.csv": ["customers.csv"]}


def test_the_same_file_again_is_only_said_to_be_that(channel: Channel) -> None:
    again = channel.drop("customers (1).csv", CUSTOMERS)
    assert isinstance(again, SameFile)
    assert "the same file as before, so nothing changed" in present(again).text
    assert versions(channel) == {"customers.csv": ["customers.csv"]}
    assert len(list(channel.folder.glob("datasets/*"))) == 1
    cut = channel.drop("customers.csv", CUSTOMERS, words="k=3")
    assert isinstance(cut, Segmented)
    assert versions(channel) == {"customers.csv": ["customers.csv", "customers.csv"]}


def test_an_older_version_again_is_a_new_one(channel: Channel) -> None:
    channel.drop("customers.csv", customers([90, 80, 70, 60], 2))
    assert isinstance(channel.drop("customers.csv", CUSTOMERS), Changed)
