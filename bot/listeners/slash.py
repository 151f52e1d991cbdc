"""`/segment …`: the words become a job; `upload` and `score` open forms: only here is a trigger."""

from typing import Any

from slack_bolt import Ack, App

from bot.errors import PlainError
from bot.file_words import SCORE_WORDS
from bot.modals import score_modal, upload_modal
from bot.reception import Reception
from bot.request import Place, Request
from bot.result import Subject

UPLOAD_WORDS = ("upload", "start", "new")


def register(app: App, reception: Reception) -> None:
    """Listen to the slash command."""

    @app.command("/segment")
    def segment(ack: Ack, command: dict[str, Any]) -> None:
        words = command.get("text", "").strip()
        if words.lower() in UPLOAD_WORDS:
            reception.open_view(command["trigger_id"], upload_modal(command["channel_id"]))
        elif words.lower() in SCORE_WORDS and (subject := _at_hand(command, reception)):
            form = score_modal(subject, command["channel_id"])
            reception.open_view(command["trigger_id"], form)
        else:
            reception.hand_over(request_of(command, words))
        ack()


def _at_hand(command: dict[str, Any], reception: Reception) -> Subject | None:
    """The segments that stand where this was said; None where there are none, which the command
    itself says in words."""
    try:
        return reception.find_standing(request_of(command, "score"))
    except PlainError:
        return None


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
