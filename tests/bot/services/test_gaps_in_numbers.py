"""A segment that died leaves a gap in the numbers; everything that goes by numbers goes on."""

import csv
import io
from dataclasses import dataclass

import pytest
from channels import Channel, customers
from message_reading import sections
from pptx import Presentation

from bot.presenter import present
from bot.result import Changed, Placed
from segmentation.errors import UnknownSegment
from segmentation.results import Analysis

# Those that sort or colour by number, one of each kind.
CHARTS = ("scatter", "bars", "sizes", "heatmap", "money", "silhouette", "distributions")


@dataclass(frozen=True)
class Later:
    """The channel after the death, the number that is gone, and those that live."""

    channel: Channel
    gone: int
    living: dict[int, str]
    analysis: Analysis


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Later:
    channel = Channel(tmp_path_factory.mktemp("channel"))
    first = channel.drop("customers_1.csv", customers([90, 80, 70, 60], 1))
    numbers = {s.number for s in first.subject.analysis.segments}
    second = channel.drop("customers_2.csv", customers([90, 0, 70, 60], 2))
    assert isinstance(second, Changed)
    living = {s.number: s.name for s in second.subject.analysis.segments}
    (gone,) = numbers - set(living)
    assert gone < max(living), "no gap"
    return Later(channel, gone, living, second.subject.analysis)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_the_whole_table_and_each_segment_are_exported_under_their_numbers(later: Later) -> None:
    rows = rows_of(later.channel.say("export").content)
    assert {(int(row["segment"]), row["segment_name"]) for row in rows} == set(later.living.items())
    parts = {n: rows_of(later.channel.say(f"export {n}").content) for n in later.living}
    assert sum(map(len, parts.values())) == len(rows) == 220
    assert all({row["segment"] for row in part} == {str(n)} for n, part in parts.items())


@pytest.mark.parametrize("words", ["profile", "export", "recommend"])
def test_the_number_that_is_gone_is_told_with_those_there_are(later: Later, words: str) -> None:
    with pytest.raises(UnknownSegment, match=f"no segment {later.gone}") as met:
        later.channel.say(f"{words} {later.gone}")
    assert all(str(number) in met.value.next_step for number in later.living)
    assert str(later.gone) not in met.value.next_step


def test_profiles_and_charts_speak_of_the_living(later: Later) -> None:
    for number, name in later.living.items():
        assert name in str(present(later.channel.say(f"profile {number}")).blocks)
    for chart in CHARTS:
        picture = later.channel.say(f"chart {chart}").picture
        assert picture.png.startswith(b"\x89PNG")
        assert f"segment {later.gone}" not in picture.alt.lower()


def test_the_deck_names_the_living_by_their_numbers(later: Later) -> None:
    deck = Presentation(io.BytesIO(later.channel.say("report").content))
    said = "\n".join(
        shape.text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    assert [name for name in later.living.values() if name not in said] == []


def test_customers_are_found_in_the_segments_that_live(later: Later) -> None:
    for row in rows_of(later.channel.say("export").content)[::40]:
        placed = later.channel.say(f"who {row['customer_id']}")
        assert isinstance(placed, Placed)
        assert row["segment_name"] in sections(present(placed))[0]


def test_what_is_said_of_money_speaks_of_the_living(later: Later) -> None:
    market = later.analysis.market
    assert market is not None
    assert {market.most, market.largest_opportunity} - {None} <= set(later.living)
    chances = [s.market.opportunity for s in later.analysis.segments if s.market]
    compared = {number for chance in chances if chance for number in chance.compared_with}
    assert compared
    assert compared <= set(later.living)
