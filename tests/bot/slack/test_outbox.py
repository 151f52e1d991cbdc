"""Messages arrive once, whatever happens to the connection on the way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.message import Attachment
from bot.request import Place
from bot.slack.troubles import (
    ChannelArchived,
    FileGone,
    MessageGone,
    MissingScope,
    NotInChannel,
    SlackBusy,
    SlackUnreachable,
    TokenRefused,
    TriggerSpent,
)
from bot.store import utc_now
from bot.workspace.faults import Dropped, RateLimited, Refused, ServerTrouble
from tests.bot.slack.slack_room import BOARD, GENERAL, HERE, HISTORY, Room, open_room, plain

HELLO = plain("Five kinds of customers")
TABLE = Attachment("segments.csv", b"id,segment\n1,2\n", "The table", shown=False)


@pytest.fixture
def room() -> Iterator[Room]:
    with open_room() as opened:
        yield opened


def test_a_message_stands_in_the_channel_with_its_blocks(room: Room) -> None:
    ts = room.outbox.post("answer/1", HERE, HELLO)
    (message,) = room.said()
    assert (message.ts, message.text) == (ts, HELLO.text)
    assert [block["type"] for block in message.blocks] == ["section"]


def test_links_in_it_are_not_unfolded(room: Room) -> None:
    room.outbox.post("answer/1", HERE, plain("see https://example.com"))
    (asked,) = room.calls("chat.postMessage")
    assert (asked["unfurl_links"], asked["unfurl_media"]) == (False, False)


def test_a_message_in_a_thread_stands_there(room: Room) -> None:
    root = room.ada.say("#customers", "Who are they?")
    room.outbox.post("answer/1", replace(HERE, thread_ts=root), HELLO)
    assert [message.text for message in room.said(root)] == [HELLO.text]


def test_the_same_key_is_the_same_message(room: Room) -> None:
    first = room.outbox.post("answer/1", HERE, HELLO)
    assert room.outbox.post("answer/1", HERE, plain("something else")) == first
    assert room.another_outbox().post("answer/1", HERE, HELLO) == first
    room.outbox.post("answer/2", HERE, plain("another"))
    assert [message.text for message in room.said()] == [HELLO.text, "another"]


def test_a_message_whose_answer_was_lost_is_found_and_not_posted_again(room: Room) -> None:
    room.workspace.fail("chat.postMessage", Dropped(after=True))
    ts = room.outbox.post("answer/1", HERE, HELLO)
    assert [message.ts for message in room.said()] == [ts]
    assert len(room.calls("chat.postMessage")) == 1


def test_it_is_found_in_a_thread_too(room: Room) -> None:
    root = room.ada.say("#customers", "Who are they?")
    room.workspace.fail("chat.postMessage", Dropped(after=True))
    ts = room.outbox.post("answer/1", replace(HERE, thread_ts=root), HELLO)
    assert [message.ts for message in room.said(root)] == [ts]


@pytest.mark.parametrize("trouble", [Dropped(), ServerTrouble(502), ServerTrouble(503)])
def test_a_message_that_did_not_arrive_is_posted_again(
    room: Room, trouble: Dropped | ServerTrouble
) -> None:
    room.workspace.fail("chat.postMessage", trouble)
    room.outbox.post("answer/1", HERE, HELLO)
    assert len(room.calls("chat.postMessage")) == 2
    assert [message.text for message in room.said()] == [HELLO.text]


def test_without_the_permission_to_look_a_message_comes_twice_rather_than_never(
    room: Room,
) -> None:
    room.workspace.withdraw(*HISTORY)
    room.workspace.fail("chat.postMessage", Dropped(after=True))
    room.outbox.post("answer/1", HERE, HELLO)
    assert [message.text for message in room.said()] == [HELLO.text] * 2


def test_a_program_that_died_after_posting_finds_its_message_at_the_next_start(
    room: Room,
) -> None:
    ts = room.outbox.post("answer/1", HERE, HELLO)
    room.store.forget_outbox(utc_now() + timedelta(days=1))
    room.store.intend("answer/1", "chat.postMessage", HERE.channel, utc_now())
    assert room.another_outbox().post("answer/1", HERE, HELLO) == ts
    assert len(room.said()) == 1


def test_a_program_that_died_before_posting_posts_at_the_next_start(room: Room) -> None:
    room.store.intend("answer/1", "chat.postMessage", HERE.channel, utc_now())
    room.another_outbox().post("answer/1", HERE, HELLO)
    assert len(room.said()) == 1


def test_when_slack_cannot_be_reached_at_all_that_is_said_and_the_next_try_succeeds(
    room: Room,
) -> None:
    room.workspace.fail("chat.postMessage", Dropped(), times=3)
    with pytest.raises(SlackUnreachable) as caught:
        room.outbox.post("answer/1", HERE, HELLO)
    assert caught.value.transient
    room.outbox.post("answer/1", HERE, HELLO)
    assert len(room.said()) == 1


def test_slacks_limit_is_waited_for(room: Room) -> None:
    room.workspace.fail("chat.postMessage", RateLimited(7))
    room.outbox.post("answer/1", HERE, HELLO)
    assert room.time.slept == [7]
    assert len(room.said()) == 1


def test_a_limit_in_one_channel_holds_up_no_other(room: Room) -> None:
    room.workspace.fail("chat.postMessage", RateLimited(300))
    with pytest.raises(SlackBusy) as caught:
        room.outbox.post("answer/1", HERE, HELLO)
    assert caught.value.transient
    assert "300 seconds" in caught.value.problem
    direct = replace(HERE, channel=room.ada.dm())
    room.outbox.post("answer/2", direct, HELLO)
    assert room.time.slept == []


def test_files_that_no_block_shows_follow_in_the_thread_once(room: Room) -> None:
    message = replace(HELLO, attachments=(TABLE,))
    ts = room.outbox.post("answer/1", HERE, message)
    room.another_outbox().post("answer/1", HERE, message)
    (shared,) = room.said(ts)
    assert [(file["name"], file["title"]) for file in shared.files] == [
        ("segments.csv", "The table")
    ]
    assert room.ada.download(shared.files[0]["url"]) == TABLE.content


def test_a_file_for_one_person_is_handed_over_in_their_own_conversation(room: Room) -> None:
    alone = Place(HERE.team, room.ada.id)
    for outbox in (room.outbox, room.another_outbox()):
        outbox.post("list/1", alone, replace(HELLO, attachments=(TABLE,)))
    (told,) = room.ada.messages(room.ada.dm())
    (shared,) = room.ada.messages(room.ada.dm(), thread=told.ts)[1:]
    assert [file["name"] for file in shared.files] == ["segments.csv"]
    assert room.said() == []


def test_a_file_whose_sharing_was_not_answered_is_not_shared_again(room: Room) -> None:
    room.workspace.fail("files.completeUploadExternal", Dropped(after=True))
    ts = room.outbox.post("answer/1", HERE, replace(HELLO, attachments=(TABLE,)))
    assert len(room.said(ts)) == 1


def test_a_file_that_was_not_shared_is_shared_by_the_next_try(room: Room) -> None:
    room.workspace.fail("files.completeUploadExternal", Dropped())
    ts = room.outbox.post("answer/1", HERE, replace(HELLO, attachments=(TABLE,)))
    assert len(room.said(ts)) == 1


def test_an_update_takes_the_place_of_a_message(room: Room) -> None:
    ts = room.outbox.post("answer/1", HERE, plain("Reading…"))
    room.workspace.fail("chat.update", Dropped(after=True))
    room.outbox.update(HERE, ts, HELLO)
    assert [message.text for message in room.said()] == [HELLO.text]


def test_an_update_brings_its_files_once_and_other_files_later(room: Room) -> None:
    ts = room.outbox.post("answer/1", HERE, plain("Reading…"))
    other = replace(TABLE, content=b"another table")
    for attachment in (TABLE, TABLE, other):
        room.outbox.update(HERE, ts, replace(HELLO, attachments=(attachment,)))
    assert [len(message.files) for message in room.said(ts)] == [1, 1]


def test_a_message_that_was_deleted_cannot_be_changed(room: Room) -> None:
    ts = room.outbox.post("answer/1", HERE, HELLO)
    room.outbox.delete(HERE, ts)
    room.outbox.delete(HERE, ts)
    with pytest.raises(MessageGone):
        room.outbox.update(HERE, ts, plain("too late"))
    assert not room.outbox.show_progress(HERE, ts, plain("too late"))


def test_progress_is_shown_only_while_there_is_room_for_it(room: Room) -> None:
    ts = room.outbox.post("answer/1", HERE, plain("Reading…"))
    shown = [room.outbox.show_progress(HERE, ts, plain(f"stage {n}")) for n in range(20)]
    assert shown == [True] * 12 + [False] * 8
    room.outbox.update(HERE, ts, HELLO)
    assert room.said()[0].text == HELLO.text


def test_progress_never_waits_and_never_fails(room: Room) -> None:
    ts = room.outbox.post("answer/1", HERE, plain("Reading…"))
    room.workspace.fail("chat.update", RateLimited(30))
    assert not room.outbox.show_progress(HERE, ts, plain("cleaned"))
    assert not room.outbox.show_progress(HERE, ts, plain("explored"))
    assert len(room.calls("chat.update")) == 1
    assert room.time.slept == []
    room.outbox.update(HERE, ts, HELLO)
    assert room.time.slept == [30]


def test_a_private_message_is_seen_by_one_person_only(room: Room) -> None:
    room.outbox.post_private(HERE, room.ada.id, plain("only you"))
    (message,) = room.said()
    assert message.ephemeral
    assert message.text == "only you"


@pytest.mark.parametrize("channel", [GENERAL, BOARD])
def test_where_the_bot_is_no_member_it_says_how_to_invite_it(room: Room, channel: str) -> None:
    with pytest.raises(NotInChannel) as caught:
        room.outbox.post("answer/1", replace(HERE, channel=channel), HELLO)
    assert caught.value.next_step == "Invite me with `/invite @segment-bot` and try again."


def test_once_invited_the_same_message_arrives(room: Room) -> None:
    there = replace(HERE, channel=GENERAL)
    with pytest.raises(NotInChannel):
        room.outbox.post("answer/1", there, HELLO)
    room.ada.invite(GENERAL)
    assert room.outbox.post("answer/1", there, HELLO)


def test_an_archived_channel_is_told(room: Room) -> None:
    room.workspace.archive("customers")
    with pytest.raises(ChannelArchived):
        room.outbox.post("answer/1", HERE, HELLO)


def test_a_missing_permission_is_named(room: Room) -> None:
    room.workspace.withdraw("chat:write")
    with pytest.raises(MissingScope) as caught:
        room.outbox.post("answer/1", HERE, HELLO)
    assert caught.value.scope == "chat:write"
    assert "`chat:write`" in caught.value.next_step


def test_a_revoked_token_is_told(room: Room) -> None:
    room.workspace.revoke_token()
    with pytest.raises(TokenRefused, match="SLACK_BOT_TOKEN"):
        room.outbox.whoami()


def test_it_says_who_it_is(room: Room) -> None:
    me = room.outbox.whoami()
    assert (me["team_id"], me["user_id"]) == ("T0MARIGOLD", "U0SEGMENTB")


def test_a_reaction_may_be_given_and_taken_back_more_than_once(room: Room) -> None:
    ts = room.ada.say("#customers", "customers.csv")
    room.outbox.react(HERE, ts, "eyes")
    room.outbox.react(HERE, ts, "eyes")
    assert room.ada.messages("#customers")[-1].reactions == ["eyes"]
    room.outbox.unreact(HERE, ts, "eyes")
    room.outbox.unreact(HERE, ts, "eyes")
    assert room.ada.messages("#customers")[-1].reactions == []


def test_a_read_is_repeated_after_a_dropped_connection(room: Room) -> None:
    ts = room.ada.say("#customers", "Who are they?")
    room.workspace.fail("chat.getPermalink", Dropped())
    room.workspace.fail("chat.getPermalink", ServerTrouble(502))
    assert ts.replace(".", "") in room.outbox.permalink(HERE, ts)
    assert room.time.slept == [0.2, 1.0]


def test_a_deleted_file_is_gone(room: Room) -> None:
    room.ada.drop("#customers", "customers.csv", b"a,b\n1,2\n")
    (file,) = room.ada.messages("#customers")[-1].files
    assert room.outbox.file_info(file["id"])["name"] == "customers.csv"
    room.ada.delete_file(file["id"])
    with pytest.raises(FileGone, match="Drop it again"):
        room.outbox.file_info(file["id"])


def test_a_modal_for_a_spent_trigger_is_told_and_not_tried_again(room: Room) -> None:
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Upload"}, "blocks": []}
    with pytest.raises(TriggerSpent):
        room.outbox.open_view("1.2.spent", view)
    room.workspace.fail("views.open", RateLimited(1))
    with pytest.raises(SlackBusy):
        room.outbox.open_view("1.2.spent", view)
    assert len(room.calls("views.open")) == 2
    assert room.time.slept == []


def test_a_home_is_published(room: Room) -> None:
    blocks = list(plain("Your files").blocks)
    room.outbox.publish_home(room.ada.id, {"type": "home", "blocks": blocks})
    assert "Your files" in str(room.ada.open_home())


def test_any_other_refusal_names_method_and_code(room: Room) -> None:
    room.workspace.fail("chat.getPermalink", Refused("some_new_error"))
    with pytest.raises(Exception, match=r"chat.getPermalink: some_new_error"):
        room.outbox.permalink(HERE, "1.1")
