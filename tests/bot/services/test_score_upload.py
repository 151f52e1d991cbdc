"""A file is scored by the segments that stand: an answer and a table, and nothing else changes."""

import csv
import io

import pytest
from channels import Channel, customers

from bot.presenter import present
from bot.services.find_analysis import NothingHere
from segmentation.errors import CannotScore


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> Channel:
    made = Channel(tmp_path_factory.mktemp("channel"))
    made.drop("customers_1.csv", customers([90, 80, 70, 60], 1))
    return made


def test_new_customers_are_counted_listed_and_leave_no_version(channel: Channel) -> None:
    result = channel.score("new.csv", customers([10, 20, 30, 40], 8))
    assert [segment.size for segment in result.segments] == [10, 20, 30, 40]
    assert (result.customers, result.fits, result.outside) == (100, True, 0)
    rows = list(csv.DictReader(io.StringIO(result.table.content.decode())))
    names = {str(segment.number): segment.name for segment in result.segments}
    assert len(rows) == 100
    assert list(rows[0]) == ["customer_id", "income", "spend", "segment", "segment_name"]
    assert all(row["segment_name"] == names[row["segment"]] for row in rows)
    series = channel.desk.store.series_of("C061EG9T2")
    assert [one.version for one in channel.desk.store.versions_of(series[0].id)] == [1]
    assert channel.say("status").subject.file_name == "customers_1.csv"


def test_the_answer_says_how_well_the_segments_fit(channel: Channel) -> None:
    good = present(channel.score("new.csv", customers([10, 20, 30, 40], 8)))
    assert "fit these customers as well as those" in str(good.blocks)
    lost = b"customer_id,income,spend\n" + b"".join(b"N%d,50,5%d\n" % (i, i % 9) for i in range(50))
    bad = present(channel.score("lost.csv", lost))
    assert "fit these customers less well" in str(bad.blocks)
    few = present(channel.score("few.csv", customers([1, 1, 1, 0], 8)))
    assert "too few customers to say" in str(few.blocks)
    assert [one.name for one in few.attachments] == ["few_scored.csv"]


def test_a_file_without_the_columns_is_refused_with_their_names(channel: Channel) -> None:
    with pytest.raises(CannotScore, match="lacks spend"):
        channel.score("half.csv", b"customer_id,income\n" + b"N,3\n" * 20)


def test_scoring_needs_segments_and_offers_the_form(channel: Channel) -> None:
    assert channel.say("score").subject.file_name == "customers_1.csv"
    empty = Channel(channel.folder / "empty")
    with pytest.raises(NothingHere):
        empty.say("score")
