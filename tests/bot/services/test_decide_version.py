"""Which table a file is: asked where that is not sure, said once, remembered."""

from pathlib import Path

import pytest
from channels import Channel, customers

from bot.presenter import present
from bot.result import Changed, OwnTable, SameFile, Segmented
from bot.services.decide_version import Decided, WhichTable

CUSTOMERS = customers([90, 80, 70, 60], 1)
HALF = "customer_id,income,visits"  # two of four columns in all are those of the customers


def half(seed: int, counts: tuple[int, ...] = (90, 80, 70, 60)) -> bytes:
    return customers(list(counts), seed, HALF)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Channel:
    """A table of customers, and a file that may be a new version of it."""
    made = Channel(tmp_path_factory.mktemp("begun"))
    made.drop("customers.csv", CUSTOMERS)
    return made


@pytest.fixture(scope="module")
def asked(begun: Channel, tmp_path_factory: pytest.TempPathFactory) -> tuple[Channel, Segmented]:
    """The same with a file that may be a new version, and what was answered to it."""
    made = begun.copy_to(tmp_path_factory.mktemp("asked"))
    return made, made.drop("web.csv", half(2))


@pytest.fixture
def channel(begun: Channel, tmp_path: Path) -> Channel:
    return begun.copy_to(tmp_path)


def versions(channel: Channel) -> dict[str, list[str]]:
    store = channel.desk.store
    kept = {one.name: store.versions_of(one.id) for one in store.series_of("C061EG9T2")}
    return {name: [one.name for one in all_] for name, all_ in kept.items() if all_}


def test_a_file_that_may_be_a_version_is_answered_as_it_is_and_asked_about(
    asked: tuple[Channel, Segmented],
) -> None:
    _, answer = asked
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
    asked: tuple[Channel, Segmented], tmp_path: Path
) -> None:
    channel, answer = asked[0].copy_to(tmp_path), asked[1]
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


def test_said_to_be_another_table_it_is_not_asked_about_again(
    asked: tuple[Channel, Segmented], tmp_path: Path
) -> None:
    channel, answer = asked[0].copy_to(tmp_path), asked[1]
    assert isinstance(channel.say("version other", answer.subject.analysis_id), OwnTable)
    following = channel.drop("app.csv", half(3))
    assert isinstance(following, Changed)
    assert following.version == 2
    assert versions(channel) == {
        "web.csv": ["web.csv", "app.csv"], "customers.csv": ["customers.csv"],
    }  # fmt: skip


def test_a_table_that_nobody_knows_is_asked_back_and_nothing_moves(
    asked: tuple[Channel, Segmented], tmp_path: Path
) -> None:
    channel, answer = asked[0].copy_to(tmp_path), asked[1]
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
