"""Messages: words said to the bot alone, and the message that carries a file."""

from typing import Any

from slack_bolt import App

from bot.file_words import uploads_of
from bot.reception import Reception
from bot.request import Place, Request, spoken


def register(app: App, reception: Reception) -> None:
    """Listen to messages; what people say to each other in channels is none of our business."""

    @app.event("message")
    def message(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("bot_id") or event.get("hidden"):
            return
        if event.get("subtype") == "file_share":
            # The job's identity is the file in its place: the twin event `file_shared` changes
            # nothing, whichever comes first.
            for request in uploads_of(event, body):
                reception.hand_over(request)
        elif "subtype" not in event and event.get("channel_type") == "im":
            reception.hand_over(direct_request(event, body))


def direct_request(event: dict[str, Any], body: dict[str, Any]) -> Request:
    """The request in a direct message."""
    return Request(
        identity=f"event:{body['event_id']}",
        words=spoken(event.get("text", "")),
        place=Place(body["team_id"], event["channel"], event.get("thread_ts")),
        person=event["user"],
        door="message",
    )
