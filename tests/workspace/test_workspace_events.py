"""Which events a bot hears: of its own channels, as it subscribed, with the scopes it has."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from slack_sdk import WebClient

from bot.workspace.clock import SteppedClock
from bot.workspace.options import AppOptions, WorkspaceOptions
from bot.workspace.person import Person
from bot.workspace.seed import BOT
from bot.workspace.server import RunningWorkspace, start_workspace
from tests.workspace.wire import ADA_BOT, BOARD, BOT_ID, CUSTOMERS, Json, RawBot


def heard(bot: RawBot, count: int) -> list[Json]:
    """The next events, acknowledged."""
    events = []
    for _ in range(count):
        envelope = bot.next()
        bot.ack(envelope)
        events.append(envelope["payload"]["event"])
    return events


def assert_nothing_heard(bot: RawBot, ada: Person) -> None:
    """A direct message is sent, and nothing came before it."""
    ada.say(ADA_BOT, "now")
    assert heard(bot, 1)[0]["text"] == "now"


def test_a_mention_is_heard_as_a_mention_and_as_a_message(bot: RawBot, ada: Person) -> None:
    ts = ada.mention("#customers", "help")
    mention, message = heard(bot, 2)
    assert (mention["type"], message["type"]) == ("app_mention", "message")
    assert mention["ts"] == message["ts"] == ts
    assert mention["text"] == message["text"] == f"<@{BOT_ID}> help"
    assert (message["channel"], message["channel_type"]) == (CUSTOMERS, "channel")
    assert message["blocks"][0]["type"] == "rich_text"


def test_a_direct_message_is_a_message_even_with_a_mention(bot: RawBot, ada: Person) -> None:
    ada.say(ADA_BOT, f"<@{BOT_ID}> hello")
    assert [(e["type"], e["channel_type"]) for e in heard(bot, 1)] == [("message", "im")]


def test_what_happens_in_channels_without_the_bot_is_not_heard(bot: RawBot, ada: Person) -> None:
    ada.mention("#general", "are you there?")
    ada.drop("#general", "a.csv", b"a,b\n1,2\n")
    assert_nothing_heard(bot, ada)


def test_an_upload_is_heard_as_a_file_and_as_a_message(bot: RawBot, ada: Person) -> None:
    ts = ada.drop("#customers", "shop.csv", b"a,b\n1,2\n", text="who are they?")
    shared, message = heard(bot, 2)
    assert shared["type"] == "file_shared"
    assert (shared["channel_id"], shared["user_id"]) == (CUSTOMERS, ada.id)
    assert (message["subtype"], message["ts"]) == ("file_share", ts)
    assert message["files"][0]["id"] == shared["file_id"] == shared["file"]["id"]
    assert message["text"] == "who are they?"


def test_the_bots_own_messages_and_uploads_are_heard_too(bot: RawBot, client: WebClient) -> None:
    client.chat_postMessage(channel=CUSTOMERS, text="mine")
    (mine,) = heard(bot, 1)
    assert (mine["user"], mine["bot_id"]) == (BOT_ID, BOT)
    client.files_upload_v2(channel=CUSTOMERS, filename="a.txt", content=b"x")
    shared, message = heard(bot, 2)
    assert (shared["user_id"], message["subtype"]) == (BOT_ID, "file_share")


def test_changes_and_deletions_are_heard_with_what_was_before(
    bot: RawBot, client: WebClient
) -> None:
    ts = client.chat_postMessage(channel=CUSTOMERS, text="one")["ts"]
    client.chat_update(channel=CUSTOMERS, ts=ts, text="two")
    client.chat_delete(channel=CUSTOMERS, ts=ts)
    _, changed, deleted = heard(bot, 3)
    assert changed["subtype"] == "message_changed"
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("one", "two")
    assert changed["message"]["edited"]
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)


def test_an_ephemeral_message_is_no_event(bot: RawBot, client: WebClient, ada: Person) -> None:
    client.chat_postEphemeral(channel=CUSTOMERS, user=ada.id, text="secret")
    assert_nothing_heard(bot, ada)


def test_an_invitation_is_heard_from_then_on(bot: RawBot, ada: Person) -> None:
    ada.invite("#general")
    joined, note = heard(bot, 2)
    assert (joined["type"], joined["user"], joined["inviter"]) == (
        "member_joined_channel", BOT_ID, ada.id,
    )  # fmt: skip
    assert note["subtype"] == "channel_join"
    ada.say("#general", "welcome")
    assert heard(bot, 1)[0]["text"] == "welcome"


def test_a_bot_that_was_taken_out_hears_no_more(bot: RawBot, ada: Person) -> None:
    ada.remove("#customers")
    ada.say("#customers", "psst")
    assert_nothing_heard(bot, ada)


def test_a_reaction_is_heard(bot: RawBot, client: WebClient, ada: Person) -> None:
    ts = ada.say("#customers", "look")
    client.reactions_add(channel=CUSTOMERS, timestamp=ts, name="eyes")
    _, reaction = heard(bot, 2)
    assert (reaction["type"], reaction["reaction"]) == ("reaction_added", "eyes")
    assert reaction["item"] == {"type": "message", "channel": CUSTOMERS, "ts": ts}


def test_a_deleted_file_is_heard(bot: RawBot, ada: Person) -> None:
    ada.drop("#customers", "shop.csv", b"a,b\n1,2\n")
    file = ada.messages("#customers")[0].files[0]["id"]
    heard(bot, 2)
    ada.delete_file(file)
    assert heard(bot, 1)[0] | {"event_ts": ""} == {
        "type": "file_deleted", "file_id": file, "channel_ids": [CUSTOMERS], "event_ts": "",
    }  # fmt: skip


def test_home_is_heard_when_it_is_opened(bot: RawBot, ada: Person, client: WebClient) -> None:
    ada.open_home()
    (opened,) = heard(bot, 1)
    assert (opened["type"], opened["user"], opened["tab"]) == ("app_home_opened", ada.id, "home")
    assert "view" not in opened
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    client.views_publish(user_id=ada.id, view=view)
    ada.open_home()
    assert heard(bot, 1)[0]["view"]["type"] == "home"


def test_without_its_scope_an_event_is_not_delivered(
    bot: RawBot, workspace: RunningWorkspace, ada: Person
) -> None:
    workspace.withdraw("channels:history", "files:read")
    ada.say("#customers", "hello")
    ada.drop("#customers", "shop.csv", b"a,b\n1,2\n")
    ada.mention("#customers", "hello")
    assert heard(bot, 1)[0]["type"] == "app_mention"
    assert_nothing_heard(bot, ada)


def test_private_channels_are_heard_under_their_own_subscription(
    bot: RawBot, workspace: RunningWorkspace
) -> None:
    with Person(workspace, "Chiara") as chiara:
        chiara.invite(BOARD)
        heard(bot, 2)
        chiara.say(BOARD, "quietly")
        assert heard(bot, 1)[0]["channel_type"] == "group"


@pytest.fixture
def deaf(clock: SteppedClock) -> Iterator[RunningWorkspace]:
    """A workspace whose app subscribed to mentions only."""
    app = replace(AppOptions(), events=("app_mention",))
    with start_workspace(options=WorkspaceOptions(clock=clock, app=app, seed=1)) as running:
        yield running


def test_what_was_not_subscribed_is_not_heard(deaf: RunningWorkspace) -> None:
    bot = RawBot(deaf)
    with Person(deaf, "Ada") as ada:
        ada.say(ADA_BOT, "hello")
        ada.drop("#customers", "a.csv", b"a,b\n1,2\n")
        ada.mention("#customers", "help")
        assert heard(bot, 1)[0]["type"] == "app_mention"
        ada.mention("#customers", "now")
        assert heard(bot, 1)[0]["text"] == f"<@{BOT_ID}> now"
    bot.close()


def test_a_revoked_token_is_told_to_the_app(clock: SteppedClock) -> None:
    app = replace(AppOptions(), events=("tokens_revoked",))
    with start_workspace(options=WorkspaceOptions(clock=clock, app=app, seed=1)) as running:
        bot = RawBot(running)
        running.revoke_token("token_revoked")
        assert heard(bot, 1)[0]["tokens"] == {"oauth": [], "bot": [BOT_ID]}
        bot.close()
