"""The App Home and the moment the bot joins a channel."""

from typing import Any

from slack_bolt import App
from slack_bolt.context import BoltContext

from bot.reception import Reception
from bot.request import Place, Request


def register(app: App, reception: Reception) -> None:
    """Publish the Home when it is opened; say hello in a channel once."""

    @app.event("app_home_opened")
    def opened(event: dict[str, Any]) -> None:
        if event.get("tab") != "messages":
            reception.publish_home(event["user"], reception.home_view(event["user"]))

    @app.event("member_joined_channel")
    def joined(event: dict[str, Any], body: dict[str, Any], context: BoltContext) -> None:
        if event["user"] == context.bot_user_id:
            reception.hand_over(
                Request(
                    identity=f"event:{body['event_id']}",
                    words="welcome",
                    place=Place(body["team_id"], event["channel"]),
                    person=event.get("inviter") or event["user"],
                    door="message",
                )
            )
