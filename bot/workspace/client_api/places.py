"""A member opens channels and direct messages, invites and leaves."""

from bot.workspace.client_api.ask import Ask
from bot.workspace.errors import Declined
from bot.workspace.model import Json
from bot.workspace.payloads import for_page
from bot.workspace.services import change_membership


async def dm(ask: Ask) -> Json:
    """The direct message with another member."""
    other = ask.word("user")
    if other not in ask.workspace.state.members or other == ask.me:
        raise Declined("Choose somebody else to talk to.")
    im = change_membership.open_im(ask.workspace, ask.me, other)
    return {"channel": for_page.channel(ask.workspace, im, ask.me)}


async def create(ask: Ask) -> Json:
    """A new channel."""
    name, private = ask.word("name").strip().lstrip("#").lower(), bool(ask.data.get("private"))
    channel = change_membership.create_channel(ask.workspace, ask.me, name, private)
    return {"channel": for_page.channel(ask.workspace, channel, ask.me)}


async def invite(ask: Ask) -> Json:
    """Somebody, perhaps the app, is invited."""
    channel, other = ask.own_channel(), ask.word("user")
    if channel.kind == "im" or other not in ask.workspace.state.members:
        raise Declined("Nobody can be invited here.")
    change_membership.join(ask.workspace, channel, other, inviter=ask.me)
    return {}


async def leave(ask: Ask) -> Json:
    """The member leaves, or takes somebody else out."""
    channel = ask.own_channel()
    if channel.kind == "im":
        raise Declined("A direct message cannot be left.")
    change_membership.leave(ask.workspace, channel, ask.word("user", ask.me))
    return {}


async def join(ask: Ask) -> Json:
    """The member joins a public channel."""
    channel = ask.channel()
    if channel.kind != "channel" and ask.me not in channel.members:
        raise Declined("A private channel takes invited members only.")
    change_membership.join(ask.workspace, channel, ask.me)
    return {}
