"""Files come in, are shared in a channel and deleted."""

from dataclasses import dataclass, replace

from bot.workspace.file_facts import facts
from bot.workspace.model import File, Json, Message
from bot.workspace.payloads.events import file_deleted, file_shared
from bot.workspace.services.announce import announce, tell_pages
from bot.workspace.services.post_message import post
from bot.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Sharing:
    """Where files are shared, and what is said with them."""

    channel: str
    user: str
    text: str = ""
    thread_ts: str | None = None
    blocks: tuple[Json, ...] = ()
    by_app: bool = False


def announce_file(workspace: Workspace, owner: str, name: str, alt: str = "") -> File:
    """A record for a file whose bytes are still to come."""
    return workspace.state.put_file(
        File(
            id=workspace.ids.new("F"),
            name=name,
            title=name,
            mimetype="",
            filetype="",
            pretty_type="",
            size=0,
            owner=owner,
            created=int(workspace.clock.now()),
            alt=alt,
        )
    )


def received(workspace: Workspace, file: File, size: int) -> File:
    """The record once the bytes lie in the store."""
    known = facts(file.name, workspace.files.head(file.id))
    return workspace.state.put_file(
        replace(
            file,
            size=size,
            mimetype=known.mimetype,
            filetype=known.filetype,
            pretty_type=known.pretty_type,
            width=known.width,
            height=known.height,
            preview=known.preview,
            lines=known.lines,
        )
    )


def complete(workspace: Workspace, file: File, title: str | None = None) -> File:
    """The record of a file that may be used now."""
    return workspace.state.put_file(replace(file, title=title or file.name, complete=True))


def share(workspace: Workspace, files: list[File], sharing: Sharing) -> Message:
    """Share files in one message; the bot hears of each file, and of the message."""
    message = Message(
        ts=workspace.state.new_ts(),
        channel=sharing.channel,
        user=sharing.user,
        text=sharing.text,
        blocks=sharing.blocks,
        thread_ts=sharing.thread_ts,
        files=tuple(file.id for file in files),
        subtype="file_share",
        by_app=sharing.by_app,
        client_msg_id=None if sharing.by_app else workspace.ids.uuid(),
    )
    channel = workspace.state.channels[sharing.channel]
    for file in files:
        workspace.state.share_file(file.id, message)
        announce(workspace, file_shared(file, channel, message.ts), channel)
    return post(workspace, message)


def delete(workspace: Workspace, file: File) -> None:
    """Delete a file everywhere it was shared."""
    workspace.files.delete(file.id)
    workspace.state.put_file(replace(file, deleted=True))
    for place in file.shares:
        message = workspace.state.message(place.channel, place.ts)
        if message is not None:
            tell_pages(workspace, "message_changed", message)
    channels = [workspace.state.channels[place.channel] for place in file.shares]
    known = [channel for channel in channels if workspace.bot_user in channel.members]
    if known or file.owner == workspace.bot_user:
        announce(workspace, file_deleted(file, workspace.state.new_ts()))
