"""What the workspace sends has the keys that Slack sends: no other ones, and those that are read.

The samples are Slack's shapes with blanked values. Where a sample is silent about something that
Slack does send, the exception stands here with its reason.
"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.workspace.person import Person
from bot.workspace.seed import ADA, BOT, CHIARA
from bot.workspace.server import RunningWorkspace
from tests.workspace.wire import ADA_BOT, CUSTOMERS, GENERAL, Json, RawBot, refused

# Key (with what stands above it, as far as needed) -> why it is sent though no sample has it.
EXCEPTIONS = {
    "channel.user": "a direct message names the other member, as in conversations.list's sample",
    "metadata.event_payload": "the sample of a message blanks what the app put there",
    "view.blocks": "views in events and interactions carry their blocks; views.open's sample has",
    "reactions.users": "reactions name their users, as the reference says; the sample counts only",
    "actions.selected_options": "checkboxes and multi selects; the sample has single selects only",
}
# Newer than the samples; the reference describes them.
NEW_BLOCKS = {"table", "data_table", "data_visualization", "markdown", "file_input", "number_input"}
# Held against the sample of a message that is said in an interaction: they have no own sample.
WITH_MESSAGES = {
    "chat.postMessage": {"ok", "channel", "ts", "message"},
    "chat.update": {"ok", "channel", "ts", "text", "message"},
    "conversations.history": {"ok", "messages", "has_more", "response_metadata"},
    "conversations.replies": {"ok", "messages", "has_more", "response_metadata"},
}
FREE = {"values", "event_payload", "fields"}  # keyed by what the app chose


def merged(one: Any, other: Any) -> Any:
    """A shape that knows the keys of both."""
    if isinstance(one, dict) and isinstance(other, dict):
        both = {key: merged(one[key], other[key]) for key in one.keys() & other.keys()}
        return {**one, **other, **both}
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *other]
    return one if other in (None, "", 0, False) else other


def union(shapes: list[Any]) -> Any:
    found: Any = {}
    for shape in shapes:
        found = merged(found, shape) if found else shape
    return found


def by_type(thing: Any, found: dict[str, Json]) -> dict[str, Json]:
    """The union of all shapes with a `type`, block elements above all."""
    if isinstance(thing, list):
        for part in thing:
            by_type(part, found)
    elif isinstance(thing, dict):
        kind = thing.get("type")
        if isinstance(kind, str) and kind and len(thing) > 1:
            found[kind] = merged(found.get(kind, {}), thing)
        for part in thing.values():
            by_type(part, found)
    return found


class Samples:
    """The folder of samples."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        views = self.read("api/views.open.json")
        message = self.read("events/MessagePayload.json")
        self.blocks = by_type([views["view"]["blocks"], message["event"]["blocks"]], {})
        events = [json.loads(path.read_text()) for path in folder.glob("events/*.json")]
        # What travels around an event is the same for all of them.
        self.callback = union([{k: v for k, v in e.items() if k != "event"} for e in events])

    def read(self, name: str) -> Json:
        return dict(json.loads((self._folder / name).read_text()))

    def unknown(self, shape: Any, thing: Any, path: str) -> Iterator[str]:
        """The keys of a thing that its shape has not."""
        if isinstance(thing, list):
            inner = union(shape) if isinstance(shape, list) and shape else {}
            for part in thing:
                yield from self.unknown(inner, part, path)
        elif isinstance(thing, dict):
            yield from self._unknown_keys(shape, thing, path)

    def _unknown_keys(self, shape: Any, thing: Json, path: str) -> Iterator[str]:
        kind = thing.get("type")
        if kind in NEW_BLOCKS:
            return
        if "blocks" in path.split(".") and kind in self.blocks:
            shape = self.blocks[kind]
        for key, value in thing.items():
            inner = _inside(shape, key)
            if inner is MISSING:
                if ".".join([*path.split(".")[-1:], key]) not in EXCEPTIONS:
                    yield f"{path}.{key}"
            elif key not in FREE:
                yield from self.unknown(inner, value, f"{path}.{key}")


