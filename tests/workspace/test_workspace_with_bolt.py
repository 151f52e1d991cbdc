"""A real Bolt app over real Socket Mode: the workspace is Slack enough for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond, Say
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.workspace.options import WorkspaceOptions
from bot.workspace.person import Person
from bot.workspace.server import RunningWorkspace, start_workspace

Payload = dict[str, Any]
BUTTONS = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Five kinds of customers*"}},
    {
        "type": "actions",
        "block_id": "next",
        "elements": [
            {
                "type": "button",
                "action_id": "open",
                "text": {"type": "plain_text", "text": "Change groups"},
                "value": "run-1",
            }
        ],
    },
]
MODAL = {
    "type": "modal",
    "callback_id": "groups",
    "title": {"type": "plain_text", "text": "How many groups?"},
    "submit": {"type": "plain_text", "text": "Go"},
    "blocks": [
        {
            "type": "input",
            "block_id": "k",
            "label": {"type": "plain_text", "text": "Groups"},
            "element": {"type": "plain_text_input", "action_id": "number"},
        }
    ],
}


def answer(event: Payload, say: Say) -> None:
    say(text=f"You said: {event['text']}", thread_ts=event["ts"])


def help_(ack: Ack, command: Payload, respond: Respond) -> None:
    ack()
    respond(f"You asked for {command['text']}")


def offer(say: Say) -> None:
    say(text="Five kinds", blocks=BUTTONS)


def open_modal(ack: Ack, body: Payload, client: WebClient) -> None:
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=MODAL)


def submitted(ack: Ack, view: Payload, client: WebClient) -> None:
    given = view["state"]["values"]["k"]["number"]["value"]
    if not given.isdigit():
        ack(response_action="errors", errors={"k": "Please give a number."})
        return
    ack()
    client.chat_postMessage(channel="#customers", text=f"{given} groups it is")


@pytest.fixture(scope="module")
def live() -> Iterator[RunningWorkspace]:
    """A workspace on real time: Bolt's client has its own clock."""
    with start_workspace(options=WorkspaceOptions()) as running:
        yield running


@pytest.fixture(scope="module")
def bolt(live: RunningWorkspace) -> Iterator[App]:
    """A connected Bolt app."""
    app = App(client=WebClient(live.bot_token, base_url=live.api_url))
    app.event("app_mention")(answer)
    app.event("message")(offer)
    app.command("/segment")(help_)
    app.action("open")(open_modal)
    app.view("groups")(submitted)
    handler = SocketModeHandler(app, live.app_token)
    handler.connect()
    live.bot_connected()
    yield app
    # close() waits for up to 3 s for something to arrive: let it be the server's own close.
    handler.client.auto_reconnect_enabled = False
    live.cut_connections()
    handler.close()
    assert app.listener_runner.listener_executor is not None
    app.listener_runner.listener_executor.shutdown()


@pytest.fixture
def ada(live: RunningWorkspace, bolt: App) -> Iterator[Person]:
    with Person(live, "Ada") as person:
        yield person


def test_a_mention_is_answered_in_its_thread(ada: Person) -> None:
    asked = ada.mention("#customers", "who buys most?")
    answered = ada.wait_for("You said:", thread=asked)
    assert "who buys most?" in answered.text


def test_a_command_is_answered_to_its_member_alone(ada: Person) -> None:
    ada.command("#customers", "/segment help")
    assert ada.wait_for("You asked for help").ephemeral


def test_a_button_opens_a_modal_whose_errors_and_answer_come_back(ada: Person) -> None:
    ada.say(ada.dm(), "hello")
    ada.press(ada.wait_for("Five kinds"), "Change groups")
    modal = ada.view("How many groups?")
    assert ada.submit(modal, {"number": "many"})["errors"] == {"k": "Please give a number."}
    assert ada.wait_until(lambda: ada.errors) == {"k": "Please give a number."}
    assert ada.submit(modal, {"number": "5"})["result"] == "closed"
    assert ada.wait_for("5 groups it is", "#customers")
    assert ada.wait_until(lambda: not ada.views)


def test_an_upload_with_the_clients_own_method_is_seen_and_downloaded(
    bolt: App, ada: Person
) -> None:
    bolt.client.files_upload_v2(
        channel=ada.channel("#customers"),
        filename="segments.csv",
        content=b"a,b\n1,2\n",
        initial_comment="Here",
    )
    seen = ada.wait_for("Here", "#customers")
    assert ada.download(seen.files[0]["url"]) == b"a,b\n1,2\n"


def test_the_bots_own_words_are_delivered_but_bolt_keeps_them_from_its_listeners(
    live: RunningWorkspace, ada: Person
) -> None:
    ada.say(ada.dm(), "one")
    answered = ada.wait_for("Five kinds", ada.dm())

    def delivered() -> bool:
        events = [e.payload["event"] for e in live.acks() if e.event_type == "message"]
        return any(event.get("bot_id") and event["ts"] == answered.ts for event in events)

    assert live.wait_for(delivered, what="the bot's own message")


def test_acknowledgements_are_recorded_with_their_latency(
    live: RunningWorkspace, ada: Person
) -> None:
    ada.command("#customers", "/segment status")
    commands = [envelope for envelope in live.acks() if envelope.kind == "slash_commands"]
    assert all(envelope.latency is not None and envelope.latency < 3 for envelope in commands)
    assert commands[-1].payload["text"] == "status"


def test_the_app_reconnects_when_it_is_asked_to(live: RunningWorkspace, ada: Person) -> None:
    before = len(live.calls("apps.connections.open"))
    live.ask_to_reconnect("refresh_requested")
    live.wait_for_calls("apps.connections.open", before + 1)
    asked = ada.mention("#customers", "are you there?")
    assert ada.wait_for("are you there?", thread=asked)
