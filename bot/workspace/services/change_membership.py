"""Members come into channels and leave them; channels and direct messages are opened."""

import re
from dataclasses import replace

from bot.workspace.errors import Declined
from bot.workspace.model import Channel, Message
from bot.workspace.payloads.events import member_joined, member_left
from bot.workspace.services.announce import announce, tell_of_channels
from bot.workspace.services.post_message import post
from bot.workspace.workspace import Workspace

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


def join(workspace: Workspace, channel: Channel, user: str, inviter: str | None = None) -> Channel:
    """Make somebody a member; the channel reads that they joined."""
    if user in channel.members:
        return channel
    joined = workspace.state.put_channel(replace(channel, members=(*channel.members, user)))
    tell_of_channels(workspace)
    event = member_joined(joined, user, inviter, workspace.state.new_ts())
    announce(workspace, event, joined)
    text = f"<@{user}> has joined the channel"
    _note(workspace, joined, user, ("channel_join", text), inviter)
    return joined


def leave(workspace: Workspace, channel: Channel, user: str) -> Channel:
    """End somebody's membership; the bot hears of others, not of itself."""
    if user not in channel.members:
        return channel
    members = tuple(member for member in channel.members if member != user)
    left = workspace.state.put_channel(replace(channel, members=members))
    announce(workspace, member_left(left, user, workspace.state.new_ts()), left)
    _note(workspace, left, user, ("channel_leave", f"<@{user}> has left the channel"))
    tell_of_channels(workspace)
    return left


def _note(
    workspace: Workspace,
    channel: Channel,
    user: str,
    said: tuple[str, str],
    inviter: str | None = None,
) -> None:
    subtype, text = said
    ts = workspace.state.new_ts()
    post(workspace, Message(ts, channel.id, user, text, subtype=subtype, inviter=inviter))


def create_channel(workspace: Workspace, creator: str, name: str, private: bool) -> Channel:
    """A new channel with its creator as the only member."""
    if not NAME.fullmatch(name):
        raise Declined("A channel name has small letters, digits and dashes, 80 at most.")
    if any(c.name == name and c.kind != "im" for c in workspace.state.channels.values()):
        raise Declined(f"There is already a channel called #{name}.")
    channel = Channel(
        id=workspace.ids.new("C"),
        name=name,
        kind="private" if private else "channel",
        creator=creator,
        created=int(workspace.clock.now()),
        members=(creator,),
    )
    workspace.state.put_channel(channel)
    tell_of_channels(workspace)
    return channel


def open_im(workspace: Workspace, one: str, other: str) -> Channel:
    """The direct message of two members, opened if it is the first time."""
    found = workspace.state.im_between(one, other)
    if found is None:
        created = int(workspace.clock.now())
        im = Channel(workspace.ids.new("D"), "", "im", one, created, (one, other))
        found = workspace.state.put_channel(im)
        tell_of_channels(workspace)
    return found
