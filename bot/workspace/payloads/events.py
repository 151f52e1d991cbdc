"""Events in Slack's shapes, and the envelope that carries them."""

import json
from base64 import urlsafe_b64encode

from bot.workspace.model import Channel, File, Json, Message
from bot.workspace.seed import APP, TEAM
from bot.workspace.workspace import Workspace


def callback(workspace: Workspace, event: Json) -> Json:
    """The `event_callback` that an event travels in."""
    context = {"et": event["type"], "tid": TEAM, "aid": APP}
    return {
        "token": workspace.tokens.verification,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.ids.new("Ev"),
        "event_time": int(workspace.clock.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": workspace.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-" + urlsafe_b64encode(json.dumps(context).encode()).decode(),
    }


def file_shared(file: File, channel: Channel, at: str) -> Json:
    """A file was shared in a channel: ids only, as Slack sends it."""
    return {
        "type": "file_shared",
        "file_id": file.id,
        "user_id": file.owner,
        "file": {"id": file.id},
        "channel_id": channel.id,
        "event_ts": at,
    }


def file_deleted(file: File, at: str) -> Json:
    """A file was deleted."""
    channels = list(dict.fromkeys(share.channel for share in file.shares))
    return {"type": "file_deleted", "file_id": file.id, "channel_ids": channels, "event_ts": at}


def member_joined(channel: Channel, user: str, inviter: str | None, at: str) -> Json:
    """Somebody, perhaps the bot, became a member of a channel."""
    event = {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "channel" else "G",
        "team": TEAM,
        "event_ts": at,
    }
    return {**event, "inviter": inviter} if inviter else event


def member_left(channel: Channel, user: str, at: str) -> Json:
    """Somebody left a channel."""
    return {
        "type": "member_left_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "channel" else "G",
        "team": TEAM,
        "event_ts": at,
    }


def reaction_added(message: Message, user: str, name: str, at: str) -> Json:
    """Somebody reacted to a message."""
    return {
        "type": "reaction_added",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": at,
    }


def home_opened(user: str, channel: str, tab: str, at: str, view: Json | None) -> Json:
    """Somebody opened the app's page."""
    event = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel,
        "tab": tab,
        "event_ts": at,
    }
    return {**event, "view": view} if view else event


def tokens_revoked(bot_user: str) -> Json:
    """The bot token was taken away."""
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [bot_user]}}


def app_uninstalled() -> Json:
    """The app was removed from the workspace."""
    return {"type": "app_uninstalled"}
