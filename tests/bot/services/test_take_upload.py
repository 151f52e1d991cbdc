"""A file that is dropped with words: scored where they ask for it, however the words arrive."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from channels import PLACE, Channel, customers

from bot.desk import SharedFile
from bot.file_words import asks_to_score, uploads_of
from bot.request import Request
from bot.result import Changed, Scored
from bot.services.find_analysis import NothingHere
from bot.services.take_upload import take_upload

NEW = customers([10, 20, 30, 40], 8)


@pytest.fixture
def channel(tmp_path: Path) -> Channel:
    made = Channel(tmp_path)
    made.drop("customers_1.csv", customers([30, 30, 30, 30], 1))
    return made


def versions(channel: Channel) -> int:
    (series,) = channel.desk.store.series_of(PLACE.channel)
    return len(channel.desk.store.versions_of(series.id))


def taken(channel: Channel, before: Callable[[Request], None]) -> object:
    request, file, spec, desk = channel.shared("customers_2.csv", NEW)
    before(request)
    return take_upload(request, file, spec, desk)


def test_words_that_were_there_first_score_the_file(channel: Channel) -> None:
    store = channel.desk.store
    told = taken(channel, lambda r: store.note_words(r.identity, "score this", channel.now))
    assert isinstance(told, Scored)
    assert (told.customers, versions(channel)) == (100, 1)


def test_words_that_come_while_the_file_is_fetched_score_it_too_and_leave_no_version(
    channel: Channel,
) -> None:
    request, file, spec, desk = channel.shared("customers_2.csv", NEW)
    incoming = desk.incoming

    class Late:
        """The words come in the middle of the download."""

        def describe(self, file_id: str) -> SharedFile:
            return incoming.describe(file_id)

        def fetch(self, file: SharedFile, destination: Path) -> None:
            desk.store.note_words(request.identity, "score", channel.now)
            incoming.fetch(file, destination)

    told = take_upload(request, file, spec, replace(desk, incoming=Late()))
    assert isinstance(told, Scored)
    assert versions(channel) == 1
    assert len(list(channel.folder.glob("datasets/*/upload"))) == 1


def test_without_such_words_it_is_a_new_version(channel: Channel) -> None:
    assert isinstance(taken(channel, lambda request: None), Changed)
    assert versions(channel) == 2


def test_with_nothing_that_stands_there_is_nothing_to_score_by(tmp_path: Path) -> None:
    channel = Channel(tmp_path)
    with pytest.raises(NothingHere):
        taken(channel, lambda r: channel.desk.store.note_words(r.identity, "score", channel.now))


@pytest.mark.parametrize(
    "words", ["score", "Score this", "please score these new customers", "classify it.", "assign"]
)
def test_words_that_are_nothing_but_a_wish_to_score_count(words: str) -> None:
    event = {"channel": "C1", "user": "U1", "text": f"<@U0BOT> {words}", "files": [{"id": "F1"}]}
    (request,) = uploads_of(event, {"team_id": "T1"})
    assert (request.words, request.file_id) == ("score", "F1")
    plain = uploads_of({**event, "text": ""}, {"team_id": "T1"})
    assert plain[0].identity == request.identity


@pytest.mark.parametrize("words", ["", "the score of last week", "scores", "score Q3 is up", "k=4"])
def test_other_words_leave_the_file_what_it_is(words: str) -> None:
    assert not asks_to_score(words)
