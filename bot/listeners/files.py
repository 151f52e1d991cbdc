"""A file in a channel: the start of everything."""

from typing import Any

from slack_bolt import App

from bot.reception import Reception
from bot.request import Place, upload_request


def register(app: App, reception: Reception) -> None:
    """Listen to shared files; the same file in the same place is one job, however it is told."""

    @app.event("file_shared")
    def shared(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("channel_id"):
            reception.hand_over(
                upload_request(
                    Place(body["team_id"], event["channel_id"]), event["user_id"], event["file_id"]
                )
            )
