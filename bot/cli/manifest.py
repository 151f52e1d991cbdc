"""The Slack app manifest: name, permissions, events, the slash command."""

import json
from typing import Any

DESCRIPTION = "Drop a customer file; read who your customers are and what to do about each group."

SCOPES = {
    "app_mentions:read": "hear @segment-bot",
    "channels:history": "look after a crash whether an answer has already arrived",
    "channels:read": "know the names of channels",
    "chat:write": "answer",
    "commands": "offer /segment",
    "files:read": "read the files that people drop",
    "files:write": "send pictures, tables and slides",
    "groups:history": "the same in private channels it was invited to",
    "groups:read": "know the names of private channels it was invited to",
    "im:history": "hear direct messages",
    "reactions:write": "show at once that a file was seen",
    "users:read": "know names and time zones",
}
EVENTS = (
    "app_home_opened",
    "app_mention",
    "file_shared",
    "member_joined_channel",
    "message.im",
)


def manifest(http: str | None = None) -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP mode at a public address."""
    address = {"request_url": f"{http.rstrip('/')}/slack/events"} if http else {}
    command = {
        "command": "/segment",
        "description": "Segments of your customers",
        "usage_hint": "help | k=5 | profile 3 | chart bars | export",
        "should_escape": False,
    }
    return {
        "display_information": {
            "name": "segment-bot",
            "description": DESCRIPTION,
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "segment-bot", "always_online": True},
            "slash_commands": [{**command, **({"url": address["request_url"]} if http else {})}],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": http is None,
            "token_rotation_enabled": False,
        },
    }


def manifest_text(http: str | None = None) -> str:
    """The manifest as JSON text."""
    return json.dumps(manifest(http), indent=2)
