"""chat.*, reactions.*, assistant.*: what a bot says is kept as Slack keeps it, or refused."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.workspace.person import Person
from bot.workspace.server import RunningWorkspace
from tests.workspace.wire import ADA_BOT, BOARD, BOT_ID, CUSTOMERS, GENERAL, error_of, refused

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*Five* kinds"}}


def test_a_message_is_answered_with_its_ts_and_seen_by_everybody(
    client: WebClient, ada: Person
) -> None:
    posted = client.chat_postMessage(channel=CUSTOMERS, text="Hello & <b>", blocks=[SECTION])
    assert posted["channel"] == CUSTOMERS
    assert posted["message"]["user"] == BOT_ID
    assert posted["message"]["blocks"][0]["block_id"]
    assert ada.wait_for("*Five* kinds", "#customers").ts == posted["ts"]


def test_each_message_has_a_ts_of_its_own_even_when_time_stands_still(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel=CUSTOMERS, text="x")["ts"] for _ in range(5)]
    assert stamps == sorted(set(stamps))


def test_a_message_may_be_sent_to_a_channels_name_or_to_a_member(
    client: WebClient, ada: Person
) -> None:
    assert client.chat_postMessage(channel="#customers", text="x")["channel"] == CUSTOMERS
    assert client.chat_postMessage(channel=ada.id, text="psst")["channel"] == ADA_BOT
    assert ada.wait_for("psst").channel == ADA_BOT


def test_a_reply_stands_in_its_thread_and_is_counted_at_the_root(
    client: WebClient, ada: Person
) -> None:
    root = ada.say("#customers", "look")
    client.chat_postMessage(channel=CUSTOMERS, text="found", thread_ts=root)
    assert ada.wait_for("found", thread=root).thread == root
    seen = ada.wait_for(lambda m: m.ts == root and m.raw["reply_count"] == 1)
    assert seen.raw["reply_users"] == [BOT_ID]
    assert [m.text for m in ada.messages("#customers", root)] == ["look", "found"]


POST_REFUSALS = [
    ({"channel": "C0NOWHERE"}, "channel_not_found"),
    ({"channel": BOARD}, "channel_not_found"),
    ({"channel": GENERAL}, "not_in_channel"),
    ({"text": ""}, "no_text"),
    ({"text": "x" * 40_001}, "msg_too_long"),
    ({"blocks": [{"type": "sparkline"}]}, "invalid_blocks"),
    ({"blocks": "[not json"}, "invalid_blocks_format"),
    (
        {"blocks": [SECTION | {"text": {"type": "mrkdwn", "text": "x" * 2500}}] * 5},
        "msg_blocks_too_long",
    ),
    ({"attachments": [{"text": "x"}] * 101}, "too_many_attachments"),
    ({"thread_ts": "1.000001"}, "thread_not_found"),
    ({"metadata": {"event_type": "x"}}, "invalid_metadata_format"),
    ({"metadata": {"event_type": "x", "event_payload": {"y": "z" * 17_000}}}, "metadata_too_large"),
]


def test_a_message_that_slack_refuses_is_refused(
    client: WebClient, subtests: pytest.Subtests
) -> None:
    for args, error in POST_REFUSALS:
        with subtests.test(error):
            call = {"channel": CUSTOMERS, "text": "x", **args}
            assert error_of(client.api_call, "chat.postMessage", json=call) == error


def test_blocks_are_refused_with_the_path_of_what_is_wrong(client: WebClient) -> None:
    blocks = [SECTION, {"type": "header", "text": {"type": "plain_text", "text": "h" * 151}}]
    answer = refused(client.chat_postMessage, channel=CUSTOMERS, text="x", blocks=blocks)
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]"
    ]


def test_only_roots_have_threads(client: WebClient) -> None:
    root = client.chat_postMessage(channel=CUSTOMERS, text="root")["ts"]
    reply = client.chat_postMessage(channel=CUSTOMERS, text="reply", thread_ts=root)["ts"]
    error = error_of(client.chat_postMessage, channel=CUSTOMERS, text="x", thread_ts=reply)
    assert error == "cannot_reply_to_message"


def test_nothing_is_said_in_an_archived_channel(
    client: WebClient, workspace: RunningWorkspace
) -> None:
    workspace.archive("customers")
    assert error_of(client.chat_postMessage, channel=CUSTOMERS, text="x") == "is_archived"


def test_another_name_needs_its_scope_and_makes_a_bot_message(
    client: WebClient, workspace: RunningWorkspace
) -> None:
    def post() -> dict[str, Any]:
        return client.chat_postMessage(channel=CUSTOMERS, text="x", username="Digest")["message"]

    assert "subtype" not in post()
    workspace.grant("chat:write.customize")
    assert (post()["subtype"], post()["username"]) == ("bot_message", "Digest")


def test_metadata_comes_back_where_it_is_asked_for(client: WebClient) -> None:
    metadata = {"event_type": "analysis", "event_payload": {"run": "r1"}}
    ts = client.chat_postMessage(channel=CUSTOMERS, text="x", metadata=metadata)["ts"]
    bare = client.conversations_replies(channel=CUSTOMERS, ts=ts)
    full = client.conversations_replies(channel=CUSTOMERS, ts=ts, include_all_metadata=True)
    assert "metadata" not in bare["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


def test_an_update_takes_the_messages_place(client: WebClient, ada: Person) -> None:
    ts = client.chat_postMessage(channel=CUSTOMERS, text="Reading…")["ts"]
    client.chat_update(channel=CUSTOMERS, ts=ts, text="Five kinds", blocks=[SECTION])
    seen = ada.wait_for("Five kinds", "#customers")
    assert (seen.ts, seen.raw["edited"]) == (ts, False)


def test_an_update_of_the_text_alone_drops_the_blocks_and_shows_as_edited(
    client: WebClient, ada: Person
) -> None:
    ts = client.chat_postMessage(channel=CUSTOMERS, text="x", blocks=[SECTION])["ts"]
    message = client.chat_update(channel=CUSTOMERS, ts=ts, text="Plain")["message"]
    assert "blocks" not in message
    assert ada.wait_for("Plain").raw["edited"] is True


def test_an_update_of_the_metadata_alone_leaves_the_rest(client: WebClient) -> None:
    ts = client.chat_postMessage(channel=CUSTOMERS, text="x", blocks=[SECTION])["ts"]
    metadata = {"event_type": "analysis", "event_payload": {}}
    call = {"channel": CUSTOMERS, "ts": ts, "metadata": metadata}
    message = client.api_call("chat.update", json=call)["message"]
    assert message["text"] == "x"
    assert message["blocks"]
    assert message["metadata"] == metadata


UPDATE_REFUSALS = [
    ({"ts": "1.000001"}, "message_not_found"),
    ({"text": "x" * 4_001}, "msg_too_long"),
    ({"text": None}, "no_text"),
    ({"channel": "C0NOWHERE"}, "channel_not_found"),
]


def test_an_update_that_slack_refuses_is_refused(
    client: WebClient, subtests: pytest.Subtests
) -> None:
    ts = client.chat_postMessage(channel=CUSTOMERS, text="x")["ts"]
    for args, error in UPDATE_REFUSALS:
        with subtests.test(error):
            call = {"channel": CUSTOMERS, "ts": ts, "text": "y", **args}
            assert error_of(client.api_call, "chat.update", json=call) == error


def test_words_of_others_are_neither_changed_nor_deleted(client: WebClient, ada: Person) -> None:
    ts = ada.say("#customers", "mine")
    assert error_of(client.chat_update, channel=CUSTOMERS, ts=ts, text="x") == "cant_update_message"
    assert error_of(client.chat_delete, channel=CUSTOMERS, ts=ts) == "cant_delete_message"


def test_a_deleted_message_is_gone_and_a_deleted_root_leaves_a_tombstone(
    client: WebClient, ada: Person
) -> None:
    lone = client.chat_postMessage(channel=CUSTOMERS, text="lone")["ts"]
    root = client.chat_postMessage(channel=CUSTOMERS, text="root")["ts"]
    client.chat_postMessage(channel=CUSTOMERS, text="reply", thread_ts=root)
    client.chat_delete(channel=CUSTOMERS, ts=lone)
    client.chat_delete(channel=CUSTOMERS, ts=root)
    assert [m.text for m in ada.messages("#customers")] == ["This message was deleted."]
    assert error_of(client.chat_delete, channel=CUSTOMERS, ts=root) == "message_not_found"


def test_an_ephemeral_message_is_seen_by_its_member_alone(
    client: WebClient, ada: Person, ben: Person
) -> None:
    ts = client.chat_postEphemeral(channel=CUSTOMERS, user=ada.id, text="secret")["message_ts"]
    assert ada.wait_for("secret").ephemeral
    assert "secret" not in [m.text for m in ben.messages("#customers")]
    assert client.conversations_history(channel=CUSTOMERS)["messages"] == []
    assert error_of(client.chat_update, channel=CUSTOMERS, ts=ts, text="x") == "message_not_found"


def test_an_ephemeral_message_needs_its_member_in_the_channel(client: WebClient) -> None:
    error = error_of(client.chat_postEphemeral, channel=CUSTOMERS, user="U0NOBODY", text="x")
    assert error == "user_not_in_channel"


def test_a_permalink_names_channel_message_and_thread(client: WebClient) -> None:
    root = client.chat_postMessage(channel=CUSTOMERS, text="root")["ts"]
    reply = client.chat_postMessage(channel=CUSTOMERS, text="reply", thread_ts=root)["ts"]
    link = client.chat_getPermalink(channel=CUSTOMERS, message_ts=reply)["permalink"]
    assert f"/archives/{CUSTOMERS}/p{reply.replace('.', '')}?thread_ts={root}" in link


def test_a_reaction_is_put_once_and_taken_away_once(client: WebClient, ada: Person) -> None:
    ts = ada.say("#customers", "look")
    where = {"channel": CUSTOMERS, "timestamp": ts, "name": "eyes"}
    client.reactions_add(**where)
    seen = ada.wait_for(lambda m: m.reactions == ["eyes"])
    assert seen.raw["reactions"][0]["emoji"] == "👀"
    assert error_of(client.reactions_add, **where) == "already_reacted"
    client.reactions_remove(**where)
    assert error_of(client.reactions_remove, **where) == "no_reaction"


REACTION_REFUSALS = [
    ({"name": "no_such_sign"}, "invalid_name"),
    ({"timestamp": "1.000001"}, "message_not_found"),
    ({"channel": GENERAL}, "not_in_channel"),
]


def test_a_reaction_that_slack_refuses_is_refused(
    client: WebClient, subtests: pytest.Subtests
) -> None:
    ts = client.chat_postMessage(channel=CUSTOMERS, text="x")["ts"]
    for args, error in REACTION_REFUSALS:
        with subtests.test(error):
            call = {"channel": CUSTOMERS, "timestamp": ts, "name": "eyes", **args}
            assert error_of(client.reactions_add, **call) == error


def test_a_status_line_stands_in_the_thread_until_the_bot_answers(
    client: WebClient, ada: Person
) -> None:
    root = ada.say("#customers", "look")
    where = {"channel_id": CUSTOMERS, "thread_ts": root}
    client.assistant_threads_setStatus(**where, status="is reading…")
    ada.wait_until(lambda: ada.working("#customers", root) == "is reading…")
    client.chat_postMessage(channel=CUSTOMERS, text="done", thread_ts=root)
    ada.wait_until(lambda: ada.working("#customers", root) == "")


def test_at_most_four_prompts_are_suggested(client: WebClient) -> None:
    prompt = {"title": "Help", "message": "help"}
    where = {"channel_id": ADA_BOT, "thread_ts": "1.0"}
    client.assistant_threads_setSuggestedPrompts(**where, prompts=[prompt] * 4)
    error = error_of(client.assistant_threads_setSuggestedPrompts, **where, prompts=[prompt] * 5)
    assert error == "invalid_arguments"
    for nonsense in ([], ["help"], "help", [{"title": "Help"}]):
        call = {**where, "prompts": nonsense}
        method = "assistant.threads.setSuggestedPrompts"
        assert error_of(client.api_call, method, json=call) == "invalid_arguments"
