"""Listeners by Slack surface: payload → Request, hand over, ack; nothing else happens here."""

from slack_bolt import App

from bot.listeners import actions, files, home, mentions, messages, slash, unheard, views
from bot.reception import Reception

# `unheard` comes last: it acks whatever nobody else listens to.
SURFACES = (slash, mentions, files, messages, actions, views, home, unheard)


def register_all(app: App, reception: Reception) -> None:
    """Let every surface add its listeners."""
    for surface in SURFACES:
        surface.register(app, reception)
