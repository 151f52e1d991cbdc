"""A message is posted, changed or deleted."""

from dataclasses import replace

from bot.workspace.model import Message
from bot.workspace.payloads import for_page
from bot.workspace.payloads.messages import (
    changed_event,
    deleted_event,
    mention_event,
    message_event,
)
from bot.workspace.services.announce import (
    announce,
    tell_of_end,
    tell_of_root,
    tell_pages,
    tell_readers,
)
from bot.workspace.text import mentions
from bot.workspace.workspace import Workspace


def post(workspace: Workspace, message: Message) -> Message:
    """Put a message where everybody sees it and tell the bot."""
    workspace.state.put_message(message)
    show_pictures(workspace, message)
    tell_pages(workspace, "message", message)
    if message.by_app and message.thread_ts is not None:
        end_status(workspace, message.channel, message.thread_ts)
    if message.only_for is None:
        tell_of_root(workspace, message)
        _announce(workspace, message)
    return message


def _announce(workspace: Workspace, message: Message) -> None:
    channel = workspace.state.channels[message.channel]
    asked = not message.by_app and mentions(message.text, workspace.bot_user)
    if asked and channel.kind != "im" and message.subtype in (None, "file_share"):
        announce(workspace, mention_event(workspace, message), channel)
    announce(workspace, message_event(workspace, message), channel)


def end_status(workspace: Workspace, channel: str, thread_ts: str) -> None:
    """Take the app's status line away, as Slack does once the app answers."""
    gone = {"type": "working", "channel": channel, "thread_ts": thread_ts, "text": ""}
    tell_readers(workspace, channel, gone)


def show_pictures(workspace: Workspace, message: Message) -> None:
    """Let those who see the message see the files that its blocks show."""
    show_in_blocks(workspace, message.blocks, message.only_for or message.channel)


def show_in_blocks(workspace: Workspace, thing: object, place: str) -> None:
    """Let a channel or a member see every file that a part of some blocks shows."""
    if isinstance(thing, list | tuple):
        for part in thing:
            show_in_blocks(workspace, part, place)
    elif isinstance(thing, dict):
        if isinstance(reference := thing.get("slack_file"), dict):
            found = for_page.named_file(workspace, reference)
            if found is not None:
                workspace.state.show_file(found.id, place)
        show_in_blocks(workspace, list(thing.values()), place)


def change(workspace: Workspace, before: Message, now: Message) -> Message:
    """Put another state of a message in its place and tell everybody."""
    workspace.state.put_message(now)
    show_pictures(workspace, now)
    tell_pages(workspace, "message_changed", now)
    if now.only_for is None:
        channel = workspace.state.channels[now.channel]
        event = changed_event(workspace, before, now, workspace.state.new_ts())
        announce(workspace, event, channel)
    return now


def delete(workspace: Workspace, message: Message) -> None:
    """Take a message away; a thread's root leaves a tombstone."""
    replies = workspace.state.public_replies(message.channel, message.ts)
    channel = workspace.state.channels[message.channel]
    event = deleted_event(workspace, message, workspace.state.new_ts())
    if replies and not message.is_reply:
        _bury(workspace, message)
    else:
        workspace.state.drop_message(message)
        tell_of_end(workspace, message)
        tell_of_root(workspace, message)
    announce(workspace, event, channel)


def _bury(workspace: Workspace, message: Message) -> None:
    tombstone = replace(
        message,
        text="This message was deleted.",
        blocks=(),
        files=(),
        reactions=(),
        subtype="tombstone",
        metadata=None,
    )
    workspace.state.put_message(tombstone)
    tell_pages(workspace, "message_changed", tombstone)
