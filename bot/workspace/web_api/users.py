"""users.info, users.list, users.conversations."""

from bot.workspace.errors import SlackError
from bot.workspace.payloads import people
from bot.workspace.web_api.conversations import of_types
from bot.workspace.web_api.method import Answer, Call, Method, page


def _info(call: Call) -> Answer:
    member = call.workspace.state.members.get(call.needed("user", "user_not_found"))
    if member is None:
        raise SlackError("user_not_found")
    return {"user": people.user(call.workspace, member)}


def _list(call: Call) -> Answer:
    members = call.workspace.state.members.values()
    shapes = [people.user(call.workspace, member) for member in members]
    return {**page(call, shapes, "members"), "cache_ts": int(call.workspace.clock.now())}


def _conversations(call: Call) -> Answer:
    """The channels that a member (the bot, if none is named) is in."""
    user = call.text("user", call.workspace.bot_user)
    if user not in call.workspace.state.members:
        raise SlackError("user_not_found")
    found = [channel for channel in of_types(call) if user in channel.members]
    shapes = [people.channel(call.workspace, channel) for channel in found]
    for shape in shapes:  # Slack leaves these two out here
        shape.pop("is_member", None)
        shape.pop("num_members", None)
    return page(call, shapes, "channels")


METHODS = (
    Method("users.info", _info, ("users:read",)),
    Method("users.list", _list, ("users:read",)),
    Method("users.conversations", _conversations),
)
