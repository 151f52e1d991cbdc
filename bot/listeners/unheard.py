"""Events that nobody listens to are acked all the same: unacked, Slack would repeat them."""

import re

from slack_bolt import App

from bot.reception import Reception


def register(app: App, reception: Reception) -> None:
    """Ack every event that is left."""

    @app.event(re.compile(".*"))
    def unheard() -> None:
        return None
