"""Pictures in messages, and what happens to a message whose form a workspace refuses."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.message import PENDING, Attachment, Message
from bot.slack.troubles import PayloadRefused
from bot.workspace.faults import Dropped, Refused
from tests.bot.slack.slack_room import HERE, Room, open_room, plain
from tests.browser.picture import segment_map

MAP = Attachment("map.png", segment_map(), "The map", "Five groups of dots")
BARS = Attachment("bars.png", segment_map(), "The bars", "Five groups of bars")


def picture(attachment: Attachment) -> dict[str, Any]:
    return {
        "type": "image",
        "slack_file": {"id": PENDING + attachment.name},
        "alt_text": attachment.alt,
    }


def cell(text: str) -> dict[str, str]:
    return {"type": "raw_text", "text": text}


ANSWER = Message(
    "Five kinds of customers in customers.csv",
    (
        {"type": "header", "text": {"type": "plain_text", "text": "Five kinds of customers"}},
        {
            "type": "table",
            "rows": [
                [cell("segment"), cell("customers")],
                [cell("Bed & <breakfast>"), cell("81 (41 %)")],
            ],
        },
        picture(MAP),
        picture(BARS),
    ),
    (MAP, BARS),
)


@pytest.fixture
def room() -> Iterator[Room]:
    with open_room() as opened:
        yield opened


def types(blocks: list[dict[str, Any]]) -> list[str]:
    return [block["type"] for block in blocks]


def test_pictures_are_shown_inside_the_message_and_not_shared_as_files(room: Room) -> None:
    ts = room.outbox.post("answer/1", HERE, ANSWER)
    (message,) = room.said()
    assert types(message.blocks) == ["header", "table", "image", "image"]
    assert message.files == []
    assert room.said(ts) == []
    shown = [room.ada.download(image["image_url"]) for image in message.images]
    assert shown == [MAP.content, BARS.content]


def test_each_picture_has_its_name_title_and_alt_text(room: Room) -> None:
    room.outbox.post("answer/1", HERE, ANSWER)
    asked = room.calls("files.getUploadURLExternal")
    assert {(one["filename"], one["alt_txt"]) for one in asked} == {
        ("map.png", MAP.alt), ("bars.png", BARS.alt),
    }  # fmt: skip
    assert len(room.calls("files.completeUploadExternal")) == 1


def test_pictures_come_with_an_update_and_a_private_message_too(room: Room) -> None:
    ts = room.outbox.post("answer/1", HERE, plain("Reading…"))
    room.outbox.update(HERE, ts, ANSWER)
    room.outbox.post_private(HERE, room.ada.id, ANSWER)
    updated, private = room.said()
    assert len(updated.images) == len(private.images) == 2
    assert private.ephemeral


def test_a_picture_whose_upload_broke_off_is_uploaded_again(room: Room) -> None:
    room.workspace.fail("files.getUploadURLExternal", Dropped())
    room.workspace.fail("files.completeUploadExternal", Dropped())
    room.outbox.post("answer/1", HERE, ANSWER)
    (message,) = room.said()
    assert len(message.images) == 2


def test_a_picture_that_slack_has_not_looked_at_yet_is_waited_for(room: Room) -> None:
    late = Refused("invalid_blocks", {"errors": ["invalid slack file [json-pointer:/blocks/2]"]})
    room.workspace.fail("chat.postMessage", late, times=2)
    room.outbox.post("answer/1", HERE, ANSWER)
    (message,) = room.said()
    assert types(message.blocks) == ["header", "table", "image", "image"]
    assert room.time.slept == [0.5, 1.0]


def test_where_tables_are_refused_their_rows_come_as_text(room: Room) -> None:
    room.workspace.fail(
        "chat.postMessage",
        Refused("invalid_blocks", {"errors": ["unsupported type: table"]}),
        when=lambda args: "table" in str(args["blocks"]),
    )
    room.outbox.post("answer/1", HERE, ANSWER)
    (message,) = room.said()
    assert types(message.blocks) == ["header", "section", "image", "image"]
    assert message.blocks[1]["text"]["text"] == (
        "*segment · customers*\nBed &amp; &lt;breakfast&gt; · 81 (41 %)"
    )


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_blocks_too_long"])
def test_where_all_blocks_are_refused_text_comes_and_the_pictures_as_files(
    room: Room, code: str
) -> None:
    room.workspace.fail(
        "chat.postMessage", Refused(code), times=9, when=lambda args: bool(args["blocks"])
    )
    ts = room.outbox.post("answer/1", HERE, ANSWER)
    (message,) = room.said()
    assert message.text.startswith("*Five kinds of customers*\n*segment · customers*\nBed &amp;")
    files = [file["name"] for reply in room.said(ts) for file in reply.files]
    assert files == ["map.png", "bars.png"]


def test_an_update_without_blocks_takes_the_old_ones_away(room: Room) -> None:
    ts = room.outbox.post("answer/1", HERE, plain("Reading…"))
    room.workspace.fail(
        "chat.update", Refused("invalid_blocks"), times=9, when=lambda args: bool(args["blocks"])
    )
    room.outbox.update(HERE, ts, ANSWER)
    (message,) = room.said()
    assert message.blocks == []
    assert message.text.startswith("*Five kinds of customers*")
    assert [file["name"] for reply in room.said(ts) for file in reply.files] == [
        "map.png", "bars.png",
    ]  # fmt: skip


def test_a_text_too_long_for_slack_is_cut_at_a_line(room: Room) -> None:
    ts = room.outbox.post("answer/1", HERE, Message("a line of words\n" * 5_000))
    room.outbox.update(HERE, ts, Message("a line of words\n" * 5_000))
    posted, updated = room.calls("chat.postMessage")[0], room.calls("chat.update")[0]
    assert 38_000 < len(posted["text"]) <= 39_000
    assert 3_900 < len(updated["text"]) <= 4_000
    assert posted["text"].endswith("words…")


def test_what_is_refused_in_every_form_is_told(room: Room) -> None:
    room.workspace.fail("chat.postMessage", Refused("msg_too_long"), times=9)
    with pytest.raises(PayloadRefused, match="msg_too_long"):
        room.outbox.post("answer/1", HERE, ANSWER)


def test_without_the_permission_for_files_the_answer_comes_and_says_what_is_missing(
    room: Room,
) -> None:
    room.workspace.withdraw("files:write")
    room.outbox.post("answer/1", HERE, ANSWER)
    (message,) = room.said()
    assert types(message.blocks) == ["header", "table", "context"]
    assert "`files:write`" in message.said


def test_without_the_permission_to_read_files_pictures_are_shown_all_the_same(room: Room) -> None:
    room.workspace.withdraw("files:read")
    room.outbox.post("answer/1", HERE, ANSWER)
    (message,) = room.said()
    assert len(message.images) == 2


def test_the_picture_in_a_sections_corner_is_filled_in_as_well(room: Room) -> None:
    corner = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "The map"},
        "accessory": picture(MAP),
    }
    room.outbox.post("answer/1", HERE, replace(ANSWER, blocks=(corner,), attachments=(MAP,)))
    (asked,) = room.calls("chat.postMessage")
    assert asked["blocks"][0]["accessory"]["slack_file"]["id"].startswith("F")
