"""What the bot may know of people: whether somebody is a full member of its own workspace."""

from collections.abc import Iterator

import pytest

from bot.slack.people import SlackPeople, belonging_in
from bot.slack.troubles import SlackUnreachable
from bot.workspace.faults import ServerTrouble
from tests.bot.slack.slack_room import Room, open_room

ADA, BEN, CHIARA = "U0ADAOKAFO", "U0BENLINDQ", "U0CHIARARO"


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    with open_room() as opened:
        opened.workspace.make_guest("ben")
        opened.workspace.make_stranger("Chiara Rossi")
        yield opened


def test_members_guests_and_people_of_another_organisation_are_told_apart(room: Room) -> None:
    people = SlackPeople(room.outbox)
    found = [people.belonging_of(one) for one in (ADA, BEN, CHIARA, "U0NOBODY00")]
    assert found == ["member", "guest", "stranger", "unknown"]


def test_while_slack_is_down_nobody_is_taken_for_anything(room: Room) -> None:
    room.workspace.fail("users.info", ServerTrouble(), times=9)
    with pytest.raises(SlackUnreachable):
        SlackPeople(room.outbox).belonging_of(ADA)
    room.workspace.clear_faults()


def test_without_the_permission_to_look_nobody_is_a_member(room: Room) -> None:
    room.workspace.withdraw("users:read")
    assert SlackPeople(room.outbox).belonging_of(ADA) == "unknown"
    room.workspace.grant("users:read")


def test_in_an_enterprise_a_member_of_this_workspace_may_be_at_home_in_another() -> None:
    user = {"team_id": "T2", "enterprise_user": {"teams": ["T1", "T2"]}}
    assert belonging_in("T1", user) == "member"
    assert belonging_in("T3", user) == "stranger"
    assert belonging_in("T1", {"team_id": "T1", "is_ultra_restricted": True}) == "guest"
    assert belonging_in("T1", user | {"is_stranger": True}) == "stranger"
