"""The Web API's door: tokens, scopes, arguments, and the methods about people and places."""

import httpx
import pytest
from slack_sdk import WebClient

from bot.workspace.person import Person
from bot.workspace.seed import ADA, BOT, BOT_USER, CHIARA, TEAM
from bot.workspace.server import RunningWorkspace
from tests.workspace.wire import ADA_BOT, BOARD, BOT_ID, CUSTOMERS, GENERAL, error_of, refused


def test_auth_test_tells_who_the_bot_is(client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == (TEAM, BOT_USER, BOT)
    assert "chat:write" in answer.headers["x-oauth-scopes"]


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-other", "invalid_auth")])
def test_a_call_needs_the_right_token(workspace: RunningWorkspace, token: str, error: str) -> None:
    stranger = WebClient(token, base_url=workspace.api_url, retry_handlers=[])
    assert error_of(stranger.chat_postMessage, channel=CUSTOMERS, text="x") == error


def test_a_revoked_token_is_refused_until_it_is_restored(
    workspace: RunningWorkspace, client: WebClient
) -> None:
    workspace.revoke_token()
    assert error_of(client.auth_test) == "account_inactive"
    workspace.revoke_token("token_revoked")
    assert error_of(client.auth_test) == "token_revoked"
    workspace.restore_token()
    assert client.auth_test()["ok"]


def test_a_missing_scope_is_named_beside_those_that_are_there(
    workspace: RunningWorkspace, client: WebClient
) -> None:
    workspace.withdraw("chat:write")
    answer = refused(client.chat_postMessage, channel=CUSTOMERS, text="x")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert "files:read" in answer["provided"].split(",")


def test_the_app_token_opens_connections_and_nothing_else(
    workspace: RunningWorkspace, client: WebClient
) -> None:
    app = WebClient(workspace.app_token, base_url=workspace.api_url, retry_handlers=[])
    assert app.apps_connections_open(app_token=workspace.app_token)["url"].startswith("ws://127.")
    assert error_of(app.auth_test) == "not_allowed_token_type"
    wrong = workspace.bot_token
    assert error_of(client.apps_connections_open, app_token=wrong) == "not_allowed_token_type"


def test_an_unknown_method_says_so(client: WebClient) -> None:
    assert error_of(client.api_call, "chat.shout") == "unknown_method"


def test_arguments_come_as_a_query_as_a_form_or_as_json_with_the_token_anywhere(
    workspace: RunningWorkspace,
) -> None:
    header = {"authorization": f"Bearer {workspace.bot_token}"}
    with httpx.Client(base_url=workspace.api_url, trust_env=False) as http:
        answers = [
            http.get("users.info", params={"user": ADA}, headers=header),
            http.post("users.info", data={"user": ADA, "token": workspace.bot_token}),
            http.post("users.info", json={"user": ADA}, headers=header),
        ]
    assert [answer.json()["user"]["real_name"] for answer in answers] == ["Ada Okafor"] * 3


def test_broken_json_is_told_apart(workspace: RunningWorkspace) -> None:
    kind = {"content-type": "application/json"}
    with httpx.Client(base_url=workspace.api_url, trust_env=False) as http:
        assert http.post("auth.test", content="{", headers=kind).json()["error"] == "invalid_json"
        answer = http.post("auth.test", content="[1]", headers=kind).json()
    assert answer["error"] == "json_not_object"


def test_people_are_described(client: WebClient) -> None:
    user = client.users_info(user=ADA)["user"]
    assert (user["real_name"], user["profile"]["title"]) == ("Ada Okafor", "Marketing")
    assert error_of(client.users_info, user="U0NOBODY") == "user_not_found"
    assert [m["id"] for m in client.users_list()["members"] if m["is_bot"]] == [BOT_ID]
    assert client.bots_info(bot=BOT)["bot"]["user_id"] == BOT_ID
    assert error_of(client.bots_info, bot="B0OTHER") == "bot_not_found"
    assert client.team_info()["team"]["name"] == "Marigold & Co"


def test_private_channels_are_unknown_to_a_bot_that_is_not_in_them(client: WebClient) -> None:
    types = "public_channel,private_channel,im"
    found = {c["id"] for c in client.conversations_list(types=types)["channels"]}
    assert found == {CUSTOMERS, GENERAL, ADA_BOT}
    assert error_of(client.conversations_info, channel=BOARD) == "channel_not_found"
    mine = {c["id"] for c in client.users_conversations(types=types)["channels"]}
    assert mine == {CUSTOMERS, ADA_BOT}


def test_each_kind_of_channel_has_its_own_scopes(
    workspace: RunningWorkspace, client: WebClient
) -> None:
    workspace.withdraw("groups:read", "channels:history")
    kinds = "public_channel,private_channel"
    assert refused(client.conversations_list, types=kinds)["needed"] == "groups:read"
    answer = refused(client.conversations_history, channel=CUSTOMERS)
    assert answer["needed"] == "channels:history"
    assert client.conversations_history(channel=ADA_BOT)["ok"]


def test_lists_are_read_page_by_page(client: WebClient) -> None:
    first = client.conversations_members(channel=CUSTOMERS, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_members(channel=CUSTOMERS, limit=3, cursor=cursor)
    assert len(first["members"]) == 3
    assert second["members"] == [BOT_ID]
    assert second["response_metadata"]["next_cursor"] == ""
    error = error_of(client.conversations_members, channel=CUSTOMERS, cursor="bm9uc2Vuc2U=")
    assert error == "invalid_cursor"


def test_a_direct_message_is_opened_once(client: WebClient) -> None:
    first = client.conversations_open(users=CHIARA)
    again = client.conversations_open(users=CHIARA)
    assert first["channel"]["id"] == again["channel"]["id"]
    assert again["already_open"]
    assert error_of(client.conversations_open, users="U0NOBODY") == "user_not_found"


def test_the_bot_joins_a_public_channel(client: WebClient) -> None:
    assert client.conversations_join(channel=GENERAL)["channel"]["is_member"]
    assert client.conversations_join(channel=GENERAL)["warning"] == "already_in_channel"
    assert client.chat_postMessage(channel=GENERAL, text="hello")["ok"]


def test_history_is_newest_first_without_replies_and_between_two_times(
    client: WebClient, ada: Person
) -> None:
    stamps = [ada.say("#customers", word) for word in ("one", "two", "three")]
    ada.say("#customers", "reply", thread=stamps[0])
    every = client.conversations_history(channel=CUSTOMERS)
    assert [m["text"] for m in every["messages"]] == ["three", "two", "one"]
    later = client.conversations_history(channel=CUSTOMERS, oldest=stamps[0])
    assert [m["text"] for m in later["messages"]] == ["three", "two"]
    one = {"oldest": stamps[1], "latest": stamps[1], "inclusive": True}
    found = client.conversations_history(channel=CUSTOMERS, **one)
    assert [m["text"] for m in found["messages"]] == ["two"]
    page = client.conversations_history(channel=CUSTOMERS, limit=2)
    assert page["has_more"]
    assert page["response_metadata"]["next_cursor"]


def test_replies_start_with_the_root(client: WebClient, ada: Person) -> None:
    root = ada.say("#customers", "root")
    ada.say("#customers", "reply", thread=root)
    found = client.conversations_replies(channel=CUSTOMERS, ts=root)["messages"]
    assert [m["text"] for m in found] == ["root", "reply"]
    assert (found[0]["reply_count"], found[1]["parent_user_id"]) == (1, ADA)
    assert error_of(client.conversations_replies, channel=CUSTOMERS, ts="1.0") == "thread_not_found"


def test_what_is_said_in_a_channel_without_the_bot_is_not_read(client: WebClient) -> None:
    assert error_of(client.conversations_history, channel=GENERAL) == "not_in_channel"


def test_every_call_is_recorded_with_arguments_and_answer_but_without_the_token(
    workspace: RunningWorkspace, client: WebClient
) -> None:
    client.chat_postMessage(channel=CUSTOMERS, text="hello")
    error_of(client.chat_postMessage, channel=GENERAL, text="hello")
    good, bad = workspace.calls("chat.postMessage")
    assert (good.ok, good.args["text"]) == (True, "hello")
    assert (bad.ok, bad.error) == (False, "not_in_channel")
    assert workspace.bot_token not in str([call.args for call in workspace.calls()])