MISSING = object()


def _inside(shape: Any, key: str) -> Any:
    if not isinstance(shape, dict):
        return MISSING
    if key in shape:
        return shape[key]
    # Shares are keyed by channels, and state is left open.
    if shape and all(name.startswith("C0") for name in shape):
        return next(iter(shape.values()))
    return MISSING if shape else {}


@pytest.fixture
def samples(slack_payloads: Path) -> Samples:
    return Samples(slack_payloads)


EVENT_SAMPLES = {
    "app_mention": "AppMention",
    "app_home_opened": "AppHomeOpened",
    "file_shared": "FileShared",
    "file_deleted": "FileDeleted",
    "member_joined_channel": "MemberJoinedChannel",
    "reaction_added": "ReactionAdded",
    "message": "Message",
    "message/bot_message": "MessageBot",
    "message/channel_join": "MessageChannelJoin",
    "message/channel_leave": "MessageChannelLeave",
    "message/file_share": "MessageFileShare",
    "message/message_changed": "MessageChanged",
    "message/message_deleted": "MessageDeleted",
}
INTERACTION_SAMPLES = {
    "block_actions": "app-backend/interactive-components/BlockActionPayload.json",
    "view_submission": "app-backend/views/ViewSubmissionPayload.json",
    "view_closed": "app-backend/views/ViewClosedPayload.json",
}


def option(value: str) -> Json:
    return {"text": {"type": "plain_text", "text": value}, "value": value}


PRESSABLE = [
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {
                "type": "button",
                "action_id": "go",
                "text": {"type": "plain_text", "text": "Go"},
                "value": "v",
                "style": "primary",
            },
            {"type": "static_select", "action_id": "pick", "options": [option("a"), option("b")]},
            {"type": "checkboxes", "action_id": "tick", "options": [option("c"), option("d")]},
            {"type": "datepicker", "action_id": "day", "initial_date": "2026-01-01"},
        ],
    }
]
MODAL = {
    "type": "modal",
    "callback_id": "groups",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Groups"},
    "submit": {"type": "plain_text", "text": "Go"},
    "blocks": [
        {
            "type": "input",
            "block_id": "file",
            "optional": True,
            "label": {"type": "plain_text", "text": "File"},
            "element": {"type": "file_input", "action_id": "file"},
        },
        *PRESSABLE,
    ],
}
Act = Callable[[Callable[[], Any]], Json]


@pytest.fixture
def act(bot: RawBot, aside: Callable[..., Future[Any]]) -> Act:
    """Somebody uses the app; the bot acknowledges."""

    def do(what: Callable[[], Any]) -> Json:
        done = aside(what)
        while (envelope := bot.next())["type"] == "events_api":
            bot.ack(envelope)
        bot.ack(envelope)
        done.result(5)
        return dict(envelope["payload"])

    return do


@pytest.fixture
def talk(workspace: RunningWorkspace, client: WebClient, ada: Person, act: Act) -> None:
    """Everything happens once that the workspace sends something about."""
    workspace.grant("chat:write.customize")
    ts = ada.mention("#customers", "hello <#C0GENERAL0> https://example.com")
    client.reactions_add(channel=CUSTOMERS, timestamp=ts, name="eyes")
    _talk_as_bot(client, ts)
    _share_files(client, ada, ts)
    ada.invite("#general")
    ada.create_channel("plans")
    ada.remove("#general", ada.id)
    _read(client)
    _use_the_app(client, ada, act)


