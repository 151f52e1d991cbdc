"""`/segment …`: the words become a job; `upload` opens a form, since only here is a trigger."""

from typing import Any

from slack_bolt import Ack, App

from bot.modals import upload_modal
from bot.reception import Reception
from bot.request import Place, Request

UPLOAD_WORDS = ("upload", "start", "new")


def register(app: App, reception: Reception) -> None:
    """Listen to the slash command."""

    @app.command("/segment")
    def segment(ack: Ack, command: dict[str, Any]) -> None:
        words = command.get("text", "").strip()
        if words.lower() in UPLOAD_WORDS:
            reception.open_view(command["trigger_id"], upload_modal(command["channel_id"]))
        else:
            reception.hand_over(request_of(command, words))
        ack()


def request_of(command: dict[str, Any], words: str) -> Request:
    """The request in a slash command's payload."""
    return Request(
        identity=f"slash:{command['trigger_id']}",
        words=words,
        place=Place(command["team_id"], command["channel_id"]),
        person=command["user_id"],
        door="slash",
        response_url=command.get("response_url"),
    )
