"""`@segment-bot …`: the same words as after the slash command, answered in the thread."""

from typing import Any

from slack_bolt import App

from bot.file_words import asks_to_score, uploads_of
from bot.reception import Reception
from bot.request import Place, Request, spoken


def register(app: App, reception: Reception) -> None:
    """Listen to mentions; a mention that carries a file is the file's business, and so are words
    that ask to score it."""

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], body: dict[str, Any]) -> None:
        words = spoken(event.get("text", ""))
        if event.get("files") and asks_to_score(words):
            for request in uploads_of(event, body):
                reception.hand_over(request)
        elif words or not event.get("files"):
            reception.hand_over(
                Request(
                    identity=f"event:{body['event_id']}",
                    words=words,
                    place=Place(
                        body["team_id"], event["channel"], event.get("thread_ts") or event["ts"]
                    ),
                    person=event["user"],
                    door="mention",
                )
            )