def _talk_as_bot(client: WebClient, root: str) -> None:
    metadata = {"event_type": "run", "event_payload": {"id": "r1"}}
    ts = client.chat_postMessage(
        channel=CUSTOMERS, text="x", blocks=PRESSABLE, thread_ts=root, metadata=metadata
    )["ts"]
    client.chat_update(channel=CUSTOMERS, ts=ts, text="y")
    named = client.chat_postMessage(channel=CUSTOMERS, text="x", username="Digest")["ts"]
    client.chat_update(channel=CUSTOMERS, ts=named, text="z")
    client.chat_getPermalink(channel=CUSTOMERS, message_ts=ts)
    client.assistant_threads_setStatus(channel_id=CUSTOMERS, thread_ts=root, status="thinks")
    client.assistant_threads_setTitle(channel_id=CUSTOMERS, thread_ts=root, title="Customers")
    prompts = [{"title": "Help", "message": "help"}]
    client.assistant_threads_setSuggestedPrompts(
        channel_id=CUSTOMERS, thread_ts=root, prompts=prompts
    )
    client.chat_postEphemeral(channel=CUSTOMERS, user=ADA, text="psst")
    client.chat_delete(channel=CUSTOMERS, ts=ts)


def _share_files(client: WebClient, ada: Person, root: str) -> None:
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4, "big") * 2
    picture = client.files_upload_v2(
        channel=CUSTOMERS, filename="map.png", content=png, alt_txt="A map", thread_ts=root
    )["file"]["id"]
    client.reactions_add(channel=CUSTOMERS, timestamp=root, name="tada")
    client.files_info(file=picture)
    ada.drop("#customers", "shop.csv", b"a,b\n1,2\n", thread=root)
    ada.drop(ADA_BOT, "shop.csv", b"a,b\n1,2\n")
    client.files_list()
    client.files_delete(file=picture)


def _read(client: WebClient) -> None:
    client.auth_test()
    client.bots_info(bot=BOT)
    client.team_info()
    client.users_info(user=ADA)
    client.users_info(user=client.auth_test()["user_id"])
    client.users_list()
    every = "public_channel,private_channel,im"
    client.conversations_list(types=every)
    client.users_conversations(types=every)
    client.conversations_open(users=CHIARA)
    client.conversations_join(channel=GENERAL)
    for channel in (CUSTOMERS, ADA_BOT):
        client.conversations_info(channel=channel, include_num_members=True)
        client.conversations_members(channel=channel)
        found = client.conversations_history(channel=channel, include_all_metadata=True)
        client.conversations_replies(channel=channel, ts=found["messages"][-1]["ts"])
    refused(client.chat_postMessage, channel="C0NOWHERE", text="x")
    refused(client.files_info, file="F0NOWHERE")


def _use_the_app(client: WebClient, ada: Person, act: Act) -> None:
    home = {"type": "home", "blocks": PRESSABLE}
    client.views_publish(user_id=ada.id, view=home)
    ada.open_home()
    ada.wait_until(lambda: ada.home)
    act(lambda: ada.press(None, "Go"))
    client.chat_postMessage(channel=CUSTOMERS, text="Choose", blocks=PRESSABLE)
    message = ada.wait_for(lambda m: m.text == "Choose")
    act(lambda: ada.press(message, "Go"))
    act(lambda: ada.press(message, "a"))
    act(lambda: ada.choose(message, "tick", ["c"]))
    act(lambda: ada.choose(message, "day", "2026-11-23"))
    opened = act(lambda: ada.command("#customers", "/segment k=5"))["trigger_id"]
    view = client.views_open(trigger_id=opened, view=MODAL)["view"]["id"]
    client.views_update(view_id=view, view=MODAL)
    pressed = act(lambda: ada.press(ada.view(), "Go"))["trigger_id"]
    client.views_push(trigger_id=pressed, view=MODAL)
    act(lambda: ada.close_view(ada.wait_until(lambda: ada.views[1:])[0]))
    file = ada.choose_file(ada.view(), "shop.csv", b"a,b\n")
    act(lambda: ada.submit(ada.view(), {"file": [file]}))


