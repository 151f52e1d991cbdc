"""A reaction is put under a message or taken away."""

from dataclasses import replace

from bot.workspace.errors import SlackError
from bot.workspace.model import Message, Reaction
from bot.workspace.payloads.events import reaction_added
from bot.workspace.services.announce import announce, tell_pages
from bot.workspace.text import emoji_of
from bot.workspace.workspace import Workspace

MOST_KINDS = 23


def add(workspace: Workspace, message: Message, user: str, name: str) -> Message:
    """Add a member's reaction."""
    if emoji_of(name) is None:
        raise SlackError("invalid_name")
    users = next((r.users for r in message.reactions if r.name == name), ())
    if user in users:
        raise SlackError("already_reacted")
    if not users and len(message.reactions) >= MOST_KINDS:
        raise SlackError("too_many_emoji")
    changed = _with(workspace, message, name, (*users, user))
    channel = workspace.state.channels[message.channel]
    event = reaction_added(changed, user, name, workspace.state.new_ts())
    announce(workspace, event, channel)
    return changed


def remove(workspace: Workspace, message: Message, user: str, name: str) -> Message:
    """Take a member's reaction away."""
    users = next((r.users for r in message.reactions if r.name == name), ())
    if user not in users:
        raise SlackError("no_reaction")
    return _with(workspace, message, name, tuple(u for u in users if u != user))


def _with(workspace: Workspace, message: Message, name: str, users: tuple[str, ...]) -> Message:
    kinds = {r.name: r.users for r in message.reactions} | {name: users}
    reactions = tuple(Reaction(kind, who) for kind, who in kinds.items() if who)
    changed = workspace.state.put_message(replace(message, reactions=reactions))
    tell_pages(workspace, "message_changed", changed)
    return changed
