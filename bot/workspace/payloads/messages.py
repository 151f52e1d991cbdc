"""Messages in Slack's shapes: as methods answer them and as events carry them."""

from bot.workspace.model import Json, Message
from bot.workspace.payloads.files import file_in_message
from bot.workspace.payloads.people import bot_profile, icons
from bot.workspace.seed import APP, BOT, TEAM
from bot.workspace.text import rich_text
from bot.workspace.workspace import Workspace


def message(workspace: Workspace, found: Message, with_metadata: bool = False) -> Json:
    """The message object of history, replies, interactions and chat.postMessage."""
    if found.subtype == "bot_message":
        return _webhook(workspace, found)
    return {
        **_core(workspace, found),
        **({"app_id": APP} if found.by_app else {}),
        **_thread(workspace, found),
        **_reactions(found),
        **_files(workspace, found),
        **({"metadata": found.metadata} if with_metadata and found.metadata else {}),
    }


def blocks(found: Message) -> list[Json]:
    """The blocks of a message; Slack makes a rich_text of what a person typed."""
    typed = not found.by_app and found.subtype in (None, "file_share")
    if found.blocks or not typed or not found.text:
        return list(found.blocks)
    return [rich_text(found.text, found.ts[-5:])]


def _core(workspace: Workspace, found: Message) -> Json:
    shape: Json = {"type": "message", "user": found.user, "text": found.text, "ts": found.ts}
    if found.subtype:
        shape["subtype"] = found.subtype
    if found.client_msg_id:
        shape["client_msg_id"] = found.client_msg_id
    if found.inviter:
        shape["inviter"] = found.inviter
    if found.subtype in (None, "thread_broadcast"):
        shape["team"] = TEAM
    if found.by_app:
        shape |= {"bot_id": BOT, "bot_profile": bot_profile(workspace)}
    if found.edited_ts:
        shape["edited"] = {"user": found.user, "ts": found.edited_ts}
    if blocks(found):
        shape["blocks"] = blocks(found)
    return shape


def _webhook(workspace: Workspace, found: Message) -> Json:
    return {
        "type": "message",
        "subtype": "bot_message",
        "bot_id": BOT,
        "username": found.username or workspace.options.app.name,
        "icons": icons(workspace, (36, 48, 72)),
        "text": found.text,
        "ts": found.ts,
        **({"blocks": blocks(found)} if found.blocks else {}),
        **_parent(workspace, found),
    }


def _parent(workspace: Workspace, found: Message) -> Json:
    if not found.is_reply or found.thread_ts is None:
        return {}
    root = workspace.state.message(found.channel, found.thread_ts)
    shape: Json = {"thread_ts": found.thread_ts}
    if root is not None and found.subtype != "bot_message":
        shape["parent_user_id"] = root.user
    return shape


def _thread(workspace: Workspace, found: Message) -> Json:
    replies = workspace.state.public_replies(found.channel, found.ts)
    if found.is_reply or not replies:
        return _parent(workspace, found)
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": found.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users[:5],
        "is_locked": False,
        "subscribed": False,
    }


def _reactions(found: Message) -> Json:
    if not found.reactions:
        return {}
    reactions = [
        {"name": r.name, "users": list(r.users), "count": len(r.users)} for r in found.reactions
    ]
    return {"reactions": reactions}


def _files(workspace: Workspace, found: Message) -> Json:
    if not found.files:
        return {}
    files = [file_in_message(workspace, workspace.state.files[id_]) for id_ in found.files]
    return {"files": files, "upload": True, "display_as_bot": False}


def message_event(workspace: Workspace, found: Message) -> Json:
    """The `message` event of a new message."""
    channel = workspace.state.channels[found.channel]
    shape = (
        _webhook(workspace, found) if found.subtype == "bot_message" else _posted(workspace, found)
    )
    return {
        **shape,
        "channel": channel.id,
        "event_ts": found.ts,
        "channel_type": channel.event_kind,
    }


def _posted(workspace: Workspace, found: Message) -> Json:
    shape = {**_core(workspace, found), **_parent(workspace, found)}
    if found.metadata:
        shape["metadata"] = found.metadata
    if found.subtype == "file_share":
        for key in ("bot_id", "bot_profile", "client_msg_id"):
            shape.pop(key, None)
        return {**shape, **_files(workspace, found)}
    return shape


def _inside(workspace: Workspace, found: Message) -> Json:
    """A message as it stands in the events about its change or end."""
    if found.subtype == "bot_message":
        shape = _webhook(workspace, found)
        return {key: shape[key] for key in shape if key not in ("username", "icons")}
    return {**_core(workspace, found), **_parent(workspace, found)}


def changed_event(workspace: Workspace, before: Message, now: Message, at: str) -> Json:
    """The `message_changed` event."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": _inside(workspace, now),
        "previous_message": _inside(workspace, before),
        "channel": now.channel,
        "hidden": True,
        "ts": at,
        "event_ts": at,
        "channel_type": workspace.state.channels[now.channel].event_kind,
    }


def deleted_event(workspace: Workspace, before: Message, at: str) -> Json:
    """The `message_deleted` event."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": _inside(workspace, before),
        "channel": before.channel,
        "hidden": True,
        "deleted_ts": before.ts,
        "ts": at,
        "event_ts": at,
        "channel_type": workspace.state.channels[before.channel].event_kind,
    }


def mention_event(workspace: Workspace, found: Message) -> Json:
    """The `app_mention` event."""
    shape: Json = {
        "type": "app_mention",
        "user": found.user,
        "text": found.text,
        "ts": found.ts,
        "team": TEAM,
        "blocks": blocks(found),
        "channel": found.channel,
        "event_ts": found.ts,
    }
    if found.client_msg_id:
        shape["client_msg_id"] = found.client_msg_id
    return {**shape, "thread_ts": found.thread_ts} if found.is_reply else shape
