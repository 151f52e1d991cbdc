"""What changed in pictures: those that have something to show, drawn once, under today's names."""

from pathlib import Path

import pytest
from channels import Channel, customers
from comparisons import drift, still

from bot.result import Changed
from bot.services.kept_drift import under_names, worth_drawing
from bot.services.show_drift import OneVersion

BEFORE, AFTER = customers([90, 80, 70, 60], 1), customers([90, 80, 70, 160], 3)


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> Channel:
    """A channel in which a table came twice; the last of four segments grew."""
    made = Channel(tmp_path_factory.mktemp("channel"))
    made.drop("customers_1.csv", BEFORE)
    made.drop("customers_2.csv", AFTER)
    return made


def test_a_version_that_changed_shows_what_changed_and_so_do_drift_and_digest(
    channel: Channel,
) -> None:
    again, digest = channel.say("drift"), channel.say("digest now")
    assert [picture.name for picture in again.pictures] == ["shares", "drifted_columns"]
    assert digest.pictures == again.pictures
    assert "grew from 20 % to 40 %" in again.pictures[0].title
    assert all(picture.alt for picture in again.pictures)


def test_pictures_are_drawn_once(channel: Channel) -> None:
    first = channel.say("drift")
    drawn = sorted(Path(channel.folder).rglob("*.drift/*/shares.png"))
    channel.say("digest now")
    assert channel.say("drift").pictures == first.pictures
    assert sorted(Path(channel.folder).rglob("*.drift/*/shares.png")) == drawn
    assert len(drawn) == 1


def test_a_segment_that_was_renamed_since_bears_its_name_in_words_and_pictures(
    tmp_path: Path,
) -> None:
    channel = Channel(tmp_path)
    channel.drop("customers_1.csv", BEFORE)
    told = channel.drop("customers_2.csv", AFTER)
    old = told.drift.segments[3].name
    channel.say('rename 4 "Our friends"')
    again = channel.say("drift")
    assert "Our friends grew from 20 % to 40 %" in again.pictures[0].title
    assert "Our friends grew" in again.drift.reasons[0]
    assert old not in " ".join((*again.drift.reasons, again.pictures[0].alt))


def test_a_quiet_version_shows_the_map_of_the_segments_as_they_are(tmp_path: Path) -> None:
    channel = Channel(tmp_path)
    channel.drop("customers_1.csv", BEFORE)
    told = channel.drop("customers_2.csv", customers([90, 80, 70, 60], 2))
    assert isinstance(told, Changed)
    assert [picture.name for picture in told.pictures] == ["scatter"]
    assert channel.say("digest now").pictures == ()


def test_an_older_button_speaks_of_its_own_version(channel: Channel) -> None:
    latest = channel.say("drift").subject
    first = channel.analyses("customers_1.csv")[0]
    with pytest.raises(OneVersion):
        channel.say("drift", first, "button")
    assert channel.say("drift", latest.analysis_id, "button").subject == latest


def test_only_what_has_something_to_show_is_drawn() -> None:
    assert worth_drawing(drift()) == ("shares", "drifted_columns", "migration")
    assert worth_drawing(still()) == ()


def test_names_change_whole_and_nowhere_else(channel: Channel) -> None:
    told = channel.say("drift")
    assert under_names(told.drift, told.subject.analysis) == told.drift
