"""Buttons and menus: each says a command's words about an analysis, or opens a form."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.action import OPEN, SAY, heard
from bot.modals import RENAME, SCORE, change_modal, rename_modal, score_modal, upload_modal
from bot.reception import Reception
from bot.request import Place, Request

AGAIN = re.compile(r"again (?P<file>\w+)")  # the button under a file that failed through our fault


def register(app: App, reception: Reception) -> None:
    """Listen to everything that can be pressed."""

    @app.action(re.compile(f"^{SAY}"))
    def said(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        reception.hand_over(request_of(body, action))
        ack()

    @app.action(re.compile(f"^{OPEN}change"))
    def change(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = request_of(body, action)
        subject = reception.find_subject(request)
        reception.open_view(body["trigger_id"], change_modal(subject, request.place))
        ack()

    @app.action(re.compile(f"^{OPEN}{RENAME}"))
    def rename(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = request_of(body, action)
        subject = reception.find_subject(request)
        number = int(request.words.rpartition(" ")[2])
        reception.open_view(body["trigger_id"], rename_modal(subject, number, request.place))
        ack()

    @app.action(re.compile(f"^{OPEN}{SCORE}"))
    def score(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        subject = reception.find_subject(request_of(body, action))
        channel = (body.get("channel") or {}).get("id")
        reception.open_view(body["trigger_id"], score_modal(subject, channel))
        ack()

    @app.action(re.compile(f"^{OPEN}upload"))
    def upload(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        channel = (body.get("channel") or {}).get("id")
        reception.open_view(body["trigger_id"], upload_modal(channel))
        ack()

    @app.action(re.compile(".*"))
    def other(ack: Ack) -> None:
        # Links and fields in forms report themselves too; they only need an ack.
        ack()


def request_of(body: dict[str, Any], action: dict[str, Any]) -> Request:
    """The request behind a pressed button or a chosen option."""
    chosen = action.get("selected_option") or action
    analysis_id, words = heard(chosen.get("value", ""))
    again = AGAIN.fullmatch(words)
    return Request(
        identity=f"button:{body['trigger_id']}",
        words="" if again else words,
        place=place_of(body),
        person=body["user"]["id"],
        door="button",
        analysis_id=analysis_id,
        file_id=again["file"] if again else None,
        response_url=body.get("response_url"),
    )


def place_of(body: dict[str, Any]) -> Place:
    """Where to answer: in the thread of the message; for Home and ephemerals, at the top."""
    container = body["container"]
    # A button in the Home has no channel: its answer goes to the person directly.
    channel = (body.get("channel") or {}).get("id") or body["user"]["id"]
    message = body.get("message") or {}
    thread = message.get("thread_ts") or container.get("thread_ts")
    if not thread and not container.get("is_ephemeral"):
        thread = container.get("message_ts")
    return Place(body["team"]["id"], channel, thread)
