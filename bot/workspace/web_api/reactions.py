"""reactions.add, reactions.remove."""

from bot.workspace.model import Message
from bot.workspace.services import react
from bot.workspace.web_api.method import Answer, Call, Method


def _target(call: Call) -> tuple[Message, str, str]:
    channel = call.joined_channel()
    name = call.needed("name", "invalid_name").strip(":")
    return call.message(channel, "timestamp"), call.workspace.bot_user, name


def _add(call: Call) -> Answer:
    react.add(call.workspace, *_target(call))
    return {}


def _remove(call: Call) -> Answer:
    react.remove(call.workspace, *_target(call))
    return {}


METHODS = (
    Method("reactions.add", _add, ("reactions:write",)),
    Method("reactions.remove", _remove, ("reactions:write",)),
)