@pytest.mark.shared_data
def test_events_have_slacks_keys_only(
    samples: Samples, workspace: RunningWorkspace, talk: None
) -> None:
    met, wrong = set(), set()
    for envelope in workspace.envelopes():
        if envelope.kind != "events_api":
            continue
        event = envelope.payload["event"]
        name = "/".join(filter(None, (event["type"], event.get("subtype"))))
        sample = samples.read(f"events/{EVENT_SAMPLES[name]}Payload.json")["event"]
        around = {k: v for k, v in envelope.payload.items() if k != "event"}
        wrong |= set(samples.unknown(samples.callback, around, "callback"))
        wrong |= set(samples.unknown(sample, event, name))
        met.add(name)
    assert met == set(EVENT_SAMPLES)
    assert sorted(wrong) == []


@pytest.mark.shared_data
def test_commands_and_interactions_have_slacks_keys_only(
    samples: Samples, workspace: RunningWorkspace, talk: None
) -> None:
    met, wrong = set(), set()
    for envelope in workspace.envelopes():
        kind = envelope.payload["type"] if envelope.kind == "interactive" else envelope.kind
        if kind == "events_api":
            continue
        command = "app-backend/slash-commands/SlashCommandPayload.json"
        sample = samples.read(INTERACTION_SAMPLES.get(kind, command))
        wrong |= set(samples.unknown(sample, envelope.payload, kind))
        met.add(kind)
    assert met == {*INTERACTION_SAMPLES, "slash_commands"}
    assert sorted(wrong) == []


@pytest.mark.shared_data
def test_answers_have_slacks_keys_only(
    samples: Samples, slack_payloads: Path, workspace: RunningWorkspace, talk: None
) -> None:
    met, wrong = set(), set()
    press = samples.read("app-backend/interactive-components/BlockActionPayload.json")
    for call in workspace.calls():
        assert call.answer is not None
        if (slack_payloads / f"api/{call.method}.json").exists():
            sample = samples.read(f"api/{call.method}.json")
            wrong |= set(samples.unknown(sample, call.answer, call.method))
        elif call.method in WITH_MESSAGES and call.ok:
            wrong |= {
                f"{call.method}.{key}" for key in call.answer.keys() - WITH_MESSAGES[call.method]
            }
            said = [*call.answer.get("messages", ()), call.answer.get("message")]
            wrong |= set(samples.unknown([press["message"]], [m for m in said if m], "message"))
        met.add(call.method)
    sampled = {path.stem for path in slack_payloads.glob("api/*.json")}
    never = {"oauth.v2.access", "chat.startStream", "chat.appendStream", "chat.stopStream",
             "reactions.remove"}  # fmt: skip
    assert sampled - met == never
    assert sorted(wrong) == []


# What Bolt and the bot look for, by the type of what comes.
READ = {
    "app_mention": "user text ts channel event_ts",
    "app_home_opened": "user channel tab event_ts",
    "file_shared": "file_id user_id channel_id file.id event_ts",
    "member_joined_channel": "user channel channel_type event_ts",
    "message": "channel channel_type ts event_ts",
    "block_actions": "user.id user.team_id team.id api_app_id trigger_id container.type "
    "actions.0.action_id actions.0.block_id actions.0.type actions.0.action_ts",
    "view_submission": "user.id team.id trigger_id view.id view.callback_id view.hash "
    "view.private_metadata view.state.values",
    "view_closed": "user.id team.id view.id view.callback_id is_cleared",
    "/segment": "command text user_id channel_id team_id response_url trigger_id api_app_id",
}


def at(thing: Any, path: str) -> Any:
    for step in path.split("."):
        thing = thing[int(step)] if isinstance(thing, list) else thing[step]
    return thing


def test_what_is_read_is_there(workspace: RunningWorkspace, talk: None) -> None:
    met = set()
    for envelope in workspace.envelopes():
        kind, payload = envelope.event_type, envelope.payload
        if envelope.kind == "events_api":
            for key in ("team_id", "api_app_id", "event_id", "event_time", "authorizations"):
                assert payload[key]
            payload = payload["event"]
        for path in READ.get(kind, "").split():
            assert at(payload, path) is not None, f"{kind}: {path}"
        met.add(kind)
    assert met >= set(READ)
