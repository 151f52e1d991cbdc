"""A week whose file could not be read: the digest says so, why, and how old what stands is."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from channels import ADA, MONDAY, PLACE, Channel, customers
from message_reading import sections

from bot.job import Aside
from bot.presenter import present
from bot.request import Request
from bot.result import Digested
from bot.schedule import DigestSlot, Schedule
from bot.series import Digest
from bot.services.forget_old import forget_old
from bot.services.post_digest import post_digest
from segmentation.errors import UnreadableFile

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n" + bytes(400)
DAY = timedelta(days=1)
EVERY_DAY = Schedule((0, 1, 2, 3, 4, 5, 6), time(9), "UTC")


@pytest.fixture
def channel(tmp_path: Path) -> Channel:
    made = Channel(tmp_path)
    made.drop("shop_1.csv", customers([30, 30, 30, 30], 1))
    made.now += 5 * DAY
    return made


def fail(channel: Channel, name: str = "shop_2.csv") -> None:
    with pytest.raises(UnreadableFile):
        channel.drop(name, PDF)
    channel.now += 2 * DAY


def test_the_digest_leads_with_what_failed_why_when_and_how_old_what_stands_is(
    channel: Channel,
) -> None:
    fail(channel)
    first, why = sections(present(channel.say("digest now")))
    assert first == (
        "No new data: *shop_2.csv* could not be read. What stands is untouched: *shop_1.csv* is"
        " from 7 days ago, 120 customers in four segments."
    )
    assert why.startswith("I couldn't read *shop_2.csv*: it is a PDF")
    assert "It was brought 2 days ago." in why
    assert why.endswith("drop it here again.")
    assert len(channel.desk.store.series_of(PLACE.channel)) == 1


def test_a_file_that_came_right_afterwards_is_no_news(channel: Channel) -> None:
    fail(channel)
    channel.drop("shop_2.csv", customers([30, 30, 30, 30], 2))
    assert channel.say("digest now").not_refreshed == ()


def test_another_table_does_not_make_up_for_it_where_the_name_says_which_it_is(
    channel: Channel,
) -> None:
    fail(channel)
    channel.drop("donors_1.csv", customers([30, 30, 30, 30], 2, "donor,gift,years"))
    digest = channel.say("digest now")
    (told,) = digest.not_refreshed
    said = "\n".join(sections(present(digest)))
    assert "It was brought 2 days ago; what stands is untouched, from 7 days ago." in said
    assert (told.name, told.age_seconds) == (
        "shop_2.csv",
        (channel.now - MONDAY).total_seconds() - 3600,
    )


def test_a_file_that_is_the_first_and_fails_is_told_without_what_stands(tmp_path: Path) -> None:
    channel = Channel(tmp_path)
    fail(channel)
    first, why = sections(present(channel.say("digest now")))
    assert "There is no other customer file" in first
    assert "stands" not in why


def test_what_was_told_in_one_period_is_not_told_in_the_next_and_a_quiet_digest_tells_it(
    channel: Channel,
) -> None:
    digest = Digest("dig", PLACE.team, PLACE.channel, ADA, EVERY_DAY, MONDAY, quiet=True)
    channel.desk.store.set_digest(digest)
    assert posted(channel) is None
    fail(channel)
    told = posted(channel)
    assert told is not None
    assert [one.name for one in told.not_refreshed] == ["shop_2.csv"]
    channel.now += DAY
    assert posted(channel) is None


def posted(channel: Channel) -> Digested | None:
    """The digest of the day, if one is posted."""
    slot = EVERY_DAY.latest(channel.now)
    channel.desk.store.open_slot(DigestSlot("dig", slot.key, slot.at))
    request = Request(f"digest:{slot.key}", "", PLACE, ADA, "schedule")
    return post_digest(request, f"dig {slot.key}", replace(channel.desk, job=Aside(slot.key)))


def test_failures_are_forgotten_after_a_while(channel: Channel) -> None:
    fail(channel)
    channel.now += 61 * DAY
    forget_old(channel.desk)
    assert channel.desk.store.failed_files_of(PLACE.channel, MONDAY) == ()
