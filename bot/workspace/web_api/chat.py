"""chat.*: messages posted, changed, deleted, shown to one member."""

import json
from dataclasses import replace

from bot.workspace.blocks_validation.surface import Said, check_message
from bot.workspace.errors import SlackError
from bot.workspace.model import Channel, Json, Message
from bot.workspace.payloads import messages
from bot.workspace.services.change_membership import open_im
from bot.workspace.services.post_message import change, delete, post
from bot.workspace.web_api.method import Answer, Call, Method, joined

MOST_UPDATE_TEXT = 4_000  # chat.update refuses far less than chat.postMessage
MOST_METADATA_BYTES = 16_384
MOST_ATTACHMENTS = 100
PERMALINK = "{url}/archives/{channel}/p{ts}"


def _destination(call: Call) -> Channel:
    """The channel to post in: by id, by #name, or a member's direct message."""
    wanted = call.needed("channel", "channel_not_found")
    state = call.workspace.state
    if wanted in state.members and wanted != call.workspace.bot_user:
        return open_im(call.workspace, call.workspace.bot_user, wanted)
    named = (c for c in state.channels.values() if c.name and c.name == wanted.lstrip("#"))
    channel = next(named, None) or state.channels.get(wanted)
    if channel is None or not state.can_read(call.workspace.bot_user, channel):
        raise SlackError("channel_not_found")
    return channel


def _said(call: Call, most: int = 40_000) -> Said:
    attachments = call.json("attachments") or []
    if len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    blocks = call.json("blocks", "invalid_blocks_format")
    if not blocks and call.text("markdown_text"):
        blocks = [{"type": "markdown", "text": call.text("markdown_text")}]
    body = {"text": call.text("text"), "blocks": blocks, "attachments": attachments}
    return check_message(call.workspace, body, most)


def _metadata(call: Call) -> Json | None:
    metadata = call.json("metadata", "invalid_metadata_format")
    if not metadata:
        return None
    known = isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str)
    if not known or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > MOST_METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return dict(metadata)


def thread_root(call: Call, channel: Channel) -> str | None:
    """The root that a reply goes under; only roots have threads."""
    ts = call.text("thread_ts")
    if not ts:
        return None
    root = call.workspace.state.message(channel.id, ts)
    if root is None or root.only_for is not None:
        raise SlackError("thread_not_found")
    if root.is_reply:
        raise SlackError("cannot_reply_to_message")
    return ts


def _open_for_posting(call: Call) -> Channel:
    channel = _destination(call)
    public = channel.kind == "channel"
    if public and call.workspace.tokens.granted(("chat:write.public",)):
        if channel.archived:
            raise SlackError("is_archived")
        return channel
    return joined(call.workspace, channel)


def _post(call: Call) -> Answer:
    channel = _open_for_posting(call)
    said = _said(call)
    custom = call.text("username") and call.workspace.tokens.granted(("chat:write.customize",))
    message = Message(
        ts=call.workspace.state.new_ts(),
        channel=channel.id,
        user=call.workspace.bot_user,
        text=said.text,
        blocks=said.blocks,
        thread_ts=thread_root(call, channel),
        subtype="bot_message" if custom else None,
        username=call.text("username") if custom else None,
        metadata=_metadata(call),
        by_app=True,
    )
    post(call.workspace, message)
    shape = messages.message(call.workspace, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shape}


def _own(call: Call, error: str) -> Message:
    message = call.message(call.joined_channel())
    if not message.by_app:
        raise SlackError(error)
    return message


def _update(call: Call) -> Answer:
    before = _own(call, "cant_update_message")
    now = replace(_changed(call, before), metadata=_new_metadata(call, before))
    change(call.workspace, before, now)
    shape = messages.message(call.workspace, now, with_metadata=True)
    return {"channel": now.channel, "ts": now.ts, "text": now.text, "message": shape}


def _changed(call: Call, before: Message) -> Message:
    """Blocks stay only where neither text nor blocks are sent; new blocks leave no edited mark."""
    if all(call.args.get(key) is None for key in ("text", "blocks", "markdown_text")):
        if call.args.get("metadata") is None:
            raise SlackError("no_text")
        return before
    said = _said(call, MOST_UPDATE_TEXT)
    if call.json("blocks", "invalid_blocks_format"):
        return replace(before, text=said.text, blocks=said.blocks)
    at = call.workspace.state.new_ts()
    return replace(before, text=said.text, blocks=said.blocks, edited_ts=at)


def _new_metadata(call: Call, before: Message) -> Json | None:
    return before.metadata if call.args.get("metadata") is None else _metadata(call)


def _delete(call: Call) -> Answer:
    message = _own(call, "cant_delete_message")
    delete(call.workspace, message)
    return {"channel": message.channel, "ts": message.ts}


def _ephemeral(call: Call) -> Answer:
    channel = joined(call.workspace, _destination(call))
    user = call.needed("user", "user_not_in_channel")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    said = _said(call)
    message = Message(
        ts=call.workspace.state.new_ts(),
        channel=channel.id,
        user=call.workspace.bot_user,
        text=said.text,
        blocks=said.blocks,
        thread_ts=thread_root(call, channel),
        by_app=True,
        only_for=user,
    )
    return {"message_ts": post(call.workspace, message).ts}


def _permalink(call: Call) -> Answer:
    channel = call.channel()
    message = call.message(channel, "message_ts")
    ts = message.ts.replace(".", "")
    link = PERMALINK.format(url=call.workspace.url, channel=channel.id, ts=ts)
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


METHODS = (
    Method("chat.postMessage", _post, ("chat:write",)),
    Method("chat.update", _update, ("chat:write",)),
    Method("chat.delete", _delete, ("chat:write",)),
    Method("chat.postEphemeral", _ephemeral, ("chat:write",)),
    Method("chat.getPermalink", _permalink),
)
