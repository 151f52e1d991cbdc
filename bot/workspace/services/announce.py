"""Who hears of what: events for the bot where it may hear them, things for the pages."""

from bot.workspace.model import Channel, Json, Message
from bot.workspace.payloads import for_page
from bot.workspace.payloads.events import callback
from bot.workspace.workspace import Workspace

SCOPES = {
    "app_mention": ("app_mentions:read",),
    "file_shared": ("files:read",),
    "file_deleted": ("files:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
}


def subscription(event: Json, channel: Channel | None) -> str:
    """The name under which the app subscribes to an event: `message.im`, `app_mention`…"""
    if event["type"] == "message" and channel is not None:
        return f"message.{channel.scope_family}"
    return str(event["type"])


def announce(workspace: Workspace, event: Json, channel: Channel | None = None) -> None:
    """Deliver an event if the app subscribed to it, has the scope and is in the channel."""
    name = subscription(event, channel)
    if name not in workspace.options.app.events:
        return
    if not workspace.tokens.granted(SCOPES.get(name, ())):
        return
    if channel is None or workspace.bot_user in channel.members:
        workspace.delivery.event(callback(workspace, event))


def tell_pages(workspace: Workspace, kind: str, message: Message) -> None:
    """Show a new or changed message on the pages of everybody who sees it."""
    channel = workspace.state.channels[message.channel]
    for viewer in workspace.pages.viewers():
        if message.only_for in (None, viewer) and workspace.state.can_read(viewer, channel):
            shown = for_page.message(workspace, message, viewer)
            workspace.pages.push(
                viewer, {"type": kind, "channel": message.channel, "message": shown}
            )


def tell_of_root(workspace: Workspace, message: Message) -> None:
    """Show the new number of replies under the message that a reply belongs to."""
    if message.is_reply and message.only_for is None and message.thread_ts is not None:
        root = workspace.state.message(message.channel, message.thread_ts)
        if root is not None:
            tell_pages(workspace, "message_changed", root)


def tell_readers(workspace: Workspace, channel_id: str, thing: Json) -> None:
    """Push something to the pages of those who may read a channel."""
    channel = workspace.state.channels[channel_id]
    for viewer in workspace.pages.viewers():
        if workspace.state.can_read(viewer, channel):
            workspace.pages.push(viewer, thing)


def tell_of_end(workspace: Workspace, message: Message) -> None:
    """Take a message off the pages."""
    gone = {"type": "message_deleted", "channel": message.channel, "ts": message.ts}
    tell_readers(workspace, message.channel, gone)


def tell_of_channels(workspace: Workspace) -> None:
    """Show every page its channels as they are now."""
    for viewer in workspace.pages.viewers():
        channels = for_page.channel_list(workspace, viewer)
        workspace.pages.push(viewer, {"type": "channels", "channels": channels})
