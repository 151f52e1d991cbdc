"""A small real Bolt app over real Socket Mode: what the page talks to in its tests.

It knows nothing of customers. A dropped file gets an answer that is updated in place; /segment
shows blocks, modals and private answers; every press is answered with what Bolt received.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.workspace.control import Control
from tests.browser import gallery
from tests.browser.picture import segment_map

Payload = dict[str, Any]
SHOWN = {
    "texts": gallery.texts,
    "controls": gallery.controls,
    "tables": gallery.tables_and_charts,
    "charts": gallery.more_charts,
    "overflow": gallery.overflow,
    "state": gallery.choice_and_button,
}


def file_shared(event: Payload, client: WebClient) -> None:
    """The answer under a dropped file: a reaction, a status, a message that becomes the answer."""
    channel = event["channel_id"]
    file = client.files_info(file=event["file_id"])["file"]
    if file["user"] == client.auth_test()["user_id"]:
        return
    shares = file["shares"].get("public") or file["shares"]["private"]
    share = shares[channel][0]
    if share.get("thread_ts"):
        client.chat_postMessage(
            channel=channel, thread_ts=share["thread_ts"], text=f"Got {file['name']} here."
        )
        return
    root = share["ts"]
    client.reactions_add(channel=channel, timestamp=root, name="eyes")
    cancel = {"type": "actions", "elements": [gallery.button("Cancel", "cancel")]}
    reading = f"Reading *{file['name']}* (200 rows)…"
    posted = client.chat_postMessage(
        channel=channel,
        thread_ts=root,
        text=reading,
        blocks=[gallery.section(reading), cancel],
    )
    picture = client.files_upload_v2(
        content=segment_map(), filename="segments.png", alt_txt=gallery.ALT
    )
    blocks = gallery.answer(file["name"], picture["file"]["id"])
    client.chat_update(
        channel=channel, ts=posted["ts"], text="Five kinds of customers", blocks=blocks
    )


def mentioned(event: Payload, client: WebClient) -> None:
    """A mention is answered in its thread; "work" only shows a status."""
    where = {"channel": event["channel"], "thread_ts": event.get("thread_ts", event["ts"])}
    if "work" in event["text"]:
        client.assistant_threads_setStatus(
            channel_id=where["channel"], thread_ts=where["thread_ts"], status="is drawing charts…"
        )
        return
    client.chat_postMessage(**where, text=f"You said: {event['text'].split('>')[-1].strip()}")


def command(ack: Ack, body: Payload, client: WebClient, respond: Respond) -> None:
    """/segment WORD: blocks, a modal, a private answer, or no answer at all."""
    word = body["text"].split(" ")[0]
    if word == "silent":
        return
    if word in SHOWN:
        ack()
        client.chat_postMessage(channel=body["channel_id"], text=word, blocks=SHOWN[word]())
    elif word == "modal":
        view = gallery.modal(private_metadata=body["channel_id"])
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()
    elif word == "swap":
        ack()
        press = {"type": "actions", "elements": [gallery.button("Replace me", "swap")]}
        respond(text="Private", blocks=[gallery.section("A private message."), press])
    else:
        ack(f"Heard `{body['command']} {body['text']}`")


def pressed(ack: Ack, body: Payload, client: WebClient, respond: Respond) -> None:
    """What Bolt received of a press comes back privately, as JSON; some presses do more."""
    ack()
    action = body["actions"][0]
    name = action["action_id"]
    if name == "change":
        view = gallery.modal(private_metadata=body["channel"]["id"])
        client.views_open(trigger_id=body["trigger_id"], view=view)
    elif name == "swap":
        respond(replace_original=True, text="It was replaced.")
    elif "channel" in body:
        keep = {k: v for k, v in action.items() if k.startswith(("selected", "value"))}
        if name == "go":
            keep = body["state"]["values"]
        client.chat_postEphemeral(
            channel=body["channel"]["id"],
            user=body["user"]["id"],
            text=f"`{name}` {json.dumps(keep, sort_keys=True)}",
        )


def submitted(ack: Ack, body: Payload, view: Payload, client: WebClient) -> None:
    """k = 13 is refused at its field, 12 pushes a second modal, all else closes it."""
    values = {block: next(iter(v.values())) for block, v in view["state"]["values"].items()}
    k = int(values["k"]["value"])
    if k > 12:
        ack(response_action="errors", errors={"k": "At most 12 groups, please."})
        return
    if k == 12:
        sure = gallery.section("Twelve groups are many. Are you sure?")
        second = gallery.modal(title=gallery.plain("Many groups"), blocks=[sure], callback_id="two")
        ack(response_action="push", view=second)
        return
    ack()
    chosen = {
        "k": k,
        "way": values["way"]["selected_option"]["value"],
        "columns": [o["value"] for o in values["columns"]["selected_options"]],
        "note": values["note"]["value"],
        "files": [file["name"] for file in values["file"]["files"]],
    }
    client.chat_postEphemeral(
        channel=view["private_metadata"],
        user=body["user"]["id"],
        text=f"`sent` {json.dumps(chosen)}",
    )


def home_opened(event: Payload, client: WebClient) -> None:
    """Home is published when it is first looked at."""
    if event["tab"] == "home":
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": gallery.home()})


def build(workspace: Control) -> App:
    """The app with all its listeners."""
    client = WebClient(token=workspace.bot_token, base_url=workspace.api_url)
    app = App(client=client, token_verification_enabled=False)
    app.event("file_shared")(file_shared)
    app.event("app_mention")(mentioned)
    app.event("app_home_opened")(home_opened)
    app.event(re.compile(".*"))(lambda: None)
    app.command("/segment")(command)
    app.action(re.compile(".*"))(pressed)
    app.view("fields")(submitted)
    app.view("two")(lambda ack: ack(response_action="clear"))
    return app


@contextmanager
def connected(workspace: Control) -> Iterator[None]:
    """The app, connected for as long as the block runs."""
    app = build(workspace)
    handler = SocketModeHandler(app, workspace.app_token, web_client=app.client)
    handler.connect()
    try:
        workspace.bot_connected()
        # The built-in client closes only between two reads of its socket, which wait 3 s each.
        handler.client.current_session.sock.settimeout(0.2)
        yield
    finally:
        handler.close()
