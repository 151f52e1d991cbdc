"""`@segment-bot …`: the same words as after the slash command, answered in the thread."""

from typing import Any

from slack_bolt import App

from bot.reception import Reception
from bot.request import Place, Request, spoken


def register(app: App, reception: Reception) -> None:
    """Listen to mentions; a mention that carries a file is the file's business."""

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], body: dict[str, Any]) -> None:
        words = spoken(event.get("text", ""))
        if words or not event.get("files"):
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
