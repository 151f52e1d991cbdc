"""`@segment-bot …`: the same words as after the slash command, answered in the thread."""

import re
from typing import Any

from slack_bolt import App

from bot.reception import Reception
from bot.request import Place, Request

MENTION = re.compile(r"<@[A-Z0-9]+(\|[^>]*)?>")


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


def spoken(text: str) -> str:
    """The words of a message without mentions, a leading `/segment`, and Slack's escapes."""
    words = MENTION.sub(" ", text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"^\s*/?segment\b", "", " ".join(words.split())).strip()
