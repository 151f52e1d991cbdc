"""Slash commands and interactions in Slack's shapes."""

from bot.workspace.model import Channel, Json, Message, View
from bot.workspace.payloads.messages import message
from bot.workspace.payloads.views import view
from bot.workspace.seed import APP, TEAM
from bot.workspace.workspace import Workspace

CHANNEL_NAMES = {"im": "directmessage", "private": "privategroup"}


def channel_name(channel: Channel) -> str:
    """The name that commands and interactions give; private places keep theirs to themselves."""
    return CHANNEL_NAMES.get(channel.kind, channel.name)


def command(
    workspace: Workspace, user: str, channel: Channel, line: tuple[str, str], keys: Json
) -> Json:
    """The payload of a slash command; `line` is the command and the text after it."""
    return {
        "token": workspace.tokens.verification,
        "team_id": TEAM,
        "team_domain": workspace.options.team_domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user,
        "user_name": workspace.state.members[user].name,
        "command": line[0],
        "text": line[1],
        "api_app_id": APP,
        "is_enterprise_install": "false",
        **keys,
    }


def _interaction(workspace: Workspace, kind: str, user: str) -> Json:
    name = workspace.state.members[user].name
    return {
        "type": kind,
        "team": {"id": TEAM, "domain": workspace.options.team_domain},
        "user": {"id": user, "username": name, "name": name, "team_id": TEAM},
        "api_app_id": APP,
        "token": workspace.tokens.verification,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def press_in_message(
    workspace: Workspace, user: str, pressed: Message, action: Json, keys: Json
) -> Json:
    """`block_actions` from a message; an ephemeral one is not sent along, as on Slack."""
    channel = workspace.state.channels[pressed.channel]
    container: Json = {
        "type": "message",
        "message_ts": pressed.ts,
        "channel_id": channel.id,
        "is_ephemeral": pressed.only_for is not None,
    }
    if pressed.is_reply:
        container["thread_ts"] = pressed.thread_ts
    payload = {
        **_interaction(workspace, "block_actions", user),
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "actions": [action],
        **keys,
    }
    if pressed.only_for is None:
        payload["message"] = message(workspace, pressed)
    return payload


def press_in_view(workspace: Workspace, user: str, pressed: View, action: Json, keys: Json) -> Json:
    """`block_actions` from a modal or from App Home."""
    return {
        **_interaction(workspace, "block_actions", user),
        "container": {"type": "view", "view_id": pressed.id},
        "view": view(pressed),
        "actions": [action],
        **keys,
    }


def submission(workspace: Workspace, submitted: View, trigger_id: str) -> Json:
    """`view_submission`."""
    return {
        **_interaction(workspace, "view_submission", submitted.user),
        "trigger_id": trigger_id,
        "view": view(submitted),
    }


def closing(workspace: Workspace, closed: View, is_cleared: bool) -> Json:
    """`view_closed`."""
    return {
        **_interaction(workspace, "view_closed", closed.user),
        "view": view(closed),
        "is_cleared": is_cleared,
    }
